/**
 * `apk add`, `apt-get install`, `dnf install`: a program that an image lacks comes from the distribution's server, if that can be
 * reached, and is in PATH from then on, for this container alone. Packages that hold no simulated program install as well.
 */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { type Call, type Command, complain, say } from '../call.ts';
import { join } from '../files/paths.ts';

/** Package → the programs in it that can be simulated. A package that is named like its program is not listed. */
const contents: Readonly<Record<string, readonly string[]>> = {
  'mariadb-client': ['mariadb', 'mariadb-admin', 'mysql', 'mysqladmin'],
  'mysql-client': ['mysql', 'mysqladmin'],
  'default-mysql-client': ['mysql', 'mysqladmin', 'mariadb', 'mariadb-admin'],
  'postgresql-client': ['psql', 'pg_isready'],
  'redis-tools': ['redis-cli'],
  redis: ['redis-cli'],
  'netcat-openbsd': ['nc'],
  netcat: ['nc'],
  nmap: ['nc'],
  'nmap-ncat': ['nc'],
  'iputils-ping': ['ping'],
  iputils: ['ping'],
  dnsutils: ['nslookup'],
  'bind-tools': ['nslookup'],
  'bind-utils': ['nslookup'],
  procps: ['ps'],
  'procps-ng': ['ps'],
  psmisc: ['killall'],
};

const secondsForDownload = 4;

/** `program` says how a file of this name is run; nothing where the name belongs to no program there is. */
export function packageManagers(program: (name: string) => string | undefined): {
  readonly alpine: Command;
  readonly debian: Command;
  readonly fedora: Command;
} {
  const manager = (names: readonly string[], host: string): Command => ({
    names,
    directory: '/usr/bin',
    *run(call) {
      const [verb = '', ...words] = call.args.filter((word) => !word.startsWith('-'));
      const installs = verb === 'add' || verb === 'install';
      if (!installs && !['update', 'upgrade', 'clean', 'makecache', 'autoremove', 'del', 'remove'].includes(verb))
        return complain(call, `${verb}: unknown command`);
      if (call.process.user.uid !== 0) return complain(call, 'Unable to lock database: Permission denied');
      if (verb === 'clean' || verb === 'autoremove' || verb === 'del' || verb === 'remove') return 0;
      const problem = yield* reach(call, host);
      if (problem !== undefined) return complain(call, problem);
      if (!installs) return 0;
      for (const word of words) {
        const name = word.replace(/[=@~<>].*$/, '');
        for (const one of contents[name] ?? [name]) {
          const how = program(one);
          const { files } = call.process.world;
          const place = join('/usr/bin', one);
          if (how !== undefined && !files.find(place)) files.write(place, '', { mode: 0o755, program: how });
        }
        say(call, `Installing ${name}`);
      }
      return 0;
    },
  });
  return {
    alpine: manager(['apk'], 'dl-cdn.alpinelinux.org'),
    debian: manager(['apt-get', 'apt'], 'deb.debian.org'),
    fedora: manager(['dnf', 'microdnf', 'yum'], 'mirrors.fedoraproject.org'),
  };
}

function* reach(call: Call, host: string): Routine<string | undefined> {
  const connection = call.process.world.network.connect(host, 443);
  if (connection.kind === 'unknown-name') return `could not resolve host: ${host}`;
  if (connection.kind !== 'connected') {
    yield sleep(call.process.world.clock, 30_000);
    return `could not connect to ${host}`;
  }
  yield sleep(call.process.world.clock, secondsForDownload * 1000);
  return undefined;
}
