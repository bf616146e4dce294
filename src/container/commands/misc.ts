/** The smallest programs: `true`, `false`, `pwd`, `hostname`, `id`, `uname`, `seq`, `basename`, `dirname`, `yes`, `sync`, `nproc`, `tty`, `sysctl`. */
import { sleep } from '#simulation/coroutine.ts';
import { type Command, complain, options, say } from '../call.ts';
import { nameOf, normalise } from '../files/paths.ts';

const one = (names: readonly string[], run: Command['run'], directory = '/bin'): Command => ({ names, directory, run });

export const misc: readonly Command[] = [
  one(['true', 'sync', 'stty', 'clear', 'renice', 'ulimit', 'umask'], () => 0),
  one(['false'], () => 1),
  // `sysctl -w vm.max_map_count=262144`, as Elasticsearch's init containers do: the kernel's settings change nothing here.
  one(
    ['sysctl'],
    (call) => {
      const settings = call.args.filter((word) => !word.startsWith('-'));
      const written = settings.filter((word) => word.includes('='));
      if (written.length > 0 && call.process.user.uid !== 0)
        return complain(call, `permission denied on key "${written[0]?.split('=')[0]}"`);
      for (const word of written) say(call, word.replace(/\s*=\s*/, ' = '));
      return 0;
    },
    '/sbin',
  ),
  one(['pwd'], (call) => {
    say(call, call.process.workingDirectory);
    return 0;
  }),
  one(['hostname'], (call) => {
    const { world } = call.process;
    if (call.args[0] === '-i' || call.args[0] === '-I') say(call, world.network.address);
    else if (call.args[0] === '-f' || call.args[0] === '-d') {
      const line = world.network.hosts.split('\n').find((one) => one.startsWith(`${world.network.address}\t`));
      const full = line?.split('\t')[1] ?? world.hostname;
      say(call, call.args[0] === '-f' ? full : full.slice(world.hostname.length + 1));
    } else if (call.args[0] === '-s') say(call, world.hostname.split('.')[0] ?? '');
    else say(call, world.hostname);
    return 0;
  }),
  one(
    ['id'],
    (call) => {
      const { user } = call.process;
      const groups = [...new Set([user.gid, ...user.groups])];
      const flag = call.args[0];
      if (flag === '-u') say(call, String(user.uid));
      else if (flag === '-g') say(call, String(user.gid));
      else if (flag === '-G') say(call, groups.join(' '));
      else if (flag === '-un') say(call, user.uid === 0 ? 'root' : String(user.uid));
      else {
        const named = (id: number) => (id === 0 ? '0(root)' : String(id));
        say(call, `uid=${named(user.uid)} gid=${named(user.gid)} groups=${groups.map(named).join(',')}`);
      }
      return 0;
    },
    '/usr/bin',
  ),
  one(['uname'], (call) => {
    const { world } = call.process;
    const { flags } = options(call.args, 'amnrsvpio');
    say(
      call,
      flags.has('a')
        ? `Linux ${world.hostname} 6.8.0 #1 SMP x86_64 GNU/Linux`
        : flags.has('n')
          ? world.hostname
          : flags.has('m')
            ? 'x86_64'
            : flags.has('r')
              ? '6.8.0'
              : 'Linux',
    );
    return 0;
  }),
  one(
    ['seq'],
    (call) => {
      const numbers = call.args.map(Number);
      if (numbers.length === 0 || numbers.some((number) => Number.isNaN(number))) return 1;
      const [first, step, last] =
        numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
      for (
        let value = first as number, count = 0;
        (step as number) > 0 ? value <= (last as number) : value >= (last as number);
        value += step as number
      ) {
        if (count++ > 100_000 || step === 0) break;
        say(call, String(value));
      }
      return 0;
    },
    '/usr/bin',
  ),
  one(
    ['basename'],
    (call) => {
      const name = nameOf(normalise(`/${call.args[0] ?? ''}`));
      const suffix = call.args[1] ?? '';
      say(call, suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name);
      return 0;
    },
    '/usr/bin',
  ),
  one(
    ['dirname'],
    (call) => {
      const path = (call.args[0] ?? '').replace(/\/+$/, '');
      say(call, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.');
      return 0;
    },
    '/usr/bin',
  ),
  one(
    ['nproc'],
    (call) => {
      const { cpus } = call.process.world.limits;
      say(call, String(Number.isFinite(cpus) ? Math.max(1, Math.floor(cpus)) : 4));
      return 0;
    },
    '/usr/bin',
  ),
  one(
    ['yes'],
    function* (call) {
      const text = `${call.args.join(' ') || 'y'}\n`;
      while (!call.output.broken) {
        call.output.write(text.repeat(100));
        yield sleep(call.process.world.clock, 1000);
      }
      return 141;
    },
    '/usr/bin',
  ),
  one(
    ['tty'],
    (call) => {
      say(call, 'not a tty');
      return 1;
    },
    '/usr/bin',
  ),
];
