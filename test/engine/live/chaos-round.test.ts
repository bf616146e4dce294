// A class votes for a fault, and all its designs face it: with real questions and the real simulator.

import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { explore } from '#engine/explore/explore.ts';
import { grade } from '#engine/grade.ts';
import { liveReport } from '#engine/live/live-report.ts';
import type { LiveAction, LiveFact, LiveSession } from '#engine/live/live-session.ts';
import { LiveRoom } from '#engine/live/room.ts';
import type { SimulationParts } from '#engine/play/simulate.ts';
import type { Grader } from '#engine/ports.ts';
import { root } from '../../helpers/source-file.ts';
import { memoryStore, session, settled } from './play-live.ts';

const library = await openLibrary([root]);
const images = new ImageCatalogue(readImages(root).images);

/** All options of a question are run for each answer to it: once is enough here. */
const memories = new Map<string, NonNullable<SimulationParts['memory']>>();
const memoryOf = (scenario: string) => {
  const memory = memories.get(scenario) ?? new Map();
  memories.set(scenario, memory);
  return memory;
};

const grader: Grader = {
  grade: async ({ scenario, answer, seed }) =>
    grade(library.find(scenario)!, answer, seed, { images, memory: memoryOf(scenario) }),
  explore: async ({ scenario, answer, seed, ask }) => explore(library.find(scenario)!, answer, seed, ask, { images }),
  close: async () => {},
};

/** One question asked, answered as told (a name, an option or YAML), closed and revealed. */
async function revealed(scenario: string, answers: Readonly<Record<string, string>>, faults?: readonly string[]) {
  const question = { scenario, version: 1, weight: 1, readingSeconds: 0, seconds: 480, ...(faults && { faults }) };
  const live: LiveSession = { ...session, questions: [question] };
  const store = memoryStore();
  let seconds = 0;
  const parts = { store, library, now: () => seconds * 1000, log: (problem: string) => expect.fail(problem) };
  const room = new LiveRoom(live, { ...parts, grader });
  const act = async (fact: LiveFact) => {
    const result = await room.act(fact);
    return result.ok ? undefined : result.error.en;
  };
  for (const name of Object.keys(answers)) await act({ kind: 'join', participant: name, name, key: name });
  await act({ kind: 'next' });
  const isYaml = room.views.offersAt(0).some(({ kind }) => kind === 'write');
  for (const [participant, said] of Object.entries(answers)) {
    const answer = isYaml ? ({ kind: 'manifest', text: said } as const) : ({ kind: 'choice', option: said } as const);
    expect(await act({ kind: 'answer', participant, position: 0, round: 1, answer })).toBeUndefined();
  }
  await act({ kind: 'close' });
  await quiet(room);
  expect(await act({ kind: 'reveal' })).toBeUndefined();
  const at = (later: number) => {
    seconds = later;
    return room;
  };
  const vote = (participant: string, fault: string) => act({ kind: 'vote', participant, position: 0, fault });
  return { room, act, vote, at, store, live, parts };
}

async function quiet(room: LiveRoom): Promise<void> {
  for (let turn = 0; turn < 400 && room.views.wall(room.state).running > 0; turn++) await settled();
}

function chaosOf(room: LiveRoom) {
  const { chaos } = room.views.stage(room.state);
  if (!chaos) throw new Error('there is no chaos round');
  return chaos;
}

describe('the vote', () => {
  test('offers what can happen here, and what most voted for strikes when its time is over', async () => {
    const play = await revealed('where-does-the-database-write', { Ana: 'empty-dir', Luis: 'host-path', Eva: 'claim' });
    expect(await play.act({ kind: 'chaos', seconds: 30 })).toBeUndefined();
    expect(chaosOf(play.room)).toMatchObject({ step: 'vote', closesAt: 30_000 });
    expect(chaosOf(play.room).faults.map(({ id }) => id)).toContain('node-down');
    await play.vote('Ana', 'hang');
    await play.vote('Luis', 'crash');
    await play.vote('Ana', 'crash');
    await play.vote('Eva', 'node-down');
    const { votes, chaos } = play.room.views.wall(play.room.state);
    const counts = Object.fromEntries(chaos!.faults.map(({ id }, index) => [id, votes![index]]));
    expect(counts).toMatchObject({ crash: 2, 'node-down': 1, hang: 0 });
    await play.at(29).tick();
    expect(play.room.state.phase).toBe('vote');
    await play.at(30).tick();
    expect(chaosOf(play.room).fault?.en).toMatch(/crashes/);
    expect(await play.vote('Ana', 'hang')).toMatch(/No fault is being voted/);
  });

  test('of faults with as many votes takes the first of the list; the host may choose another', async () => {
    const play = await revealed('where-does-the-database-write', { Ana: 'claim', Luis: 'empty-dir' });
    await play.act({ kind: 'chaos', seconds: 30 });
    const [first, second, third] = chaosOf(play.room).faults.map(({ id }) => id);
    await play.vote('Ana', third!);
    await play.vote('Luis', second!);
    await play.act({ kind: 'strike' });
    expect(play.room.state.questions[0]?.chaos?.fault).toBe(second);
    await play.act({ kind: 'chaos', seconds: 30 });
    await play.act({ kind: 'strike', fault: first! });
    expect(play.room.state.questions[0]?.chaos?.fault).toBe(first);
  });

  test('comes after the reveal, and not where there is no design to test', async () => {
    const words = await revealed('what-a-pod-shares', {});
    expect(await words.act({ kind: 'chaos', seconds: 30 })).toMatch(/no designs/);
    const open = await revealed('where-does-the-database-write', { Ana: 'claim' }, [
      'crash',
      'zone-down',
      'crash/nobody',
    ]);
    await open.act({ kind: 'chaos', seconds: 30 });
    // There are no zones here, and nobody plays that role.
    expect(chaosOf(open.room).faults.map(({ id }) => id)).toEqual(['crash']);
    expect(await open.vote('Ana', 'node-down')).toMatch(/cannot be chosen/);
    expect(await open.vote('Nobody', 'crash')).toMatch(/take part/);
    expect(await open.act({ kind: 'next' })).toBeUndefined();
  });
});

describe('the ranking', () => {
  test('has every option, chosen or not; who lost the same shares a place', async () => {
    const play = await revealed('back-within-a-minute', { Ana: 'probes', Luis: 'one-fast', Eva: 'one-fast' }, [
      'node-down',
    ]);
    await play.act({ kind: 'chaos', seconds: 30 });
    await play.act({ kind: 'strike' });
    await quiet(play.room);
    const { ranking = [], blocks } = chaosOf(play.room);
    expect(ranking).toHaveLength(4);
    expect(ranking.map(({ count }) => count).reduce((sum, one) => sum + one)).toBe(3);
    // One replica is out of service until another node has it; two are not.
    expect(ranking.at(-1)).toMatchObject({ place: 4, count: 2 });
    expect(ranking.at(-1)?.losses?.secondsDown).toBeGreaterThan(30);
    checkPlaces(ranking);
    expect(blocks.some(({ kind }) => kind === 'table')).toBe(true);
    const own = play.room.views.own(play.room.state, play.room.state.participants.get('Luis')!);
    expect(own.chaos).toMatchObject({ place: 4 });
    expect(JSON.stringify(own.chaos?.blocks)).toMatch(/loses its power/);
    expect(liveReport(play.room.session, library).questions[0]?.chaos?.ranking).toEqual(ranking);
  });

  test('of a round in YAML names nobody, and a design that was refused comes last', async () => {
    const { references = [] } = library.find('expose-inside') as { references?: readonly string[] };
    const [good = ''] = references;
    const fragile = good.replace(/replicas: \d+/, 'replicas: 1');
    const play = await revealed('expose-inside', { Ana: good, Luis: fragile, Eva: 'kind: Nonsense\n' }, ['node-down']);
    await play.act({ kind: 'chaos', seconds: 30 });
    await play.act({ kind: 'strike' });
    expect(chaosOf(play.room)).toMatchObject({ step: 'running' });
    await quiet(play.room);
    const { ranking = [], step } = chaosOf(play.room);
    expect(step).toBe('ranked');
    expect(ranking.at(-1)?.losses).toBeUndefined();
    checkPlaces(ranking);
    expect(JSON.stringify(play.room.views.stage(play.room.state))).not.toMatch(/Ana|Luis|Eva|Nonsense/);
  });

  test('of a round in which nobody handed in a design says so', async () => {
    const play = await revealed('expose-inside', {}, ['crash']);
    await play.act({ kind: 'join', participant: 'Ana', name: 'Ana', key: 'Ana' });
    await play.act({ kind: 'chaos', seconds: 30 });
    const own = () => play.room.views.own(play.room.state, play.room.state.participants.get('Ana')!).chaos;
    expect(own()?.blocks).toEqual([]);
    await play.act({ kind: 'strike' });
    expect(chaosOf(play.room)).toMatchObject({ step: 'ranked', ranking: [] });
    expect(JSON.stringify([chaosOf(play.room).blocks, own()?.blocks])).toMatch(/Nobody handed in.*You handed in no/);
  });

  test('a host that dies meanwhile runs what is missing, and comes to the same end', async () => {
    const play = await revealed('where-does-the-database-write', { Ana: 'claim' }, ['node-down']);
    await play.act({ kind: 'chaos', seconds: 30 });
    const strike: LiveAction = { at: 1000, kind: 'strike' };
    play.store.written.push(strike);
    const stored: LiveSession = { ...play.live, actions: structuredClone(play.store.written) };
    const again = new LiveRoom(stored, { ...play.parts, grader });
    await quiet(again);
    const once = chaosOf(again).ranking;
    expect(once).toHaveLength(4);
    const third = new LiveRoom(
      { ...play.live, actions: structuredClone(play.store.written) },
      { ...play.parts, grader },
    );
    expect(chaosOf(third).ranking).toEqual(once);
  });
});

/** By the rule as it is told to the class: data, then requests, time and pods. */
function checkPlaces(
  rows: readonly {
    readonly place: number;
    readonly losses?: {
      readonly dataShareLost?: number;
      readonly requestsFailed?: number;
      readonly secondsDown: number;
      readonly podsMissing: number;
    };
  }[],
): void {
  const worth = ({ losses }: (typeof rows)[number]) =>
    losses
      ? (losses.dataShareLost ?? 0) * 1e9 +
        (losses.requestsFailed ?? 0) * 1e4 +
        losses.secondsDown +
        losses.podsMissing / 100
      : Number.POSITIVE_INFINITY;
  for (const row of rows) {
    expect(row.place).toBe(1 + rows.filter((other) => worth(other) < worth(row)).length);
  }
}
