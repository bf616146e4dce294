// A group practises in a thread over the stand-in Discord: private answers, public counts, a summary without names.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageView } from '#discord/stand-in/view.ts';
import { drawForGathering, readGatheringKey } from '#engine/gathering.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { Room, scenarios } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await Room.open();
});
afterEach(() => room.close());

const says =
  (words: string) =>
  ({ text }: MessageView) =>
    text.includes(words);
const hasVerdict = ({ text }: MessageView) => /Respuesta (in)?correcta/.test(text);
const posted = (looks: (message: MessageView) => boolean) =>
  expect
    .poll(() => room.standIn.publicMessages.find(looks), { timeout: 8000 })
    .toBeTruthy()
    .then(() => room.standIn.publicMessages.find(looks)!);
const eva = () => room.standIn.person('eva');

async function begun(options: Parameters<Room['standIn']['slash']>[2] = {}, person = eva()) {
  const said = await room.standIn.slash(person, 'practicar', { hilo: true, ...options }).message();
  return { person, said, question: await posted(says('Pregunta 1:')) };
}

async function answer(name: string, question: MessageView, option: string) {
  const person = room.standIn.person(name);
  const own = await room.standIn.click(person, question, 'Responder').message(({ buttons }) => buttons.length > 2);
  expect(own.ephemeral).toBe(true);
  return room.standIn.click(person, own, option).message(hasVerdict);
}

test('goes from question to question, counts answers without names, and ends with a summary', async () => {
  const { person, said, question } = await begun();
  const [thread] = room.standIn.world.threads;
  expect(said.text).toContain(`<#${thread?.[0]}>`);
  expect(thread?.[1]).toBe('Práctica en grupo');
  expect(question.text).not.toContain('La caja azul aguanta');
  await answer('ana', question, 'B.');
  await answer('bob', question, 'A.');
  const counted = await posted(says('Han respondido 2 personas.'));
  expect(counted.text).not.toMatch(/ana|bob/);
  const revealed = await room.standIn.click(person, counted, 'Revelar').message(says('La caja azul aguanta.'));
  expect(revealed.id).toBe(question.id);
  expect(revealed.text).toContain('Respondieron 2 personas; acertó 1.');
  room.standIn.click(person, revealed, 'Siguiente');
  const second = await posted(says('Pregunta 2: Escribe un Pod'));
  const shown = await room.standIn.click(person, second, 'Revelar').message(says('Un Pod basta.'));
  const end = room.standIn.click(person, shown, 'Terminar');
  const summary = await end.followUp();
  expect(summary.ephemeral).toBe(false);
  expect(summary.text).toMatch(/caja va la atención\? +2 +1/);
  expect(summary.text).not.toMatch(/ana|bob/);
  expect((await room.standIn.click(person, shown, 'Siguiente').followUp()).text).toContain('ya terminó');
  room.publicMessages = 4;
});

test('everybody gets the same variant, and may look at their own afterwards', async () => {
  const { person, question } = await begun({ escenario: 'which-box' });
  const first = await answer('ana', question, 'B.');
  expect(first.text).toContain('✔ Respuesta correcta');
  const { id } = readGatheringKey(/g[0-9a-z]+-0/.exec(question.buttons[0]?.customId ?? '')?.[0] ?? '') ?? {};
  const ana = room.standIn.world.interactions.values().find((each) => each.person.name === 'ana')?.person;
  const [session] = await room.storage.sessions.open(`discord:${ana?.id}`);
  expect(session?.seed.toString(36)).toBe(id);
  const counted = await posted(says('Ha respondido 1 persona.'));
  await room.standIn.click(person, counted, 'Revelar').message(says('La caja azul aguanta.'));
  room.publicMessages = 2;
});

test('is led by whoever opened it and by hosts, and each step is taken once', async () => {
  const { person, question } = await begun();
  const refused = await room.standIn.click(room.standIn.person('bob'), question, 'Revelar').followUp();
  expect(refused.text).toContain('quien abrió la práctica');
  const host = room.standIn.person('cai', 'es-ES', { manages: true });
  const revealed = await room.standIn.click(host, question, 'Revelar').message(says('La caja azul aguanta.'));
  const other = await room.startAnother();
  const [one, two] = [person, host].map((each) => room.standIn.click(each, revealed, 'Siguiente'));
  await posted(says('Pregunta 2:'));
  const late = await Promise.race([one!.followUp(), two!.followUp()]);
  expect(late.text).toContain('ya está en el hilo');
  await other.close();
  room.publicMessages = 3;
});

test('goes on after a restart in the middle', async () => {
  const { person, question } = await begun();
  await room.crashBot();
  await room.startBot();
  await answer('ana', question, 'B.');
  await posted(says('Ha respondido 1 persona.'));
  const revealed = await room.standIn.click(person, question, 'Revelar').message(says('acertó 1.'));
  expect(revealed.id).toBe(question.id);
  room.publicMessages = 2;
});

test('a question that nobody reveals is revealed by itself, a day later', async () => {
  await begun({ escenario: 'which-box' });
  const later = Date.now() + 25 * 3_600_000;
  room.now = () => later;
  await posted(says('No respondió nadie.'));
  room.publicMessages = 2;
});

test('names the permission that is missing, and what there is none of; a command delivered twice begins once', async () => {
  const none = await room.standIn.slash(eva(), 'practicar', { hilo: true, escenario: '`nada`' }).message();
  expect(none.text).toContain('No hay ninguna pregunta así');
  const asked = room.standIn.slash(eva(), 'practicar', { hilo: true, tema: 'sondas', preguntas: 3 });
  room.standIn.deliverAgain(asked);
  room.acknowledgedTwice = 1;
  await posted(says('Pregunta 1: Escribe un Pod'));
  await asked.message(({ loading }) => !loading);
  expect([...room.standIn.world.threads.values()]).toEqual(['Práctica en grupo: Sondas']);
  room.standIn.world.botPermissions &= ~(1n << 38n);
  await room.stopBot();
  await room.startBot();
  const refused = await room.standIn.slash(room.standIn.person('bob', 'en-US'), 'practicar', { hilo: true }).message();
  expect(refused.text).toContain('Send Messages in Threads');
  room.publicMessages = 2;
});

test('speaks English on a server that does, whatever its members read', async () => {
  const host = room.standIn.person('eva', 'en-GB', { manages: true });
  await room.standIn.slash(host, 'ajustes servidor', { idioma: 'en' }).message();
  await room.standIn.slash(host, 'practicar', { hilo: true, escenario: 'which-box' }).message();
  const question = await posted(says('Question 1: Which box'));
  expect(question.buttons.map(({ label }) => label)).toEqual(['Answer', 'Reveal']);
  const luz = room.standIn.person('luz', 'es-419');
  const own = await room.standIn.click(luz, question, 'Answer').message(says('Elige una caja'));
  expect(own.ephemeral).toBe(true);
  const revealed = await room.standIn.click(host, question, 'Reveal').message(says('The blue box holds.'));
  const end = room.standIn.click(host, revealed, 'Finish');
  expect((await end.followUp()).text).toContain('How the practice went');
  room.publicMessages = 3;
});

test('a button of somebody’s invention does nothing', async () => {
  const { question } = await begun({ escenario: 'which-box' });
  for (const argument of ['reveal.g__proto__-0', 'end.g1-999', 'next.', 'x'.repeat(60)]) {
    const forged = { ...question, buttons: [{ label: 'x', customId: `v1:gather:-:0:${argument}`, disabled: false }] };
    expect((await room.standIn.click(eva(), forged, 'x').followUp()).text).toContain('ya no está');
  }
  room.publicMessages = 2;
});

test('draws the same questions for the same seed, in the order of the course', () => {
  const library = libraryOf(scenarios);
  expect(drawForGathering(library, { count: 9, seed: 3 })).toEqual(['which-box', 'write-pod']);
  expect(drawForGathering(library, { topic: 'probes', count: 2, seed: 3 })).toEqual(['write-pod']);
  expect(drawForGathering(library, { topic: 'none', count: 2, seed: 3 })).toEqual([]);
  const one = drawForGathering(library, { count: 1, seed: 8 });
  expect(drawForGathering(library, { count: 1, seed: 8 })).toEqual(one);
});
