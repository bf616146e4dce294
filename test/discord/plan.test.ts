// The weekly plan over the stand-in Discord: set by an admin, posted once on its day, seen by each with their own figures.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueWeek } from '#discord/plan/due.ts';
import { readServerSettings } from '#discord/server-settings.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import { Room } from './room.ts';

const at = (text: string) => Date.parse(text);
const hours = 3_600_000;

describe('is due', () => {
  const due = (now: string, kept: Readonly<Record<string, string>> = {}) =>
    dueWeek(
      at(now),
      readServerSettings({
        ...{ zone: 'Europe/Madrid', 'plan-channel': '1', plan: '["2026-10-19",570,2,["pods","probes"]]' },
        ...kept,
      }),
    );

  test('from its hour on the first day of a week, and until the week is over', () => {
    expect(due('2026-10-19T07:29:00Z')).toBeUndefined();
    expect(due('2026-10-19T07:30:00Z')).toBe(0);
    expect(due('2026-10-25T22:30:00Z')).toBe(0);
    // Clocks went back on the 25th: half past nine is an hour later for whoever lives by UTC.
    expect(due('2026-10-26T07:45:00Z')).toBeUndefined();
    expect(due('2026-10-26T08:30:00Z')).toBe(1);
    expect(due('2026-11-02T12:00:00Z')).toBeUndefined();
  });

  test('not in quiet hours, without a channel or when it is no plan', () => {
    expect(due('2026-10-19T08:00:00Z', { quiet: '22-11' })).toBeUndefined();
    expect(due('2026-10-19T09:00:00Z', { quiet: '22-11' })).toBe(0);
    expect(dueWeek(at('2026-10-19T12:00:00Z'), readServerSettings({ plan: '["2026-10-19",570,2,["pods"]]' }))).toBe(
      undefined,
    );
    expect(due('2026-10-19T12:00:00Z', { plan: 'whenever' })).toBeUndefined();
  });
});

describe('on the server', () => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open();
    room.now = () => at('2026-11-21T12:00:00Z');
  });
  afterEach(() => room.close());

  const host = () => room.standIn.person('eva', 'es-ES', { manages: true });
  const says =
    (words: string) =>
    ({ text }: MessageView) =>
      text.includes(words);
  const posted = (looks: (message: MessageView) => boolean) =>
    expect
      .poll(() => room.standIn.publicMessages.find(looks), { timeout: 5000 })
      .toBeTruthy()
      .then(() => room.standIn.publicMessages.find(looks)!);
  const schedule = () => room.standIn.slash(host(), 'plan programar', { hora: '09:30' }).message();

  test('each week’s questions come once, however many processes there are, and are answered privately', async () => {
    const set = await schedule();
    expect(set.text).toContain('El plan empieza el 2026-11-23 y dura 2 semanas.');
    expect(set.text).toMatch(/1 +2026-11-23 +Pods +0\/1/);
    const other = await room.startAnother();
    room.now = () => at('2026-11-23T08:30:00Z');
    const week = await posted(says('Semana 1 de 2: Pods'));
    expect(week.text).not.toContain('La caja azul');
    const ana = room.standIn.person('ana');
    const question = await room.standIn.click(ana, week, '1. ').message(says('Elige una caja'));
    expect(question.ephemeral).toBe(true);
    await room.standIn.click(ana, question, 'B.').message(says('Respuesta correcta'));
    const progress = room.standIn.slash(ana, 'progreso');
    await progress.message();
    const standing = await progress.followUp();
    expect(standing.ephemeral).toBe(true);
    expect(standing.text).toContain('Va la semana 1 de 2; queda 1.');
    expect(standing.text).toMatch(/▶ 1 +2026-11-23 +Pods +1\/1/);
    room.now = () => at('2026-11-30T08:30:00Z');
    await posted(says('Semana 2 de 2: Sondas'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await other.close();
    room.publicMessages = 2;
  });

  test('a bot that was away on the day catches up within the week, and after a restart posts nothing twice', async () => {
    await schedule();
    await room.crashBot();
    room.now = () => at('2026-11-25T03:00:00Z');
    await room.startBot();
    await posted(says('Semana 1 de 2'));
    await room.stopBot();
    await room.startBot();
    await new Promise((resolve) => setTimeout(resolve, 200));
    room.publicMessages = 1;
  });

  test('an admin changes it week by week, by topic or section, found without minding accents', async () => {
    await schedule();
    expect(await room.standIn.type(host(), 'plan semana', 'leccion', 'SÓNDAS tema').choices()).toEqual([
      { name: 'Sondas: Tema 1', value: 'probes/tema-1' },
    ]);
    const changed = await room.standIn
      .slash(host(), 'plan semana', { numero: 1, leccion: 'probes/tema-1' })
      .message(says('Sondas: Tema 1'));
    expect(changed.text).toMatch(/1 +2026-11-23 +Sondas: Tema 1/);
    const added = await room.standIn.slash(host(), 'plan semana', { numero: 9, leccion: 'pods' }).message();
    expect(added.text).toContain('dura 3 semanas');
    const gone = await room.standIn.slash(host(), 'plan semana', { numero: 2 }).message();
    expect(gone.text).toContain('dura 2 semanas');
    const none = await room.standIn.slash(host(), 'plan semana', { numero: 2, leccion: '`__proto__` @here' }).message();
    expect(none.text).toContain('No hay ninguna lección así');
    const stopped = await room.standIn.slash(host(), 'plan parar').message();
    expect(stopped.text).toContain('se ha quitado');
    expect((await room.standIn.slash(host(), 'plan ver').message()).text).toContain('no hay ningún plan');
  });

  test('speaks English on a server that does', async () => {
    const eva = room.standIn.person('eva', 'en-US', { manages: true });
    await room.standIn.slash(eva, 'ajustes servidor', { idioma: 'en' }).message();
    const set = await room.standIn.slash(eva, 'plan programar', { hora: '09:30', inicio: '2026-11-21' }).message();
    expect(set.text).toContain('This is week 1 of 2, with 1 to come.');
    const week = await posted(says('Week 1 of 2: Pods'));
    expect(week.text).toContain('Which box does attention go into?');
    room.publicMessages = 1;
  });

  test('is set by those who run the server, at a time and on a day that are ones, where the bot may write', async () => {
    const guest = room.standIn.person('bob', 'en-GB');
    const refused = await room.standIn.slash(guest, 'plan programar', { hora: '09:30' }).message();
    expect(refused.text).toContain('Manage Server');
    const shown = await room.standIn.slash(guest, 'plan ver').message();
    expect(shown.text).toContain('This server has no plan');
    const wrong = await room.standIn.slash(host(), 'plan programar', { hora: '9h' }).message();
    expect(wrong.text).toContain('09:30');
    const late = await room.standIn.slash(host(), 'plan programar', { hora: '09:30', inicio: '2026-02-30' }).message();
    expect(late.text).toContain('2026-11-23');
    room.standIn.world.botPermissions &= ~(1n << 11n);
    await room.stopBot();
    await room.startBot();
    const missing = await room.standIn.slash(host(), 'plan programar', { hora: '09:30' }).message();
    expect(missing.text).toContain('«Enviar mensajes»');
  });

  test('says in the settings when it could not be posted', async () => {
    await schedule();
    room.standIn.world.botPermissions &= ~(1n << 11n);
    room.now = () => at('2026-11-23T08:30:00Z') + hours;
    const settings = async () => (await room.standIn.slash(host(), 'ajustes servidor').message()).text;
    await expect.poll(settings, { timeout: 5000 }).toContain('no se pudo publicar');
  });
});
