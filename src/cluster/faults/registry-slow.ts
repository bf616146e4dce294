/**
 * The registry is busy or far away: every pull takes so many seconds. Only nodes that have run an image have it, the others
 * pull it first. `registry-normal` ends it.
 */
import { ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';

export interface RegistrySlow {
  readonly kind: 'registry-slow' | 'registry-normal';
  readonly seconds?: number;
}

export const registrySlow: FaultKind<RegistrySlow> = {
  kind: 'registry-slow',
  strike({ dataPlane, trace }, { kind, seconds = 120 }) {
    trace.record({ kind: 'script', what: kind });
    dataPlane.registryTrouble.pullSeconds = kind === 'registry-slow' ? seconds : undefined;
    return ok(undefined);
  },
};
