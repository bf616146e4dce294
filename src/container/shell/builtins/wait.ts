/** `wait [pid…]`: for these jobs or for all; a trapped signal ends the waiting at once, with 128 + its number. */
import type { Builtin } from '../shell.ts';

export const wait: Builtin = {
  names: ['wait'],
  *run(shell, args) {
    const wanted = args.filter((word) => !word.startsWith('-'));
    const pids = wanted.map((word) =>
      /^%\d+$/.test(word) ? shell.jobs[Number(word.slice(1)) - 1]?.pid : Number(word),
    );
    const jobs =
      wanted.length === 0
        ? shell.jobs.filter((job) => !job.ended)
        : pids.flatMap((pid) => shell.jobs.find((job) => job.pid === pid) ?? []);
    if (wanted.length > 0 && jobs.length === 0) return 127;
    const status = yield* shell.traps.waitFor(jobs);
    if (status === undefined) {
      yield* shell.runTraps();
      return 143;
    }
    return wanted.length === 0 ? 0 : status;
  },
};

export const jobs: Builtin = {
  names: ['jobs', 'fg', 'bg', 'disown'],
  run(shell, _args, io) {
    for (const [index, job] of shell.jobs.entries())
      if (!job.ended) io.outputs.get(1)?.write(`[${index + 1}]  Running\n`);
    return 0;
  },
};
