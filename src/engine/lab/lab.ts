/**
 * A cluster to play with: lines go in, what a person would see comes out. kubectl, docker, and commands for time, faults and
 * files (commands/) are programs of a small shell beside the cluster. Time passes only while a line runs.
 *
 *   const lab = new Lab({ seed: 1, cluster: smallCluster(3), files: {} }, { images, language: 'es' });
 *   lab.type('kubectl create deployment web --image=nginx --replicas=2')   // → { output: 'deployment.apps/web created\n', … }
 *   lab.type('until deploy/web available')
 *   lab.save()                                                            // → a script that brings all of it back
 *
 * Same start and same lines, same answers. Limits count events, objects and characters, never real time.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Language, Text } from '#base/text.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { parseScript, ShellSyntaxError } from '#container/shell/parser.ts';
import { Kubectl } from '#kubectl/kubectl.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { DockerMachine } from '../play/host/docker-machine.ts';
import { imagesOf, openCluster } from '../play/open-cluster.ts';
import type { ClusterSetting } from '../scenario.ts';
import { clockTime } from '../words.ts';
import { findLabCommand, labCommands } from './commands/index.ts';
import { type Completion, completeLine } from './complete.ts';
import { heredoc } from './heredoc.ts';
import { LabCall, LabRefusal } from './lab-command.ts';
import type { LabOutside, LabRoom, RunningTraffic } from './lab-room.ts';
import { Narrator } from './narrator.ts';
import { readSaved, type SavedStart, writeSaved } from './saved.ts';
import { homeFolder, type ProgramAnswer, type ProgramRequest, Workstation } from './workstation.ts';

export interface LabStart {
  readonly seed: number;
  readonly cluster: ClusterSetting;
  /** The learner's folder at the beginning. */
  readonly files: Readonly<Record<string, string>>;
  /** The scenario it comes from. */
  readonly scenario?: string;
}

export interface LabParts {
  readonly images: ImageCatalogue;
  readonly language: Language;
  readonly outside?: LabOutside;
}

export interface LabAnswer {
  readonly code: number;
  /** As on a screen: output and errors in the order in which they came. */
  readonly output: string;
  /** The person wants to leave. */
  readonly isOver: boolean;
}

/** What one line, and what a whole session, may make happen. */
const limits = { eventsPerLine: 500_000, events: 5_000_000, objects: 5_000, lines: 5_000, lineCharacters: 600_000 };

/** How long the shell may be busy with itself before the prompt comes back: a loop without end, a long `sleep`. */
const patienceSeconds = 1_200;
const dockerPatienceSeconds = 60;
const dockerSeconds = 1;

/** A cluster of so many equal nodes, with a cloud that gives balancers their addresses. */
export function smallCluster(nodes: number): ClusterSetting {
  return {
    nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}` })),
    namespace: 'default',
    objects: [],
    installed: { loadBalancer: { seconds: 5, network: '203.0.113' } },
    images: {},
  };
}

export class Lab {
  readonly #parts: LabParts;
  #start: LabStart;
  #world: World;
  #lines: string[] = [];
  #typed: string[] = [];
  #isReplaying = false;

  constructor(start: LabStart, parts: LabParts) {
    this.#start = start;
    this.#parts = parts;
    this.#world = this.#open();
  }

  get cluster(): Cluster {
    return this.#world.cluster;
  }

  /** What stands before the next line: the time in the cluster. */
  get prompt(): string {
    return `[${clockTime(this.cluster.clock.elapsedSeconds * 1000)}] $ `;
  }

  /** A loop without its `done`, a `<<EOF` without its `EOF`: more lines belong to it. */
  isIncomplete(text: string): boolean {
    const wanted = [...text.matchAll(/<<-?\s*(['"]?)([A-Za-z_]\w*)\1/g)].map(([, , end]) => end as string);
    const below = text.split('\n').slice(1);
    if (wanted.some((end) => !below.some((line) => line.trim() === end))) return true;
    if (/\\$/.test(text)) return true;
    try {
      parseScript(forShell(text));
      return false;
    } catch (error) {
      return error instanceof ShellSyntaxError && /end of file|unterminated|EOF/.test(error.message);
    }
  }

  type(text: string): LabAnswer {
    const line = text.replace(/\r/g, '').trimEnd();
    if (line.trim() === '' || /^\s*#[^\n]*$/.test(line)) return { code: 0, output: '', isOver: false };
    if (/^\s*(exit|quit|logout)\s*$/.test(line)) return { code: 0, output: '', isOver: true };
    this.#typed.push(line);
    const tooMuch = this.#tooMuch(line);
    if (tooMuch) return { code: 1, output: `${tooMuch[this.#parts.language]}\n`, isOver: false };
    const world = this.#world;
    const { code, output } = this.#run(world, line.replace(/^\s*\$\s+/, ''));
    // A line that began a session anew is no part of the new one.
    if (world === this.#world && !this.#isOnlyALook(line)) this.#lines.push(world.recorded ?? line);
    world.recorded = undefined;
    return { code, output, isOver: false };
  }

  /** What the last word of a line may become. */
  complete(line: string): Completion {
    return completeLine(this.#world.room, this.#world.kubectl.around, line);
  }

  save(): string {
    return writeSaved(this.#savedStart(), this.#lines);
  }

  #savedStart(): SavedStart {
    const { seed, cluster, scenario } = this.#start;
    return { seed, nodes: cluster.nodes.length, ...(scenario !== undefined && { scenario }) };
  }

  #restart(saved: string | undefined): Text {
    const read = saved === undefined ? undefined : readSaved(saved);
    if (read) {
      const { seed = this.#start.seed, nodes, scenario } = read.start;
      if (scenario !== this.#start.scenario && (scenario ?? '') !== '') {
        throw new LabRefusal({
          es: `esta sesión es de la pregunta ${scenario}: ábrela con readyz lab ${scenario}`,
          en: `this session is of the question ${scenario}: open it with readyz lab ${scenario}`,
        });
      }
      const own = this.#start.cluster;
      const isOther = scenario === undefined && nodes !== undefined && nodes !== own.nodes.length;
      this.#start = { ...this.#start, seed, cluster: isOther ? { ...own, nodes: smallCluster(nodes).nodes } : own };
    }
    this.#world = this.#open();
    this.#lines = [];
    if (!read) return { es: 'Todo está como al principio.', en: 'Everything is as at the beginning.' };
    this.#isReplaying = true;
    for (const line of this.#whole(read.lines)) this.type(line);
    this.#isReplaying = false;
    const count = this.#lines.length;
    return { es: `Sesión recuperada: ${count} líneas.`, en: `Session brought back: ${count} lines.` };
  }

  /** Lines of a script put together where several belong to one. */
  #whole(lines: readonly string[]): readonly string[] {
    const found: string[] = [];
    let open = '';
    for (const line of lines) {
      open = open === '' ? line : `${open}\n${line}`;
      if (this.isIncomplete(open)) continue;
      found.push(open);
      open = '';
    }
    return open === '' ? found : [...found, open];
  }

  #isOnlyALook(line: string): boolean {
    const [name = ''] = line.trim().split(/\s/, 1);
    return findLabCommand(name)?.isLook === true && !/[;&|]/.test(line);
  }

  #tooMuch(line: string): Text | undefined {
    const { clock, client } = this.cluster;
    if (/^\s*(reset|help|history|save|load)\b/.test(line)) return undefined;
    if (line.length > limits.lineCharacters) {
      return { es: 'La línea es demasiado larga.', en: 'The line is too long.' };
    }
    if (this.#lines.length >= limits.lines || clock.eventCount >= limits.events) {
      return {
        es: 'En este laboratorio ya ha ocurrido todo lo que cabe: empieza de nuevo con reset.',
        en: 'This lab has had all that fits into it: start over with reset.',
      };
    }
    if (client.objectCount > limits.objects && !/\bdelete\b/.test(line)) {
      return {
        es: `Hay más de ${limits.objects} objetos: borra algunos, o empieza de nuevo con reset.`,
        en: `There are more than ${limits.objects} objects: delete some, or start over with reset.`,
      };
    }
    return undefined;
  }

  /** Drives a line to its end: between its steps the clock runs, and programs of ours are done outside of any event. */
  #run(world: World, line: string): { readonly code: number; readonly output: string } {
    const { cluster, workstation } = world;
    let code: number | undefined;
    const routine = new Coroutine(workstation.run(forShell(line)), (exitCode) => {
      code = exitCode;
    }).start();
    let secondsLeft = patienceSeconds;
    world.eventsLeft = limits.eventsPerLine;
    let refusal: Text | undefined;
    while (code === undefined && !refusal) {
      const request = workstation.requests.shift();
      if (request) {
        request.resume(this.#perform(world, request));
        // `load` and `reset` put another world in this one's place.
        if (world !== this.#world) break;
        continue;
      }
      const fromMs = cluster.clock.nowMs;
      const isOver = () => code !== undefined || workstation.requests.length > 0;
      refusal = refusalOf(() => world.room.pass(secondsLeft, isOver));
      secondsLeft -= (cluster.clock.nowMs - fromMs) / 1000;
      if (!isOver()) break;
    }
    const { output } = workstation;
    const text = output.text;
    if (code !== undefined || world !== this.#world) return { code: code ?? 0, output: text };
    routine.cancel();
    workstation.requests.length = 0;
    return { code: 130, output: `${text}${this.#say(refusal ?? stopped)}\n` };
  }

  #perform(world: World, { words, stdin }: ProgramRequest): ProgramAnswer {
    const [program = '', ...rest] = words;
    switch (program) {
      case 'sudo':
        return rest.length > 0
          ? this.#perform(world, { words: rest, stdin, resume: () => undefined })
          : { code: 1, output: '', errors: 'usage: sudo command\n' };
      case 'kubectl':
      case 'k':
        return this.#kubectl(world, rest, stdin);
      case 'docker':
      case 'docker-compose':
        return this.#docker(world, words);
    }
    const left = Object.hasOwn(leftOut, program) ? leftOut[program] : undefined;
    if (left) return { code: 1, output: '', errors: `${this.#say(left)}\n` };
    const command = findLabCommand(program);
    if (!command) return { code: 127, output: '', errors: `${unknownName(program, this.#parts.language)}\n` };
    const call = new LabCall(world.room, words, stdin);
    try {
      command.run(call);
      return { code: 0, output: call.output, errors: '' };
    } catch (error) {
      if (!(error instanceof LabRefusal)) throw error;
      return { code: 1, output: call.output, errors: `${command.name}: ${this.#say(error.text)}\n` };
    }
  }

  #kubectl(world: World, words: readonly string[], stdin: string): ProgramAnswer {
    // The editor is the person's; a saved session brings what was written there as text behind the line.
    world.given = stdin === '' ? [] : stdin.split(/^---8<---\n/m);
    world.edited = [];
    const answer = world.kubectl.runWords(words, stdin);
    if (world.edited.length > 0) {
      const line = ['kubectl', ...words].map(quoted).join(' ');
      world.recorded = heredoc(line, world.edited.map((text) => text.replace(/\n?$/, '\n')).join('---8<---\n'));
    }
    return answer;
  }

  #docker(world: World, words: readonly string[]): ProgramAnswer {
    const { machine, workstation, room } = world;
    for (const name of workstation.list()) {
      const path = workstation.path(name);
      const text = workstation.read(name) ?? '';
      if (machine.files.get(path) !== text) machine.writeFile(path, text);
    }
    let answer: DockerAnswer | undefined;
    const routine = new Coroutine(machine.routineOf(words), (done) => {
      answer = done;
    }).start();
    const refusal = refusalOf(() => room.pass(dockerPatienceSeconds, () => answer !== undefined));
    if (!answer) {
      routine.cancel();
      return { code: 130, output: '', errors: `${this.#say(refusal ?? foreground)}\n` };
    }
    const { exitCode, output, errors } = answer;
    // The client takes its time too: what was started has begun to listen when the prompt comes back.
    room.pass(dockerSeconds);
    // What is pulled is told before what has been started.
    return { code: exitCode, output, errors, screen: exitCode === 0 ? errors + output : output + errors };
  }

  #say(text: Text): string {
    return text[this.#parts.language];
  }

  #open(): World {
    const { seed, cluster: setting, files, scenario = '' } = this.#start;
    const { language, outside = {} } = this.#parts;
    const images = imagesOf(setting, this.#parts.images);
    const cluster = openCluster(setting, { seed, images, story: scenario });
    const random = new SeededRandom(seed).fork('lab');
    const { clock } = cluster;
    const machine = new DockerMachine({
      clock,
      random: random.fork('docker'),
      images,
      workFolder: homeFolder,
      files: {},
    });
    const workstation = new Workstation({
      clock,
      random: random.fork('shell'),
      images,
      outside: cluster.outside,
      local: (port) => machine.host.connect(port),
      isOurName,
      isOurs,
      unknown: (name) => unknownName(name, language),
    });
    for (const [name, text] of Object.entries(files)) workstation.write(name, text);
    const traffic: RunningTraffic[] = [];
    const narrator = new Narrator(cluster.trace, language);
    const lab = this;
    const isTooMuch = () => cluster.client.objectCount > 2 * limits.objects;
    const world: World = {
      cluster,
      machine,
      workstation,
      eventsLeft: limits.eventsPerLine,
      given: [],
      edited: [],
      recorded: undefined,
      kubectl: new Kubectl({
        cluster,
        folder: {
          read: (name) => workstation.read(name),
          write: (name, text) => void workstation.write(name, text),
          list: () => workstation.list(),
        },
        language,
        namespace: setting.namespace,
        watchSeconds: 60,
        commandSeconds: 0.2,
        eventsPerWait: limits.eventsPerLine,
        isTooMuch,
        edit: (name, text) => {
          const given = world.given.shift();
          if (given !== undefined) return given;
          const edited = lab.#isReplaying ? undefined : outside.edit?.(name, text);
          if (edited !== undefined) world.edited.push(edited);
          return edited;
        },
      }),
      room: {
        language,
        cluster,
        workstation,
        outside: lab.#isReplaying ? {} : outside,
        traffic,
        get namespace() {
          return world.kubectl.around.namespace;
        },
        get history() {
          return lab.#typed;
        },
        pass(seconds, until) {
          const before = clock.eventCount;
          const isOver = () => isTooMuch() || (until?.() ?? false);
          const ending = cluster.advance({ seconds, eventLimit: Math.max(0, world.eventsLeft), until: isOver });
          world.eventsLeft -= clock.eventCount - before;
          if (ending === 'limit' || isTooMuch()) throw new LabRefusal(tooMuch);
          return until === undefined || until();
        },
        news: () => narrator.tell(),
        recordAs: (line) => {
          world.recorded = line;
        },
        save: () => lab.save(),
        restart: (saved) => lab.#restart(saved),
      },
    };
    return world;
  }
}

/** Everything that `reset` makes anew. */
interface World {
  readonly cluster: Cluster;
  readonly machine: DockerMachine;
  readonly workstation: Workstation;
  readonly kubectl: Kubectl;
  readonly room: LabRoom;
  eventsLeft: number;
  /** Texts that stand for what an editor would have saved. */
  given: string[];
  edited: string[];
  /** What the line that runs is in a saved session, where that is not the line itself. */
  recorded: string | undefined;
}

/** `until` is a word of the shell's own; with a condition of the lab behind it, it is the lab's. */
function forShell(text: string): string {
  return text.replace(/(^|[\n;&|]\s*)until(?=\s+(?:ready\b|[\w.-]+\/[\w.-]+\s+\w+)(?![^\n]*;\s*do\b))/gi, "$1'until'");
}

function refusalOf(work: () => void): Text | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof LabRefusal) return error.text;
    throw error;
  }
}

const programs = ['kubectl', 'k', 'docker', 'docker-compose', 'sudo'];

const leftOut: Readonly<Record<string, Text>> = {
  minikube: {
    es: 'Aquí ya hay un clúster: minikube no hace falta.',
    en: 'There is a cluster here already: minikube is not needed.',
  },
  kind: {
    es: 'Aquí ya hay un clúster: kind no hace falta.',
    en: 'There is a cluster here already: kind is not needed.',
  },
  helm: {
    es: 'El simulador no tiene Helm: aplica manifiestos con kubectl.',
    en: 'The simulator has no Helm: apply manifests with kubectl.',
  },
  kubeadm: {
    es: 'Aquí ya hay un clúster: kubeadm no hace falta.',
    en: 'There is a cluster here already: kubeadm is not needed.',
  },
  vi: { es: 'Para editar un archivo: files edit web.yaml', en: 'To edit a file: files edit web.yaml' },
  vim: { es: 'Para editar un archivo: files edit web.yaml', en: 'To edit a file: files edit web.yaml' },
  nano: { es: 'Para editar un archivo: files edit web.yaml', en: 'To edit a file: files edit web.yaml' },
  watch: {
    es: 'Aquí el tiempo lo mueves tú: usa wait, step o kubectl get -w.',
    en: 'Time is yours to move here: use wait, step or kubectl get -w.',
  },
};

function isOurName(name: string): boolean {
  return programs.includes(name) || Object.hasOwn(leftOut, name) || findLabCommand(name) !== undefined;
}

function isOurs(words: readonly string[]): boolean {
  const [name = ''] = words;
  return isOurName(name) && (findLabCommand(name)?.takes?.(words) ?? true);
}

function unknownName(name: string, language: Language): string {
  const near = didYouMean(name, [...programs, ...labCommands.map((command) => command.name)]);
  if (language === 'es')
    return `${name}: no se conoce esa orden${near ? `; ¿quisiste decir ${near}?` : ' (help las muestra)'}`;
  return `${name}: no such command${near ? `; did you mean ${near}?` : ' (help shows them)'}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const stopped: Text = {
  es: '^C  (sigue sin acabar: el laboratorio ha dejado de esperar)',
  en: '^C  (it does not end: the lab has stopped waiting)',
};

const foreground: Text = {
  es: '^C  (sigue en primer plano; con -d se queda detrás)',
  en: '^C  (it goes on in the foreground; with -d it stays behind)',
};

const tooMuch: Text = {
  es: 'ocurre demasiado en una sola línea: pide menos tiempo o menos réplicas',
  en: 'too much happens in one line: ask for less time or fewer replicas',
};
