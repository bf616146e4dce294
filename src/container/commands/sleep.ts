/** `sleep seconds…`: fractions and the endings s, m, h, d; several add up. */
import { sleep as pause } from '#simulation/coroutine.ts';
import { type Command, complain } from '../call.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Undefined for what is no time. */
export function duration(word: string): number | undefined {
  if (word === 'infinity' || word === 'inf') return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word);
  return match ? Number(match[1]) * (units[match[2] || 's'] as number) : undefined;
}

export const sleep: Command = {
  names: ['sleep', 'usleep'],
  *run(call) {
    let seconds = 0;
    if (call.args.length === 0) return complain(call, 'missing operand');
    for (const word of call.args) {
      const time = duration(word);
      if (time === undefined) return complain(call, `invalid number '${word}'`);
      seconds += call.name.endsWith('usleep') ? time / 1_000_000 : time;
    }
    if (seconds !== Number.POSITIVE_INFINITY) yield pause(call.process.world.clock, seconds * 1000);
    if (seconds === Number.POSITIVE_INFINITY || call.process.hung) yield () => undefined;
    return 0;
  },
};
