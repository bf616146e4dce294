// Each command over the stand-in Discord, as somebody on a server types it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageView } from '#discord/stand-in/view.ts';
import { decodeQuestionCode } from '#engine/question-code.ts';
import { Room } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await Room.open();
});
afterEach(() => room.close());

const yaml = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const hasVerdict = ({ text }: MessageView) => /Respuesta (in)?correcta|(Right|Wrong) answer/.test(text);
const says =
  (words: string) =>
  ({ text }: MessageView) =>
    text.includes(words);
const slash = (...asked: Parameters<Room['standIn']['slash']>) => room.standIn.slash(...asked);

async function solve(name: string, locale = 'es-ES', option = 'B.') {
  const person = room.standIn.person(name, locale);
  const question = await slash(person, 'practicar', { escenario: 'which-box' }).message();
  const reveal = await room.standIn.click(person, question, option).message(hasVerdict);
  return { person, reveal };
}

test('every command has a Spanish name, and an English one for both kinds of English', () => {
  const names = room.standIn.world.commands.map(({ name, name_localizations }) => [
    name,
    name_localizations?.['en-GB'],
  ]);
  expect(Object.fromEntries(names)).toEqual({
    practicar: 'practice',
    repaso: 'review',
    reto: 'challenge',
    cuestionarios: 'quizzes',
    quiz: 'quiz',
    lab: 'lab',
    progreso: 'progress',
    clasificacion: 'leaderboard',
    'pregunta-del-dia': 'question-of-the-day',
    plan: 'plan',
    ajustes: 'settings',
    vincular: 'link',
    'mis-datos': 'my-data',
    ayuda: 'help',
  });
});

test('/practicar opens a topic, proposed without minding accents', async () => {
  const person = room.standIn.person('ana');
  expect(await room.standIn.type(person, 'practicar', 'tema', 'SÓNDAS').choices()).toEqual([
    { name: 'Sondas', value: 'probes' },
  ]);
  const topic = await slash(person, 'practicar', { tema: 'sondas' }).message();
  expect(topic.text).toContain('Escribe un Pod');
  expect(topic.text).not.toContain('caja');
});

test('/repaso, /progreso and /cuestionarios lead to what the engine shows', async () => {
  const { person } = await solve('ana');
  expect((await slash(person, 'repaso').message()).text).toMatch(/repas/i);
  expect((await slash(person, 'progreso').message()).text).toContain('1');
  expect((await slash(person, 'cuestionarios').message()).text).toMatch(/cuestionario/i);
});

test('/reto opens the form at once, filled with the last attempt, and takes it', async () => {
  const person = room.standIn.person('ana');
  const opened = slash(person, 'reto', { escenario: 'write-pod' });
  const form = await opened.form();
  expect(form.inputs[0]?.value).toBe('apiVersion: v1\nkind: ConfigMap\n');
  const wrongText = yaml.replace('Pod', 'Service');
  const wrong = await room.standIn.submit(person, opened, form, { texts: { manifest: wrongText } }).message(hasVerdict);
  expect(wrong.text).toContain('✘ Respuesta incorrecta');
  expect(wrong.ephemeral).toBe(true);
  const again = slash(person, 'reto', { escenario: 'write-pod' });
  const filled = await again.form();
  expect(filled.inputs[0]?.value).toBe(wrongText);
  const right = await room.standIn.submit(person, again, filled, { texts: { manifest: yaml } }).message(hasVerdict);
  expect(right.text).toContain('✔ Respuesta correcta');
});

test('/reto takes a file, refuses what is no YAML, and proposes only what YAML answers', async () => {
  const person = room.standIn.person('ana');
  const answer = { escenario: 'write-pod', archivo: { name: 'pod.yaml', content: yaml } };
  expect((await slash(person, 'reto', answer).message(hasVerdict)).text).toContain('✔ Respuesta correcta');
  const wrongName = { escenario: 'write-pod', archivo: { name: 'pod.exe', content: yaml } };
  expect((await slash(person, 'reto', wrongName).message()).text).toContain('.yaml');
  const wrongKind = { escenario: 'which-box', archivo: { name: 'pod.yaml', content: yaml } };
  expect((await slash(person, 'reto', wrongKind).message()).text).toContain('no se contesta con un archivo');
  expect(await room.standIn.type(person, 'reto', 'escenario', '').choices()).toEqual([
    { name: 'Escribe un Pod', value: 'write-pod' },
  ]);
});

test('/reto without a scenario is today’s challenge', async () => {
  const today = room.player.challengeOf()?.scenario;
  const asked = slash(room.standIn.person('ana'), 'reto');
  if (today?.type === 'manifest') expect((await asked.form()).title).toBe(today.title.es);
  else expect((await asked.message()).text).toContain(today?.title.es);
});

test('/clasificacion has ten a page and one’s own place, and whoever hides is on none', async () => {
  const { community } = room.storage;
  const server = room.standIn.world.serverId;
  for (let index = 1; index <= 23; index++) {
    const member = { server, learner: `discord:${index}`, name: `**p${index}** @everyone` };
    await community.seen(member, { points: 1000 - index, solved: 3 }, 1);
  }
  const { person } = await solve('ana');
  const first = await slash(person, 'clasificacion').message();
  expect(first.ephemeral).toBe(true);
  expect(first.text).toContain('página 1 de 3');
  expect(first.text).toContain('Tu puesto: 24 de 24, con 100 puntos');
  expect(first.text).toContain('p10');
  expect(first.text).not.toContain('p11');
  const second = await room.standIn.click(person, first, 'Siguiente').message(says('página 2'));
  expect(second.text).toContain('p11');
  const last = await room.standIn.click(person, second, 'Siguiente').message(says('página 3'));
  expect(last.text).toContain('ana');
  await slash(person, 'ajustes personales', { clasificacion: false }).message();
  const hidden = await slash(person, 'clasificacion').message();
  expect(hidden.text).toContain('Nadie más te ve aquí');
  const other = await slash(room.standIn.person('bob'), 'clasificacion').message();
  expect(other.text).toContain('Todavía no tienes puesto');
});

test('a right answer adds to the board once, however often it is given; a wrong one adds nothing', async () => {
  await solve('eva', 'es-ES', 'A.');
  const { person, reveal } = await solve('ana');
  await room.standIn.click(person, reveal, 'Ver').message(says('Resumen'));
  const question = await slash(person, 'practicar', { escenario: 'which-box' }).message();
  await room.standIn.click(person, question, 'B.').message(hasVerdict);
  const board = await slash(person, 'clasificacion').message();
  expect(board.text).toContain('con 100 puntos');
  expect(board.text).not.toContain('eva');
});

test('/ajustes personales: the language chosen wins over that of Discord', async () => {
  const person = room.standIn.person('ana', 'es-ES');
  expect((await slash(person, 'ajustes personales', { idioma: 'en' }).message()).text).toContain('Your settings');
  expect((await slash(person, 'practicar', { escenario: 'write-pod' }).message()).text).toContain('Write the YAML');
  expect((await slash(person, 'ajustes personales', { idioma: 'auto' }).message()).text).toBeTruthy();
  expect((await slash(person, 'practicar', { escenario: 'write-pod' }).message()).text).toContain('Escribe el YAML');
});

test('/ajustes servidor is for those who may: they are shown how it stands, the others are refused kindly', async () => {
  const guest = room.standIn.person('ana');
  const refused = await slash(guest, 'ajustes servidor', { pistas: false }).message();
  expect(refused.text).toContain('Gestionar servidor');
  const host = room.standIn.person('eva', 'es-ES', { manages: true });
  const role = '123456789012345678';
  const set = await slash(host, 'ajustes servidor', {
    ...{
      pistas: false,
      rol: role,
      zona: 'America/Bogota',
      'silencio-desde': 22,
      'silencio-hasta': 7,
      clasificacion: false,
    },
  }).message();
  expect(set.text).toContain('America/Bogota');
  expect(set.text).toContain('22–7 h');
  const wrong = await slash(host, 'ajustes servidor', { zona: 'Middle/Earth' }).message();
  expect(wrong.text).toContain('no existe');
  const helper = room.standIn.person('luz', 'es-ES', { roles: [role] });
  expect((await slash(helper, 'ajustes servidor').message()).text).toContain('America/Bogota');
  // What was set holds: no hints here, and no board.
  const question = await slash(guest, 'practicar', { escenario: 'which-box' }).message();
  expect(question.buttons.map(({ label }) => label).join()).not.toContain('pista');
  expect((await slash(guest, 'clasificacion').message()).text).toContain('no hay clasificación');
  const elsewhere = await slash(guest, 'practicar', { escenario: 'which-box' }, 'direct').message();
  expect(elsewhere.buttons.map(({ label }) => label).join()).toContain('pista');
});

test('/mis-datos gives out all of it, brings it back, and erases it only when asked twice and in time', async () => {
  const { person } = await solve('ana');
  const learner = `discord:${person.id}`;
  const given = await slash(person, 'mis-datos exportar').message();
  const file = given.files[0]!;
  expect(JSON.parse(file.content).sessions).toHaveLength(1);
  const other = room.standIn.person('bob');
  const brought = await slash(other, 'mis-datos importar', { archivo: { name: 'x.json', content: '{}' } }).message();
  expect(brought.text).toContain('No se ha importado nada');

  const asked = await slash(person, 'mis-datos borrar').message();
  await room.standIn.click(person, asked, 'No').message(says('sigue como estaba'));
  expect((await room.storage.people.export(learner)) as object).toMatchObject({ sessions: [{}] });
  const late = await slash(person, 'mis-datos borrar').message();
  room.now = () => Date.now() + 121_000;
  await room.standIn.click(person, late, 'Sí').message(says('no se ha borrado nada'));
  const sure = await slash(person, 'mis-datos borrar').message();
  await room.standIn.click(person, sure, 'Sí').message(says('ya no se guarda nada'));
  expect(await room.storage.people.export(learner)).toMatchObject({ settings: {}, sessions: [] });
  const board = await slash(other, 'clasificacion').message();
  expect(board.text).not.toContain('ana');

  const back = await slash(person, 'mis-datos importar', {
    archivo: { name: 'x.json', content: file.content },
  }).message();
  expect(back.text).toContain('Se ha añadido 1 sesión');
});

test('/vincular gives a code that makes the terminal the same person', async () => {
  const { person } = await solve('ana');
  const { text } = await slash(person, 'vincular').message();
  const code = /readyz link ([2-9A-Z]{8})/.exec(text)?.[1] ?? '';
  expect(await room.storage.community.acceptLink(code, 'local', Date.now())).toBe(`discord:${person.id}`);
  expect(await room.storage.identityOf('local')).toBe(`discord:${person.id}`);
});

test('/ayuda names every command there is', async () => {
  const { text } = await slash(room.standIn.person('ana'), 'ayuda').message();
  for (const { name } of room.standIn.world.commands.filter(({ name }) => name !== 'ayuda'))
    expect(text).toContain(`/${name}`);
});

test('a right answer can be shared: once, in the server’s language, without what was answered', async () => {
  const { person, reveal } = await solve('ana', 'en-GB');
  room.publicMessages = 1;
  const press = room.standIn.click(person, reveal, 'Share in the channel');
  const shared = await press.followUp();
  expect(shared).toMatchObject({ ephemeral: false });
  expect(shared.text).toContain('ana lo ha resuelto: 100 puntos');
  expect(shared.text).not.toContain('azul');
  const twice = await room.standIn.click(person, reveal, 'Share in the channel').followUp();
  expect(twice.text).toContain('shared this already');
  // The public card stays as it is when somebody presses its button.
  const other = room.standIn.person('bob');
  const own = await room.standIn.click(other, shared, 'Probar esta pregunta').message(says('Elige una caja'));
  expect(own.ephemeral).toBe(true);
  expect(own.id).not.toBe(shared.id);
  // The code leads to the same question, in the terminal as here.
  const [, code = ''] = /readyz replay (rzq1\.\S+)`/.exec(shared.text) ?? [];
  expect(decodeQuestionCode(code)).toEqual({ ok: true, value: { scenario: 'which-box', version: 1, seed: 7 } });
  const third = await slash(room.standIn.person('cai'), 'practicar', { escenario: code }).message();
  expect(third.text).toContain('Elige una caja');
});

test('a wrong answer offers nothing to share', async () => {
  const { reveal } = await solve('ana', 'es-ES', 'A.');
  expect(reveal.buttons.map(({ label }) => label)).not.toContain('Compartir en el canal');
});

test('more answers than a person can think are held back, and what was typed comes back', async () => {
  const person = room.standIn.person('ana');
  // All in one minute of the bot's clock.
  const start = Math.ceil(Date.now() / 60_000) * 60_000;
  room.now = () => start;
  for (let count = 0; count < 20; count++) await room.storage.community.count(`discord:${person.id}`, start);
  const opened = slash(person, 'reto', { escenario: 'write-pod' });
  const form = await opened.form();
  const held = await room.standIn.submit(person, opened, form, { texts: { manifest: yaml } }).message();
  expect(held.text).toContain('20 respuestas por minuto');
  expect(held.files).toEqual([{ name: 'answer.yaml', content: yaml }]);
  room.now = () => start + 60_000;
  const later = slash(person, 'reto', { escenario: 'write-pod' });
  const taken = room.standIn.submit(person, later, await later.form(), { texts: { manifest: yaml } });
  expect((await taken.message(hasVerdict)).text).toContain('✔ Respuesta correcta');
});

test('a run can be seen as a picture, with what it shows in words', async () => {
  const { person, reveal } = await solve('ana', 'es-ES', 'A.');
  const shown = await room.standIn.click(person, reveal, 'Ver el dibujo').followUp();
  expect(shown).toMatchObject({ ephemeral: true, pictures: ['web-0: arranca 0:00, contenedor caído 1:01'] });
  const { bytes } = [...room.standIn.world.files.values()].find(({ name }) => name === 'dibujo.png')!;
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  // As wide as its header says, and large enough to be read.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(800);
});
