// A live quiz of three questions alike (the second option is right) in memory, and its story told action by action.

import type { LiveAction, LiveFact, LiveSession } from '#engine/live/live-session.ts';
import { LiveRoom, type LiveStore } from '#engine/live/room.ts';
import type { Grader, Library } from '#engine/ports.ts';
import { longLibrary, promptGrader } from '../../helpers/small-quiz.ts';

export const library = longLibrary(3);

export const session: LiveSession = {
  id: 'live',
  quiz: 'pods',
  version: 1,
  title: { es: 'Pods', en: 'Pods' },
  seed: 1,
  rules: { speedPercent: 10, showBoard: 'at-the-end', changes: true, approval: false },
  questions: library
    .list()
    .map(({ id, version }) => ({ scenario: id, version, weight: 1, readingSeconds: 5, seconds: 20 })),
  keys: { code: 'CODE', host: 'host-key', projector: 'wall-key' },
  startedAt: 0,
  actions: [],
};

/** Holds what was written, as a file would. */
export function memoryStore(): LiveStore & { readonly written: LiveAction[] } {
  const written: LiveAction[] = [];
  return {
    written,
    create: async () => {},
    load: async () => ({ ...session, actions: structuredClone(written) }),
    append: async (_id, index, actions) => {
      if (index !== written.length) return false;
      written.push(...structuredClone([...actions]));
      return true;
    },
    actionsFrom: async (_id, index) => structuredClone(written.slice(index)),
    lead: async () => true,
    list: async () => [],
    finish: async () => {},
    erase: async () => {},
    eraseExpired: async () => 0,
  };
}

export interface LivePlay {
  readonly room: LiveRoom;
  readonly written: readonly LiveAction[];
  /** `seconds` since the beginning. */
  at(seconds: number): LivePlay;
  /** The sentence of a refusal in English, or nothing. */
  try(fact: LiveFact): Promise<string | undefined>;
  do(...facts: readonly LiveFact[]): Promise<void>;
  join(...names: readonly string[]): Promise<void>;
  answer(name: string, option: string): Promise<string | undefined>;
  /** From the lobby to open answers of the next question. */
  open(): Promise<void>;
  /** Close, wait for the runs, reveal. */
  reveal(): Promise<void>;
}

export function playLive(
  changed: Partial<LiveSession> = {},
  grader: Grader = promptGrader,
  ownLibrary: Library = library,
): LivePlay {
  const store = memoryStore();
  let milliseconds = 0;
  const room = new LiveRoom(
    { ...session, ...changed },
    { store, grader, library: ownLibrary, now: () => milliseconds, log: () => {} },
  );
  const play: LivePlay = {
    room,
    written: store.written,
    at(seconds) {
      milliseconds = seconds * 1000;
      return play;
    },
    async try(fact) {
      const result = await room.act(fact);
      return result.ok ? undefined : result.error.en;
    },
    async do(...facts) {
      for (const fact of facts) {
        const refusal = await play.try(fact);
        if (refusal !== undefined) throw new Error(`${fact.kind}: ${refusal}`);
      }
    },
    async join(...names) {
      await play.do(
        ...names.map((name) => ({ kind: 'join', participant: name, name, key: `key of ${name}` }) as const),
      );
    },
    answer(name, option) {
      const { position, questions } = room.state;
      const round = questions[position]?.round ?? 0;
      return play.try({ kind: 'answer', participant: name, position, round, answer: { kind: 'choice', option } });
    },
    async open() {
      await play.do({ kind: 'next' });
      milliseconds += 5000;
    },
    async reveal() {
      await play.do({ kind: 'close' });
      await settled();
      await play.do({ kind: 'reveal' });
    },
  };
  return play;
}

/** Verdicts come a few turns of the event loop after the answers. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
