// The question of the day: when it is due, and over the stand-in Discord what everybody sees of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueDay, firstDay, isQuiet, plannedWeeks, scenarioOf } from '#discord/daily/schedule.ts';
import { readServerSettings } from '#discord/server-settings.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import { Player } from '#engine/player.ts';
import { MemoryStore } from '../engine/memory-store.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { Room, scenarios, smallGrader } from './room.ts';

const hours = 3_600_000;
const at = (text: string) => Date.parse(text);

describe('is due', () => {
  /** `said` as it is kept: `09:30 8 2026-11-21`. */
  const due = (now: string, said: Readonly<Record<string, string>>) =>
    dueDay(at(now), readServerSettings({ channel: '1', zone: 'Europe/Madrid', ...said }));

  test('from its time on, in the zone of the server, in summer and winter', () => {
    const daily = '09:30 8 2026-01-01';
    expect(due('2026-11-21T08:29:00Z', { daily })).toBeUndefined();
    expect(due('2026-11-21T08:30:00Z', { daily })).toBe('2026-11-21');
    expect(due('2026-07-01T07:30:00Z', { daily })).toBe('2026-07-01');
    expect(due('2026-11-21T23:10:00Z', { daily })).toBeUndefined();
    expect(due('2026-11-21T15:30:00Z', { daily, zone: 'America/Bogota' })).toBe('2026-11-21');
  });

  test('not before its first day, without a channel or when it is not said well', () => {
    expect(due('2026-11-21T12:00:00Z', { daily: '09:30 8 2026-11-22' })).toBeUndefined();
    expect(dueDay(at('2026-11-21T12:00:00Z'), readServerSettings({ daily: '09:30 8 2026-01-01' }))).toBeUndefined();
    expect(due('2026-11-21T12:00:00Z', { daily: 'whenever' })).toBeUndefined();
  });

  test('after quiet hours that its time falls into', () => {
    const said = { daily: '06:00 8 2026-01-01', quiet: '22-8' };
    expect(due('2026-11-21T06:00:00Z', said)).toBeUndefined();
    expect(due('2026-11-21T07:00:00Z', said)).toBe('2026-11-21');
    expect(isQuiet(3, { from: 22, to: 8 })).toBe(true);
    expect(isQuiet(13, { from: 13, to: 15 })).toBe(true);
    expect(isQuiet(15, { from: 13, to: 15 })).toBe(false);
  });

  test('at the end of quiet hours that pass midnight, on the same day', () => {
    const said = { daily: '23:00 8 2026-01-01', quiet: '22-8' };
    expect(due('2026-11-21T22:30:00Z', said)).toBeUndefined();
    expect(due('2026-11-22T06:59:00Z', said)).toBeUndefined();
    expect(due('2026-11-22T07:00:00Z', said)).toBe('2026-11-22');
    expect(due('2026-11-22T20:59:00Z', said)).toBe('2026-11-22');
    expect(due('2026-11-22T21:00:00Z', said)).toBeUndefined();
  });

  test('in quiet hours of the server’s own zone, on both sides of the date line', () => {
    const said = { daily: '09:00 8 2026-01-01', quiet: '22-8' };
    expect(due('2026-11-21T20:00:00Z', { ...said, zone: 'Pacific/Auckland' })).toBe('2026-11-22');
    expect(due('2026-11-21T18:59:00Z', { ...said, zone: 'Pacific/Auckland' })).toBeUndefined();
    expect(due('2026-11-22T05:00:00Z', { ...said, zone: 'Pacific/Honolulu' })).toBe('2026-11-21');
    expect(due('2026-11-22T08:00:00Z', { ...said, zone: 'Pacific/Honolulu' })).toBeUndefined();
    expect(due('2026-11-21T03:30:00Z', { ...said, zone: 'Asia/Kathmandu' })).toBe('2026-11-21');
  });

  test('on the days when clocks change: after the hour that is left out, and once in the one that comes twice', () => {
    const daily = '02:30 8 2026-01-01';
    // In Madrid 2:00 is 3:00 on 29 March, at 1:00 UTC.
    expect(due('2026-03-29T00:59:00Z', { daily })).toBeUndefined();
    expect(due('2026-03-29T01:00:00Z', { daily })).toBe('2026-03-29');
    // And 3:00 is 2:00 on 25 October, at 1:00 UTC: the same day is due throughout, and a day is posted once.
    expect(due('2026-10-25T00:29:00Z', { daily })).toBeUndefined();
    expect(due('2026-10-25T00:30:00Z', { daily })).toBe('2026-10-25');
    expect(due('2026-10-25T01:00:00Z', { daily })).toBeUndefined();
    expect(due('2026-10-25T01:30:00Z', { daily })).toBe('2026-10-25');
    expect(due('2026-10-25T23:30:00Z', { daily })).toBeUndefined();
  });

  test('today where its time is yet to come, else tomorrow', () => {
    expect(firstDay(at('2026-11-21T08:00:00Z'), 'Europe/Madrid', 9 * 60 + 30)).toBe('2026-11-21');
    expect(firstDay(at('2026-11-21T09:00:00Z'), 'Europe/Madrid', 9 * 60 + 30)).toBe('2026-11-22');
  });

  test('in a weekly plan with a question of the week’s topic', () => {
    const library = libraryOf(scenarios);
    const parts = { library, store: new MemoryStore(), grader: smallGrader(), now: Date.now };
    const player = new Player({ ...parts, newId: () => 'x', newSeed: () => 1 });
    const rules = readServerSettings({ daily: '09:30 8 2026-11-02 weekly' });
    expect(scenarioOf('2026-11-02', rules, player)).toBe('which-box');
    expect(scenarioOf('2026-11-08', rules, player)).toBe('which-box');
    expect(scenarioOf('2026-11-09', rules, player)).toBe('write-pod');
    expect(scenarioOf('2026-11-16', rules, player)).toBe('which-box');
    expect(plannedWeeks('2026-11-10', '2026-11-02', library, 6)).toEqual([
      { from: '2026-11-09', topic: 'probes' },
      { from: '2026-11-16', topic: 'pods' },
    ]);
  });
});

describe('on the server', () => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open();
    room.publicMessages = 1;
  });
  afterEach(() => room.close());

  const host = () => room.standIn.person('eva', 'es-ES', { manages: true });
  const posted = (looks: (message: MessageView) => boolean = () => true) =>
    expect
      .poll(() => room.standIn.publicMessages.find(looks), { timeout: 4000 })
      .toBeTruthy()
      .then(() => room.standIn.publicMessages.find(looks)!);

  /** Scheduled yesterday for noon, one minute before it. */
  async function scheduled(options: Readonly<Record<string, boolean | number>> = {}) {
    const noon = at('2026-11-21T11:00:00Z');
    room.now = () => noon - 60_000;
    const said = await room.standIn
      .slash(host(), 'pregunta-del-dia programar', { hora: '12:00', ...options })
      .message();
    // A day whose challenge is the question with options.
    let day = noon;
    while (room.player.challengeOf(Math.floor(day / 86_400_000))?.scenario.id !== 'which-box') day += 24 * hours;
    return { said, day };
  }

  test('is posted once by however many processes, answered privately, counted, and revealed with how many had it', async () => {
    const { said, day } = await scheduled({ hilo: true });
    expect(said.text).toContain('12:00 (Europe/Madrid), desde el 2026-11-21');
    room.now = () => day;
    const other = await room.startAnother();
    const post = await posted();
    expect(post.text).toContain('¿En qué caja va la atención?');
    expect(post.text).toContain('Todavía no ha respondido nadie.');
    expect(post.text).not.toContain('La caja azul aguanta');

    for (const [name, option] of [
      ['ana', 'B.'],
      ['bob', 'A.'],
      ['cai', 'B.'],
    ] as const) {
      const person = room.standIn.person(name);
      const press = room.standIn.click(person, post, 'Responder');
      const question = await press.message(({ buttons }) => buttons.length > 2);
      expect(question.ephemeral).toBe(true);
      await room.standIn.click(person, question, option).message(({ text }) => /Respuesta (in)?correcta/.test(text));
    }
    const counted = await posted(({ text }) => text.includes('Han respondido 3 personas.'));
    expect(counted.text).not.toMatch(/ana|bob|cai/);

    room.now = () => day + 8 * hours;
    const revealed = await posted(({ text }) => text.includes('La caja azul aguanta.'));
    expect(revealed.id).toBe(post.id);
    expect(revealed.text).toContain('Respondieron 3 personas; acertaron 2.');
    expect(revealed.text).toMatch(/\*\*B\.\*\* ✔/);
    expect(revealed.text).toMatch(/B +2/);
    await expect.poll(() => [...room.standIn.world.threads.values()]).toEqual(['¿En qué caja va la atención?']);
    await other.close();
  });

  test('is posted by another process when the first one died between its claim and its post', async () => {
    const { day } = await scheduled();
    const server = room.standIn.world.serverId;
    const written = new Date(day).toISOString().slice(0, 10);
    await room.storage.community.claimPost({ server, day: written, scenario: 'which-box' }, day, day + 120_000);
    room.now = () => day;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(room.standIn.publicMessages).toEqual([]);
    room.now = () => day + 120_000;
    await posted();
  });

  test('is not posted twice when Discord took it and its answer was lost', async () => {
    const { day } = await scheduled();
    room.standIn.failNext('/channels/{channel_id}/messages', 502, { afterServing: true });
    room.now = () => day;
    await posted();
    await expect.poll(async () => (await room.storage.community.openPosts()).length).toBe(1);
  });

  test('names the permission that is missing, when it is scheduled and when it was taken away later', async () => {
    room.publicMessages = 0;
    const { day } = await scheduled();
    room.standIn.world.botPermissions &= ~(1n << 11n);
    room.now = () => day;
    const settings = async () => (await room.standIn.slash(host(), 'ajustes servidor').message()).text;
    await expect.poll(settings, { timeout: 4000 }).toContain('no se pudo publicar');
    await room.stopBot();
    await room.startBot();
    const refused = await room.standIn.slash(host(), 'pregunta-del-dia programar', { hora: '12:00' }).message();
    expect(refused.text).toContain('«Enviar mensajes»');
    const stopped = await room.standIn.slash(host(), 'pregunta-del-dia parar').message();
    expect(stopped.text).toContain('No se publicará');
  });

  test('is scheduled by those who run the server, at a time that is one', async () => {
    room.publicMessages = 0;
    const guest = room.standIn.person('ana');
    const refused = await room.standIn.slash(guest, 'pregunta-del-dia programar', { hora: '12:00' }).message();
    expect(refused.text).toContain('Gestionar servidor');
    const wrong = await room.standIn.slash(host(), 'pregunta-del-dia programar', { hora: '25:00' }).message();
    expect(wrong.text).toContain('23:59');
    const weekly = await room.standIn
      .slash(host(), 'pregunta-del-dia programar', { hora: '12:00', semanal: true, revelar: 24 })
      .message();
    expect(weekly.text).toContain('Sondas');
  });

  test('goes with the server when the bot is removed, a month later', async () => {
    room.publicMessages = 0;
    const { day } = await scheduled();
    const server = room.standIn.world.serverId;
    room.standIn.gateway.dispatch('GUILD_DELETE', { id: server }, server);
    await new Promise((resolve) => setTimeout(resolve, 100));
    room.now = () => at('2026-11-21T00:00:00Z') + 31 * 24 * hours;
    void day;
    await expect.poll(() => room.storage.community.serverSettings(server), { timeout: 4000 }).toEqual({});
  });
});
