// What the images of data/images demand, keep, lock and answer.
import { describe, expect, test } from 'vitest';
import type { Container } from '#container/container.ts';
import { Layer } from '#container/files/layer.ts';
import { NetworkNamespace } from '#container/network-namespace.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';
import { newContainer, outcomeOf, type Setting } from './container-under-test.ts';

function start(image: string, setting: Setting = {}, clock = new VirtualClock()) {
  const container = newContainer({ image, clock, ...setting });
  container.start();
  return { container, clock };
}

/** Exit code and what it printed; `waits` when it is still running after a minute. */
function exec(container: Container, clock: VirtualClock, text: string): string {
  let result = 'waits';
  container.exec(['sh', '-c', text])((outcome) => {
    result = outcome.ok
      ? `${outcome.value.exitCode} ${outcome.value.output}${outcome.value.errors}`.trim()
      : outcome.error;
  });
  clock.advance(60_000, { until: () => result !== 'waits' });
  return result;
}

const password = { MARIADB_ROOT_PASSWORD: 'clave' };

describe('mariadb:11', () => {
  test('demands that something is said about the password', () => {
    const { container, clock } = start('mariadb:11');
    clock.advance(10_000);
    expect(outcomeOf(container)).toMatchObject({ exitCode: 1, seconds: 0 });
    expect(outcomeOf(container).errors).toContain('Database is uninitialized and password option is not specified');
  });

  const accepted: readonly Readonly<Record<string, string>>[] = [password, { MARIADB_ALLOW_EMPTY_ROOT_PASSWORD: '1' }, { MARIADB_RANDOM_ROOT_PASSWORD: 'yes' }, { MYSQL_ROOT_PASSWORD: 'x' }, { MYSQL_ALLOW_EMPTY_PASSWORD: 'y' }, { MARIADB_ROOT_PASSWORD_HASH: '*81F5' }, { MARIADB_ROOT_PASSWORD_FILE: '/run/secret' }]; // biome-ignore format: a list
  test.each(accepted)('is content with %o', (environment) => {
    const { container, clock } = start('mariadb:11', { environment });
    clock.advance(10_000);
    expect(container.state).toBe('running');
  });

  const answers: readonly [string, string, string][] = [
    ['ping', 'mariadb-admin ping -uroot -pclave', '0 mysqld is alive'],
    ['ping without the password', 'mariadb-admin ping >/dev/null 2>&1; echo $?', '0 0'],
    ['SELECT without the password', "mariadb -e 'SELECT 1'", "1 ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"],
    ['SELECT with a wrong one', "mariadb -pwrong -e 'SELECT 1'", "1 ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)"],
    ['-p', "mariadb -uroot -pclave -e 'SELECT 1'", '0 1\n1'],
    ['the old password after ALTER USER', `mariadb -pclave -e "ALTER USER 'root'@'%' IDENTIFIED BY 'otra'"; mariadb -pclave -e 'SELECT 1'`, "1 ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)"],
    ['the new one after SET PASSWORD', `mariadb -pclave -e "SET PASSWORD = PASSWORD('otra')"; mariadb -potra -N -e 'SELECT 1'`, '0 1'],
    ['--password=', "mariadb --user=root --password=clave -e 'SELECT 1' -N", '0 1'],
    ['MYSQL_PWD', "MYSQL_PWD=clave mariadb -e 'SELECT 1' -N", '0 1'],
    ['from the environment', `mariadb -uroot -p"$MARIADB_ROOT_PASSWORD" -h127.0.0.1 -e 'SELECT 1' -N`, '0 1'],
    ['the names of MySQL are gone', 'mysqladmin ping', '127 sh: 1: mysqladmin: not found'],
    ['healthcheck.sh', 'healthcheck.sh --connect --innodb_initialized', '0'],
    ['an unknown database', "mariadb -pclave nope -e 'SELECT 1'", "1 ERROR 1049 (42000): Unknown database 'nope'"],
    ['data', `mariadb -pclave -e 'CREATE DATABASE a; CREATE TABLE a.t (x int); INSERT INTO a.t VALUES (1),(2); SELECT COUNT(*) FROM a.t' -N`, '0 2'],
    ['a syntax error', "mariadb -pclave -e 'SELEC 1' 2>&1 | cut -c1-31", '0 ERROR 1064 (42000) at line 1: Y'],
  ]; // biome-ignore format: a table
  test.each(answers)('%s', (_name, command, expected) => {
    const { container, clock } = start('mariadb:11', { environment: password });
    clock.advance(10_000);
    expect(exec(container, clock, command)).toBe(expected);
  });

  test('nothing listens while it starts, and the socket is not there', () => {
    const { container, clock } = start('mariadb:11', { environment: password });
    clock.advance(3000);
    expect(exec(container, clock, 'mariadb-admin ping -h127.0.0.1 2>&1 | head -2')).toBe(
      "0 mariadb-admin: connect to server at '127.0.0.1' failed\nerror: 'Can't connect to server on '127.0.0.1' (115)'",
    );
    expect(exec(container, clock, "mariadb -e 'SELECT 1'")).toBe(
      "1 ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)",
    );
  });

  test('in maintenance it answers pings and no questions', () => {
    const { container, clock } = start('mariadb:11', { environment: password });
    clock.advance(10_000);
    container.world.conditions.maintenance = true;
    expect(exec(container, clock, 'mariadb-admin ping -pclave')).toBe('0 mysqld is alive');
    expect(exec(container, clock, "mariadb -pclave -e 'SELECT 1'")).toMatch(/^1 ERROR 1192/);
  });

  test('hung, it lets everybody wait, and SIGTERM too', () => {
    const { container, clock } = start('mariadb:11', { environment: password });
    clock.advance(10_000);
    container.world.conditions.hung = true;
    expect(exec(container, clock, 'mariadb-admin ping')).toBe('waits');
    expect(exec(container, clock, "mariadb -pclave -e 'SELECT 1'")).toBe('waits');
    container.signal('TERM');
    clock.advance(10_000);
    expect(container.state).toBe('running');
  });

  const data = () => {
    const layer = new Layer();
    return { layer, mounts: [{ path: '/var/lib/mysql', layer, subPath: '/', readOnly: false, device: 'disk' }] };
  };

  test('data and passwords outlive the container; another password later changes nothing', () => {
    const { mounts } = data();
    const clock = new VirtualClock();
    const first = start('mariadb:11', { environment: password, mounts }, clock).container;
    clock.advance(10_000);
    exec(first, clock, "mariadb -pclave -e 'CREATE DATABASE kept'");
    first.signal('TERM');
    clock.advance(5000);
    expect(outcomeOf(first)).toMatchObject({ exitCode: 0 });
    const second = start('mariadb:11', { environment: { MARIADB_ROOT_PASSWORD: 'otra' }, mounts }, clock).container;
    clock.advance(3000);
    expect(exec(second, clock, "mariadb -potra -e 'SHOW DATABASES'")).toMatch(/^1 ERROR 1045/);
    expect(exec(second, clock, "mariadb -pclave -e 'SHOW DATABASES' | grep kept")).toBe('0 kept');
  });

  test('a second server on the same data waits 30 s for the lock and dies', () => {
    const { mounts } = data();
    const clock = new VirtualClock();
    start('mariadb:11', { environment: password, mounts }, clock);
    clock.advance(20_000);
    const second = start('mariadb:11', { environment: password, mounts }, clock).container;
    clock.advance(60_000);
    expect(outcomeOf(second)).toMatchObject({ exitCode: 1, seconds: 30 });
    expect(outcomeOf(second).errors).toContain("Can't lock aria control file");
  });

  test('two servers in two folders of one disk do not meet', () => {
    const [mount] = data().mounts;
    if (!mount) throw new Error('there is a mount');
    mount.layer.makeDirectories('/one');
    mount.layer.makeDirectories('/two');
    const clock = new VirtualClock();
    const [first, second] = ['/one', '/two'].map(
      (subPath) => start('mariadb:11', { environment: password, mounts: [{ ...mount, subPath }] }, clock).container,
    );
    clock.advance(60_000);
    expect([first?.state, second?.state]).toEqual(['running', 'running']);
  });

  test('when the first lets go in time, it starts', () => {
    const { mounts } = data();
    const clock = new VirtualClock();
    const first = start('mariadb:11', { environment: password, mounts }, clock).container;
    clock.advance(20_000);
    const second = start('mariadb:11', { environment: password, mounts }, clock).container;
    clock.advance(10_000);
    first.signal('TERM');
    clock.advance(10_000);
    expect([first.state, second.state, exec(second, clock, 'mariadb-admin ping -pclave')]).toEqual([
      'exited',
      'running',
      '0 mysqld is alive',
    ]);
  });

  test('args extend the server, a command replaces everything', () => {
    const extended = start('mariadb:11', { environment: password, args: ['--max-connections=200', '--port=3307'] });
    extended.clock.advance(10_000);
    expect([...extended.container.world.network.listeners.keys()]).toEqual([3307]);
    const replaced = start('mariadb:11', { command: ['sleep', 'infinity'] });
    replaced.clock.advance(10_000);
    expect([replaced.container.state, replaced.container.world.network.listeners.size]).toEqual(['running', 0]);
  });
});

describe('other images', () => {
  test('mariadb:10 and mysql have the names of MySQL', () => {
    for (const image of ['mariadb:10.11', 'mysql:8']) {
      const { container, clock } = start(image, { environment: { MYSQL_ROOT_PASSWORD: 'x' } });
      clock.advance(20_000);
      expect(exec(container, clock, 'mysqladmin ping -px')).toBe('0 mysqld is alive');
    }
  });

  test('wordpress answers 500 until its database answers', () => {
    const network = new NetworkNamespace({ address: '10.0.0.1' });
    const clock = new VirtualClock();
    const environment = { WORDPRESS_DB_HOST: '127.0.0.1', WORDPRESS_DB_USER: 'wp', WORDPRESS_DB_PASSWORD: 'x' };
    const { container } = start('wordpress:6', { environment, network }, clock);
    clock.advance(10_000);
    const status = () => exec(container, clock, "curl -s -o /dev/null -w '%{http_code}' http://localhost/");
    expect(status()).toBe('0 500');
    start(
      'mariadb:11',
      {
        network,
        environment: {
          MARIADB_ROOT_PASSWORD: 'r',
          MARIADB_USER: 'wp',
          MARIADB_PASSWORD: 'x',
          MARIADB_DATABASE: 'wordpress',
        },
      },
      clock,
    );
    clock.advance(10_000);
    expect(status()).toBe('0 200');
    expect(exec(container, clock, 'curl -s -o /dev/null -w "%{http_code}" http://localhost/none')).toBe('0 404');
  });

  test('nginx serves its files, and stops with 0 on QUIT and TERM', () => {
    const { container, clock } = start('nginx:1.27');
    clock.advance(1000);
    expect(exec(container, clock, 'curl -s localhost | grep -c Welcome')).toBe('0 1');
    container.signal(container.stopSignal);
    clock.advance(1000);
    expect(outcomeOf(container)).toMatchObject({ exitCode: 0 });
  });

  test('redis forgets what SIGKILL takes and keeps what SIGTERM saves', () => {
    const layer = new Layer();
    const mounts = [{ path: '/data', layer, subPath: '/', readOnly: false, device: 'disk' }];
    const run = (signal: 'KILL' | 'TERM', command: string) => {
      const { container, clock } = start('redis:7', { mounts });
      clock.advance(1000);
      const answer = exec(container, clock, command);
      container.signal(signal);
      clock.advance(1000);
      return answer;
    };
    expect(run('KILL', 'redis-cli set a 1')).toBe('0 OK');
    expect(run('TERM', 'redis-cli get a; redis-cli set b 2')).toBe('0 \nOK'.trim());
    expect(run('TERM', 'redis-cli get b')).toBe('0 2');
  });

  test('postgres demands a password, then answers', () => {
    const bare = start('postgres:17');
    bare.clock.advance(10_000);
    expect(outcomeOf(bare.container)).toMatchObject({ exitCode: 1 });
    const { container, clock } = start('postgres:17', { environment: { POSTGRES_PASSWORD: 'x' } });
    clock.advance(10_000);
    expect(exec(container, clock, 'pg_isready')).toBe('0 /var/run/postgresql:5432 - accepting connections');
    expect(exec(container, clock, "psql -U postgres -c 'CREATE TABLE t (a int)'")).toBe('0');
  });

  test('an image nobody described runs for ever and listens on its ports', () => {
    const { container, clock } = start('example.com/team/app:1');
    clock.advance(3_600_000);
    expect([container.state, container.world.image.described]).toEqual(['running', false]);
  });
});

describe('filebeat', () => {
  const images = ['elastic/filebeat:8.15.0', 'docker.elastic.co/beats/filebeat:8.15.0'];
  const words: readonly (readonly string[] | undefined)[] = [
    undefined,
    ['-e'],
    ['-c', '/usr/share/filebeat/filebeat.yml', '-e'],
    ['filebeat', '-e'],
  ];
  test('ends where its configuration is not', () => {
    const { container, clock } = start('elastic/filebeat:8.15.0', { args: ['-c', '/etc/filebeat.yml', '-e'] });
    clock.advance(10_000);
    expect(outcomeOf(container)).toMatchObject({ exitCode: 1 });
  });
  test.each(images.flatMap((image) => words.map((args) => [image, args] as const)))(
    '%s goes on with %j',
    (image, args) => {
      const { container, clock } = start(image, { args });
      clock.advance(10_000);
      expect(container.state).toBe('running');
    },
  );
});

describe('wordpress', () => {
  const answered: readonly [string, number][] = [
    ['127.0.0.1', 200],
    ['localhost', 500],
    ['localhost:3306', 500],
    ['nobody', 500],
  ];
  test.each(answered)('with its database at %s answers %i: to PHP localhost is a socket', (host, status) => {
    const clock = new VirtualClock();
    const network = new NetworkNamespace({ address: '10.0.0.1' });
    start('mariadb:11', { network, environment: { ...password, MARIADB_DATABASE: 'wordpress' } }, clock);
    start(
      'wordpress:6',
      { network, environment: { WORDPRESS_DB_HOST: host, WORDPRESS_DB_USER: 'root', WORDPRESS_DB_PASSWORD: 'clave' } },
      clock,
    );
    clock.advance(60_000);
    const connection = network.accept(80);
    const request = { protocol: 'http', method: 'GET', path: '/', host: 'a', body: '', headers: {} } as const;
    const reply = connection.kind === 'connected' ? connection.listener.reply(request) : undefined;
    expect(reply).toMatchObject({ kind: 'answer', status });
  });
});

describe('/bin and /usr/bin', () => {
  const found: readonly [string, string, string][] = [
    ['debian:13', '/usr/bin/echo hi; /bin/echo ho', '0 hi\nho'],
    ['fedora:42', '/usr/bin/sh -c "/usr/bin/echo hi"', '0 hi'],
    ['alpine:3.22', '/usr/bin/echo hi', '127 sh: /usr/bin/echo: not found'],
  ];
  test.each(found)('in %s: %s', (image, command, expected) => {
    const { container, clock } = start(image, { args: ['sleep', '1000'] });
    clock.advance(1000);
    expect(exec(container, clock, command)).toBe(expected);
  });
});

describe('in front or behind', () => {
  const ends: readonly [string, readonly string[], string][] = [
    ['nginx:1.29', ['nginx', '-g', 'daemon off;'], 'running'],
    ['nginx:1.29', ['nginx'], 'exited 0'],
    ['nginx:1.29', ['sh', '-c', 'nginx; sleep 1000'], 'running'],
    ['nginx:1.29', ['sh', '-c', 'echo "daemon off;" >> /etc/nginx/nginx.conf; exec nginx'], 'running'],
    ['nginx:1.29', ['nginx', '-t'], 'exited 0'],
    ['nginx:1.29', ['sh', '-c', '(sleep 2; nginx -s quit) & exec nginx -g "daemon off;"'], 'exited 0'],
    ['httpd:2.4', ['httpd-foreground'], 'running'],
    ['httpd:2.4', ['httpd', '-DFOREGROUND'], 'running'],
    ['httpd:2.4', ['httpd'], 'exited 0'],
  ];
  test.each(ends)('%s with %j: %s', (image, args, expected) => {
    const { container, clock } = start(image, { args });
    clock.advance(10_000);
    const { exitCode } = outcomeOf(container);
    expect(container.state === 'running' ? 'running' : `exited ${exitCode}`).toBe(expected);
  });
});
