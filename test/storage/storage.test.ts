// What any database must do for readyz: the same suite on a file of SQLite and on a real PostgreSQL.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from 'vitest';
import type { Action } from '#engine/action.ts';
import type { QuestionResult } from '#engine/ports.ts';
import type { Session } from '#engine/session.ts';
import { readLearnerData } from '#storage/learner-data.ts';
import { speakingFor } from '#storage/linked.ts';
import { openDatabase } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { startPostgres } from '../helpers/postgres.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-storage-'));
const postgres = await startPostgres();
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const kinds = [
  ['SQLite', async () => path.join(folder, `${++files}`, 'readyz.sqlite')],
  ['PostgreSQL', () => postgres.newDatabase()],
] as const;

const session: Session = {
  id: 's1',
  learner: 'local',
  seed: 2 ** 40 + 7,
  questions: [{ scenario: 'which-probe', version: 3 }],
  startedAt: 1_700_000_000_000,
  actions: [],
};
const hostile = `kind: Pod\u0000 \u202e "__proto__" \ud800 '); DROP TABLE actions; --`;
const submit: Action = { kind: 'submit', at: 5, answer: { kind: 'manifest', text: hostile } };
const hint: Action = { kind: 'hint', at: 6 };

async function open(address: string): Promise<Storage> {
  const opened = await openDatabase(address);
  if (!opened.ok) throw new Error(opened.error.en);
  return opened.value;
}

describe.each(kinds)('%s', (_name, newPlace) => {
  test('a session comes back as it was written, whatever the learner typed', async () => {
    const file = await newPlace();
    const first = await open(file);
    await first.sessions.create(session);
    expect(await first.sessions.append('s1', 0, submit)).toBe(true);
    expect(await first.sessions.append('s1', 1, hint)).toBe(true);
    await first.close();

    const second = await open(file);
    expect(await second.sessions.load('s1')).toEqual({ ...session, actions: [submit, hint] });
    expect(await second.sessions.load('s2')).toBeUndefined();
    await second.close();
  });

  test('the first write to an index wins', async () => {
    const storage = await open(await newPlace());
    await storage.sessions.create({ ...session, actions: [submit] });
    expect(await storage.sessions.append('s1', 0, hint)).toBe(false);
    expect((await storage.sessions.load('s1'))?.actions).toEqual([submit]);
    await storage.close();
  });

  test('an action of a session that is not there is an error, not a row of its own', async () => {
    const storage = await open(await newPlace());
    await expect(storage.sessions.append('s9', 0, hint)).rejects.toThrow(/foreign key/i);
    await storage.close();
  });

  test('open sessions are the learner’s own, newest first, and end when they are finished', async () => {
    const { sessions, close } = await open(await newPlace());
    await sessions.create({ ...session, id: 'old' });
    await sessions.create({ ...session, id: 'new', startedAt: session.startedAt + 1 });
    await sessions.create({ ...session, id: 'other', learner: 'discord:1' });
    expect((await sessions.open('local')).map(({ id }) => id)).toEqual(['new', 'old']);

    await sessions.finish('new', 9, []);
    expect((await sessions.open('local')).map(({ id }) => id)).toEqual(['old']);
    expect((await sessions.load('new'))?.id).toBe('new');
    await close();
  });

  test('finishing twice changes nothing', async () => {
    const { sessions, close } = await open(await newPlace());
    await sessions.create(session);
    await sessions.finish('s1', 9, [result({ points: 50 })]);
    await sessions.finish('s1', 10, [result({ points: 100 })]);
    expect(await sessions.results('local')).toEqual([result({ points: 50 })]);
    await close();
  });

  test('of many results of a scenario the best is kept: right before wrong, then more points, then the earlier', async () => {
    const { sessions, close } = await open(await newPlace());
    const tries = [
      result({ verdict: 'wrong', points: 80, at: 1 }),
      result({ verdict: 'right', points: 50, at: 2 }),
      result({ verdict: 'right', points: 85, at: 3 }),
      result({ verdict: 'right', points: 85, at: 4 }),
      result({ verdict: 'skipped', points: 0, at: 5 }),
    ];
    for (const [index, each] of tries.entries()) {
      await sessions.create({ ...session, id: `s${index}` });
      await sessions.finish(`s${index}`, each.at, [each, result({ scenario: `other-${index}` })]);
    }
    const results = await sessions.results('local');
    expect(results.filter(({ scenario }) => scenario === 'which-probe')).toEqual([tries[2]]);
    expect(results).toHaveLength(6);
    expect(await sessions.results('discord:1')).toEqual([]);
    await close();
  });

  test('a setting is found again, and only the last one', async () => {
    const { settings, close } = await open(await newPlace());
    expect(await settings.get('local', 'language')).toBeUndefined();
    await settings.set('local', 'language', 'en', 1);
    await settings.set('local', 'language', 'es', 2);
    expect(await settings.get('local', 'language')).toBe('es');
    await close();
  });

  test('eight processes that start on an empty file at once agree: each index has one winner', async () => {
    const file = await newPlace();
    const appends = 40;
    const writers = await Promise.all(Array.from({ length: 8 }, (_, index) => runWriter(file, `w${index}`, appends)));
    expect(writers.map(({ code }) => code)).toEqual(writers.map(() => 0));

    const winners = writers.flatMap(({ lines }) =>
      lines.map((line) => JSON.parse(line) as { won: number; by: string }),
    );
    expect(winners.map(({ won }) => won).sort((one, other) => one - other)).toEqual(
      Array.from({ length: appends }, (_, index) => index),
    );
    const storage = await open(file);
    const actions = (await storage.sessions.load('shared'))!.actions;
    const by = new Map(winners.map(({ won, by }) => [won, by]));
    expect(
      actions.map((action) => action.kind === 'submit' && action.answer.kind === 'choice' && action.answer.option),
    ).toEqual(actions.map((_, index) => by.get(index)));
    await storage.close();
  }, 30_000);
  test('what was acknowledged before SIGKILL is there afterwards', async () => {
    const file = await newPlace();
    const child = spawnWriter(file, 'killed', 1_000_000);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let last = -1;
    while (last < 50) last = (JSON.parse((await lines.next()).value!) as { won: number }).won;
    child.kill('SIGKILL');
    await once(child, 'exit');

    const storage = await open(file);
    const { actions } = (await storage.sessions.load('shared'))!;
    expect(actions.length).toBeGreaterThan(last);
    expect(await storage.sessions.append('shared', actions.length, hint)).toBe(true);
    await storage.close();
  });

  test('a result keeps what it says about memory', async () => {
    const { sessions, close } = await open(await newPlace());
    const occasion = { kind: 'quiz', quiz: 'q', version: 1, hints: false, passPercent: 60 } as const;
    await sessions.create({ ...session, occasion });
    expect((await sessions.load('s1'))?.occasion).toEqual(occasion);
    const told = result({
      occasion: 'quiz',
      confidence: 'sure',
      seconds: 41,
      failed: ['a', 'b'],
      misconceptions: ['c'],
      flag: 'text',
    });
    await sessions.finish('s1', 9, [told]);
    expect(await sessions.history('local')).toEqual([{ ...told, session: 's1' }]);
    await close();
  });

  test('what is exported from one database and imported into another is the same there', async () => {
    const [one, other] = [await open(await newPlace()), await open(await newPlace())];
    await lived(one, 'local', 's');
    const exported = JSON.stringify(await one.people.export('local'));
    const read = readLearnerData(exported);
    if (!read.ok) throw new Error(read.error.en);
    expect(await other.people.import('discord:1', read.value, 5)).toBe(2);
    expect(JSON.stringify(await other.people.export('discord:1'))).toBe(exported);
    expect(await other.people.import('discord:1', read.value, 6)).toBe(0);
    expect(JSON.stringify(await other.people.export('discord:1'))).toBe(exported);
    await one.close();
    await other.close();
  });

  test('the board has places that equals share, one’s own beyond the page, and nobody who hides', async () => {
    const { community, settings, close } = await open(await newPlace());
    await settings.set('discord:shy', 'leaderboard', 'hidden', 1);
    const people = [
      ['ana', 300],
      ['bob', 200],
      ['cai', 200],
      ['dai', 100],
      ['shy', 250],
    ] as const;
    for (const [name, points] of people) {
      await community.seen({ server: 'a', learner: `discord:${name}`, name }, { points, solved: 1 }, 5);
    }
    await community.seen({ server: 'b', learner: 'discord:eve', name: 'eve' }, { points: 900, solved: 9 }, 5);
    const board = await community.board('a', { learner: 'discord:dai', offset: 0, count: 3 });
    expect(board.rows.map(({ name, place }) => [name, place])).toEqual([
      ['ana', 1],
      ['bob', 2],
      ['cai', 2],
    ]);
    expect(board).toMatchObject({ count: 4, mine: { place: 4, points: 100, hidden: false } });
    const rest = await community.board('a', { learner: 'discord:shy', offset: 2, count: 3 });
    expect(rest.rows.map(({ name, place }) => [name, place])).toEqual([
      ['cai', 2],
      ['dai', 4],
    ]);
    expect(rest.mine).toMatchObject({ place: 2, hidden: true });
    await community.hide('discord:shy', false);
    await community.seen({ server: 'a', learner: 'discord:ana', name: 'Ana' }, { points: 10, solved: 1 }, 6);
    const after = await community.board('a', { learner: 'discord:nobody', offset: 0, count: 9 });
    expect(after.rows.map(({ name }) => name)).toEqual(['shy', 'bob', 'cai', 'dai', 'Ana']);
    expect(after.mine).toBeUndefined();
    await close();
  });

  test('of many processes that try at once, one posts, one reveals, one claims, and every request is counted', async () => {
    const place = await newPlace();
    const processes = [await open(place), await open(place), await open(place), await open(place)];
    const all = <Value>(ask: (storage: Storage) => Promise<Value>) =>
      Promise.all(Array.from({ length: 20 }, (_, index) => ask(processes[index % 4]!)));
    const winners = (asked: readonly boolean[]) => asked.filter(Boolean).length;
    const key = { server: 'a', day: '2026-11-21' };
    const { community } = processes[0]!;
    expect(winners(await all((one) => one.community.claimPost({ ...key, scenario: 'x' }, 10, 20)))).toBe(1);
    expect(winners(await all((one) => one.community.claimPost({ ...key, scenario: 'x' }, 19, 30)))).toBe(0);
    // The first one never came to post: after a while another may.
    expect(winners(await all((one) => one.community.claimPost({ ...key, scenario: 'x' }, 20, 40)))).toBe(1);
    await community.posted(key, { channel: 'c', message: 'm', at: 21, revealAt: 99 });
    expect(winners(await all((one) => one.community.claimPost({ ...key, scenario: 'x' }, 1000, 2000)))).toBe(0);
    expect(await community.openPosts()).toEqual([
      { ...key, scenario: 'x', channel: 'c', message: 'm', postedAt: 21, revealAt: 99 },
    ]);
    expect(winners(await all((one) => one.community.claimCount(key, 3)))).toBe(1);
    expect(winners(await all((one) => one.community.claimReveal(key, 100)))).toBe(1);
    expect(await community.openPosts()).toEqual([]);
    expect(winners(await all((one) => one.community.claim('share:s1', 5)))).toBe(1);
    const counts = await all((one) => one.community.count('person:1', 60));
    expect(counts.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const each of processes) await each.close();
  });

  test('the first answer of each to a question of the day counts', async () => {
    const { sessions, community, people, close } = await open(await newPlace());
    const key = { server: 'a', day: '2026-11-21' };
    for (const learner of ['discord:1', 'discord:2', 'discord:3']) {
      await sessions.create({ ...session, id: learner.slice(-1), learner });
    }
    await community.answered(key, { learner: 'discord:1', right: false, option: 'b' });
    await community.answered(key, { learner: 'discord:1', right: true, option: 'a' });
    await community.answered(key, { learner: 'discord:2', right: true, option: 'a' });
    await community.answered(key, { learner: 'discord:3', right: true });
    expect(await community.answersTo(key)).toEqual({ count: 3, right: 2, options: { a: 1, b: 1 } });
    await people.delete('discord:2');
    expect(await community.answersTo(key)).toEqual({ count: 2, right: 1, options: { b: 1 } });
    await close();
  });

  test('a server that was left is erased a while later, unless the bot came back', async () => {
    const { community, close } = await open(await newPlace());
    for (const server of ['left', 'back', 'kept']) {
      await community.setServer(server, 'language', 'en');
      await community.seen({ server, learner: 'discord:1', name: 'ana' }, { points: 1, solved: 1 }, 1);
    }
    await community.left('left', 10);
    await community.left('back', 10);
    await community.returned('back');
    expect(await community.eraseServersLeftBefore(10)).toBe(0);
    expect(await community.eraseServersLeftBefore(11)).toBe(1);
    expect(await community.serversWith('language')).toEqual([
      { server: 'back', value: 'en' },
      { server: 'kept', value: 'en' },
    ]);
    expect((await community.board('left', { learner: 'discord:1', offset: 0, count: 9 })).count).toBe(0);
    expect(await community.eraseServersLeftBefore(99)).toBe(0);
    await close();
  });

  test('a code makes one of two: what the terminal did and does is then the other’s; it works once and for a while', async () => {
    const storage = await open(await newPlace());
    await lived(storage, 'local', 's');
    await storage.sessions.create({ ...session, id: 'd1', learner: 'discord:1' });
    const beginning = { seed: 7, nodes: 3 };
    await storage.labs.create({ id: 'b1', owner: 'local', language: 'es', beginning, startedAt: 5 });
    await storage.community.offerLink('OLD1', 'discord:1', 100);
    expect(await storage.community.acceptLink('OLD1', 'local', 101)).toBeUndefined();
    await storage.community.offerLink('ABCD', 'discord:1', 100);
    expect(await storage.community.acceptLink('NOPE', 'local', 50)).toBeUndefined();
    expect(await storage.identityOf('local')).toBe('local');
    expect(await storage.community.acceptLink('ABCD', 'local', 50)).toBe('discord:1');
    expect(await storage.community.acceptLink('ABCD', 'local', 50)).toBeUndefined();
    const terminal = speakingFor(storage, 'local', await storage.identityOf('local'));
    expect((await terminal.sessions.open('local')).map(({ id }) => id)).toEqual(['d1', 's2']);
    expect((await storage.labs.load('b1'))?.owner).toBe('discord:1');
    expect(await terminal.sessions.history('local')).toHaveLength(2);
    await terminal.sessions.create({ ...session, id: 't1' });
    expect((await storage.sessions.load('t1'))?.learner).toBe('discord:1');
    await storage.close();
  });
});

test('what is exported from one kind of database and imported into the other is equal there, to the byte', async () => {
  const [sqlite, server] = [await open(await kinds[0][1]()), await open(await kinds[1][1]())];
  // Ids that a language sorts otherwise than bytes do.
  for (const prefix of ['b', 'B', 'a_', 'A-', 'ñ'.normalize('NFD').slice(0, 1)]) await lived(sqlite, 'local', prefix);
  const exported = JSON.stringify(await sqlite.people.export('local'));
  const read = readLearnerData(exported);
  if (!read.ok) throw new Error(read.error.en);
  expect(await server.people.import('discord:1', read.value, 5)).toBe(10);
  expect(JSON.stringify(await server.people.export('discord:1'))).toBe(exported);
  await sqlite.close();
  await server.close();
});

test('a PostgreSQL that cannot be used is a sentence without the password', async () => {
  const address = await postgres.newDatabase();
  const refused = async (wrong: string) => {
    const opened = await openDatabase(wrong);
    if (opened.ok) throw new Error('opened');
    expect(JSON.stringify(opened.error)).not.toContain('secret');
    return opened.error.en;
  };
  expect(await refused(`${address}x`)).toMatch(/there is no database/);
  expect(await refused(address.replace('postgres:secret', 'nobody:secret'))).toMatch(/does not accept/);
  expect(await refused(address.replace(/:\d+\//, ':1/'))).toMatch(/cannot be used/);
});

function result(changes: Partial<QuestionResult> = {}): QuestionResult {
  return {
    scenario: 'which-probe',
    version: 3,
    verdict: 'right',
    points: 100,
    attempts: 1,
    hints: 0,
    at: 9,
    ...changes,
  };
}

/** A person's doings: a finished session, an open one, a setting. */
async function lived(storage: Storage, learner: string, prefix: string): Promise<void> {
  await storage.sessions.create({ ...session, id: `${prefix}1`, learner, actions: [submit, hint] });
  await storage.sessions.finish(`${prefix}1`, 9, [
    result({ at: 7, confidence: 'guess' }),
    result({ scenario: 'b', verdict: 'skipped', at: 3 }),
  ]);
  await storage.sessions.create({ ...session, id: `${prefix}2`, learner, occasion: { kind: 'review' } });
  await storage.settings.set(learner, 'language', 'en', 1);
}

/** A real process of its own (helpers/append-actions.ts) that prints a line for each index it won. */
function spawnWriter(file: string, name: string, appends: number) {
  const program = path.join(import.meta.dirname, '..', 'helpers', 'append-actions.ts');
  return spawn(process.execPath, [program, file, name, String(appends)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function runWriter(file: string, name: string, appends: number) {
  const child = spawnWriter(file, name, appends);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const [code] = (await once(child, 'close')) as [number];
  return { code, lines };
}
