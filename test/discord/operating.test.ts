// What whoever runs the bot sees of it: health pages, metrics, shards, several processes, and a log without secrets.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startHealth } from '#discord/health.ts';
import { readShards } from '#discord/shards.ts';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import { root } from '../helpers/source-file.ts';
import { Room } from './room.ts';

test.each([
  ['2/8', { ids: [2], count: 8 }],
  ['0-3/8', { ids: [0, 1, 2, 3], count: 8 }],
  [' 0/1 ', { ids: [0], count: 1 }],
])('READYZ_SHARDS=%s is understood', (text, value) => {
  expect(readShards(text)).toEqual({ ok: true, value });
});

test.each(['8/8', '3-1/8', '1', '', 'a/b', '0-8/8', '-1/2'])(
  'READYZ_SHARDS=%s is refused with how it is written',
  (text) => {
    expect(readShards(text)).toMatchObject({ ok: false, error: { en: expect.stringContaining('2/8') } });
  },
);

describe('a bot', () => {
  let room: Room;
  beforeEach(async () => {
    room = await Room.open();
  });
  afterEach(() => room.close());

  test('tells whether it is ready, and counts what it does without saying who did it', async () => {
    const parts = { port: 0, ready: () => room.bot.ready(), metrics: () => room.bot.metrics() };
    const health = await startHealth(parts);
    const get = async (page: string) => {
      const response = await fetch(`http://127.0.0.1:${health.port}${page}`);
      return { status: response.status, text: await response.text() };
    };
    const person = room.standIn.person('ana');
    const question = await room.standIn.slash(person, 'practicar', { escenario: 'which-box' }).message();
    await room.standIn.click(person, question, 'B.').message(({ text }) => text.includes('Respuesta correcta'));
    expect(await get('/healthz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' });
    expect((await get('/etc/passwd')).status).toBe(404);
    const { text } = await get('/metrics');
    expect(text).toContain('readyz_interactions_total{kind="command",outcome="ok"} 1');
    expect(text).toContain('readyz_acknowledged_seconds_count 2');
    expect(text).toContain('readyz_servers 1');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^# (HELP|TYPE) |^[a-z_]+(\{[^}]*\})? [\d.e+-]+$/);
    expect(text).not.toMatch(new RegExp(`${person.id}|ana|${room.standIn.token}`));
    await room.breakDatabase();
    expect((await get('/readyz')).status).toBe(503);
    await health.stop();
  });

  test('is not ready while Discord is gone', async () => {
    expect(await room.bot.ready()).toBe(true);
    // A token that was revoked: there is no way back.
    room.standIn.gateway.drop(4004);
    await expect.poll(() => room.bot.ready()).toBe(false);
  });
});

describe('readyz bot as built', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-shards-'));
  let standIn: StandIn;
  beforeEach(async () => {
    standIn = await StandIn.start();
  });
  afterEach(async () => {
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function readyzBot(env: Readonly<Record<string, string>>) {
    const database = path.join(folder, 'readyz.sqlite');
    const line = [path.join(root, 'dist', 'main.js'), 'bot', '--lang', 'en', '--db', database];
    const { PATH = '', HOME = '' } = process.env;
    const { api, cdn } = standIn.addresses;
    const own = { DISCORD_TOKEN: standIn.token, DISCORD_API: api, DISCORD_CDN: cdn };
    const child = spawn(process.execPath, line, { env: { PATH, HOME, ...own, ...env } });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    const code = new Promise<number | null>((resolve) => child.on('exit', resolve));
    return { child, code, said: () => said };
  }

  const identified = () =>
    standIn.gateway.received.filter(({ op }) => op === 2).map(({ d }) => (d as { shard?: unknown }).shard);

  test('serves the shards it is told to, is healthy, answers, and ends well when asked to', async () => {
    const port = await freePort();
    const { child, code, said } = readyzBot({ READYZ_SHARDS: '0-1/2', READYZ_HEALTH_PORT: String(port) });
    await expect.poll(said, { timeout: 9000 }).toMatch(/is on Discord/);
    expect(identified()).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    const answer = await standIn.slash(standIn.person('ana'), 'ayuda').message();
    expect(answer.text).toContain('Kubernetes');
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(said()).not.toContain(standIn.token);
  }, 20_000);

  test('ends when asked to though Discord is gone and it tries to come back', async () => {
    const { child, code, said } = readyzBot({});
    await expect.poll(said, { timeout: 15_000 }).toMatch(/is on Discord/);
    await standIn.stop();
    await expect.poll(said, { timeout: 5000 }).toMatch(/reconnecting/);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const asked = performance.now();
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    // Kubernetes gives it thirty seconds.
    expect(performance.now() - asked).toBeLessThan(10_000);
    standIn = await StandIn.start();
  }, 40_000);

  test('runs a process for each shard on one machine, and stops them all', async () => {
    const { child, code, said } = readyzBot({ READYZ_SHARD_PROCESSES: '2' });
    await expect.poll(() => identified().length, { timeout: 25_000 }).toBe(2);
    expect(identified()).toEqual([
      [0, 2],
      [1, 2],
    ]);
    await expect.poll(async () => standIn.world.commands.length).toBeGreaterThan(5);
    expect(standIn.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    const answer = await standIn.slash(standIn.person('ana'), 'ayuda').message();
    expect(answer.text).toContain('Kubernetes');
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(said()).not.toContain(standIn.token);
  }, 40_000);

  test('says how shards are written', async () => {
    const { code, said } = readyzBot({ READYZ_SHARDS: '3/3' });
    expect(await code).toBe(2);
    expect(said()).toContain('READYZ_SHARDS');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
