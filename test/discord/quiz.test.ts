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
});
