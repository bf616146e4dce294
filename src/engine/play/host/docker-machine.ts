/**
 * One machine with docker and its files: a line of docker or docker compose becomes work on the virtual clock. Relative paths
 * begin in the folder where the person stands.
 */
import { type ComposeConfig, loadCompose } from '#container/compose/load.ts';
import { compose } from '#container/compose/project/compose.ts';
import { ComposeProject } from '#container/compose/project/compose-project.ts';
import { docker } from '#container/docker/docker.ts';
import type { DockerContainer } from '#container/docker/docker-container.ts';
import { DockerHost } from '#container/docker/docker-host.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import { Layer } from '#container/files/layer.ts';
import type { ImageCatalogue } from '#container/image.ts';
import type { Routine } from '#simulation/coroutine.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';

/** The first that is there is the project's. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

export class DockerMachine {
  /** Texts of the machine by absolute path: what is mounted into containers, and Compose files. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the person stands. */
  readonly workFolder: string;
  readonly #files: Map<string, string>;
  readonly #parts: {
    readonly clock: VirtualClock;
    readonly random: SeededRandom;
    readonly images: ImageCatalogue;
    readonly changed?: (container: DockerContainer) => void;
  };
  #host: DockerHost;
  #hostCount = 0;

  constructor(parts: {
    readonly clock: VirtualClock;
    readonly random: SeededRandom;
    readonly images: ImageCatalogue;
    readonly workFolder: string;
    readonly files: Readonly<Record<string, string>>;
    /** Hears of every container that came, changed or went. */
    readonly changed?: (container: DockerContainer) => void;
  }) {
    this.#parts = parts;
    this.workFolder = parts.workFolder;
    this.#files = new Map(Object.entries(parts.files).map(([path, text]) => [this.#absolute(path), text]));
    this.files = this.#files;
    this.#host = this.#newHost();
  }

  get host(): DockerHost {
    return this.#host;
  }

  /** Everything of the machine is lost; another one with the same files takes its place. */
  replaceHost(): void {
    for (const container of this.#host.containers) container.kill();
    this.#host = this.#newHost();
  }

  writeFile(path: string, text: string): void {
    this.#files.set(this.#absolute(path), text);
    showFile(this.#host, this.#absolute(path), text);
  }

  /** The only Compose file of the work folder. */
  writeComposeFile(text: string): void {
    for (const name of composeNames) this.#files.delete(`${this.workFolder}/${name}`);
    this.writeFile(`${this.workFolder}/compose.yaml`, text);
  }

  /** `['docker', 'run', …]`, `['docker', 'compose', …]`, `['docker-compose', …]`. */
  routineOf([program = '', ...words]: readonly string[]): Routine<DockerAnswer> {
    if (program === 'docker-compose' || words[0] === 'compose') {
      return this.#compose(program === 'docker-compose' ? words : words.slice(1));
    }
    return docker(this.#host, words);
  }

  *#compose(words: readonly string[]): Routine<DockerAnswer> {
    let [file, name, at]: [string | undefined, string | undefined, number] = [undefined, undefined, 0];
    for (; words[at]?.startsWith('-'); at++) {
      const [option = '', joined] = (words[at] as string).split('=');
      const value = joined ?? words[++at];
      if (option === '-f' || option === '--file') file = value;
      else if (option === '-p' || option === '--project-name') name = value;
      else return { exitCode: 1, output: '', errors: `unknown flag: ${option}\n` };
    }
    const project = this.project(file, name);
    if (typeof project === 'string') return { exitCode: 1, output: '', errors: `${project}\n` };
    return yield* compose(project, words.slice(at));
  }

  /** What the Compose file of this folder declares; or docker's own words when it cannot. */
  project(file: string | undefined, name: string | undefined): ComposeProject | string {
    const path =
      file === undefined
        ? composeNames.map((one) => `${this.workFolder}/${one}`).find((one) => this.files.has(one))
        : this.#absolute(file);
    if (path === undefined) return 'no configuration file provided: not found';
    const text = this.files.get(path);
    if (text === undefined) return `open ${path}: no such file or directory`;
    const folder = path.slice(0, path.lastIndexOf('/')) || '/';
    const environment = variablesIn(this.files.get(`${folder}/.env`) ?? '');
    const loaded = loadCompose(text, {
      filename: path,
      folder,
      home: '/root',
      environment,
      profiles: (environment['COMPOSE_PROFILES'] ?? '').split(',').filter((profile) => profile !== ''),
      ...(name !== undefined && { projectName: name }),
    });
    if (!loaded.ok) return loaded.error;
    const config: ComposeConfig = loaded.value;
    return new ComposeProject({
      config,
      host: this.#host,
      readFile: (one) => this.files.get(this.#absolute(one)),
      environment,
    });
  }

  #newHost(): DockerHost {
    const random = this.#parts.random.fork(`host ${this.#hostCount++}`);
    const host = new DockerHost({ ...this.#parts, random });
    for (const [path, text] of this.#files) showFile(host, path, text);
    return host;
  }

  #absolute(path: string): string {
    const whole = path.startsWith('/') ? path : `${this.workFolder}/${path}`;
    const steps: string[] = [];
    for (const step of whole.split('/')) {
      if (step === '..') steps.pop();
      else if (step !== '' && step !== '.') steps.push(step);
    }
    return `/${steps.join('/')}`;
  }
}

/** A file is there for who mounts it, and in every folder above it. */
function showFile(host: DockerHost, path: string, text: string): void {
  host.files.set(path, text);
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at);
    const layer = host.folders.get(folder) ?? new Layer({ kind: 'ext4' });
    host.folders.set(folder, layer);
    const inner = path.slice(at);
    layer.makeDirectories(inner.slice(0, inner.lastIndexOf('/')) || '/');
    layer.write(inner, text);
  }
}

function variablesIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) found[key] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
  return found;
}
