/** `timeout [-s SIGNAL] [-k seconds] seconds command`: 124 when time ran out. `nohup`, `nice`, `setsid` and `exec`-like runners only run. */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { type Call, type Command, complain, options } from '../call.ts';
import { signalNamed } from '../signals.ts';
import { duration } from './sleep.ts';
import { spawn, startProgram } from './spawn.ts';

export const timeout: Command = {
  names: ['timeout'],
  directory: '/usr/bin',
  *run(call) {
    const start = call.args.findIndex(
      (word, index) => duration(word.replace(/^-t/, '')) !== undefined && !/^-[sk]$/.test(call.args[index - 1] ?? ''),
    );
    const seconds = duration((call.args[start] ?? '').replace(/^-t/, ''));
    if (seconds === undefined) return complain(call, `invalid time interval '${call.args[0] ?? ''}'`, 125);
    const { values } = options(call.args.slice(0, start), '', 'sk');
    const child = startProgram(call, call.args.slice(start + 1), call.process.environment);
    if (typeof child === 'number') return child;
    const { clock } = call.process.world;
    const ended: number | undefined = yield (resume) => {
      const timer = clock.after(seconds * 1000, () => resume(undefined));
      child.onEnd(resume);
      return () => clock.cancel(timer);
    };
    if (ended !== undefined) return ended;
    child.signal(signalNamed(values.get('s') ?? 'TERM') ?? 'TERM', 'inside');
    if (!child.ended && values.has('k')) {
      yield sleep(clock, (duration(values.get('k') ?? '') ?? 0) * 1000);
      child.signal('KILL', 'inside');
    }
    if (!child.ended) yield child.waited();
    return values.get('s') === 'KILL' || values.get('s') === '9'
      ? 137
      : child.exitCode === 143 && call.process.world.image.base === 'busybox'
        ? 143
        : 124;
  },
};

/** In every image; the others only where an image ships them. */
export const runners: Command = { names: ['nohup', 'nice', 'setsid', 'ionice', 'stdbuf'], directory: '/usr/bin', run };

export const initRunners: Command = {
  names: ['tini', 'dumb-init', 'gosu', 'su-exec', 'sudo'],
  directory: '/usr/bin',
  run,
};

function* run(call: Call): Routine<number> {
  let words = call.args;
  while (words[0]?.startsWith('-')) words = words.slice(words[0] === '-n' ? 2 : 1);
  if (/(gosu|su-exec)$/.test(call.name)) words = words.slice(1);
  return yield* spawn(call, words);
}

/** busybox's: how long it took, on the virtual clock. */
export const time: Command = {
  names: ['time'],
  directory: '/usr/bin',
  *run(call) {
    const { clock } = call.process.world;
    const startMs = clock.nowMs;
    const exitCode = yield* spawn(call, call.args[0] === '-p' ? call.args.slice(1) : call.args);
    const seconds = (clock.nowMs - startMs) / 1000;
    call.errors.write(
      `real\t${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`,
    );
    return exitCode;
  },
};
