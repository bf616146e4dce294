// Labs and groups that practise: the same on a file of SQLite and on a real PostgreSQL.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Labs } from '#discord/lab/labs.ts';
import type { KeptLab } from '#engine/kept-lab.ts';
import { readLearnerData } from '#storage/learner-data.ts';
import { openDatabase } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { labRunner } from '../helpers/lab-runner.ts';
import { startPostgres } from '../helpers/postgres.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-groups-'));
const postgres = await startPostgres();
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const kinds = [
  ['SQLite', async () => path.join(folder, `${++files}.sqlite`)],
  ['PostgreSQL', () => postgres.newDatabase()],
] as const;

const lab = { id: 'lab1', owner: 'discord:ana', language: 'es', startedAt: 5 } as const;
const beginning = { seed: 7, nodes: 3 };
const shared = { ...lab, id: 'lab2', place: { server: 's', channel: 'c' }, beginning };
const add = (text: string, source: string, author = 'discord:ana') =>
  ({ kind: 'add', line: { text, source, author } }) as const;
const texts = (kept: KeptLab | undefined) => kept?.lines.map(({ text }) => text);
const hostile = `kubectl get '__proto__' \u202e \u0000 \ud800 '); DROP TABLE labs; --`;

describe.each(kinds)('%s', (_name, newPlace) => {
  async function opened<Value>(use: (storage: Storage) => Promise<Value>): Promise<Value> {
    const storage = await openDatabase(await newPlace());
    if (!storage.ok) throw new Error(storage.error.en);
    return use(storage.value).finally(() => storage.value.close());
  }

  test('a lab is what was typed in it, in order, and a line can be taken back', () =>
    opened(async ({ labs }) => {
      await labs.create({ ...lab, beginning });
      expect(await labs.change('lab1', 0, add('kubectl get pods', 'i1'), 6)).toBe(true);
      expect(await labs.change('lab1', 1, add(hostile, 'i2'), 7)).toBe(true);
      const kept = await labs.load('lab1');
      expect(kept).toMatchObject({ version: 2, touchedAt: 7, beginning, owner: 'discord:ana' });
      expect(texts(kept)).toEqual(['kubectl get pods', hostile]);
      expect(await labs.change('lab1', 2, { kind: 'undo' }, 8)).toBe(true);
      expect(texts(await labs.load('lab1'))).toEqual(['kubectl get pods']);
      const begin = { kind: 'begin', beginning: { seed: 9, nodes: 2, scenario: 'x' }, lines: [] } as const;
      expect(await labs.change('lab1', 3, begin, 9)).toBe(true);
      expect(await labs.load('lab1')).toMatchObject({ beginning: begin.beginning, lines: [], version: 4 });
    }));

  test('of two that change the same version one does, and what is delivered twice is typed once', () =>
    opened(async ({ labs }) => {
      await labs.create({ ...lab, beginning });
      const both = await Promise.all([
        labs.change('lab1', 0, add('one', 'i1'), 6),
        labs.change('lab1', 0, add('other', 'i2'), 6),
      ]);
      expect(both.filter(Boolean)).toHaveLength(1);
      expect((await labs.load('lab1'))?.lines).toHaveLength(1);
      const source = (await labs.load('lab1'))?.lines[0]?.source ?? '';
      expect(await labs.change('lab1', 1, add('again', source), 7)).toBe(false);
      expect(await labs.load('lab1')).toMatchObject({ version: 1, touchedAt: 6 });
      expect(await labs.change('nothing', 0, add('x', 'y'), 7)).toBe(false);
    }));

  test('two processes type at one lab at once: every line is typed, once, and both see the same lab', async () => {
    const place = await newPlace();
    const processes = [await openDatabase(place), await openDatabase(place)];
    const storages = processes.map((each) => (each.ok ? each.value : expect.fail(each.error.en)));
    const labs = storages.map(
      ({ labs: store }) => new Labs({ store, runner: labRunner, now: () => 9, newId: () => 'x' }),
    );
    await storages[0]!.labs.create({ ...lab, beginning });
    const lines = Array.from({ length: 8 }, (_, index) => ({
      ...{ text: `kubectl create configmap c${index}`, source: `i${index}`, author: 'discord:ana' },
    }));
    const looks = await Promise.all(lines.map((line, index) => labs[index % 2]!.type('lab1', line)));
    expect(looks.map((look) => look.kind === 'seen' && look.isDone)).toEqual(lines.map(() => true));
    const [one, other] = await Promise.all(labs.map((each) => each.look('lab1')));
    expect(one).toEqual(other);
    expect(texts((await storages[1]!.labs.load('lab1')) ?? undefined)?.toSorted()).toEqual(
      lines.map(({ text }) => text),
    );
    await Promise.all(storages.map((storage) => storage.close()));
  }, 30_000);

  test('own labs are found by their owner, shared ones by their thread, idle ones by their age', () =>
    opened(async ({ labs }) => {
      await labs.create({ ...lab, beginning });
      await labs.create({ ...lab, id: 'newer', beginning, startedAt: 9 });
      await labs.create({ ...shared, place: { server: 's' } });
      await labs.settle('lab2', 'c');
      expect(await labs.ownedBy('discord:ana')).toEqual(['newer', 'lab1']);
      expect(await labs.inChannel('c')).toBe('lab2');
      expect(await labs.inChannel('d')).toBeUndefined();
      expect(await labs.idleSince(9)).toEqual([{ id: 'lab1' }, { id: 'lab2', place: { server: 's', channel: 'c' } }]);
      expect([await labs.erase('lab1'), await labs.erase('lab1')]).toEqual([true, false]);
    }));

  test('own labs are taken along, brought elsewhere and erased; in a group’s lab lines stay and are nobody’s', () =>
    opened(async (one) => {
      await one.labs.create({ ...lab, beginning });
      await one.labs.change('lab1', 0, add(hostile, 'i1'), 6);
      await one.labs.create(shared);
      await one.labs.change('lab2', 0, add('kubectl get nodes', 'i2'), 6);
      const text = JSON.stringify(await one.people.export('discord:ana'));
      const read = readLearnerData(text);
      if (!read.ok) throw new Error(read.error.en);
      expect(read.value.sharedLines).toEqual(['kubectl get nodes']);
      await opened(async (other) => {
        await other.people.import('discord:bob', read.value, 9);
        await other.people.import('discord:bob', read.value, 9);
        const brought = await other.people.export('discord:bob');
        expect(JSON.stringify(brought.labs)).toBe(JSON.stringify(read.value.labs));
      });
      await one.people.delete('discord:ana');
      expect(await one.labs.load('lab1')).toBeUndefined();
      const left = await one.labs.load('lab2');
      expect(left?.owner).toBeUndefined();
      expect(left?.lines).toEqual([{ text: 'kubectl get nodes', source: 'i2' }]);
    }));

  test('a gathering ends once, and goes with its server', () =>
    opened(async ({ gatherings, labs, community }) => {
      const gathering = {
        server: 's',
        id: 'z1',
        channel: 'c',
        owner: 'discord:ana',
        scenarios: ['a', 'b'],
        startedAt: 3,
      };
      await gatherings.create(gathering);
      await labs.create(shared);
      expect(await gatherings.load('s', 'z1')).toEqual(gathering);
      expect([await gatherings.end('s', 'z1', 8), await gatherings.end('s', 'z1', 9)]).toEqual([true, false]);
      expect(await gatherings.load('s', 'z1')).toEqual({ ...gathering, endedAt: 8 });
      await community.left('s', 10);
      await community.eraseServersLeftBefore(11);
      expect(await gatherings.load('s', 'z1')).toBeUndefined();
      expect(await labs.load('lab2')).toBeUndefined();
    }));
});
