/** What the protocols share: a server under way, what it answers with, and its command line. */
import type { ProgramFacts } from '../image.ts';
import type { Reply, Request } from '../network-namespace.ts';
import type { Process } from '../process.ts';
import type { Load } from './load.ts';
import type { Member } from './member.ts';
import type { NginxConfiguration } from './nginx-configuration.ts';

export interface Server {
  readonly process: Process;
  readonly facts: ProgramFacts;
  /** Where its data lies; undefined for a server that keeps none. */
  readonly dataDirectory: string | undefined;
  /** When it began to serve. */
  readonly sinceMs: number;
  /** How busy it is; undefined where that makes no difference. */
  readonly load: Load | undefined;
  /** What its configuration says requests get; undefined for a server that has none to read. */
  readonly configuration: NginxConfiguration | undefined;
  /** Its place in a cluster; undefined for a server that stays alone. */
  readonly member: Member | undefined;
}

/** Speaks one protocol for as long as the server runs. */
export interface Speaker {
  reply(request: Request): Reply;
}

/** `--port=3307` or `--port 3307`. */
export function argumentOf(process: Process, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  for (const [index, word] of process.argv.entries()) {
    if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
    if (word === name) return process.argv[index + 1];
  }
  return undefined;
}
