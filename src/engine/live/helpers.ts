/**
 * Who leads. The host may do everything; a co-host (somebody in the room whom the host has made one, or whoever has the second
 * key) runs the lesson with the host, but neither ends it, nor bars anybody, nor says who else leads.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { HostFact } from './live-session.ts';
import type { LiveState } from './live-state.ts';

export type Leader = 'host' | 'co-host';

const hostAlone: ReadonlySet<HostFact['kind']> = new Set(['finish', 'ban', 'co-host']);

export function mayDo(leader: Leader, fact: HostFact): Result<undefined, Text> {
  if (leader === 'host' || !hostAlone.has(fact.kind)) return ok(undefined);
  return fail({
    es: 'Eso lo decide quien dirige: quien ayuda no puede hacerlo.',
    en: 'That is for the host to decide: a co-host cannot.',
  });
}

/** Whether this participant leads too. */
export function isCoHost({ participants }: Pick<LiveState, 'participants'>, participant: string): boolean {
  const one = participants.get(participant);
  return one?.standing === 'in' && one.role === 'co-host';
}
