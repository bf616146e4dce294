/** PostgreSQL as clients see it: one administrator from the environment of the first start, kept in the data directory. */
import { join } from '../files/paths.ts';
import type { Reply, Request } from '../network-namespace.ts';
import type { Server } from './speaker.ts';
import { runStatement, type Tables } from './sql.ts';

interface Kept {
  readonly user: string;
  readonly password: string;
  readonly databases: Record<string, Tables>;
}

export class PostgresServer {
  readonly #server: Server;
  readonly #path: string;

  constructor(server: Server) {
    this.#server = server;
    this.#path = join(server.dataDirectory ?? '/var/lib/postgresql/data', 'base/1');
    if (this.#read() !== undefined) return;
    const { environment, world } = server.process;
    const user = environment.get('POSTGRES_USER') || 'postgres';
    const file = environment.get('POSTGRES_PASSWORD_FILE');
    const node = file ? world.files.find(file) : undefined;
    const password = environment.get('POSTGRES_PASSWORD') ?? (node?.type === 'file' ? node.content.trim() : '');
    world.files.makeDirectory(join(server.dataDirectory ?? '/var/lib/postgresql/data', 'base'), { parents: true });
    this.#write({ user, password, databases: { postgres: {}, [environment.get('POSTGRES_DB') || user]: {} } });
  }

  reply(request: Request): Reply {
    if (request.protocol !== 'postgres') return { kind: 'closed' };
    const kept = this.#read();
    if (!kept) return { kind: 'closed' };
    if (request.statement === '') return { kind: 'answer', ok: true, status: 0, text: '' };
    const database = request.database || request.user;
    if (request.user !== kept.user)
      return { kind: 'answer', ok: false, status: 2, text: `FATAL:  role "${request.user}" does not exist` };
    if (request.password !== kept.password && request.password !== '\u0000local')
      return {
        kind: 'answer',
        ok: false,
        status: 2,
        text: `FATAL:  password authentication failed for user "${request.user}"`,
      };
    if (!Object.hasOwn(kept.databases, database))
      return { kind: 'answer', ok: false, status: 2, text: `FATAL:  database "${database}" does not exist` };
    if (this.#server.process.world.conditions.maintenance)
      return { kind: 'answer', ok: false, status: 1, text: 'ERROR:  canceling statement due to lock timeout' };
    const outcome = runStatement(request.statement, kept.databases, database, {
      allowed: undefined,
      systemDatabases: ['pg_catalog', 'information_schema'],
    });
    if (outcome.changed) this.#write(kept);
    return outcome.error
      ? { kind: 'answer', ok: false, status: 1, text: `ERROR:  ${outcome.error.message}` }
      : { kind: 'answer', ok: true, status: 0, text: outcome.text };
  }

  #read(): Kept | undefined {
    const node = this.#server.process.world.files.find(this.#path);
    if (node?.type !== 'file' || node.content === '') return undefined;
    try {
      return JSON.parse(node.content) as Kept;
    } catch {
      return undefined;
    }
  }

  #write(kept: Kept): void {
    this.#server.process.world.files.write(this.#path, JSON.stringify(kept));
  }
}
