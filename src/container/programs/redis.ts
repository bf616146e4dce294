/** Redis as clients see it: PING, SET, GET, INCR, DEL, KEYS, DBSIZE, SAVE, INFO, ROLE; what was saved is read again at the next start. */
import { FileError } from '../files/file-error.ts';
import { join } from '../files/paths.ts';
import type { Reply, Request } from '../network-namespace.ts';
import { argumentOf, type Server } from './speaker.ts';

/** What a replica asks for; no client can send it, for no argument holds this character. */
const copyAll = '\u0000copy';
const writes = new Set(['SET', 'DEL', 'INCR', 'LPUSH', 'RPUSH', 'FLUSHALL']);

export class RedisServer {
  readonly #server: Server;
  readonly #values = new Map<string, string>();
  readonly #dump: string;
  /** What its file and its arguments set. */
  readonly #settings: Map<string, string>;

  constructor(server: Server) {
    this.#server = server;
    this.#settings = settingsOf(server);
    this.#dump = join(argumentOf(server.process, '--dir') ?? server.dataDirectory ?? '/data', 'dump.rdb');
    const node = server.process.world.files.find(this.#dump);
    if (node?.type === 'file' && node.content !== '') {
      try {
        for (const [name, value] of Object.entries(JSON.parse(node.content) as Record<string, string>))
          this.#values.set(name, String(value));
      } catch {
        // somebody wrote over the dump: Redis starts empty
      }
    }
    // With save points (the default) a server that is told to stop writes its data first; killed, it does not.
    const before = server.process.handlers.get('TERM');
    server.process.handlers.set('TERM', () => {
      this.#save();
      if (typeof before === 'function') before();
    });
  }

  reply(request: Request): Reply {
    if (request.protocol !== 'redis')
      return request.protocol === 'text'
        ? { kind: 'answer', ok: true, status: 0, text: '+PONG\r\n' }
        : { kind: 'closed' };
    const password = argumentOf(this.#server.process, '--requirepass');
    const [verb = '', key = '', value = ''] = request.command;
    if (password !== undefined && password !== request.password)
      return { kind: 'answer', ok: false, status: 1, text: 'NOAUTH Authentication required.' };
    if (this.#server.process.world.conditions.maintenance)
      return {
        kind: 'answer',
        ok: verb.toUpperCase() === 'PING',
        status: 1,
        text: 'LOADING Redis is loading the dataset in memory',
      };
    const answer = (text: string): Reply => ({ kind: 'answer', ok: true, status: 0, text });
    if (verb === copyAll) return answer(JSON.stringify([...this.#values]));
    const leader = this.#leader();
    if (leader) {
      if (writes.has(verb.toUpperCase()))
        return { kind: 'answer', ok: false, status: 1, text: "READONLY You can't write against a read only replica." };
      this.#copy(leader);
    }
    switch (verb.toUpperCase()) {
      case 'PING':
        return answer(key === '' ? 'PONG' : key);
      case 'SET':
        if (this.#values.size < 100_000) this.#values.set(key, value);
        return answer('OK');
      case 'GET':
        return answer(this.#values.get(key) ?? '');
      case 'DEL':
        return answer(`(integer) ${this.#values.delete(key) ? 1 : 0}`);
      case 'EXISTS':
        return answer(`(integer) ${this.#values.has(key) ? 1 : 0}`);
      case 'INCR':
      case 'LPUSH':
      case 'RPUSH': {
        const next = (Number(this.#values.get(key)) || 0) + 1;
        this.#values.set(key, String(next));
        return answer(`(integer) ${next}`);
      }
      case 'DBSIZE':
        return answer(`(integer) ${this.#values.size}`);
      case 'KEYS':
        return answer([...this.#values.keys()].join('\n'));
      case 'FLUSHALL':
        this.#values.clear();
        return answer('OK');
      case 'SAVE':
      case 'BGSAVE':
        this.#save();
        return answer('OK');
      case 'ROLE':
        return answer(leader ? `slave\n${leader.host}\n${leader.port}` : 'master');
      case 'INFO':
        return answer(`# Server\nredis_version:7.4.0\n# Replication\nrole:${leader ? 'slave' : 'master'}`);
      case 'CONFIG':
        return answer(this.#configure(key.toUpperCase(), value.toLowerCase(), request.command.slice(3)));
      case 'AUTH':
        return answer('OK');
      default:
        return { kind: 'answer', ok: false, status: 1, text: `ERR unknown command '${verb}'` };
    }
  }

  /** `CONFIG GET maxmemory*`, `CONFIG SET maxmemory 2mb`: name and value on a line each. */
  #configure(deed: string, name: string, [value = '']: readonly string[]): string {
    if (deed === 'SET') this.#settings.set(name, inBytes(name, value));
    if (deed !== 'GET') return 'OK';
    const pattern = new RegExp(`^${name.replace(/[^\w*-]/g, '').replaceAll('*', '.*')}$`);
    return [...this.#settings].flatMap(([key, text]) => (pattern.test(key) ? [key, text] : [])).join('\n');
  }

  /** `--replicaof redis-leader 6379`, by its older name too. */
  #leader(): { readonly host: string; readonly port: number } | undefined {
    const { argv } = this.#server.process;
    const at = argv.findIndex((word) => /^--(replicaof|slaveof)$/.test(word));
    if (at < 0) return undefined;
    const [host = '', port = '6379'] = argv
      .slice(at + 1, at + 3)
      .join(' ')
      .split(/\s+/);
    return { host, port: Number(port) };
  }

  /** What the leader holds now; while it cannot be reached, what it held when it was last asked. */
  #copy({ host, port }: { readonly host: string; readonly port: number }): void {
    const { process } = this.#server;
    const connection = process.world.network.connect(host, port);
    if (connection.kind !== 'connected' || connection.listener.process === process) return;
    const password = argumentOf(process, '--masterauth');
    const reply = connection.listener.reply({ protocol: 'redis', password, command: [copyAll] });
    if (reply.kind !== 'answer' || !reply.ok) return;
    this.#values.clear();
    for (const [name, value] of JSON.parse(reply.text) as [string, string][]) this.#values.set(name, value);
  }

  #save(): void {
    const { files } = this.#server.process.world;
    try {
      files.makeDirectory(this.#dump.slice(0, this.#dump.lastIndexOf('/')) || '/', { parents: true });
      files.write(this.#dump, JSON.stringify(Object.fromEntries(this.#values)));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.#server.process.errors.write(`Failed opening the temp RDB file for saving: ${error.message}\n`);
    }
  }
}

const usualSettings: readonly (readonly [string, string])[] = [
  ['maxmemory', '0'],
  ['maxmemory-policy', 'noeviction'],
  ['appendonly', 'no'],
  ['save', '3600 1 300 100 60 10000'],
];

/** `redis-server /etc/redis.conf --appendonly yes`: the file first, then the arguments. */
function settingsOf({ process }: Server): Map<string, string> {
  const settings = new Map(usualSettings);
  const set = (name: string, value: string) => settings.set(name.toLowerCase(), inBytes(name, value));
  const [, file = ''] = process.argv;
  const node = file === '' || file.startsWith('-') ? undefined : process.world.files.find(file);
  for (const line of node?.type === 'file' ? node.content.split('\n') : []) {
    const [, name, value = ''] = /^\s*([a-z][\w-]*)\s+(.*?)\s*$/i.exec(line) ?? [];
    if (name !== undefined) set(name, value.replace(/^"(.*)"$/, '$1'));
  }
  for (const [index, word] of process.argv.entries()) {
    if (word.startsWith('--')) set(word.slice(2), process.argv[index + 1] ?? '');
  }
  return settings;
}

const units: Readonly<Record<string, number>> = { k: 1000, kb: 1024, m: 1e6, mb: 1024 ** 2, g: 1e9, gb: 1024 ** 3 };

/** Redis keeps amounts of memory in bytes: `2mb` is 2097152. */
function inBytes(name: string, value: string): string {
  const [, number, unit = ''] = /^(\d+)([kmg]b?)$/i.exec(value) ?? [];
  if (!/memory$|-bytes$/i.test(name) || number === undefined) return value;
  return String(Number(number) * (units[unit.toLowerCase()] ?? 1));
}
