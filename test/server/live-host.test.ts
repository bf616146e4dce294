// The real program as a process of its own, killed with SIGKILL in the middle of a class and started again.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { HostView } from '#engine/live/live-views.ts';
import { LiveClient } from '#server/live-client.ts';
import { root } from '../helpers/source-file.ts';
import { seen } from './serve-live.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-live-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Host {
  readonly process: ChildProcess;
  readonly url: string;
  readonly code: string;
  readonly hostKey: string;
}

const database = path.join(folder, 'live.sqlite');

// Nobody waits in a test.
mkdirSync(path.join(folder, 'quizzes'));
writeFileSync(
  path.join(folder, 'quizzes', 'quick.yaml'),
  `id: quick
version: 1
title: { es: 'Rápido', en: 'Quick' }
questions: [{ scenario: wordpress-one-pod-or-two }, { scenario: what-a-pod-shares }]
live: { seconds: 60, readingSeconds: 1 }
`,
);

async function readyz(...words: readonly string[]): Promise<string> {
  const child = start(words);
  let output = '';
  child.stdout?.on('data', (part) => {
    output += part;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return output;
}

function start(words: readonly string[]): ChildProcess {
  const main = path.join(root, 'dist', 'main.js');
  const child = spawn(
    process.execPath,
    [main, 'live', ...words, '--db', database, '--content', folder, '--lang', 'en'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  return child;
}

async function startHost(listen: string): Promise<Host> {
  const child = start(['host', 'quick', '--listen', listen]);
  let output = '';
  for await (const part of child.stdout!) {
    output += part;
    const found = /Phones:\s+(\S+)\/#(\w+)[\s\S]*?\/presenter#(\S+)\n/.exec(output);
    if (found) return { process: child, url: found[1]!, code: found[2]!, hostKey: found[3]! };
  }
  throw new Error(`the host ended: ${output}`);
}

async function killed({ process: child }: Host): Promise<void> {
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
}

test('a host that is killed comes back to the same question with every acknowledged answer', {
  timeout: 60_000,
}, async () => {
  const first = await startHost('127.0.0.1:0');
  const port = new URL(first.url).port;
  const host = new LiveClient(first.url, first.hostKey);
  const people = ['Ana', 'Luis', 'Eva', 'Teo'].map((name) => ({
    name,
    client: new LiveClient(first.url, `secret-of-${name}-1234`),
  }));
  for (const { name, client } of people) expect((await client.join(first.code, name)).ok).toBe(true);
  await host.act({ kind: 'extra-time', participant: await idOf(host, 'Ana'), percent: 100 });
  await host.act({ kind: 'next' });
  const news = await seen<HostView>(host, ({ stage }) => stage.phase === 'question');
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, news.stage.question!.opensAt - Date.now()) + 50));
  const [choice] = news.stage.question!.offers;
  const option = choice?.kind === 'choose' ? choice.option : '';
  for (const { client } of people.slice(0, 3))
    expect((await client.answer(0, 1, { kind: 'choice', option })).ok).toBe(true);
  await killed(first);

  // The last one answers while nobody is there: it gets through when somebody is.
  const late = people[3]!.client.answer(0, 1, { kind: 'choice', option });
  const second = await startHost(`127.0.0.1:${port}`);
  expect([second.code, second.hostKey]).toEqual([first.code, first.hostKey]);
  expect((await late).ok).toBe(true);
  const after = await seen<HostView>(host, ({ stage }) => stage.answered === 4);
  expect(after.stage).toMatchObject({
    phase: 'question',
    position: 0,
    question: { opensAt: news.stage.question!.opensAt },
  });
  await host.act({ kind: 'close' });
  await seen<HostView>(host, ({ stage }) => stage.phase === 'closed' && stage.running === 0);
  await host.act({ kind: 'reveal' });
  const revealed = await seen<HostView>(host, ({ stage }) => stage.phase === 'revealed');
  expect(revealed.stage.tally?.map(({ count }) => count)).toContain(4);
  await host.act({ kind: 'finish' });
  second.process.kill('SIGTERM');
  await new Promise((resolve) => second.process.once('close', resolve));

  const report = await readyz('report', '--separator', 'semicolon', '--bom');
  expect(report.startsWith('\ufeffPlace;Name;Points;')).toBe(true);
  expect(report.trim().split('\r\n')).toHaveLength(5);
  expect(JSON.parse(await readyz('report', '-o', 'json'))).toMatchObject({ questions: [{ answered: 4 }] });
});

async function idOf(host: LiveClient, name: string): Promise<string> {
  const { stage } = await seen<HostView>(host, (news) => news.stage.people.some((person) => person.name === name));
  return stage.people.find((person) => person.name === name)!.id;
}
