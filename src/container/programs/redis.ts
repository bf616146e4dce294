/** Redis as clients see it: PING, SET, GET, INCR, DEL, KEYS, DBSIZE, SAVE, INFO, ROLE; what was saved is read again at the next start. */
import { FileError, join } from '../file-system.ts';
import type { Reply, Request } from '../network-namespace.ts';
import { argumentOf, type Server } from './speaker.ts';

export class RedisServer {
  readonly #server: Server;
  readonly #values = new Map<string, string>();
  readonly #dump: string;

  constructor(server: Server) {
    this.#server = server;
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
        return answer('master');
      case 'INFO':
        return answer(`# Server\nredis_version:7.4.0\n# Replication\nrole:master`);
      case 'CONFIG':
      case 'AUTH':
        return answer('OK');
      default:
        return { kind: 'answer', ok: false, status: 1, text: `ERR unknown command '${verb}'` };
    }
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
