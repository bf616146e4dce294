// Two processes of the bot as built, on one PostgreSQL: what happens once happens once, and goes on when one of them is killed.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import { openDatabase } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { startPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { root } from '../helpers/source-file.ts';

let postgres: TestPostgres;
let standIn: StandIn;
let storage: Storage;
let url = '';
const bots: ChildProcess[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.newDatabase();
  standIn = await StandIn.start();
  const opened = await openDatabase(url);
  if (!opened.ok) throw new Error(opened.error.en);
  storage = opened.value;
}, 60_000);
afterAll(async () => {
  for (const bot of bots) bot.kill('SIGKILL');
  await storage?.close();
  await standIn?.stop();
  await postgres?.stop();
});

async function startBot(): Promise<ChildProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const { api, cdn } = standIn.addresses;
  const own = { DISCORD_TOKEN: standIn.token, DISCORD_API: api, DISCORD_CDN: cdn, DATABASE_URL: url };
  const bot = spawn(process.execPath, [path.join(root, 'dist', 'main.js'), 'bot', '--lang', 'en'], {
    env: { PATH, HOME, ...own },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  bots.push(bot);
  let said = '';
  bot.stderr?.on('data', (data) => (said += data));
  await expect.poll(() => said, { timeout: 60_000 }).toContain('is on Discord');
  return bot;
}

const posts = (route: string) => standIn.calls.filter((call) => call.method === 'POST' && call.route === route).length;

test('the question of the day is posted once, revealed once with one thread, and the other process goes on', async () => {
  const server = standIn.world.serverId;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Madrid' }).format(Date.now());
  const { community } = storage;
  await community.setServer(server, 'channel', standIn.world.channelId);
  const [first] = await Promise.all([startBot(), startBot()]);
  await community.setServer(server, 'daily', `00:00 8 ${day} thread`);
  await expect.poll(() => standIn.publicMessages.length, { timeout: 60_000 }).toBe(1);
  // Both have looked at the schedule once more.
  await new Promise((resolve) => setTimeout(resolve, 35_000));
  expect(standIn.publicMessages).toHaveLength(1);
  expect(posts('/channels/{channel_id}/messages')).toBe(1);

  first?.kill('SIGKILL');
  const [post] = await community.openPosts();
  const { channel = '', message = '' } = post!;
  await community.posted({ server, day }, { channel, message, at: 1, revealAt: Date.now() });
  await expect.poll(() => standIn.world.threads.size, { timeout: 60_000 }).toBe(1);
  expect(posts('/channels/{channel_id}/messages/{message_id}/threads')).toBe(1);
  const answer = await standIn.slash(standIn.person('ana'), 'ayuda').message();
  expect(answer.text).toContain('Kubernetes');
  expect(standIn.problems).toEqual([]);
}, 240_000);
