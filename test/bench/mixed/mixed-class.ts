/**
 * A class on Discord, in terminals and in browsers through one quiz that the bot's process hosts: the real program, real sockets,
 * real protocols, all on this machine's loopback. What each sent and was told is written down; at the end the board is worked
 * out anew from that alone and compared with the one that was shown, and what lies on disk with what was acknowledged.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import { type MessageView, viewMessage } from '#discord/stand-in/view.ts';
import type { Answer } from '#engine/answer.ts';
import type { HostView, QuestionView } from '#engine/live/live-views.ts';
import { LiveClient } from '#server/live-client.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { type Browser, findChromium, startChromium } from '../../helpers/chromium.ts';
import { root } from '../../helpers/source-file.ts';
import { discordPlayer, isAsked } from './discord-player.ts';
import { after, type Kind, type Player, until } from './player.ts';
import { protocolPlayer } from './protocol-player.ts';
import { pagePlayer, terminalPlayer } from './real-players.ts';

export interface MixedOptions {
  readonly discord: number;
  readonly terminals: number;
  readonly browsers: number;
  /** Of them in a pseudo-terminal, and in Chromium where there is one. */
  readonly realTerminals: number;
  readonly realPages: number;
  /** Ids of scenarios. */
  readonly questions: readonly string[];
  readonly kills: number;
  /** In which everybody answers. */
  readonly spanMilliseconds: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export interface Figures {
  readonly people: Readonly<Record<string, number>>;
  readonly answers: number;
  /** Acknowledged: answers that are not on disk as they were sent. */
  readonly lost: readonly string[];
  /** Where the board that was shown, or what somebody was told of their place, differs from the recount. */
  readonly wrong: readonly string[];
  /** Milliseconds until somebody was told that their answer is saved. */
  readonly acknowledged: Readonly<Record<string, Percentiles>>;
  /** From the host's press until everybody has the question. */
  readonly reached: Percentiles;
  readonly kills: number;
  /** Of the processor, by the host's processes together. */
  readonly hostSeconds: number;
  /** From the kill until the program listens again. */
  readonly down: Percentiles;
  readonly seconds: number;
  readonly problems: readonly string[];
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

interface Entry {
  readonly name: string;
  readonly position: number;
  readonly answer: Answer;
}

export async function mixedClass(options: MixedOptions): Promise<Figures> {
  const { questions, kills, spanMilliseconds, seed, log = () => {} } = options;
  const random = new SeededRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-mixed-'));
  const database = path.join(folder, 'live.sqlite');
  writeQuiz(folder, questions);
  const standIn = await StandIn.start();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const host = new HostProcess({ folder, database, standIn, port });
  await host.start();
  const begun = performance.now();
  const stop = new AbortController();
  const program = options.realPages > 0 ? findChromium() : undefined;
  const browser: Browser | undefined = program ? await startChromium(program) : undefined;
  try {
    // The host begins it on Discord, and leads from the presenter's page, whose key is on a button of the panel.
    await until('the commands are there', () => standIn.world.commands.some(({ name }) => name === 'quiz'));
    const marta = standIn.person('Marta');
    const exchange = standIn.slash(marta, 'quiz crear', { cuestionario: 'mixed' });
    const panel = await exchange.message(({ text }) => text.includes('Panel'), 20_000);
    const stored = standIn.world.messages.get(panel.id)!;
    const key = /\/presenter#([\w-]+)/.exec(JSON.stringify(stored.components))![1]!;
    const wallId = standIn.publicMessages[0]!.id;
    const wall = (): MessageView => viewMessage(standIn.world.messages.get(wallId)!);
    const code = /`([A-Z0-9]{4}) ([A-Z0-9]{4})`/.exec(wall().text)!.slice(1, 3).join('');
    const leading = new LiveClient(url, key, 1000);
    let view: HostView | undefined;
    void leading.follow<HostView>(stop.signal, ({ stage }) => {
      view = stage;
    });

    const players = peopleOf(options, { standIn, wall, url, code, stop: stop.signal, browser, folder });
    const joining = performance.now();
    await inGroups(players, 25, (player) => player.join());
    await until('everybody is in the room', () => view?.participants === players.length);
    log(`${players.length} joined in ${Math.round(performance.now() - joining)} ms`);

    const sent: Entry[] = [];
    const latencies = new Map<Kind, number[]>();
    const reached: number[] = [];
    /** What an answer to a question was worth, as those were told who gave it. */
    const worth = new Map<string, number>();
    const wrong: string[] = [];
    const killed = new Set(shuffledPositions(questions.length, kills, random));
    for (const [position, id] of questions.entries()) {
      const asked = performance.now();
      await leading.act({ kind: 'next' });
      await until(`question ${position + 1} (${id}) is everywhere`, () => {
        return view?.position === position && isAsked(wall(), position) && players.every((one) => one.sees(position));
      });
      reached.push(performance.now() - asked);
      const question = view!.question!;
      await until('answers are taken', () => Date.now() > question.opensAt + 20);
      const candidates = candidatesFor(question);
      const toKill = killed.has(position)
        ? after(random.next() * 1.2 * spanMilliseconds).then(() => host.killAndStart())
        : undefined;
      await Promise.all(
        players.map(async (player, index) => {
          await after(random.next() * spanMilliseconds);
          // Each candidate is given by somebody who speaks the protocol and is told what it is worth.
          const answer = candidates[(index + position) % candidates.length]!;
          list(latencies, player.kind).push(await player.answer(position, question, answer));
          sent.push({ name: player.name, position, answer });
        }),
      );
      await toKill;
      await leading.act({ kind: 'close' });
      await until(
        'the answers have run',
        () => view?.position === position && view.phase === 'closed' && view.running === 0,
      );
      await leading.act({ kind: 'reveal' });
      await until('the answer is shown', () => view?.phase === 'revealed');
      for (const player of players) {
        if (player.kind !== 'terminal' && player.kind !== 'browser') continue;
        await until(`${player.name} is told`, () => player.told() !== undefined);
        const { answer } = sent.findLast((one) => one.name === player.name && one.position === position)!;
        const name = `${position} ${JSON.stringify(answer)}`;
        const points = player.told()!;
        if ((worth.get(name) ?? points) !== points) wrong.push(`${player.name} was told ${points} for ${name}`);
        worth.set(name, points);
      }
      log(
        `question ${position + 1}/${questions.length} (${id}): ${candidates.length} answers${killed.has(position) ? ', killed' : ''}`,
      );
    }
    await leading.act({ kind: 'next' });
    await until('the end', () => view?.phase === 'finished');
    await until('the end is on Discord', () => wall().text.includes('El cuestionario ha terminado'));

    const recount = recounted(players, sent, worth);
    const board = new Map(view!.board!.map(({ name, points, place }) => [name, { points, place }]));
    for (const player of players) {
      const own = recount.get(player.name)!;
      const shown = board.get(player.name);
      const told = await player.end();
      const isRight = (one: { points: number; place: number } | undefined) =>
        one?.place === own.place && Math.abs(one.points - own.points) < 0.6;
      if (!isRight(shown))
        wrong.push(`${player.name}: the board says ${JSON.stringify(shown)}, a recount ${JSON.stringify(own)}`);
      if (!isRight(told))
        wrong.push(`${player.name}: told ${JSON.stringify(told)}, a recount says ${JSON.stringify(own)}`);
    }
    if (board.size !== players.length) wrong.push(`${board.size} on the board, ${players.length} in the room`);
    stop.abort();
    await host.stop();
    return {
      people: counted(players),
      answers: sent.length,
      lost: lostOf(sent, database),
      wrong,
      acknowledged: Object.fromEntries([...latencies].map(([kind, all]) => [kind, percentiles(all)])),
      reached: percentiles(reached),
      kills: host.downs.length,
      hostSeconds: Math.round(host.processorSeconds),
      down: percentiles(host.downs),
      seconds: Math.round((performance.now() - begun) / 1000),
      // What a killed process was in the middle of sending is no fault of its.
      problems: standIn.problems.filter((problem) => kills === 0 || !problem.endsWith('Error: aborted')),
    };
  } finally {
    stop.abort();
    await host.stop();
    await browser?.close();
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface HostParts {
  readonly folder: string;
  readonly database: string;
  readonly standIn: StandIn;
  readonly port: number;
}

/** The bot's process, killed as a power cut would and started again on the same port and database. */
class HostProcess {
  readonly downs: number[] = [];
  processorSeconds = 0;
  readonly #parts: HostParts;
  #child: ChildProcess | undefined;

  constructor(parts: HostParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { folder, database, standIn, port } = this.#parts;
    const main = path.join(root, 'dist', 'main.js');
    const line = ['bot', '--listen', `127.0.0.1:${port}`, '--db', database, '--content', folder, '--lang', 'en'];
    const { api, cdn } = standIn.addresses;
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, DISCORD_TOKEN: standIn.token, DISCORD_API: api, DISCORD_CDN: cdn };
    const child = spawn(process.execPath, [main, ...line], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (part) => {
        said += part;
        if (said.includes('Pages of live quizzes')) resolve();
      });
      child.once('close', () => reject(new Error(`the host ended: ${said}`)));
    });
    // Read on, or the pipe fills.
    child.stderr.on('data', () => {
      said = '';
    });
  }

  async killAndStart(): Promise<void> {
    const from = performance.now();
    await this.#end('SIGKILL');
    await this.start();
    this.downs.push(performance.now() - from);
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    this.processorSeconds += processorSecondsOf(child.pid ?? 0);
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await closed;
  }
}

/** As Linux counts it, in hundredths of a second; nothing elsewhere. */
function processorSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function writeQuiz(folder: string, questions: readonly string[]): void {
  mkdirSync(path.join(folder, 'quizzes'));
  writeFileSync(
    path.join(folder, 'quizzes', 'mixed.yaml'),
    `id: mixed
version: 1
title: { es: Mezcla, en: Mixed }
questions: [${questions.map((id) => `{ scenario: ${id} }`).join(', ')}]
live: { seconds: 600, manifestSeconds: 600, readingSeconds: 1 }
`,
  );
}

function peopleOf(
  options: MixedOptions,
  parts: {
    readonly standIn: StandIn;
    readonly wall: () => MessageView;
    readonly url: string;
    readonly code: string;
    readonly stop: AbortSignal;
    readonly browser: Browser | undefined;
    readonly folder: string;
  },
): readonly Player[] {
  const { browser, folder, ...common } = parts;
  const realPages = browser ? options.realPages : 0;
  const some = (count: number, word: string, make: (name: string) => Player) =>
    Array.from({ length: count }, (_, index) => make(`${word} ${index + 1}`));
  return [
    ...some(options.terminals - options.realTerminals, 'Terminal', (name) =>
      protocolPlayer('terminal', { ...common, name }),
    ),
    ...some(options.browsers - realPages, 'Navegador', (name) => protocolPlayer('browser', { ...common, name })),
    ...some(options.discord, 'Discord', (name) => discordPlayer(parts.standIn, { name, wall: parts.wall })),
    ...some(options.realTerminals, 'Consola', (name) =>
      terminalPlayer({ ...common, name, home: path.join(folder, name) }),
    ),
    ...some(realPages, 'Pagina', (name) => {
      return pagePlayer({ name, open: () => browser!.open(`${parts.url}/#${parts.code}`) });
    }),
  ];
}

const mostCandidates = 4;

/** A few answers that can be given, right and wrong ones among them. */
function candidatesFor({ offers, choosable }: QuestionView): readonly Answer[] {
  const choices = offers.flatMap((offer) => (offer.kind === 'choose' ? [offer.option] : []));
  if (choices.length > 0) return choices.slice(0, mostCandidates).map((option) => ({ kind: 'choice', option }));
  const [offer] = offers;
  switch (offer?.kind) {
    case 'pick': {
      const ids = offer.options.map(({ id }) => id);
      const rotated = (by: number) => [...ids.slice(by), ...ids.slice(0, by)];
      const picks =
        offer.manner === 'set'
          ? [ids.slice(0, 1), ids.slice(0, 2), ids]
          : offer.manner === 'sequence'
            ? [ids, rotated(1), ids.toReversed()]
            : [0, 1, 2].map((shift) => offer.slots.map((_, slot) => ids[(slot + shift) % ids.length]!));
      const distinct = new Map(picks.map((options) => [options.join(), options]));
      return [...distinct.values()].map((options) => ({ kind: 'picks', options }));
    }
    case 'write':
      return choosable.slice(0, mostCandidates).map((text) => ({ kind: 'manifest', text }));
    default:
      return ['docker ps', '3', 'kubectl get pods'].map((text) => ({ kind: 'words', text }));
  }
}

/** From what was sent and told alone: no code of the engine's. Equal points share a place. */
function recounted(
  players: readonly Player[],
  sent: readonly Entry[],
  worth: ReadonlyMap<string, number>,
): ReadonlyMap<string, { readonly points: number; readonly place: number }> {
  const points = new Map(players.map(({ name }) => [name, 0]));
  for (const { name, position, answer } of sent) {
    const one = worth.get(`${position} ${JSON.stringify(answer)}`);
    if (one === undefined) throw new Error(`nobody was told what ${JSON.stringify(answer)} was worth`);
    points.set(name, (points.get(name) ?? 0) + one);
  }
  const all = [...points.values()];
  return new Map(
    [...points].map(([name, own]) => [
      name,
      { points: own, place: 1 + all.filter((other) => other > own + 1e-6).length },
    ]),
  );
}

/** Acknowledged and not on disk as it was sent, read from the bare rows. */
function lostOf(sent: readonly Entry[], file: string): readonly string[] {
  const database = new Database(file, { readonly: true });
  const rows = database.prepare('SELECT action FROM live_actions ORDER BY position').pluck().all() as string[];
  database.close();
  const names = new Map<string, string>();
  const kept = new Map<string, string>();
  for (const row of rows) {
    const action = JSON.parse(row);
    if (action.kind === 'join') names.set(action.participant, action.name);
    if (action.kind === 'answer')
      kept.set(`${names.get(action.participant)} ${action.position}`, JSON.stringify(action.answer));
  }
  return sent.flatMap(({ name, position, answer }) => {
    const on = kept.get(`${name} ${position}`);
    return on === JSON.stringify(answer)
      ? []
      : [`${name}, question ${position + 1}: sent ${JSON.stringify(answer)}, kept ${on}`];
  });
}

function shuffledPositions(count: number, wanted: number, random: SeededRandom): readonly number[] {
  const positions = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [positions[last], positions[other]] = [positions[other]!, positions[last]!];
  }
  return positions.slice(0, wanted);
}

async function inGroups<Item>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < items.length; first += size)
    await Promise.all(items.slice(first, first + size).map(work));
}

function counted(players: readonly Player[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of players) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function list(latencies: Map<Kind, number[]>, kind: Kind): number[] {
  const known = latencies.get(kind) ?? [];
  latencies.set(kind, known);
  return known;
}

function percentiles(all: readonly number[]): Percentiles {
  const sorted = all.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), most: Math.round(sorted.at(-1) ?? 0) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
