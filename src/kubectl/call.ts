/**
 * One command being carried out: its arguments, the cluster as its user sees it, and what it has printed so far.
 */

import type { UserInfo } from '#cluster/apiserver/api-client.ts';
import type { Cluster } from '#cluster/cluster.ts';
import { Api } from './api.ts';
import { fieldValidationOf } from './arguments/common-flags.ts';
import type { Flags, ReadArguments } from './arguments/flags.ts';
import type { Command } from './command.ts';
import { failWith } from './exit.ts';

/** The learner's folder: names to texts. */
export interface Folder {
  read(name: string): string | undefined;
  write(name: string, text: string): void;
  list(): readonly string[];
}

export interface Surroundings {
  readonly cluster: Cluster;
  readonly folder: Folder;
  readonly language: 'es' | 'en';
  /** The namespace of the current context; `kubectl config set-context --current --namespace` changes it. */
  namespace: string;
  /** Opens a text for the person to change; undefined where nobody can (a pipe, Discord). */
  readonly edit?: (name: string, text: string) => string | undefined;
  /** How long `-w` and `logs -f` look on, in seconds of the virtual clock. */
  readonly watchSeconds: number;
  /** What a command takes by itself, to start and to ask: the cluster goes on meanwhile. */
  readonly commandSeconds: number;
  /** Most events while one command waits; a cluster that goes round in circles ends there. */
  readonly eventsPerWait?: number;
  /** Asked while a command waits: whether the simulated cluster has grown beyond what whoever runs it allows. */
  readonly isTooMuch?: () => boolean;
}

const usualEventsPerWait = 500_000;

export class Call {
  readonly command: Command;
  /** `kubectl set image`. */
  readonly path: string;
  readonly flags: Flags;
  readonly args: readonly string[];
  readonly beforeDash: number | undefined;
  readonly stdin: string | undefined;
  readonly around: Surroundings;
  readonly api: Api;
  #output = '';
  #errors = '';
  #screen = '';
  readonly #warned = new Set<string>();

  constructor(command: Command, path: string, read: ReadArguments, around: Surroundings, stdin: string | undefined) {
    this.command = command;
    this.path = path;
    this.flags = read.flags;
    this.args = read.args;
    this.beforeDash = read.beforeDash;
    this.around = around;
    this.stdin = stdin;
    this.api = new Api(around.cluster.client, {
      user: userOf(read.flags),
      fieldValidation: fieldValidationOf(read.flags),
      onWarning: (warning) => this.warn(warning),
    });
  }

  get cluster(): Cluster {
    return this.around.cluster;
  }

  /** Where objects are looked for that are named without a namespace. */
  get namespace(): string {
    return this.flags.text('namespace') || this.around.namespace;
  }

  get nowMs(): number {
    return this.cluster.clock.nowMs;
  }

  get output(): string {
    return this.#output;
  }

  get errors(): string {
    return this.#errors;
  }

  /** Output and errors in the order in which they came. */
  get screen(): string {
    return this.#screen;
  }

  print(text: string): void {
    this.#output += text;
    this.#screen += text;
  }

  line(text: string): void {
    this.print(`${text}\n`);
  }

  printError(text: string): void {
    this.#errors += text;
    this.#screen += text;
  }

  /** Once for each distinct text. */
  warn(text: string): void {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    this.printError(`Warning: ${text}\n`);
  }

  /** Lets time pass until something is so; false when the time is over first. */
  waitUntil(isSo: () => boolean, seconds: number): boolean {
    if (isSo()) return true;
    const { isTooMuch = () => false } = this.around;
    const until = () => isSo() || isTooMuch();
    this.cluster.advance({ seconds, until, eventLimit: this.around.eventsPerWait ?? usualEventsPerWait });
    return isSo();
  }

  /** The words before `--`, and those after it. */
  split(): { readonly own: readonly string[]; readonly rest: readonly string[] } {
    const at = this.beforeDash ?? this.args.length;
    return { own: this.args.slice(0, at), rest: this.args.slice(at) };
  }
}

/** `--as ana --as-group devs`: somebody else. */
function userOf(flags: Flags): UserInfo | undefined {
  const name = flags.text('as');
  const groups = flags.list('as-group');
  if (name === '') {
    if (groups.length > 0) failWith('requesting groups or user-extra for test-user without impersonating a user');
    return undefined;
  }
  const account = /^system:serviceaccount:([^:]+):/.exec(name);
  const own = account ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`] : [];
  return { name, groups: [...groups, ...own, 'system:authenticated'] };
}
