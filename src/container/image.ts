/**
 * How an image behaves, as plain facts. The facts live in `data/images/*.yaml` (format: data/README.md) and are read by
 * `content`; this file says what may be said of an image and finds the facts for a reference. Nothing here is invented at
 * run time: an image nobody described runs for ever, listens on its containerPorts and says so.
 */
import { parseImageReference } from './image-reference.ts';
import { matchesPattern } from './shell/pattern.ts';

/** Which shell and which utilities lie in the image: busybox ash, Debian's dash and GNU tools, bash, or nothing at all. */
export type Base = 'busybox' | 'alpine' | 'debian' | 'fedora' | 'none';

export interface ImageBehaviour {
  /** As one writes it: `mariadb`, `quay.io/keycloak/keycloak`. */
  readonly repository: string;
  /** Tags these facts are for, with `*`: `11*`, `latest`. */
  readonly tags: readonly string[];
  readonly base: Base;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** `0`, `999`, `nginx`. */
  readonly user: string;
  readonly stopSignal: string;
  readonly exposedPorts: readonly number[];
  readonly volumes: readonly string[];
  readonly sizeBytes: number;
  readonly pullSeconds: number;
  /** Client programs in PATH beside those of the base: `mariadb`, `redis-cli`… */
  readonly ships: readonly string[];
  /** A path that ends in `/` is a directory. */
  readonly files: readonly { readonly path: string; readonly content: string; readonly mode?: number }[];
  readonly programs: readonly ProgramFacts[];
  readonly assumptions: readonly Assumption[];
  /** False for an image nobody described. */
  readonly described: boolean;
}

export interface Assumption {
  readonly text: { readonly es: string; readonly en: string };
  readonly source: string;
}

export type Protocol = 'http' | 'mysql' | 'postgres' | 'redis' | 'zookeeper' | 'elasticsearch' | 'text';

/** A server: what it takes to start, what it keeps, what it answers. */
export interface ProgramFacts {
  /** Its executable and other names for it. */
  readonly names: readonly string[];
  /** A script that stands before it: checks what is demanded, prepares the data, then becomes the server. */
  readonly entrypoint?: string;
  readonly startSeconds: number;
  /** With an empty data directory. */
  readonly firstStartSeconds: number;
  readonly stopSeconds: number;
  readonly stopExitCode: number;
  readonly listens: readonly Listening[];
  readonly demands: readonly Demand[];
  readonly startFiles: readonly StartFile[];
  readonly data?: DataFacts;
  readonly needs: readonly Need[];
  readonly http?: HttpFacts;
  readonly log: { readonly starting: readonly string[]; readonly ready: readonly string[] };
  readonly memoryBytes: number;
  /** An option that says how much memory it takes: `--vm-bytes`. */
  readonly memoryArgument?: string;
  /** Thousandths of a core that it burns while it runs, whatever it is asked; and the option that says so: `-cpus`. */
  readonly cpuMillis: number;
  readonly cpuArgument?: string;
  /** Without any of these words (among its arguments, or in its configuration) it goes on in the background and who started it ends. */
  readonly foreground?: readonly string[];
  /** Arguments with which it only tells something and ends with 0: `-t`, `-v`. */
  readonly informs?: readonly string[];
  /** A program that does its work and ends with 0, instead of serving for ever. */
  readonly endsAfterSeconds?: number;
  /** What the server's accounts start as: which environment variables name user, password and database. */
  readonly accounts?: AccountFacts;
  /** It follows files and ships their lines. */
  readonly shipper?: ShipperFacts;
  /** Servers of this kind can form one together. */
  readonly cluster?: ClusterFacts;
}

export interface ShipperFacts {
  /** Its configuration, unless `-c` names another. */
  readonly config: string;
  readonly scanSeconds: number;
}

/** Where a setting stands: the first that is given counts, `otherwise` when none is. */
export interface Setting {
  readonly arguments: readonly string[];
  readonly environment: readonly string[];
  /** A file, or all files of a directory, and the key in it. */
  readonly files: readonly { readonly path: string; readonly key: string }[];
  readonly otherwise: string;
}

/** How servers find one another and become one (src/container/programs/member.ts). */
export interface ClusterFacts {
  /** Off (or empty): the server stays alone and nothing below matters. Absent: it always belongs to a cluster. */
  readonly enabled?: Setting;
  /** A server that is to stay alone ends with these words, unless this setting allows it. */
  readonly alone?: { readonly allowed: Setting; readonly messages: readonly string[]; readonly exitCode: number };
  /** Clusters of different names do not mix. */
  readonly name?: Setting;
  /** What it is called among the others; its host name when nothing is said. */
  readonly self?: Setting;
  /** Names or addresses of others; a bare number N means the first N pods of its own StatefulSet. */
  readonly peers: Setting;
  /** Where they meet. */
  readonly port: number;
  /**
   * Who begins a cluster where there is none. `told`: who is told to, or is told of nobody. `nobody-else`: the same, or whose
   * peers' names lead to nobody but itself. `seed`: who is one of the peers itself. `majority`: more than half of the founders
   * (the peers, where none are named), together.
   */
  readonly begins: 'told' | 'nobody-else' | 'seed' | 'majority';
  readonly told?: Setting;
  readonly founders?: Setting;
  /** More than half of whom must be together to serve. */
  readonly majorityOf: 'nobody' | 'peers' | 'members';
  /** Only those whose setting holds this word or `default` begin and are counted: `master`. */
  readonly voters?: { readonly setting: Setting; readonly word: string };
  /** `members`: a majority that loses somebody goes on as a smaller cluster (else who is lost stays counted). */
  readonly forgetsLost: boolean;
  /** Listens on its other ports only when it has joined. */
  readonly joinsFirst: boolean;
  /** Copying the data to somebody new. */
  readonly transferSeconds: number;
  /** How long it looks for others before it says so and ends; absent: for ever. */
  readonly givesUp?: { readonly seconds: number; readonly messages: readonly string[]; readonly exitCode: number };
}

export interface Listening {
  readonly port: number;
  readonly protocol: Protocol;
  /** Where the port can be changed: `--port`, `-p`, an environment variable. */
  readonly argument?: string;
  readonly environment?: string;
  /** A file of the server whose `listen` lines name the ports instead. */
  readonly configuration?: string;
  readonly onlyLocal: boolean;
}

/** What it has to find (`reads`) or be able to make (`writes`; `/` at the end: a directory) to start; one of several places is enough. */
export interface StartFile {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  /** With `{path}`, `{error}` and its `{number}`; then it ends with 1. */
  readonly message: string;
}

/** At least one of these variables must be set (also as `NAME_FILE` where `files`); else the message, and the exit code. */
export interface Demand {
  readonly anyOf: readonly string[];
  readonly files: boolean;
  readonly message: readonly string[];
  readonly exitCode: number;
  /** Only while the data directory is empty. */
  readonly onlyFirst: boolean;
}

export interface DataFacts {
  readonly directory: string;
  readonly argument?: string;
  readonly environment?: string;
  /** A file whose presence says that there is data. */
  readonly marker: string;
  /** What the server writes into it at first, names relative to the directory. */
  readonly creates: readonly string[];
  /** A second server on the same directory: waits so long for the lock, then says this and ends. */
  readonly lock?: { readonly seconds: number; readonly messages: readonly string[]; readonly exitCode: number };
}

/** Another server it cannot do without. */
export interface Need {
  readonly protocol: Protocol;
  readonly host: { readonly environment: string; readonly otherwise: string };
  readonly port: number;
  readonly user?: { readonly environment: string; readonly otherwise: string };
  readonly password?: { readonly environment: string; readonly otherwise: string };
  readonly database?: { readonly environment: string; readonly otherwise: string };
  /** Its client takes `localhost` for a Unix socket of its own machine, as PHP's for MySQL does: only an address goes by TCP. */
  readonly localhostIsSocket?: boolean;
  /** `answer`: requests fail with this status and body until it is there. `wait`: it does not listen before. `exit`: it ends. */
  readonly without: 'answer' | 'wait' | 'exit';
  readonly status: number;
  readonly body: string;
}

export interface HttpFacts {
  /** An nginx configuration whose locations decide (src/container/programs/nginx-configuration.ts). */
  readonly configuration?: string;
  /** Directory whose files are served. */
  readonly root?: string;
  readonly endpoints: readonly {
    readonly path: string;
    readonly status: number;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly needsNothing: boolean;
    /** Answers so for the first seconds only; then the next endpoint of the same path does. */
    readonly untilSeconds?: number;
  }[];
  readonly notFound: { readonly status: number; readonly body: string };
  /** Time for one answer when nobody else asks. */
  readonly milliseconds: number;
  /** How many it can answer in a second; the nearer it comes to that, the longer they take. Absent: never too many. */
  readonly requestsPerSecond?: number;
  /** Processor time of one request; with half a core it can answer half as many in a second. */
  readonly cpuMilliseconds?: number;
}

export interface AccountFacts {
  readonly administrator: string;
  readonly administratorPassword: readonly string[];
  readonly emptyPassword: readonly string[];
  readonly randomPassword: readonly string[];
  readonly user: readonly string[];
  readonly password: readonly string[];
  readonly database: readonly string[];
}

/** What a scenario may set for an image: the rest stays as described. */
export interface ImageOverride {
  readonly startSeconds?: number;
  /** With an empty data directory; `startSeconds` when it is not given. */
  readonly firstStartSeconds?: number;
  readonly stopSeconds?: number;
}

export class ImageCatalogue {
  readonly #images: readonly ImageBehaviour[];
  readonly #overrides: Readonly<Record<string, ImageOverride>>;

  constructor(images: readonly ImageBehaviour[], overrides: Readonly<Record<string, ImageOverride>> = {}) {
    this.#images = images;
    this.#overrides = overrides;
  }

  /** The same images with some facts changed, by repository: `{ mariadb: { startSeconds: 1800 } }`. */
  with(overrides: Readonly<Record<string, ImageOverride>>): ImageCatalogue {
    return new ImageCatalogue(this.#images, { ...this.#overrides, ...overrides });
  }

  find(reference: string, containerPorts: readonly number[] = []): ImageBehaviour {
    const parsed = parseImageReference(reference);
    if (!parsed.ok) return undescribed(reference, containerPorts);
    const { registry, repository, tag } = parsed.value;
    const short = registry === 'docker.io' ? repository.replace(/^library\//, '') : `${registry}/${repository}`;
    const found = this.#images.find(
      (image) => image.repository === short && image.tags.some((pattern) => matchesPattern(tag || 'latest', pattern)),
    );
    if (!found) return undescribed(short, containerPorts);
    const override = Object.hasOwn(this.#overrides, short) ? this.#overrides[short] : undefined;
    return override ? overridden(found, override) : found;
  }
}

function overridden(image: ImageBehaviour, override: ImageOverride): ImageBehaviour {
  return {
    ...image,
    programs: image.programs.map((program) => ({
      ...program,
      startSeconds: override.startSeconds ?? program.startSeconds,
      firstStartSeconds: override.firstStartSeconds ?? override.startSeconds ?? program.firstStartSeconds,
      stopSeconds: override.stopSeconds ?? program.stopSeconds,
    })),
  };
}

function undescribed(repository: string, ports: readonly number[]): ImageBehaviour {
  return {
    repository,
    tags: ['*'],
    base: 'debian',
    entrypoint: ['/entrypoint'],
    command: [],
    environment: {},
    workingDirectory: '/',
    user: '0',
    stopSignal: 'TERM',
    exposedPorts: ports,
    volumes: [],
    sizeBytes: 50_000_000,
    pullSeconds: 3,
    ships: [],
    files: [],
    programs: [
      {
        names: ['/entrypoint'],
        startSeconds: 0,
        firstStartSeconds: 0,
        stopSeconds: 0,
        stopExitCode: 0,
        listens: ports.map((port) => ({ port, protocol: 'http' as const, onlyLocal: false })),
        demands: [],
        startFiles: [],
        needs: [],
        http: { endpoints: [], notFound: { status: 200, body: '' }, milliseconds: 1 },
        log: { starting: [], ready: [] },
        memoryBytes: 0,
        cpuMillis: 1,
      },
    ],
    assumptions: [
      {
        text: {
          es: `Nadie ha descrito la imagen ${repository}: se supone que funciona para siempre, que escucha en sus containerPorts y que lo que se ejecuta en ella termina bien.`,
          en: `Nobody has described the image ${repository}: it is taken to run for ever and to listen on its containerPorts, and what is run in it to end well.`,
        },
        source: 'readyz',
      },
    ],
    described: false,
  };
}
