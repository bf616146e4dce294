// A class through a live quiz of twenty questions: the real program serves, as many clients as PEOPLE says speak the real
// protocol, each with its own stream, and KILLS times the host is killed in the middle and started again. How long an answer
// takes until it is on disk, whether any that was acknowledged is lost, and whether the board is what a recount says.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { boardOf } from '#engine/live/board.ts';
import { foldLive } from '#engine/live/fold/fold-live.ts';
import type { HostView, Stage } from '#engine/live/live-views.ts';
import { LiveClient } from '#server/live-client.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { root } from '../helpers/source-file.ts';

const people = Number(process.env['PEOPLE'] ?? 500);
const kills = Number(process.env['KILLS'] ?? 0);
const questionCount = Number(process.env['QUESTIONS'] ?? 20);
const readingSeconds = 3;
/** In which everybody answers: a class is quicker than it should be. */
const spanMilliseconds = 2000;

test('a class through a live quiz', { timeout: 1_800_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-bench-'));
  const database = path.join(folder, 'live.sqlite');
  const library = await openLibrary([root]);
  const choices = library.list().filter(({ type }) => type === 'choice');
  mkdirSync(path.join(folder, 'quizzes'));
  writeFileSync(
    path.join(folder, 'quizzes', 'bench.yaml'),
    `id: bench
version: 1
title: { es: Banco, en: Bench }
questions: [${choices
      .slice(0, questionCount)
      .map(({ id }) => `{ scenario: ${id} }`)
      .join(', ')}]
live: { seconds: 600, readingSeconds: ${readingSeconds} }
`,
  );
  let child: ChildProcess;
  let listen = '127.0.0.1:0';
  const start = async () => {
    child = spawn(
      process.execPath,
      [
        path.join(root, 'dist', 'main.js'),
        'live',
        'host',
        'bench',
        '--listen',
        listen,
        '--db',
        database,
        '--content',
        folder,
        '--lang',
        'en',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let output = '';
    for await (const part of child.stdout!) {
      output += part;
      const found = /Phones:\s+(\S+)\/#(\w+)[\s\S]*\/presenter#(\S+)\n/.exec(output);
      if (found) return { url: found[1]!, code: found[2]!, key: found[3]! };
    }
    throw new Error(`the host ended: ${output}`);
  };
  const { url, code, key } = await start();
  listen = new URL(url).host;

  const stop = new AbortController();
  const host = new LiveClient(url, key, 1000);
  let view: HostView | undefined;
  void host.follow<HostView>(stop.signal, ({ stage }) => {
    view = stage;
  });
  const clients = Array.from({ length: people }, (_, index) => ({
    client: new LiveClient(url, `secret-of-participant-${index}`, 1000),
    name: `Persona ${index}`,
    stage: undefined as Stage | undefined,
    acknowledged: [] as string[],
  }));
  const joining = performance.now();
  for (const one of clients) {
    const joined = await one.client.join(code, one.name);
    if (!joined.ok) throw new Error(joined.error.en);
    void one.client.follow(stop.signal, ({ stage }) => {
      one.stage = stage;
    });
  }
  console.log(`${people} joined in ${Math.round(performance.now() - joining)} ms`);

  const killing = new Set(Array.from({ length: kills }, (_, index) => Math.floor((index * questionCount) / kills)));
  const milliseconds: number[] = [];
  const reached: number[] = [];
  for (let position = 0; position < questionCount; position++) {
    const asked = performance.now();
    await host.act({ kind: 'next' });
    await until(() => clients.every(({ stage }) => stage?.position === position && stage.phase === 'question'));
    reached.push(performance.now() - asked);
    await until(() => Date.now() >= (view?.question?.opensAt ?? Number.POSITIVE_INFINITY));
    const isKilled = killing.has(position);
    const killed = isKilled
      ? after(Math.random() * spanMilliseconds).then(async () => {
          child.kill('SIGKILL');
          await new Promise((resolve) => child.once('close', resolve));
          await start();
        })
      : undefined;
    await Promise.all(
      clients.map(async (one, index) => {
        await after(Math.random() * spanMilliseconds);
        const offers = one.stage?.question?.offers ?? [];
        const offer = offers[(index * 7 + position * 3) % offers.length];
        if (offer?.kind !== 'choose') throw new Error('an option was expected');
        const from = performance.now();
        const result = await one.client.answer(position, 1, { kind: 'choice', option: offer.option });
        if (!result.ok) throw new Error(result.error.en);
        if (!isKilled) milliseconds.push(performance.now() - from);
        one.acknowledged[position] = offer.option;
      }),
    );
    await killed;
    await host.act({ kind: 'close' });
    await until(() => view?.position === position && view.phase === 'closed' && view.running === 0);
    await host.act({ kind: 'reveal' });
    await until(() => view?.phase === 'revealed');
  }
  await host.act({ kind: 'next' });
  await until(() => clients.every(({ stage }) => stage?.phase === 'finished'));
  stop.abort();
  child!.kill('SIGTERM');
  await new Promise((resolve) => child.once('close', resolve));

  const storage = await openSqlite(database);
  if (!storage.ok) throw new Error(storage.error.en);
  const [summary] = await storage.value.live.list();
  const session = (await storage.value.live.load(summary!.id))!;
  const state = foldLive(session);
  const byName = new Map([...state.participants.values()].map(({ id, name }) => [name, id]));
  let lost = 0;
  const recount = new Map<string, number>();
  for (const { name, acknowledged } of clients) {
    let points = 0;
    for (const [position, option] of acknowledged.entries()) {
      const question = state.questions[position]!;
      const given = question.answers.get(byName.get(name) ?? '')?.answer;
      if (given?.kind !== 'choice' || given.option !== option) lost++;
      if (question.key?.options?.find((one) => one.option === option)?.right) points += 100 * question.weight;
    }
    recount.set(name, points);
  }
  const board = new Map(boardOf(state, session.rules).map(({ name, points }) => [name, points]));
  milliseconds.sort((one, other) => one - other);
  const at = (share: number) => Math.round(milliseconds[Math.floor(milliseconds.length * share)] ?? 0);
  console.log({
    people,
    kills,
    answers: clients.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    acknowledgedMilliseconds: { p50: at(0.5), p90: at(0.9), p99: at(0.99), worst: at(0.99999) },
    questionReachedAllMilliseconds: Math.round(Math.max(...reached)),
    lost,
  });
  await storage.value.close();
  rmSync(folder, { recursive: true, force: true });
  expect(lost).toBe(0);
  expect(board).toEqual(recount);
});

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`never so: ${isSo}`);
    await after(10);
  }
}
