/** From which instant of the script to which a check looks: named ones, else the whole run. Shared by many checks. */
import * as z from 'zod';
import type { Play } from '../play/play.ts';
import { broken, type Finding } from './check.ts';

/** Spread into a check's own parameters. */
export const span = { from: z.string().optional(), to: z.string().optional() };

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Undefined when the run never came to where it begins. A span whose end never came lasts until the run's end. */
export function spanOf(
  play: Play,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Span | undefined {
  const startMs = from === undefined ? 0 : play.marks.get(from);
  if (startMs === undefined) return undefined;
  return { startMs, endMs: (to === undefined ? undefined : play.marks.get(to)) ?? play.endMs };
}

export function notReached(): Finding {
  return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
}
