/**
 * Filebeat as far as a pod's design goes: it reads its configuration, follows the files that its inputs name, and ships every
 * new line to its output: an Elasticsearch or Logstash, a file, its own standard output. What cannot be shipped is kept and
 * tried again. Modules, processors and dashboards are left out.
 */
import { readManifests } from '#base/yaml/read-manifests.ts';
import { FileError } from '../files/file-error.ts';
import { join } from '../files/paths.ts';
import type { ShipperFacts } from '../image.ts';
import type { Process } from '../process.ts';
import { matchesPattern } from '../shell/pattern.ts';
import { argumentOf } from './speaker.ts';

type Output =
  | { readonly kind: 'console' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'elasticsearch' | 'logstash'; readonly hosts: readonly string[] };

const mostWaiting = 10_000;

export class LogShipper {
  readonly #process: Process;
  readonly #paths: readonly string[];
  readonly #output: Output;
  /** How much of each file has been read. */
  readonly #read = new Map<string, number>();
  #waiting: string[] = [];
  #complained = false;

  private constructor(process: Process, paths: readonly string[], output: Output) {
    this.#process = process;
    this.#paths = paths;
    this.#output = output;
  }

  /** The text is what it says before it ends with 1. */
  static start(process: Process, facts: ShipperFacts): LogShipper | string {
    const file = argumentOf(process, '-c') ?? facts.config;
    const path = file.startsWith('/') ? file : join(facts.config.slice(0, facts.config.lastIndexOf('/')), file);
    const node = process.world.files.find(path);
    if (node?.type !== 'file') return `Exiting: error loading config file: stat ${file}: no such file or directory`;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (node.uid !== 0 && node.uid !== process.user.uid)
      return `Exiting: error loading config file: config file ("${name}") must be owned by the user identifier (uid=${process.user.uid}) or root`;
    if ((node.mode & 0o022) !== 0 && !process.argv.includes('--strict.perms=false'))
      return `Exiting: error loading config file: config file ("${name}") can only be writable by the owner but the permissions are "-${permissions(node.mode)}" (to fix the permissions use: 'chmod go-w ${path}')`;
    const [document] = readManifests(withVariables(node.content, process.environment)).manifests;
    if (document?.error)
      return `Exiting: error loading config file: yaml: line ${document.error.line}: ${document.error.reason}`;
    const settings = new Map<string, unknown>();
    flatten('', document?.value, settings);
    for (const [index, word] of process.argv.entries()) {
      const given = word === '-E' ? process.argv[index + 1] : word.startsWith('-E') ? word.slice(2) : undefined;
      const at = given?.indexOf('=') ?? -1;
      if (given && at > 0) settings.set(given.slice(0, at), given.slice(at + 1));
    }
    const outputs = outputsOf(settings);
    if (outputs.length > 1)
      return "Exiting: error unpacking config data: more than one namespace configured accessing 'output' (source:'filebeat.yml')";
    const [output] = outputs;
    if (!output) return 'Exiting: No outputs are defined. Please define one under the output section.';
    return new LogShipper(process, inputsOf(settings), output);
  }

  /** Reads what is new and ships it. */
  scan(): void {
    for (const path of this.#paths.flatMap((pattern) => this.#filesOf(pattern))) this.#follow(path);
    if (this.#waiting.length === 0) return;
    const shipped = this.#ship(this.#waiting);
    if (shipped) this.#waiting = [];
    if (shipped === this.#complained) {
      this.#complained = !shipped;
      if (!shipped) this.#say(`Failed to connect to backoff(${this.#output.kind}(${this.#target})): connection failed`);
    }
  }

  #follow(path: string): void {
    const node = this.#process.world.files.find(path);
    if (node?.type !== 'file') return;
    const before = this.#read.get(path) ?? 0;
    const from = before > node.content.length ? 0 : before; // it was cut off: begin anew
    const end = node.content.lastIndexOf('\n') + 1;
    if (end <= from) return;
    this.#read.set(path, end);
    const lines = node.content.slice(from, end).split('\n').slice(0, -1);
    this.#waiting.push(...lines.map((message) => JSON.stringify({ message, log: { file: { path } } })));
    this.#waiting = this.#waiting.slice(-mostWaiting);
  }

  #ship(lines: readonly string[]): boolean {
    const { files, network, hostname } = this.#process.world;
    const text = lines.map((line) => `${line}\n`).join('');
    switch (this.#output.kind) {
      case 'console':
        this.#process.output.write(text);
        return true;
      case 'file':
        try {
          files.makeDirectory(this.#output.path.slice(0, this.#output.path.lastIndexOf('/')) || '/', { parents: true });
          files.write(this.#output.path, text, { append: true, user: this.#process.user });
          return true;
        } catch (error) {
          if (error instanceof FileError) return false;
          throw error;
        }
      default: {
        for (const target of this.#output.hosts) {
          const isElastic = this.#output.kind === 'elasticsearch';
          const [, host = '', port] = /^(?:https?:\/\/)?([^:/]+)(?::(\d+))?/.exec(target) ?? [];
          const connection = network.connect(host, Number(port ?? (isElastic ? 9200 : 5044)));
          if (connection.kind !== 'connected') continue;
          if (!isElastic) return true;
          const body = lines.map((line) => `{"create":{"_index":"filebeat"}}\n${line}\n`).join('');
          const reply = connection.listener.reply({
            protocol: 'http',
            method: 'POST',
            path: '/_bulk',
            host: hostname,
            body,
            headers: {},
          });
          if (reply.kind === 'answer' && reply.status < 400) return true;
        }
        return false;
      }
    }
  }

  get #target(): string {
    return 'hosts' in this.#output ? this.#output.hosts.join(' ') : 'path' in this.#output ? this.#output.path : '';
  }

  #say(text: string): void {
    this.#process.errors.write(`${text}\n`);
  }

  /** `/var/log/*.log`: stars match within one name. */
  #filesOf(pattern: string): readonly string[] {
    const { files } = this.#process.world;
    let found = ['/'];
    for (const part of pattern.split('/').filter(Boolean)) {
      found = found.flatMap((directory) => {
        if (!/[*?[]/.test(part)) return [join(directory, part)];
        if (files.find(directory)?.type !== 'directory') return [];
        return files.list(directory).flatMap((name) => (matchesPattern(name, part) ? [join(directory, name)] : []));
      });
    }
    return found;
  }
}

function inputsOf(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const inputs = settings.get('filebeat.inputs') ?? settings.get('filebeat.prospectors');
  if (!Array.isArray(inputs)) return [];
  return inputs.flatMap((input: unknown) => {
    const fields = new Map<string, unknown>();
    flatten('', input, fields);
    if (String(fields.get('enabled') ?? 'true') === 'false') return [];
    const paths = fields.get('paths');
    return Array.isArray(paths) ? paths.map(String) : typeof paths === 'string' ? [paths] : [];
  });
}

function outputsOf(settings: ReadonlyMap<string, unknown>): readonly Output[] {
  const has = (name: string) =>
    [...settings.keys()].some((key) => key === `output.${name}` || key.startsWith(`output.${name}.`)) &&
    String(settings.get(`output.${name}.enabled`) ?? 'true') !== 'false';
  const hosts = (name: string, otherwise: string) => {
    const given = settings.get(`output.${name}.hosts`) ?? otherwise;
    return (Array.isArray(given) ? given.map(String) : String(given).split(/[\s,[\]"']+/)).filter(
      (host) => host !== '',
    );
  };
  const outputs: Output[] = [];
  if (has('console')) outputs.push({ kind: 'console' });
  if (has('file')) {
    const directory = String(settings.get('output.file.path') ?? '/');
    outputs.push({ kind: 'file', path: join(directory, String(settings.get('output.file.filename') ?? 'filebeat')) });
  }
  if (has('elasticsearch')) outputs.push({ kind: 'elasticsearch', hosts: hosts('elasticsearch', 'localhost:9200') });
  if (has('logstash')) outputs.push({ kind: 'logstash', hosts: hosts('logstash', 'localhost:5044') });
  return outputs;
}

/** `output: {console: {pretty: true}}` and `output.console.pretty: true` are the same. */
function flatten(prefix: string, value: unknown, into: Map<string, unknown>): void {
  if (prefix !== '') into.set(prefix, value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, inner] of Object.entries(value)) flatten(prefix === '' ? key : `${prefix}.${key}`, inner, into);
}

/** `${NAME}` and `${NAME:otherwise}`. */
function withVariables(text: string, environment: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$\{(\w+)(?::([^}]*))?\}/g,
    (_, name: string, otherwise = '') => environment.get(name) ?? otherwise,
  );
}

function permissions(mode: number): string {
  return [...(mode & 0o777).toString(2).padStart(9, '0')]
    .map((bit, index) => (bit === '1' ? 'rwx'[index % 3] : '-'))
    .join('');
}
