// A thousand people answer YAML within ten seconds, the stand-in Discord and the bot in one process, real grading in threads:
// how long Discord waits for a sign, and people for their verdict. Then the board of a server of fifty thousand.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { workerGrader } from '#cli/worker-grader.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { answerFiles } from '#content/references.ts';
import { startBot } from '#discord/bot.ts';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import { Player } from '#engine/player.ts';
import { memoryOf } from '#storage/memory.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { liveHosting } from '../discord/live-hosting.ts';
import { labRunner } from '../helpers/lab-runner.ts';

const root = new URL('../..', import.meta.url).pathname;
const people = Number(process.env['PEOPLE'] ?? 1000);
const spanMilliseconds = 10_000;

test('a class of a thousand', { timeout: 900_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-bench-'));
  const storage = await openSqlite(path.join(folder, 'readyz.sqlite'));
  if (!storage.ok) throw new Error(storage.error.en);
  const library = await openLibrary([root]);
  const threads = Math.max(1, availableParallelism() - 1);
  const images = readImages(root).images;
  const grader = workerGrader({ library, images: async () => images, threads });
  let ids = 0;
  const player = new Player({
    ...{ library, store: storage.value.sessions, grader, now: Date.now },
    ...{ newId: () => `session${++ids}`, newSeed: () => ids },
  });
  const standIn = await StandIn.start();
  const log = { info() {}, warn() {}, error: (fields: object, message: string) => console.log(message, fields) };
  const memory = memoryOf(storage.value);
  const live = liveHosting(storage.value, { library, grader });
  const bot = await startBot({
    player,
    grader,
    labRunner,
    memory,
    live,
    log,
    token: standIn.token,
    rest: standIn.addresses,
  });
  if (!bot.ok) throw new Error(bot.error.en);

  const answers = library.list().flatMap(({ id, type }) => {
    if (type !== 'manifest') return [];
    const [file] = answerFiles(library.fileOf(id) ?? '');
    return file === undefined ? [] : [{ id, content: readFileSync(file, 'utf8') }];
  });
  // A bot that has been up for a while: every question was asked before, and the threads have run something.
  for (const { id, content } of answers) {
    const archivo = { name: 'answer.yaml', content };
    const asked = standIn.slash(standIn.person('early'), 'reto', { escenario: id, archivo });
    await asked.message(isVerdict, 60_000);
  }
  const acknowledged: number[] = [];
  const verdicts: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      await after((index * spanMilliseconds) / people);
      const { id, content } = answers[index % answers.length]!;
      const person = standIn.person(`p${index}`);
      const from = performance.now();
      const asked = standIn.slash(person, 'reto', { escenario: id, archivo: { name: 'answer.yaml', content } });
      acknowledged.push(await asked.acknowledged());
      await asked.message(isVerdict, 600_000);
      verdicts.push(performance.now() - from);
    }),
  );
  const memoryMegabytes = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(
    `${people} answers to ${answers.length} questions in ${seconds(performance.now() - started)}, ${threads} thread(s)`,
  );
  console.log(`acknowledged: ${told(acknowledged)}; verdict: ${told(verdicts)}; memory ${memoryMegabytes} MB`);
  expect(Math.max(...acknowledged)).toBeLessThan(3000);
  expect(verdicts).toHaveLength(people);

  const { community } = storage.value;
  const server = standIn.world.serverId;
  for (let index = 0; index < 50_000; index++) {
    const member = { server, learner: `discord:x${index}`, name: `somebody ${index}` };
    await community.seen(member, { points: (index * 7919) % 100_003, solved: index % 97 }, 1);
  }
  const boards: number[] = [];
  for (let index = 0; index < 300; index++) {
    const from = performance.now();
    await community.board(server, {
      learner: `discord:x${(index * 167) % 50_000}`,
      offset: (index % 50) * 10,
      count: 10,
    });
    boards.push(performance.now() - from);
  }
  const shown: number[] = [];
  for (let index = 0; index < 50; index++) {
    const from = performance.now();
    await standIn.slash(standIn.person(`y${index}`), 'clasificacion').message();
    shown.push(performance.now() - from);
  }
  console.log(`/clasificacion of 50,000: in the database ${told(boards)}; on Discord ${told(shown)}`);
  await bot.value.close();
  await live.house.close();
  await standIn.stop();
  await grader.close();
  await storage.value.close();
  rmSync(folder, { recursive: true, force: true });
});

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
