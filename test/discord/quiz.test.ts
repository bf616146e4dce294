// A live quiz over the stand-in Discord: the host's panel, the message for all, and what each participant sees.
import { afterEach, describe, expect, test } from 'vitest';
import type { MessageView } from '#discord/stand-in/view.ts';
import type { Person } from '#discord/stand-in/world.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { Room } from './room.ts';

let room: Room;
afterEach(() => room.close());

const patience = 8000;
const labels = ({ buttons }: MessageView) => buttons.map(({ label }) => label);
const both = { topic: 'pods,probes' };

/** A quiz of the two questions of room.ts, begun by a host. */
async function begin(options: Readonly<Record<string, string | number | boolean>> = {}) {
  room = await Room.open();
  room.publicMessages = 1;
  const host = room.standIn.person('Marta', 'es-ES');
  const exchange = room.standIn.slash(host, 'quiz crear', { tema: both.topic, preguntas: 2, semilla: 7, ...options });
  const panel = await exchange.message(({ text }) => text.includes('Panel'));
  return { host, panel, live: room.live.house.rooms[0]! };
}

function wall(): MessageView {
  return room.standIn.publicMessages[0]!;
}

/** The message for all, once it looks so. */
async function wallOnce(looks: (message: MessageView) => boolean): Promise<MessageView> {
  await expect.poll(() => looks(wall()), { timeout: patience }).toBe(true);
  return wall();
}

/** Presses a button of the panel and gives the panel as it is then. */
async function lead(host: Person, panel: MessageView, button: string, then: (text: string) => boolean = () => true) {
  return room.standIn.click(host, panel, button).message(({ text }) => then(text));
}

/** Reading is skipped by moving the bot's clock. */
function afterReading(live: LiveRoom): void {
  const shown = live.state.questions[live.state.position]!;
  const ahead = Math.max(0, shown.opensAt - room.now()) + 10;
  const before = room.now;
  room.now = () => before() + ahead;
}

const isSaved = ({ text }: MessageView) => text.includes('✔ Guardada');

describe('a quiz on Discord', () => {
  test('goes from the lobby to the board, with answers in private and the reveal for all', async () => {
    const { host, panel, live } = await begin();
    expect(wall().text).toContain('Código de la sala');
    expect(wall().text).toContain('Todavía no ha entrado nadie');
    const [ana, luis] = [room.standIn.person('Ana'), room.standIn.person('Luis', 'en-US')];
    const mine = await room.standIn.click(ana, wall(), 'Entrar').message();
    expect(mine.ephemeral).toBe(true);
    expect(mine.text).toContain('Estás dentro como Ana');
    expect((await room.standIn.click(luis, wall(), 'Entrar').message()).text).toContain('You are in as Luis');
    await wallOnce(({ text }) => text.includes('2 personas en la sala'));

    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    const question = await wallOnce(({ text }) => text.includes('1/2'));
    expect(labels(question)).toEqual(['A. La caja roja', 'B. La caja azul', 'Responder en privado', 'Entrar']);
    expect(question.text).toMatch(/<t:\d+:R>/);
    const early = await room.standIn.click(ana, question, 'A.').message();
    expect(early.text).toContain('Todavía es tiempo de leer');
    afterReading(live);
    expect((await room.standIn.click(ana, question, 'A.').message()).text).toContain('✔ Guardada');
    expect((await room.standIn.click(ana, question, 'B.').message()).text).toContain('Tu respuesta: B. La caja azul');
    const own = await room.standIn.click(luis, question, 'Responder en privado').message();
    expect(own.text).toContain('Which box does attention go into?');
    const saved = await room.standIn.click(luis, own, 'A.').message(({ text }) => text.includes('Saved'));
    expect(saved.id).toBe(own.id);
    await wallOnce(({ text }) => text.includes('Han respondido 2 de 2'));

    const closed = await lead(host, asked, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    const revealed = await lead(host, closed, 'Mostrar la respuesta', (text) => text.includes('respuesta a la vista'));
    const shown = await wallOnce(({ text }) => text.includes('✔ B. La caja azul'));
    expect(shown.pictures).toHaveLength(2);
    expect(shown.text).not.toContain('Ana');
    const result = await room.standIn.click(ana, shown, 'Mi resultado').message();
    expect(result.text).toContain('Respuesta correcta');

    const explained = await lead(host, revealed, 'Mostrar la explicación', (text) => text.includes('explicada'));
    await wallOnce(({ text }) => text.includes('La caja azul aguanta.'));
    const second = await lead(host, explained, 'Siguiente pregunta', (text) => text.includes('2/2'));
    const written = await wallOnce(({ text }) => text.includes('Escribe un Pod'));
    afterReading(live);
    const opened = room.standIn.click(ana, written, 'Escribir');
    const form = await opened.form();
    expect(form.inputs.map(({ kind }) => kind)).toEqual(['text', 'file']);
    const yaml = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
    const handed = await room.standIn.submit(ana, opened, form, { texts: { manifest: yaml } }).message(isSaved);
    expect(handed.ephemeral).toBe(true);
    expect(handed.text).toContain('kind: Pod');
    const end = await lead(host, second, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    const last = await lead(host, end, 'Mostrar la respuesta', (text) => text.includes('respuesta a la vista'));
    const over = await lead(host, last, 'Terminar y ver', (text) => text.includes('terminado'));
    const board = await wallOnce(({ text }) => text.includes('El cuestionario ha terminado'));
    expect(board.text).toMatch(/1 +Ana +200/);
    const files = await room.standIn.click(host, over, 'Informe').followUp();
    expect(files.files.map(({ name }) => name)).toEqual(['report.csv']);
    expect(await room.storage.live.list()).toMatchObject([{ id: live.session.id, finishedAt: expect.any(Number) }]);
  }, 60_000);

  test('has the class vote, discuss and vote again, and shows both distributions', async () => {
    const { host, panel, live } = await begin();
    const people = ['Ana', 'Luis', 'Eva'].map((name) => room.standIn.person(name));
    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    const question = await wallOnce(({ text }) => text.includes('1/2'));
    afterReading(live);
    // Whoever answers takes part from then on.
    for (const person of people) await room.standIn.click(person, question, 'A.').message(isSaved);
    const closed = await lead(host, asked, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    expect(closed.text).toMatch(/A\. La caja roja +3/);
    const again = await lead(host, closed, 'Comentar y votar', (text) => text.includes('se responde'));
    const second = await wallOnce(({ text }) => text.includes('Segunda votación'));
    const late = await room.standIn.click(people[0]!, question, 'A.').message();
    expect(late.text).toContain('Ese botón es de una pregunta que ya está cerrada');
    await room.standIn.click(people[0]!, second, 'B.').message(isSaved);
    const over = await lead(host, again, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    await lead(host, over, 'Mostrar la respuesta', (text) => text.includes('respuesta a la vista'));
    const shown = await wallOnce(({ text }) => text.includes('✔ B. La caja azul'));
    expect(shown.text).toMatch(/✘ A\. La caja roja +3 +2/);
    expect(shown.text).toMatch(/✔ B\. La caja azul +0 +1/);
  });

  test('pauses, gives more time, skips and is voided; a control pressed too late does nothing', async () => {
    const { host, panel, live } = await begin();
    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    const closesAt = () => live.state.questions[live.state.position]!.closesAt;
    const before = closesAt();
    const more = await lead(host, asked, '15 segundos más', () => closesAt() > before);
    expect(closesAt() - before).toBe(15_000);
    const paused = await lead(host, more, 'Pausa', (text) => text.includes('⏸'));
    await wallOnce(({ text }) => text.includes('En pausa'));
    const on = await lead(host, paused, 'Seguir', (text) => !text.includes('⏸'));
    const next = await lead(host, on, 'Saltar la pregunta', (text) => text.includes('2/2'));
    expect(live.state.questions[0]!.voided).toBe(true);
    const late = await lead(host, asked, 'Cerrar la pregunta', (text) => text.includes('ya pasó'));
    expect(live.state).toMatchObject({ position: 1, phase: 'question' });
    expect(labels(late)).toEqual(expect.arrayContaining(labels(next)));
    await lead(host, late, 'Terminar el cuestionario', (text) => text.includes('terminado'));
    await wallOnce(({ text }) => text.includes('El cuestionario ha terminado'));
  });

  test('keeps the door: whoever waits is let in, renamed, given time, made co-host, removed and barred', async () => {
    const { host, panel, live } = await begin({ aprobar: true });
    const [ana, eva] = [room.standIn.person('Ana'), room.standIn.person('Eva')];
    const waiting = await room.standIn.click(ana, wall(), 'Entrar').message();
    expect(waiting.text).toContain('Espera a que te dejen entrar');
    const people = await lead(host, panel, 'Personas', (text) => text.includes('Personas (1)'));
    const [option] = people.selects[0]!.options;
    const about = await room.standIn
      .select(host, people, option!.value)
      .message(({ text }) => text.includes('espera a entrar'));
    const inside = await lead(host, about, 'Dejar entrar', (text) => text.includes('en la sala'));
    expect(
      (await room.standIn.click(ana, waiting, 'Actualizar').message(({ text }) => text.includes('Estás dentro'))).text,
    ).toContain('Ana');
    const slow = await lead(host, inside, '+50 % de tiempo', (text) => text.includes('+50 %'));
    const helps = await lead(host, slow, 'Que ayude', (text) => text.includes('ayuda a dirigir'));
    const hers = await room.standIn.slash(ana, 'quiz panel').message(({ text }) => text.includes('Panel'));
    expect(labels(hers)).not.toContain('Terminar el cuestionario');
    expect(labels(hers)).toContain('Empezar');
    const plays = await lead(host, helps, 'Que vuelva a jugar', (text) => !text.includes('ayuda a dirigir'));
    expect((await room.standIn.click(ana, hers, 'Empezar').followUp()).text).toContain('Esto lo usa quien dirige');
    const named = await lead(host, plays, 'Cambiarle el nombre', (text) => !text.includes('## Ana'));
    await lead(host, named, 'Sacar de la sala', (text) => text.includes('fuera de la sala'));
    expect((await room.standIn.click(ana, wall(), 'Entrar').message()).text).toContain('Espera a que te dejen');

    await room.standIn.click(eva, wall(), 'Entrar').message();
    const again = await room.standIn.slash(host, 'quiz panel').message(({ text }) => text.includes('Panel'));
    const all = await lead(host, again, 'Personas', (text) => text.includes('Personas (3)'));
    const evas = all.selects[0]!.options.find(({ label }) => label === 'Eva')!;
    const evil = await room.standIn.select(host, all, evas.value).message(({ text }) => text.includes('## Eva'));
    await lead(host, evil, 'Quitar el acceso', (text) => text.includes('sin acceso'));
    expect((await room.standIn.click(eva, wall(), 'Entrar').message()).text).toContain('te ha quitado el acceso');
    expect([...live.state.participants.values()].map(({ standing }) => standing)).toEqual([
      'kicked',
      'waiting',
      'banned',
    ]);
  });
});

describe('who is who', () => {
  test.each([
    ['\u202eevil @everyone', /^\p{L}+ \p{L}+$/u],
    ['**puta**', /^\p{L}+ \p{L}+$/u],
    ['🦭🦭', /^\p{L}+ \p{L}+$/u],
    ['`code`', /^\p{L}+ \p{L}+$/u],
    ['María  José', /^María José$/],
    ['x'.repeat(32), /^x{24}$/],
  ])('somebody called %j is shown as a class may read it', async (nickname, expected) => {
    const { live } = await begin();
    const person = room.standIn.person(nickname);
    await room.standIn.click(person, wall(), 'Entrar').message();
    expect([...live.state.participants.values()][0]!.name).toMatch(expected);
    expect(JSON.stringify(live.session.actions)).not.toContain(person.id);
  });

  test('two of the same name are told apart, and one person is one participant wherever they press', async () => {
    const { live } = await begin();
    const [one, other] = [room.standIn.person('Ana'), room.standIn.person('Ana')];
    await room.standIn.click(one, wall(), 'Entrar').message();
    await room.standIn.click(other, wall(), 'Entrar').message();
    await room.standIn.click(one, wall(), 'Entrar').message();
    const { code } = live.session.keys;
    const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
    const direct = await room.standIn.slash(one, 'quiz unirse', { codigo: typed }, 'direct').message();
    expect(direct.text).toContain('Estás dentro como Ana.');
    expect([...live.state.participants.values()].map(({ name }) => name)).toEqual(['Ana', 'Ana 2']);
  });

  test('codes are not guessed: a wrong one is told, the eleventh in a minute is not looked up', async () => {
    await begin();
    const person = room.standIn.person('Mallory');
    const texts: string[] = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      texts.push((await room.standIn.slash(person, 'quiz unirse', { codigo: `WRONG${attempt}` }).message()).text);
    }
    expect(texts[0]).toContain('no es de ninguna sala');
    expect(texts[10]).toContain('Demasiados intentos');
  });

  test('the panel is for whoever leads: its maker, who manages the server, who has the host’s role', async () => {
    await begin();
    const { standIn } = room;
    const stranger = await standIn.slash(standIn.person('Eva'), 'quiz panel').message();
    expect(stranger.text).toContain('No diriges ningún cuestionario');
    const manager = await standIn.slash(standIn.person('Jefa', 'en-US', { manages: true }), 'quiz panel').message();
    expect(manager.text).toContain('Panel · ');
    expect(labels(manager)).toContain('Start');
    const owner = standIn.person('Jefa', 'es-ES', { manages: true });
    const role = standIn.world.newId();
    await standIn.slash(owner, 'ajustes servidor', { rol: role }).message();
    const teacher = standIn.person('Profe', 'es-ES', { roles: [role] });
    expect((await standIn.slash(teacher, 'quiz panel').message()).text).toContain('Panel · ');
  });
});

describe('what is asked for', () => {
  test('without a quiz or topic, with unknown ones, and outside a server, a sentence says what to do', async () => {
    room = await Room.open();
    const { standIn } = room;
    const person = standIn.person('Ana', 'en-US');
    const said = async (options: Record<string, string>, place: 'server' | 'direct' = 'server') =>
      (await standIn.slash(person, 'quiz crear', options, place).message()).text;
    expect(await said({})).toContain('Choose a quiz, or one topic or several');
    expect(await said({ cuestionario: 'nope' })).toContain('There is no quiz of that name');
    expect(await said({ tema: 'pods,prbes' })).toContain('Did you mean probes?');
    expect(await said({ tema: 'pods' }, 'direct')).toContain('used on a server that has the bot');
    expect((await standIn.slash(person, 'quiz unirse').message()).text).toContain(
      'No quiz is going on in this channel',
    );
    expect((await standIn.slash(person, 'quiz panel').message()).text).toContain('You lead no quiz');
    standIn.world.botPermissions &= ~(1n << 11n);
    await room.stopBot();
    await room.startBot();
    expect(await said({ tema: 'pods' })).toContain('Send Messages');
  });

  test('teams are there to be chosen, and it begins by itself when it was said to', async () => {
    const { live } = await begin({ equipos: 'Rojo, Azul', 'empieza-en': 5 });
    expect(labels(wall())).toEqual(['Entrar', 'Equipo Rojo', 'Equipo Azul']);
    expect(wall().text).toMatch(/Empieza <t:\d+:R>/);
    const before = room.now;
    room.now = () => before() + 300_001;
    await live.tick();
    await wallOnce(({ text }) => text.includes('1/2'));
  });

  test('teams that cannot be are told, and no quiz is left lying about', async () => {
    room = await Room.open();
    const exchange = room.standIn.slash(room.standIn.person('Ana'), 'quiz crear', {
      tema: 'pods',
      equipos: 'solo uno',
    });
    expect((await exchange.message()).text).toContain('de dos a 8 equipos distintos');
    expect(room.live.house.rooms).toEqual([]);
  });

  test('topics are proposed one after the other', async () => {
    room = await Room.open();
    const person = room.standIn.person('Ana');
    const proposed = await room.standIn.type(person, 'quiz crear', 'tema', 'pods, pr').choices();
    expect(proposed).toEqual([{ name: expect.stringContaining('pods, '), value: 'pods,probes' }]);
  });
});

describe('what goes wrong', () => {
  test('a restart in the middle: message, panel and buttons go on, and nothing that was acknowledged is lost', async () => {
    const { host, panel, live } = await begin();
    const [ana, luis] = [room.standIn.person('Ana'), room.standIn.person('Luis')];
    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    const question = await wallOnce(({ text }) => text.includes('1/2'));
    afterReading(live);
    await room.standIn.click(ana, question, 'B.').message(isSaved);
    await room.crashBot();
    await room.startBot();
    await room.standIn.click(luis, question, 'A.').message(isSaved);
    await wallOnce(({ text }) => text.includes('Han respondido 2 de 2'));
    const closed = await lead(host, asked, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    await expect.poll(() => room.live.house.leads(room.live.house.rooms[0]!), { timeout: patience }).toBe(true);
    await lead(host, closed, 'Mostrar la respuesta', (text) => text.includes('respuesta a la vista'));
    const shown = await wallOnce(({ text }) => text.includes('✔ B. La caja azul'));
    expect(shown.id).toBe(question.id);
    expect((await room.standIn.click(ana, shown, 'Mi resultado').message()).text).toContain('Respuesta correcta');
  }, 30_000);

  test('a host who leaves: the question closes by itself, and another one who may lead goes on', async () => {
    const { host, panel, live } = await begin();
    await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    await wallOnce(({ text }) => text.includes('1/2'));
    const before = room.now;
    room.now = () => before() + 600_000;
    await live.tick();
    await wallOnce(({ text }) => text.includes('La pregunta está cerrada'));
    const other = room.standIn.person('Otra', 'es-ES', { manages: true });
    const hers = await room.standIn.slash(other, 'quiz panel').message(({ text }) => text.includes('pregunta cerrada'));
    await lead(other, hers, 'Mostrar la respuesta', (text) => text.includes('respuesta a la vista'));
  });

  test('429 and 500 on the message for all, and a message that somebody deleted: the class sees what is true in the end', async () => {
    const { host, panel, live } = await begin();
    const route = '/channels/{channel_id}/messages/{message_id}';
    room.standIn.failNext(route, 429, { retryAfterSeconds: 0.05 });
    room.standIn.failNext(route, 500);
    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    const question = await wallOnce(({ text }) => text.includes('1/2'));
    afterReading(live);
    room.standIn.world.messages.delete(question.id);
    await room.standIn.slash(room.standIn.person('Ana'), 'quiz unirse').message();
    await expect.poll(() => room.standIn.publicMessages.length, { timeout: patience }).toBe(1);
    expect(wall().id).not.toBe(question.id);
    await lead(host, asked, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    await wallOnce(({ text }) => text.includes('La pregunta está cerrada'));
  });

  test('a form whose question has closed gives back what was typed', async () => {
    const { host, panel, live } = await begin();
    const ana = room.standIn.person('Ana');
    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    await lead(host, asked, 'Saltar', (text) => text.includes('2/2'));
    const question = await wallOnce(({ text }) => text.includes('Escribe un Pod'));
    afterReading(live);
    const opened = room.standIn.click(ana, question, 'Escribir');
    const form = await opened.form();
    await live.act({ kind: 'close' });
    const yaml = 'apiVersion: v1\nkind: Pod\n';
    const handed = room.standIn.submit(ana, opened, form, { texts: { manifest: yaml } });
    expect((await handed.message()).text).toContain('llegó tarde');
    expect((await handed.followUp()).files).toEqual([{ name: 'answer.yaml', content: yaml }]);
  });

  test('two processes on one database: whichever is pressed, one leads and one message stands', async () => {
    const { host, panel, live } = await begin();
    const other = await room.startAnother();
    const ana = room.standIn.person('Ana');
    const asked = await lead(host, panel, 'Empezar', (text) => text.includes('se responde'));
    const question = await wallOnce(({ text }) => text.includes('1/2'));
    afterReading(live);
    await room.standIn.click(ana, question, 'B.').message(isSaved);
    await wallOnce(({ text }) => text.includes('Han respondido 1 de 1'));
    await lead(host, asked, 'Cerrar la pregunta', (text) => text.includes('pregunta cerrada'));
    await expect.poll(() => live.state.questions[0]!.answers.size).toBe(1);
    expect(room.standIn.publicMessages).toHaveLength(1);
    await other.close();
    const twice = room.refusedAsSecond;
    room.acknowledgedTwice = twice.length;
  }, 30_000);
});
