/**
 * A room to test the bot in: the stand-in Discord, a bot connected to it, a database file, and two scenarios. The grader is
 * a small one of the tests' own, because what is tested here is the talk with Discord; test/frontends.test.ts plays the
 * real scenarios with the real grader.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { type Bot, startBot } from '#discord/bot.ts';
import type { LiveHosting } from '#discord/quiz/live-desk.ts';
import { StandIn, type StandInOptions } from '#discord/stand-in/stand-in.ts';
import type { CheckResult, Grading, Run, TimelineEntry } from '#engine/grading.ts';
import type { LabOutcome, LabRunner } from '#engine/lab-runs.ts';
import { Player } from '#engine/player.ts';
import type { GradeRequest, Grader } from '#engine/ports.ts';
import type { Scenario } from '#engine/scenario.ts';
import { memoryOf } from '#storage/memory.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { discordContract } from '../helpers/discord-contract.ts';
import { labRunner } from '../helpers/lab-runner.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { liveHosting } from './live-hosting.ts';

const contract = discordContract();

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export class Room {
  readonly log: LogLine[] = [];
  readonly standIn: StandIn;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'readyz-discord-'));
  #storage: Storage | undefined;
  #bot: Bot | undefined;
  #player: Player | undefined;
  #grader: Grader = smallGrader();
  #live: LiveHosting | undefined;
  #ids = 0;
  /** The questions there are; others from the next start on. */
  scenarios = scenarios;

  /** How often Discord told the bot that an interaction was acknowledged already; a test that brings it about says so. */
  acknowledgedTwice = 0;

  /** How many messages everybody may see; a test that has some says so. */
  publicMessages = 0;

  /** The bot's clock, which a test may move. */
  now: () => number = Date.now;

  /** How long the queue is; replaced by a test that wants one. */
  queue: NonNullable<Grader['queue']> = () => ({ entered: 0, begun: 0, latest: 0, ahead: () => undefined });

  /** What a lab's line takes, and how it fails; replaced by tests that want it slow, or in trouble. */
  beforeLab: () => Promise<LabOutcome | undefined> = async () => undefined;

  /** How many lines of labs wait; the real queue where a test does not say. */
  labQueue: LabRunner['queue'] | undefined;

  /** What a run takes; replaced by tests that want it slow. */
  beforeGrading: () => Promise<void> = async () => {};

  private constructor(standIn: StandIn) {
    this.standIn = standIn;
  }

  static async open({
    more = [],
    ...options
  }: StandInOptions & { readonly more?: readonly Scenario[] } = {}): Promise<Room> {
    const room = new Room(await StandIn.start({ ...options, ...(contract ? { contract } : {}) }));
    room.scenarios = [...scenarios, ...more];
    await room.startBot();
    return room;
  }

  get player(): Player {
    if (!this.#player) throw new Error('no bot was started');
    return this.#player;
  }

  get bot(): Bot {
    if (!this.#bot) throw new Error('no bot was started');
    return this.#bot;
  }

  async startBot(): Promise<void> {
    const storage = await openSqlite(path.join(this.#folder, 'readyz.db'));
    if (!storage.ok) throw new Error(storage.error.en);
    this.#storage = storage.value;
    const grader: Grader = { ...smallGrader(() => this.beforeGrading()), queue: () => this.queue() };
    this.#player = new Player({
      library: libraryOf(this.scenarios),
      store: storage.value.sessions,
      grader,
      now: () => this.now(),
      newId: () => `session${++this.#ids}`,
      newSeed: () => 7,
    });
    this.#grader = grader;
    this.#live = this.#newLive(storage.value);
    const bot = await startBot({ ...this.#parts(storage.value, this.#live), log: this.#logger() });
    if (!bot.ok) throw new Error(bot.error.en);
    this.#bot = bot.value;
  }

  /** A second process on the same database, as far as one process can be two. */
  async startAnother(): Promise<{ close(): Promise<void> }> {
    const live = this.#newLive(this.storage);
    const bot = await startBot({ ...this.#parts(this.storage, live), log: this.#logger() });
    if (!bot.ok) throw new Error(bot.error.en);
    const { close } = bot.value;
    return {
      async close() {
        await close();
        await live.house.close();
      },
    };
  }

  get live(): LiveHosting {
    if (!this.#live) throw new Error('no bot was started');
    return this.#live;
  }

  #newLive(storage: Storage): LiveHosting {
    return liveHosting(storage, {
      library: this.player.library,
      grader: this.#grader,
      now: () => this.now(),
      log: (problem) => this.log.push({ level: 'error', fields: {}, message: problem }),
    });
  }

  async stopBot(): Promise<void> {
    await this.#bot?.close();
    await this.#live?.house.close();
    await this.#storage?.close();
  }

  /** Ends the bot as a power cut would: nothing that is under way comes to an end. */
  async crashBot(): Promise<void> {
    this.standIn.gateway.drop(4000);
    await this.#bot?.close({ patienceMilliseconds: 0 });
    await this.#live?.house.close();
  }

  get storage(): Storage {
    if (!this.#storage) throw new Error('no bot was started');
    return this.#storage;
  }

  async openSessions(personId: string): Promise<number> {
    return (await this.#storage?.sessions.open(`discord:${personId}`))?.length ?? 0;
  }

  /** From now on nothing can be read or written. */
  async breakDatabase(): Promise<void> {
    await this.#storage?.close();
  }

  /** What Discord refused because the interaction was acknowledged already. An id may have those digits too. */
  get refusedAsSecond() {
    return this.standIn.calls.filter(({ reply }) => (reply as { code?: unknown } | undefined)?.code === 40060);
  }

  /** The bot must have sent nothing that Discord would not take, that others can see, or that may mention anybody. */
  async close(): Promise<void> {
    await this.stopBot();
    await this.standIn.stop();
    rmSync(this.#folder, { recursive: true, force: true });
    expect(this.standIn.problems).toEqual([]);
    expect(this.refusedAsSecond).toHaveLength(this.acknowledgedTwice);
    expect(this.standIn.publicMessages).toHaveLength(this.publicMessages);
    for (const { body, route } of this.standIn.calls) expect(mentionsOf(body), route).toEqual([]);
  }

  #parts(storage: Storage, live: LiveHosting) {
    return {
      live,
      player: this.player,
      grader: this.#grader,
      labRunner: {
        ...labRunner,
        run: async (request) => (await this.beforeLab()) ?? labRunner.run(request),
        queue: () => this.labQueue?.() ?? labRunner.queue(),
      } satisfies LabRunner,
      memory: memoryOf(storage),
      now: () => this.now(),
      tickMilliseconds: 50,
      token: this.standIn.token,
      rest: this.standIn.addresses,
    };
  }

  #logger() {
    const line = (level: LogLine['level']) => (fields: object, message: string) => {
      this.log.push({ level, fields, message });
    };
    return { info: line('info'), warn: line('warn'), error: line('error') };
  }
}

/** Whom a body may mention: all who are named, where it does not say. Bodies that say nothing mention nobody. */
function mentionsOf(body: unknown): unknown {
  const { data, ...rest } = (body ?? {}) as { data?: object; allowed_mentions?: { parse?: unknown } };
  const message = { ...rest, ...data };
  const says = 'content' in message || ('components' in message && !('title' in message));
  return says ? (message.allowed_mentions?.parse ?? 'everybody') : [];
}

/** Grades at once, or when `before` is over. */
export function smallGrader(before: () => Promise<void> = async () => {}): Grader {
  return {
    async grade(request) {
      await before();
      return grade(request);
    },
    async close() {},
  };
}

const text = (es: string, en: string) => ({ es, en });
/** What all questions of these tests have alike. */
export const common = {
  version: 1,
  level: 1,
  section: text('Tema 1', 'Unit 1'),
  given: [],
  assumptions: [],
  weight: 1,
  cluster: {
    nodes: [{ name: 'node-1' }],
    namespace: 'default',
    objects: [],
    installed: { standardClass: true, provisioners: [] },
    images: {},
  },
  roles: {},
  script: [],
  checks: [],
} as const;

export const scenarios: readonly Scenario[] = [
  {
    ...common,
    type: 'choice',
    id: 'which-box',
    topic: 'pods',
    order: 1,
    title: text('¿En qué caja va la atención?', 'Which box does attention go into?'),
    statement: text('Elige una caja para `web`.', 'Pick a box for `web`.'),
    explanation: text('La caja azul aguanta.', 'The blue box holds.'),
    hints: [text('Mira el color.', 'Look at the colour.'), text('El rojo se rompe.', 'Red breaks.')],
    links: [{ title: text('Pods', 'Pods'), url: 'https://kubernetes.io/docs/concepts/workloads/pods/' }],
    options: [
      { id: 'red', text: text('La caja roja', 'The red box'), manifests: '' },
      { id: 'blue', text: text('La caja azul', 'The blue box'), manifests: '' },
    ],
  },
  {
    ...common,
    type: 'manifest',
    id: 'write-pod',
    topic: 'probes',
    order: 2,
    title: text('Escribe un Pod', 'Write a Pod'),
    statement: text('Escribe el YAML de un Pod.', 'Write the YAML of a Pod.'),
    explanation: text('Un Pod basta.', 'A Pod is enough.'),
    hints: [text('Mira `kind`.', 'Look at `kind`.')],
    links: [],
    starter: 'apiVersion: v1\nkind: ConfigMap\n',
  },
];

/** Blue is right; a manifest is right when it has a Pod. Its run is long, so that its timeline comes as a file. */
function grade({ scenario, version, seed, answer }: GradeRequest): Grading {
  const right =
    answer.kind === 'choice' ? answer.option === 'blue' : 'text' in answer && /^kind: Pod$/m.test(answer.text);
  const run = runOf(right);
  return {
    scenario,
    version,
    seed,
    answer,
    verdict: right ? 'right' : 'wrong',
    score: right ? 1 : 0,
    checks: run.checks,
    errors: [],
    run,
    ...(answer.kind === 'choice'
      ? {
          options: [
            { option: 'red', right: false, run: runOf(false) },
            { option: 'blue', right: true, run: runOf(true) },
          ],
        }
      : {}),
    assumptions: [],
  };
}

function runOf(passed: boolean): Run {
  const check: CheckResult = {
    id: 'holds',
    passed,
    statement: text('La caja aguanta.', 'The box holds.'),
    observed: passed ? text('aguantó', 'it held') : text('se rompió', 'it broke'),
    weight: 1,
  };
  const timeline = Array.from({ length: 40 }, (_, index): TimelineEntry => {
    const words = text(`paso ${index}`, `step ${index}`);
    return { seconds: index * 61, text: words, tone: !passed && index === 20 ? 'bad' : 'plain' };
  });
  const failure = passed ? {} : { failedAt: 20 };
  const spans = [
    { fromSeconds: 0, state: 'starting' },
    { fromSeconds: 61, state: passed ? 'ready' : 'broken' },
  ] as const;
  const picture = { endSeconds: 2440, pods: [{ name: 'web-0', spans }], morePods: 0, nodes: [], requests: [] };
  return { passed, checks: [check], timeline, picture, ...failure, simulatedSeconds: 2440, eventCount: 40 };
}
