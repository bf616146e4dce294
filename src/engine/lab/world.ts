/**
 * Everything of a lab that `reset` makes anew: the cluster, the machine with docker, the workstation at which lines are typed,
 * and how far the line has come that is running. It is the room that commands work in.
 */
import type { Language, Text } from '#base/text.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { Kubectl } from '#kubectl/kubectl.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { DockerMachine } from '../play/host/docker-machine.ts';
import { imagesOf, openCluster } from '../play/open-cluster.ts';
import { KubectlEditor } from './kubectl-editor.ts';
import { LabRefusal } from './lab-command.ts';
import type { BrokenUntilMended, LabOutside, LabRoom, RunningTraffic } from './lab-room.ts';
import type { LabStart } from './lab-start.ts';
import { limits, tooMuch } from './limits.ts';
import { isOurName, isOurs, unknownName } from './names.ts';
import { Narrator } from './narrator.ts';
import type { Piece } from './pieces.ts';
import { eventsPerSlice, Interrupted, type Slices } from './slices.ts';
import { homeFolder, Workstation } from './workstation.ts';

/** What the session around it does for the room. */
export interface WorldDoors {
  readonly language: Language;
  readonly outside: LabOutside;
  readonly history: readonly string[];
  readonly isInterrupted: boolean;
  save(): string;
  restart(saved?: string): Slices<Text>;
  undo(count: number): Slices<Text>;
}

export class World implements LabRoom {
  readonly cluster: Cluster;
  readonly machine: DockerMachine;
  readonly workstation: Workstation;
  readonly kubectl: Kubectl;
  readonly editor = new KubectlEditor();
  readonly traffic: RunningTraffic[] = [];
  readonly broken = new Map<string, BrokenUntilMended>();
  /** What a call of kubectl takes to start. */
  kubectlSeconds = 0;
  /** Another world has taken its place. */
  isLeft = false;
  readonly #doors: WorldDoors;
  readonly #narrator: Narrator;
  #line = { eventsLeft: 0, slices: 0, interruptAfter: Number.POSITIVE_INFINITY };
  #recorded: string | undefined;

  constructor(start: LabStart, catalogue: ImageCatalogue, doors: WorldDoors) {
    const { seed, cluster: setting, files, scenario = '' } = start;
    const images = imagesOf(setting, catalogue);
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
      unknown: (name) => unknownName(name, doors.language),
    });
    for (const [name, text] of Object.entries(files)) workstation.write(name, text);
    this.#doors = doors;
    this.#narrator = new Narrator(cluster.trace);
    this.cluster = cluster;
    this.machine = machine;
    this.workstation = workstation;
    this.kubectl = this.#newKubectl(setting.namespace);
  }

  get language(): Language {
    return this.#doors.language;
  }

  get namespace(): string {
    return this.kubectl.around.namespace;
  }

  get outside(): LabOutside {
    return this.#doors.outside;
  }

  get history(): readonly string[] {
    return this.#doors.history;
  }

  /** A line begins: what it may make happen, and after how many slices it is to be interrupted. */
  beginLine(interruptAfter = Number.POSITIVE_INFINITY): void {
    this.#line = { eventsLeft: limits.eventsPerLine, slices: 0, interruptAfter };
    this.#recorded = undefined;
  }

  /** Of the line that runs. */
  get slices(): number {
    return this.#line.slices;
  }

  /** What the line that ran is in a saved session, where that is not the line itself. */
  get recorded(): string | undefined {
    return this.#recorded;
  }

  /** A slice ends here: others have their turn, and the line may end. */
  *slice(): Slices {
    this.#line.slices++;
    yield undefined;
    if (this.#doors.isInterrupted || this.#line.slices >= this.#line.interruptAfter) throw new Interrupted();
  }

  *pass(seconds: number, until?: () => boolean): Slices<boolean> {
    yield* this.flow(seconds, until);
    this.bringUpToDate();
    return until === undefined || until();
  }

  /** As `pass`, but what is only written when somebody may look is left for later: many of these are one `pass`. */
  *flow(seconds: number, until?: () => boolean): Slices {
    const { clock } = this.cluster;
    const endMs = clock.nowMs + Math.round(seconds * 1000);
    const isOver = () => this.isTooMuch || (until?.() ?? false);
    for (;;) {
      const before = clock.eventCount;
      const ending = clock.advance(endMs - clock.nowMs, { eventLimit: eventsPerSlice, until: isOver });
      this.#line.eventsLeft -= clock.eventCount - before;
      if (this.#line.eventsLeft < 0 || this.isTooMuch) throw new LabRefusal(tooMuch);
      if (ending !== 'limit') return;
      yield* this.slice();
    }
  }

  /** What is written only when somebody may look (the nodes' leases) is written now; nothing else happens. */
  bringUpToDate(): void {
    this.cluster.advance({ seconds: 0, until: () => true });
  }

  settle(): void {
    const ending = this.cluster.advance({ seconds: 0, eventLimit: limits.eventsPerLine });
    if (ending === 'limit' || this.isTooMuch) throw new LabRefusal(tooMuch);
  }

  get isTooMuch(): boolean {
    return this.cluster.client.objectCount > 2 * limits.objects;
  }

  news(): readonly Piece[] {
    return this.#narrator.tell(this.language);
  }

  recordAs(line: string): void {
    this.#recorded = line;
  }

  save(): string {
    return this.#doors.save();
  }

  restart(saved?: string): Slices<Text> {
    return this.#doors.restart(saved);
  }

  undo(count: number): Slices<Text> {
    return this.#doors.undo(count);
  }

  #newKubectl(namespace: string): Kubectl {
    const world = this;
    const { cluster, workstation } = world;
    return new Kubectl({
      cluster,
      folder: {
        read: (name) => workstation.read(name),
        write: (name, text) => void workstation.write(name, text),
        list: () => workstation.list(),
      },
      get language() {
        return world.language;
      },
      namespace,
      watchSeconds: 60,
      get commandSeconds() {
        return world.kubectlSeconds;
      },
      eventsPerWait: limits.eventsPerKubectl,
      isTooMuch: () => world.isTooMuch,
      edit: (name, text) => world.editor.open(name, text),
    });
  }
}
