/** `kill [-s SIGNAL|-SIGNAL] pid…`, `killall name`, `pkill name`, `pidof name`, `pgrep name`. */
import { type Call, type Command, complain, say } from '../call.ts';
import { nameOf } from '../files/paths.ts';
import type { Process } from '../process.ts';
import { type Signal, signalNamed, signalNumbers } from '../signals.ts';

export const kill: Command = {
  names: ['kill'],
  run(call) {
    let words = call.args;
    let signal: Signal | 'none' = 'TERM';
    if (words[0] === '-l') {
      say(call, Object.keys(signalNumbers).join(' '));
      return 0;
    }
    if (words[0] === '-s' || words[0] === '-n') words = [`-${words[1] ?? ''}`, ...words.slice(2)];
    if (words[0]?.startsWith('-') && words[0] !== '--') {
      const name = words[0].slice(1);
      const named = name === '0' ? 'none' : signalNamed(name);
      if (!named) return complain(call, `invalid signal '${name}'`);
      signal = named;
      words = words.slice(1);
    }
    const pids = words.filter((word) => word !== '--');
    if (pids.length === 0) return complain(call, 'you need to specify whom to kill');
    let status = 0;
    for (const word of pids) {
      const { processes } = call.process.world.pids;
      const targets =
        word === '-1'
          ? [...processes.values()].filter((process) => process !== call.process && process.pid !== 1)
          : [processes.get(Math.abs(Number(word)))];
      for (const target of targets) {
        if (!target) status = complain(call, `can't kill pid ${word}: No such process`);
        else if (signal !== 'none') target.signal(signal, 'inside');
      }
    }
    return status;
  },
};

/** The name a process is known by: its program without the directory. */
function named(process: Process, name: string, call: Call): boolean {
  return process !== call.process && nameOf(process.argv[0] ?? '') === name;
}

export const killall: Command = {
  names: ['killall', 'pkill', 'pidof', 'pgrep'],
  directory: '/usr/bin',
  run(call) {
    const asked = nameOf(call.name);
    const signalWord = call.args.find((word) => /^-[A-Z0-9]+$/.test(word) && signalNamed(word.slice(1)));
    const whole = call.args.includes('-f');
    const names = call.args.filter((word) => !word.startsWith('-'));
    const { processes } = call.process.world.pids;
    let found = false;
    for (const process of [...processes.values()]) {
      const hit = names.some(
        (name) =>
          named(process, name, call) ||
          ((whole || asked.startsWith('p')) &&
            asked !== 'pidof' &&
            process !== call.process &&
            (whole ? process.argv.join(' ') : nameOf(process.argv[0] ?? '')).includes(name)),
      );
      if (!hit) continue;
      found = true;
      if (asked === 'pidof' || asked === 'pgrep') say(call, String(process.pid));
      else process.signal(signalNamed(signalWord?.slice(1) ?? 'TERM') ?? 'TERM', 'inside');
    }
    if (!found && asked === 'killall') return complain(call, `${names[0] ?? ''}: no process killed`);
    return found ? 0 : 1;
  },
};
