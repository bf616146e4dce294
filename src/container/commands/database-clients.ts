/** `pg_isready`, `psql`, `redis-cli`. */
import { sleep } from '#simulation/coroutine.ts';
import { type Command, options, say } from '../call.ts';
import { readAll } from '../streams.ts';

export const pgIsReady: Command = {
  names: ['pg_isready'],
  directory: '/usr/bin',
  *run(call) {
    const { values } = options(call.args, 'q', 'hpUdt', ['host', 'port', 'username', 'dbname', 'timeout', 'quiet']);
    const host = values.get('h') ?? values.get('host');
    const port = Number(values.get('p') ?? values.get('port') ?? 5432);
    const { world } = call.process;
    const connection = world.network.connect(host ?? '127.0.0.1', port);
    const place = host === undefined ? `/var/run/postgresql:${port}` : `${host}:${port}`;
    const reply =
      connection.kind === 'connected'
        ? connection.listener.reply({ protocol: 'postgres', user: '', password: '', database: '', statement: '' })
        : undefined;
    if (connection.kind === 'timeout' || reply?.kind === 'silence') {
      yield sleep(world.clock, Number(values.get('t') ?? values.get('timeout') ?? 3) * 1000);
      say(call, `${place} - no response`);
      return 2;
    }
    say(call, `${place} - ${reply?.kind === 'answer' ? 'accepting connections' : 'no response'}`);
    return reply?.kind === 'answer' ? 0 : 2;
  },
};

export const psql: Command = {
  names: ['psql'],
  directory: '/usr/bin',
  *run(call) {
    const { values, rest } = options(call.args, 'tAqXwW1lE', 'hpUdcfvF', [
      'host',
      'port',
      'username',
      'dbname',
      'command',
      'tuples-only',
    ]);
    const environment = call.process.environment;
    const host = values.get('h') ?? values.get('host') ?? environment.get('PGHOST');
    const port = Number(values.get('p') ?? values.get('port') ?? environment.get('PGPORT') ?? 5432);
    const user = values.get('U') ?? values.get('username') ?? environment.get('PGUSER') ?? 'root';
    const statement = values.get('c') ?? values.get('command') ?? (yield* readAll(call.input));
    const connection = call.process.world.network.connect(host ?? '127.0.0.1', port);
    const prefix =
      host === undefined
        ? `connection to server on socket "/var/run/postgresql/.s.PGSQL.${port}" failed`
        : `connection to server at "${host}", port ${port} failed`;
    if (connection.kind === 'unknown-name') {
      call.errors.write(`psql: error: could not translate host name "${host}" to address: Name or service not known\n`);
      return 2;
    }
    if (connection.kind === 'timeout') yield sleep(call.process.world.clock, 130_000);
    if (connection.kind !== 'connected') {
      call.errors.write(
        `psql: error: ${prefix}: ${host === undefined ? 'No such file or directory' : 'Connection refused'}\n\tIs the server running${host === undefined ? ' locally and accepting connections on that socket' : ' on that host and accepting TCP/IP connections'}?\n`,
      );
      return 2;
    }
    // On the socket the image trusts everybody; over TCP a password is asked for.
    const password =
      host === undefined || host === 'localhost' || host === '127.0.0.1'
        ? '\u0000local'
        : (environment.get('PGPASSWORD') ?? '');
    const reply = connection.listener.reply({
      protocol: 'postgres',
      user,
      password,
      database: values.get('d') ?? values.get('dbname') ?? rest[0] ?? environment.get('PGDATABASE') ?? user,
      statement: statement.trim() === '' ? 'SELECT 1' : statement,
    });
    if (reply.kind === 'silence') yield () => undefined;
    if (reply.kind !== 'answer') return 2;
    if (!reply.ok) {
      call.errors.write(reply.status === 2 ? `psql: error: ${prefix}: ${reply.text}\n` : `${reply.text}\n`);
      return reply.status;
    }
    call.output.write(reply.text);
    return 0;
  },
};

export const redisCli: Command = {
  names: ['redis-cli', 'valkey-cli'],
  directory: '/usr/local/bin',
  *run(call) {
    const { values, rest } = options(call.args, 'xc', 'hpant', ['raw', 'no-auth-warning', 'pass', 'user']);
    const host = values.get('h') ?? '127.0.0.1';
    const port = Number(values.get('p') ?? 6379);
    const connection = call.process.world.network.connect(host, port);
    if (connection.kind === 'timeout') yield sleep(call.process.world.clock, 130_000);
    if (connection.kind !== 'connected') {
      call.errors.write(
        `Could not connect to Redis at ${host}:${port}: ${connection.kind === 'unknown-name' ? 'Name or service not known' : connection.kind === 'timeout' ? 'Operation timed out' : 'Connection refused'}\n`,
      );
      return 1;
    }
    const password = values.get('a') ?? values.get('pass') ?? call.process.environment.get('REDISCLI_AUTH');
    const command = rest.length > 0 ? rest : (yield* readAll(call.input)).trim().split(/\s+/);
    const reply = connection.listener.reply({ protocol: 'redis', password, command });
    if (reply.kind === 'silence') yield () => undefined;
    if (reply.kind !== 'answer') {
      call.errors.write('Error: Server closed the connection\n');
      return 1;
    }
    say(call, reply.ok ? reply.text : `(error) ${reply.text}`);
    // redis-cli ends with 0 after an error reply too, as long as the connection held.
    return 0;
  },
};
