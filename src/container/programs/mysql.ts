/**
 * MariaDB and MySQL as clients see them: accounts made at the first start and kept in the data directory (another password in
 * the environment later changes nothing, `ALTER USER` does), a few statements of SQL over tables that live in the data directory as well.
 */
import { join } from '../files/paths.ts';
import type { Reply, Request } from '../network-namespace.ts';
import { wsrepStatus } from './galera.ts';
import { textsAt } from './setting.ts';
import type { Server } from './speaker.ts';
import { runStatement, type Tables } from './sql.ts';

interface Account {
  /** Undefined: any password of the empty kind only; the account without one. */
  readonly password: string;
  /** Databases it may use; undefined means all. */
  readonly database?: string;
}

interface Kept {
  readonly accounts: Record<string, Account>;
  databases: Record<string, Tables>;
  /** Whose changes it follows, since `CHANGE MASTER TO`; from `START SLAVE` on. */
  source?: { readonly host: string; readonly user: string; readonly password: string; readonly running: boolean };
}

/** What a replica asks for; no client can send it, for no argument holds this character. */
const copyAll = '\u0000copy';

/** `ALTER USER 'root'@'%' IDENTIFIED BY 'new'`, `SET PASSWORD [FOR 'root'@'%'] = PASSWORD('new')`: true when it changed one. */
function rekey(statement: string, self: string, accounts: Record<string, Account>): boolean {
  const altered = /alter\s+user\s+(?:if\s+exists\s+)?['"`]?(\w+)['"`]?(?:@\S+)?\s+identified\s+by\s+(['"])(.*?)\2/gi;
  const set = /set\s+password\s+(?:for\s+['"`]?(\w+)['"`]?(?:@\S+)?\s*)?=\s*(?:password\(\s*)?(['"])(.*?)\2/gi;
  let changed = false;
  for (const pattern of [altered, set]) {
    for (const [, user = self, , password = ''] of statement.matchAll(pattern)) {
      const account = Object.hasOwn(accounts, user) ? accounts[user] : undefined;
      if (!account) continue;
      accounts[user] = { ...account, password };
      changed = true;
    }
  }
  return changed;
}

const systemDatabases = ['information_schema', 'mysql', 'performance_schema', 'sys'];

export class MysqlServer {
  readonly #server: Server;
  readonly #path: string;

  constructor(server: Server) {
    this.#server = server;
    this.#path = join(server.dataDirectory ?? '/var/lib/mysql', 'ibdata1');
    const { member } = server;
    if (member?.received !== undefined) server.process.world.files.write(this.#path, member.received);
    if (this.#read() === undefined) this.#write(this.#first());
    if (member) {
      member.give = () => JSON.stringify(this.#read() ?? this.#first());
      member.take = (text) => server.process.world.files.write(this.#path, text);
    }
    // The socket through which clients of the same container come when they say `localhost`.
    const { files } = server.process.world;
    files.makeDirectory('/run/mysqld', { parents: true });
    files.socket('/run/mysqld/mysqld.sock');
    server.process.onEnd(() => {
      if (files.find('/run/mysqld/mysqld.sock')) files.remove('/run/mysqld/mysqld.sock');
    });
  }

  reply(request: Request): Reply {
    if (request.protocol !== 'mysql') return { kind: 'closed' };
    const kept = this.#read() ?? this.#first();
    const account = Object.hasOwn(kept.accounts, request.user) ? kept.accounts[request.user] : undefined;
    if (!account || account.password !== request.password) {
      const host = request.fromSocket ? 'localhost' : 'localhost';
      return refuse(
        1045,
        '28000',
        `Access denied for user '${request.user}'@'${host}' (using password: ${request.password === '' ? 'NO' : 'YES'})`,
      );
    }
    // Pings come in before a database or a statement is looked at.
    if (request.statement === '') return { kind: 'answer', ok: true, status: 0, text: '' };
    if (request.statement === copyAll)
      return { kind: 'answer', ok: true, status: 0, text: JSON.stringify(kept.databases) };
    this.#follow(kept);
    const { member } = this.#server;
    const status = member && wsrepStatus(member, request.statement);
    if (status !== undefined) return { kind: 'answer', ok: true, status: 0, text: status };
    if (member && !member.serves()) return refuse(1047, '08S01', 'WSREP has not yet prepared node for application use');
    if (this.#server.process.world.conditions.maintenance) {
      return refuse(
        1192,
        'HY000',
        "Can't execute the given command because you have active locked tables or an active transaction",
      );
    }
    if (
      request.database !== '' &&
      !Object.hasOwn(kept.databases, request.database) &&
      !systemDatabases.includes(request.database)
    ) {
      return refuse(1049, '42000', `Unknown database '${request.database}'`);
    }
    const outcome = runStatement(request.statement, kept.databases, request.database, {
      allowed: account.database,
      systemDatabases,
    });
    if (outcome.changed && this.#isReadOnly())
      return refuse(
        1290,
        'HY000',
        'The MySQL server is running with the --super-read-only option so it cannot execute this statement',
      );
    const isRekeyed = rekey(request.statement, request.user, kept.accounts);
    if (this.#told(request.statement, kept) || isRekeyed || outcome.changed) {
      this.#write(kept);
      member?.spread(JSON.stringify(kept));
    }
    return outcome.error
      ? refuse(outcome.error.code, outcome.error.state, outcome.error.message)
      : { kind: 'answer', ok: true, status: 0, text: outcome.text };
  }

  /** `CHANGE MASTER TO MASTER_HOST='db-0.db', …; START SLAVE`: whose copy this is from now on. */
  #told(statement: string, kept: Kept): boolean {
    const change = /change\s+(?:master|replication\s+source)\s+to\s+([^;]*)/i.exec(statement)?.[1];
    const value = (name: string) =>
      new RegExp(`(?:master|source)_${name}\\s*=\\s*'([^']*)'`, 'i').exec(change ?? '')?.[1] ?? '';
    if (change !== undefined)
      kept.source = { host: value('host'), user: value('user'), password: value('password'), running: false };
    const switched = /(start|stop)\s+(?:slave|replica)\b/i.exec(statement)?.[1]?.toLowerCase();
    if (kept.source && switched) kept.source = { ...kept.source, running: switched === 'start' };
    return change !== undefined || switched !== undefined;
  }

  /** What the source holds now; while it cannot be reached, what it held when it was last asked. */
  #follow(kept: Kept): void {
    if (!kept.source?.running) return;
    const { process } = this.#server;
    const connection = process.world.network.connect(kept.source.host, 3306);
    if (connection.kind !== 'connected' || connection.listener.process === process) return;
    const { user, password } = kept.source;
    const reply = connection.listener.reply({ protocol: 'mysql', user, password, fromSocket: false, database: '', statement: copyAll }); // biome-ignore format: one request
    if (reply.kind !== 'answer' || !reply.ok) return;
    kept.databases = JSON.parse(reply.text) as Record<string, Tables>;
    this.#write(kept);
  }

  #isReadOnly(): boolean {
    const { process } = this.#server;
    return (
      process.argv.includes('--super-read-only') ||
      textsAt(process, '/etc/mysql/conf.d').some((text) => /^\s*super[-_]read[-_]only\s*(=\s*(1|on))?\s*$/im.test(text))
    );
  }

  #read(): Kept | undefined {
    const node = this.#server.process.world.files.find(this.#path);
    if (node?.type !== 'file' || node.content === '') return undefined;
    try {
      return JSON.parse(node.content) as Kept;
    } catch {
      return undefined; // somebody wrote over the file: the server starts from nothing
    }
  }

  #write(kept: Kept): void {
    this.#server.process.world.files.write(this.#path, JSON.stringify(kept));
  }

  /** What the entrypoint makes of the environment when the data directory is empty. */
  #first(): Kept {
    const { facts, process } = this.#server;
    const { environment, world } = process;
    const given = (names: readonly string[] | undefined) => {
      for (const name of names ?? []) {
        const value = environment.get(name);
        if (value) return value;
        const file = environment.get(`${name}_FILE`);
        const node = file ? world.files.find(file) : undefined;
        if (node?.type === 'file') return node.content.replace(/\n$/, '');
      }
      return undefined;
    };
    const { accounts } = facts;
    const random = given(accounts?.randomPassword) !== undefined;
    const accountList: Record<string, Account> = {
      root: { password: given(accounts?.administratorPassword) ?? (random ? world.random.nameSuffix(32) : '') },
      healthcheck: { password: 'healthcheck' },
    };
    const databases: Record<string, Tables> = {};
    const database = given(accounts?.database);
    if (database !== undefined) databases[database] = {};
    const user = given(accounts?.user);
    if (user !== undefined)
      accountList[user] = {
        password: given(accounts?.password) ?? '',
        ...(database === undefined ? {} : { database }),
      };
    return { accounts: accountList, databases };
  }
}

function refuse(code: number, state: string, message: string): Reply {
  return { kind: 'answer', ok: false, status: code, text: `ERROR ${code} (${state}): ${message}` };
}
