/** `readyz bot` as built: what no test of its parts can see. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../helpers/source-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-bot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readyzBot(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const database = path.join(folder, 'readyz.sqlite');
  const line = [path.join(root, 'dist', 'main.js'), 'bot', '--lang', 'en', '--db', database, ...argv];
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, line, { env: { PATH, HOME, ...env } });
  let said = '';
  child.stdout.on('data', (data) => (said += data));
  child.stderr.on('data', (data) => (said += data));
  const code = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { child, code, said: () => said };
}

test('--try serves the bot on a page until it is told to stop', async () => {
  const { child, code, said } = readyzBot(['--try']);
  await expect.poll(said, { timeout: 9000 }).toMatch(/Open http/);
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said())?.[0] ?? '';
  expect(await (await fetch(address)).text()).toContain('<!doctype html>');
  const body = JSON.stringify({ kind: 'slash', command: 'practicar', options: {} });
  expect(await (await fetch(`${address}do`, { method: 'POST', body })).json()).toEqual({});
  child.kill('SIGINT');
  expect(await code).toBe(130);
}, 15_000);

test('without a token it says where to put one', async () => {
  const { code, said } = readyzBot([]);
  expect(await code).toBe(2);
  expect(said()).toContain('DISCORD_TOKEN');
});

test.each([
  [['--listen', 'every where'], 'does not say where to listen'],
  [['--listen', '127.0.0.1:0', '--tls-cert', 'cert.pem'], 'go together'],
  [['--public-url', 'ftp://class'], '--public-url is an address like'],
])('what %j says wrong about serving pages is told before anything is opened', async (argv, words) => {
  const { code, said } = readyzBot(argv, { DISCORD_TOKEN: 'x' });
  expect(await code).toBe(2);
  expect(said()).toContain(words);
});

test('the pages of live quizzes are served where it is told to, by a variable too, and beyond loopback it warns', async () => {
  const { child, code, said } = readyzBot(['--try'], { READYZ_LISTEN: '0.0.0.0:0' });
  await expect.poll(said, { timeout: 9000 }).toMatch(/Pages of live quizzes: http\S+/);
  expect(said()).toContain('without TLS');
  const port = /Pages of live quizzes: http:\/\/0\.0\.0\.0:(\d+)/.exec(said())![1];
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  child.kill('SIGINT');
  expect(await code).toBe(130);
}, 15_000);
