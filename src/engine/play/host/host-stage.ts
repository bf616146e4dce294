/**
 * One run on a machine with docker: what the script's steps may do there. An answer is a Compose file, which is brought up, or
 * docker's command lines, typed one after the other. A line that goes on (a container in the foreground) is left to go on
 * after a minute, as in a second terminal.
 */
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { DockerContainer } from '#container/docker/docker-container.ts';
import type { DockerHost } from '#container/docker/docker-host.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';
import type { AnswerError } from '../../answer.ts';
import type { Role, Scenario } from '../../scenario.ts';
import type { Command, Visit } from '../observations.ts';
import type { Note, Play } from '../play.ts';
import type { Limit } from '../stage/stage.ts';
import { type CommandLine, readCommandLines, type Word, workFolder } from './command-lines.ts';
import { ContainerLanes } from './container-lanes.ts';
import { DockerMachine } from './docker-machine.ts';
import { type HostSnapshot, viewOf } from './host-play.ts';

/** How long a line may take before the next is typed elsewhere. */
const patienceSeconds = 60;

const theEnd = ' the end';

export class HostStage {
  readonly clock: VirtualClock;
  readonly commands = new Map<string, Command[]>();
  readonly visits = new Map<string, Visit[]>();
  readonly errors: AnswerError[] = [];
  readonly machine: DockerMachine;
  readonly #roles: Scenario['roles'];
  readonly #answer: string;
  readonly #fileName: string;
  readonly #answerSize: Play['answerSize'];
  readonly #notes: Note[] = [];
  readonly #marks = new Map<string, number>();
  readonly #snapshots = new Map<string, HostSnapshot>();
  readonly #limits: Readonly<Record<Limit, number>>;
  readonly #lanes = new ContainerLanes();
  #exceeded: Limit | undefined;

  constructor(parts: {
    readonly scenario: Scenario;
    readonly images: ImageCatalogue;
    readonly seed: number;
    readonly answer: string;
    readonly fileName: string;
    readonly answerSize: Play['answerSize'];
    readonly limits: Readonly<Record<Limit, number>>;
  }) {
    const { starts } = parts.scenario.cluster;
    this.clock = new VirtualClock(starts === undefined ? undefined : Date.parse(starts));
    this.#roles = parts.scenario.roles;
    this.#answer = parts.answer;
    this.#fileName = parts.fileName;
    this.#answerSize = parts.answerSize;
    this.#limits = parts.limits;
    this.machine = new DockerMachine({
      clock: this.clock,
      random: new SeededRandom(parts.seed),
      images: parts.images,
      workFolder,
      files: parts.scenario.host?.files ?? {},
      changed: (container) => this.#see(container),
    });
  }

  #see(container: DockerContainer): void {
    const news = this.#lanes.see(container, this.elapsedMs, this.host.containers.includes(container));
    if (news) this.note(news.text, news.tone);
  }

  get host(): DockerHost {
    return this.machine.host;
  }

  get elapsedMs(): number {
    return this.clock.nowMs - this.clock.startMs;
  }

  get exceeded(): Limit | undefined {
    return this.#exceeded;
  }

  role(name: string): Role {
    const role = Object.hasOwn(this.#roles, name) ? this.#roles[name] : undefined;
    invariant(role, `content lets no unknown role through, "${name}" is one`);
    return role;
  }

  note(text: Text, tone: NonNullable<Note['tone']> = 'script'): void {
    this.#notes.push({ atMs: this.elapsedMs, text, tone });
  }

  mark(name: string): void {
    if (this.#marks.has(name)) return;
    this.#marks.set(name, this.elapsedMs);
    this.#look(name);
  }

  advance(seconds: number, until: () => boolean = () => false): void {
    if (this.#exceeded) return;
    const { clock } = this;
    const eventLimit = this.#limits.events - clock.eventCount;
    if (clock.advance(seconds * 1000, { eventLimit, until }) === 'limit') this.#exceeded ??= 'events';
    if (this.host.containers.length > this.#limits.pods) this.#exceeded ??= 'pods';
  }

  /** Everything of the machine is lost; another one with the same files takes its place. */
  replaceHost(): void {
    const lost = [...this.host.containers];
    this.machine.replaceHost();
    for (const container of lost) this.#see(container);
  }

  applyAnswer(): void {
    if (!isComposeFile(this.#answer)) {
      this.#type(this.#answer, this.#fileName);
      return;
    }
    this.machine.writeComposeFile(this.#answer);
    const project = this.machine.project(undefined, undefined);
    if (typeof project === 'string') {
      const line = Number(/\bline (\d+)/.exec(project)?.[1] ?? 1);
      this.errors.push({ file: this.#fileName, line, column: 1, message: project });
      return;
    }
    this.#perform(['docker', 'compose', 'up', '-d'], undefined, 1);
  }

  /** A step types lines; what the last one printed is kept under the step's name. */
  type(text: string, as: string | undefined, seconds: number): void {
    const { lines } = readCommandLines(text, 'script');
    for (const { words } of lines) this.#perform(words, as, seconds);
  }

  writeFile(path: string, text: string): void {
    this.machine.writeFile(path, text);
  }

  #type(text: string, file: string): void {
    const { lines, errors } = readCommandLines(text, file);
    this.errors.push(...errors);
    if (errors.length > 0) return;
    let succeeded = true;
    for (const { words, ifSucceeded } of lines satisfies readonly CommandLine[]) {
      if (ifSucceeded && !succeeded) continue;
      succeeded = this.#perform(words, undefined, patienceSeconds) === 0;
      if (this.#exceeded) return;
    }
  }

  #printedBy(words: readonly string[]): readonly string[] {
    let printed: string | undefined;
    new Coroutine(this.machine.routineOf(words), ({ output }) => {
      printed = output;
    }).start();
    this.advance(patienceSeconds, () => printed !== undefined);
    return (printed ?? '').split(/\s+/).filter((word) => word !== '');
  }

  /** The exit code; undefined while it goes on. */
  #perform(typed: readonly Word[], as: string | undefined, seconds: number): number | undefined {
    const words = typed.flatMap((word) => (typeof word === 'string' ? [word] : this.#printedBy(word.printedBy)));
    const line = words.map(quoted).join(' ');
    this.note({ es: `\`${line}\``, en: `\`${line}\`` });
    const atMs = this.elapsedMs;
    let answer: DockerAnswer | undefined;
    new Coroutine(this.machine.routineOf(words), (result) => {
      answer = result;
    }).start();
    this.advance(Math.max(seconds, patienceSeconds), () => answer !== undefined);
    const { exitCode, output, errors } = answer ?? { exitCode: undefined, output: '', errors: '' };
    if (answer === undefined) {
      this.note(
        {
          es: 'Sigue en primer plano: lo demás se escribe en otra terminal',
          en: 'It goes on in the foreground: the rest is typed in another terminal',
        },
        'plain',
      );
    }
    const said = lastLine(exitCode === 0 ? output : errors || output);
    if (exitCode !== undefined && (exitCode !== 0 || as !== undefined) && said !== '') {
      this.note({ es: `\`${said}\``, en: `\`${said}\`` }, exitCode === 0 ? 'plain' : 'bad');
    }
    if (as !== undefined) this.commands.set(as, [{ atMs, noteCount: this.#notes.length, exitCode, output, errors }]);
    return exitCode;
  }

  #look(name: string): void {
    const containers = this.host.containers.map(viewOf);
    this.#snapshots.set(name, { atMs: this.elapsedMs, containers });
  }

  finish(): Play {
    this.#look(theEnd);
    return {
      entries: [],
      notes: this.#notes,
      endMs: this.elapsedMs,
      startMs: this.clock.startMs,
      // A line that is done at once takes no event of the clock; only what never ran has none.
      eventCount: Math.max(1, this.clock.eventCount),
      marks: this.#marks,
      strikes: new Map(),
      readings: [],
      wrote: [],
      lines: new Map(),
      nodes: new Map(),
      connections: new Map(),
      applied: new Map(),
      requests: new Map(),
      commands: this.commands,
      visits: this.visits,
      files: new Map(),
      environments: new Map(),
      answerSize: this.#answerSize,
      snapshot: () => undefined,
      role: (name) => this.role(name),
      cast: () => [],
      host: { snapshot: (at = theEnd) => this.#snapshots.get(at), lanes: this.#lanes.lanes },
    };
  }
}

/** A mapping is a Compose file, and so is what begins like one and cannot be read; anything else is taken for lines. */
function isComposeFile(text: string): boolean {
  if (/^\s*(sudo\s+)?docker(-compose)?\s/m.test(text) && !/^services\s*:/m.test(text)) return false;
  const { manifests, error } = readManifests(text);
  const value = manifests[0]?.value;
  const isMapping = value !== null && typeof value === 'object' && !Array.isArray(value);
  const isBroken = error !== undefined || manifests[0]?.error !== undefined;
  const first = text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? '';
  return isMapping || (isBroken && (/^[\w-]+\s*:(\s|$)/.test(first) || /^services\s*:/m.test(text)));
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function lastLine(text: string): string {
  const line =
    text
      .trim()
      .split('\n')
      .findLast((one) => one.trim() !== '' && !one.startsWith("Run 'docker")) ?? '';
  return line.length > 160 ? `${line.slice(0, 159)}…` : line.replaceAll('`', "'");
}
