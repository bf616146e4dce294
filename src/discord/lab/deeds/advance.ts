import type { Deed } from '../lab-call.ts';

/** Buttons for time are lines that could as well be typed. A second press of the same button does nothing. */
export const step = types('step');
export const minute = types('wait 1m');
export const minutes = types('wait 10m');
export const ready = types('until ready');

function types(line: string): Deed {
  return { isPublic: true, run: (call) => call.type(line, call.seen) };
}
