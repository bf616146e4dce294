// A thousand people answer YAML within ten seconds: the bot as built in a process of its own, the stand-in Discord in this one.
// How long Discord waits for a sign, and people for their verdict. Then the board of a server of fifty thousand.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { answerFiles } from '#content/references.ts';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import { openSqlite } from '#storage/sqlite.ts';

const root = new URL('../..', import.meta.url).pathname;
const people = Number(process.env['PEOPLE'] ?? 1000);
const spanMilliseconds = 10_000;
const healthPort = 18_231;

test('a class of a thousand', { timeout: 900_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-bench-'));
  const database = path.join(folder, 'readyz.sqlite');
  const library = await openLibrary([root]);
  const answers = library.list().flatMap(({ id, type }) => {
    if (type !== 'manifest') return [];
    const [file] = answerFiles(library.fileOf(id) ?? '');
    return file === undefined ? [] : [{ id, content: readFileSync(file, 'utf8') }];
  });
  const standIn = await StandIn.start();
  const { PATH = '', HOME = '' } = process.env;
  const { api, cdn } = standIn.addresses;
  const bot = spawn(process.execPath, [path.join(root, 'dist', 'main.js'), 'bot', '--lang', 'en', '--db', database], {
    env: {
      ...{ PATH, HOME, DISCORD_TOKEN: standIn.token, DISCORD_API: api, DISCORD_CDN: cdn },
      READYZ_HEALTH_PORT: String(healthPort),
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  onTestFinished(() => void bot.kill('SIGKILL'));
  let said = '';
  bot.stderr.on('data', (data) => (said += data));
  await expect.poll(() => said, { timeout: 30_000 }).toContain('is on Discord');
  await metric('readyz_stall_seconds');

  const acknowledged: number[] = [];
  const verdicts: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      await after((index * spanMilliseconds) / people);
      const { id, content } = answers[index % answers.length]!;
      const person = standIn.person(`p${index}`);
      const from = performance.now();
      // No two alike, so that each is run.
      const archivo = { name: 'answer.yaml', content: `${content}\n# ${index}\n` };
      const asked = standIn.slash(person, 'reto', { escenario: id, archivo });
      acknowledged.push(await asked.acknowledged());
      await asked.message(isVerdict, 600_000);
      verdicts.push(performance.now() - from);
    }),
  );
  const all = seconds(performance.now() - started);
  console.log(`${people} answers to ${answers.length} questions in ${all}`);
  const [stall, bytes] = [await metric('readyz_stall_seconds'), await metric('readyz_memory_bytes')];
  console.log(`acknowledged: ${told(acknowledged)}; longest stall ${seconds(stall * 1000)}`);
  console.log(`verdict: ${told(verdicts)}; memory ${Math.round(bytes / 1e6)} MB`);
  expect(Math.max(...acknowledged)).toBeLessThan(3000);
  expect(verdicts).toHaveLength(people);

  const storage = await openSqlite(database);
  if (!storage.ok) throw new Error(storage.error.en);
  const { community } = storage.value;
  const server = standIn.world.serverId;
  fill(database, server, 50_000);
  await metric('readyz_stall_seconds');
  const boards: number[] = [];
  for (let index = 0; index < 300; index++) {
    const from = performance.now();
    const learner = `discord:x${(index * 167) % 50_000}`;
    await community.board(server, { learner, offset: (index % 50) * 10, count: 10 });
    boards.push(performance.now() - from);
  }
  const shown: number[] = [];
  for (let index = 0; index < 200; index++) {
    const from = performance.now();
    await standIn.slash(standIn.person(`y${index}`), 'clasificacion').message();
    shown.push(performance.now() - from);
  }
  console.log(`/clasificacion of 50,000: in the database ${told(boards)}; on Discord ${told(shown)}`);
  console.log(`longest stall ${seconds((await metric('readyz_stall_seconds')) * 1000)}`);
  await storage.value.close();
  bot.kill('SIGTERM');
  expect(await new Promise((resolve) => bot.once('exit', resolve))).toBe(0);
  await standIn.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** At once: one by one they would take minutes. */
function fill(file: string, server: string, count: number): void {
  const connection = new Database(file);
  const learner = connection.prepare('INSERT INTO learners VALUES (?, 1)');
  const member = connection.prepare('INSERT INTO members VALUES (?, ?, ?, 0, ?, ?, 1)');
  connection.transaction(() => {
    for (let index = 0; index < count; index++) {
      learner.run(`discord:x${index}`);
      member.run(server, `discord:x${index}`, `somebody ${index}`, (index * 7919) % 100_003, index % 97);
    }
  })();
  connection.close();
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

function isVerdict({ text }: MessageView): boolean {
  return /Respuesta |Kubernetes/.test(text) && !text.includes('⏳');
}

function told(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `p50 ${seconds(at(0.5))}, p99 ${seconds(at(0.99))}, most ${seconds(sorted.at(-1) ?? 0)}`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

async function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
