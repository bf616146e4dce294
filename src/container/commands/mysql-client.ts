/**
 * `mariadb`/`mysql`, `mariadb-admin`/`mysqladmin` and the image's `healthcheck.sh`. Without `-h`, or with `localhost`, they come
 * through the socket file. `ping` succeeds as soon as the server talks, even if it refuses the password.
 */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { Call, Command } from '../call.ts';
import type { Reply } from '../network-namespace.ts';
import { readAll } from '../streams.ts';

interface Settings {
  readonly host: string | undefined;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly statement: string | undefined;
  readonly connectTimeoutSeconds: number | undefined;
  readonly silent: boolean;
  readonly skipNames: boolean;
  readonly words: readonly string[];
}

function settings(call: Call): Settings {
  const environment = call.process.environment;
  const found: Record<string, string> = {};
  const words: string[] = [];
  const flags = new Set<string>();
  const short: Readonly<Record<string, string>> = {
    h: 'host',
    P: 'port',
    u: 'user',
    e: 'execute',
    D: 'database',
    S: 'socket',
  };
  for (let index = 0; index < call.args.length; index++) {
    const word = call.args[index] as string;
    const long = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word);
    if (long?.[1]) {
      const name = long[1].replaceAll('_', '-');
      if (long[2] !== undefined) found[name] = long[2];
      else if (
        [
          'host',
          'port',
          'user',
          'execute',
          'database',
          'socket',
          'protocol',
          'connect-timeout',
          'defaults-file',
          'defaults-extra-file',
          'wait',
        ].includes(name) &&
        name !== 'wait'
      )
        found[name] = call.args[++index] ?? '';
      else flags.add(name);
    } else if (/^-[A-Za-z]/.test(word)) {
      let rest = word.slice(1);
      while (rest !== '') {
        const letter = rest[0] as string;
        rest = rest.slice(1);
        if (letter === 'p') {
          found['password'] = rest; // `-p` alone would ask; there is no terminal, so it counts as empty
          rest = '';
        } else if (Object.hasOwn(short, letter)) {
          found[short[letter] as string] = rest === '' ? (call.args[++index] ?? '') : rest;
          rest = '';
        } else flags.add(letter);
      }
    } else words.push(word);
  }
  return {
    host: found['protocol']?.toLowerCase() === 'tcp' ? (found['host'] ?? '127.0.0.1') : found['host'],
    port: Number(found['port'] ?? 3306) || 3306,
    user: found['user'] ?? (call.process.user.uid === 0 ? 'root' : 'mysql'),
    password: found['password'] ?? environment.get('MYSQL_PWD') ?? '',
    database: found['database'] ?? '',
    statement: found['execute'],
    connectTimeoutSeconds:
      found['connect-timeout'] === undefined ? undefined : Number(found['connect-timeout']) || undefined,
    silent: flags.has('silent') || flags.has('s'),
    skipNames: flags.has('N') || flags.has('skip-column-names'),
    words,
  };
}

/** The server's answer, or the client's own complaint. */
function* ask(call: Call, given: Settings, database: string, statement: string): Routine<Reply | string> {
  const { world } = call.process;
  const local = given.host === undefined || given.host === 'localhost';
  const wasMysql = /(^|\/)mysql/.test(call.name) && !call.process.world.image.repository.includes('mariadb');
  const server = wasMysql ? 'MySQL server' : 'server';
  const socket = world.image.repository === 'mysql' ? '/var/run/mysqld/mysqld.sock' : '/run/mysqld/mysqld.sock';
  if (local && !world.files.find('/run/mysqld/mysqld.sock'))
    return `ERROR 2002 (HY000): Can't connect to local ${server} through socket '${socket}' (2)`;
  const connection = world.network.connect(local ? '127.0.0.1' : (given.host as string), given.port);
  if (connection.kind === 'unknown-name') return `ERROR 2005 (HY000): Unknown ${server} host '${given.host}' (-2)`;
  if (connection.kind === 'refused')
    return local
      ? `ERROR 2002 (HY000): Can't connect to local ${server} through socket '${socket}' (111)`
      : wasMysql
        ? `ERROR 2003 (HY000): Can't connect to MySQL server on '${given.host}:${given.port}' (111)`
        : `ERROR 2002 (HY000): Can't connect to server on '${given.host}' (115)`;
  if (connection.kind === 'timeout') {
    yield sleep(world.clock, (given.connectTimeoutSeconds ?? 130) * 1000);
    return `ERROR 2002 (HY000): Can't connect to ${server} on '${given.host}' (110)`;
  }
  const reply = connection.listener.reply({
    protocol: 'mysql',
    user: given.user,
    password: given.password,
    fromSocket: local,
    database,
    statement,
  });
  if (reply.kind === 'silence') {
    yield given.connectTimeoutSeconds === undefined
      ? () => undefined
      : sleep(world.clock, given.connectTimeoutSeconds * 1000);
    return `ERROR 2013 (HY000): Lost connection to ${server} at 'handshake: reading initial communication packet', system error: 110`;
  }
  if (reply.kind === 'closed')
    return `ERROR 2013 (HY000): Lost connection to ${server} at 'handshake: reading initial communication packet', system error: 0`;
  return reply;
}

export const mysqlClient: Command = {
  names: ['mariadb', 'mysql'],
  directory: '/usr/bin',
  *run(call) {
    const given = settings(call);
    const statement = given.statement ?? (yield* readAll(call.input));
    const reply = yield* ask(
      call,
      given,
      given.database || (given.words[0] ?? ''),
      statement.trim() === '' ? 'SELECT 1' : statement,
    );
    if (typeof reply === 'string') {
      call.errors.write(`${reply}\n`);
      return 1;
    }
    if (reply.kind !== 'answer') return 1;
    if (!reply.ok) {
      // Errors of the connection carry no line, errors of a statement do.
      call.errors.write(
        `${[1045, 1049].includes(reply.status) && !/^use\b/i.test(statement) ? reply.text : reply.text.replace(/^(ERROR \d+ \(\w+\)):/, '$1 at line 1:')}\n`,
      );
      return 1;
    }
    if (statement.trim() !== '') call.output.write(given.skipNames ? reply.text.replace(/^[^\n]*\n/, '') : reply.text);
    return 0;
  },
};

export const mysqlAdmin: Command = {
  names: ['mariadb-admin', 'mysqladmin'],
  directory: '/usr/bin',
  *run(call) {
    const given = settings(call);
    const verb = given.words[0] ?? '';
    const reply = yield* ask(
      call,
      given,
      '',
      verb === 'ping' || verb === 'status' || verb === 'version' || verb === 'shutdown' ? '' : 'SELECT 1',
    );
    const refused = (text: string) => {
      const host = given.host ?? 'localhost';
      if (!given.silent || verb !== 'ping')
        call.errors.write(
          `${call.name}: connect to server at '${host}' failed\nerror: '${text.replace(/^ERROR \d+ \(\w+\): /, '')}'\n`,
        );
    };
    if (typeof reply === 'string') {
      refused(reply);
      const host = given.host ?? 'localhost';
      if (!given.silent)
        call.errors.write(
          host === 'localhost'
            ? `Check that mariadbd is running and that the socket: '/run/mysqld/mysqld.sock' exists!\n`
            : `Check that mariadbd is running on ${host} and that the port is ${given.port}.\n`,
        );
      return 1;
    }
    if (reply.kind !== 'answer') return 1;
    if (!reply.ok) {
      refused(reply.text);
      return verb === 'ping' ? 0 : 1;
    }
    if (verb === 'ping') call.output.write('mysqld is alive\n');
    else if (verb === 'status')
      call.output.write(
        'Uptime: 1  Threads: 1  Questions: 1  Slow queries: 0  Opens: 17  Open tables: 10  Queries per second avg: 1.0\n',
      );
    else if (verb === 'shutdown') call.process.world.pids.processes.get(1)?.signal('TERM', 'inside');
    return 0;
  },
};

/** The script of the mariadb image: every check it names must hold; it logs in as the account `healthcheck` made at the first start. */
export const mariadbHealthcheck: Command = {
  names: ['healthcheck.sh'],
  directory: '/usr/local/bin',
  *run(call) {
    const checks = call.args.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')[0]);
    if (checks.length === 0) {
      call.errors.write('At least one check required\n');
      return 1;
    }
    const given: Settings = {
      host: undefined,
      port: 3306,
      user: 'healthcheck',
      password: 'healthcheck',
      database: '',
      statement: undefined,
      connectTimeoutSeconds: undefined,
      silent: true,
      skipNames: true,
      words: [],
    };
    for (const check of checks) {
      const reply = yield* ask(call, given, '', 'SELECT 1');
      if (typeof reply === 'string' || reply.kind !== 'answer' || !reply.ok) {
        call.errors.write(`healthcheck ${check} failed\n`);
        return 1;
      }
    }
    return 0;
  },
};
