/** All checks a scenario can name. */
import { backInEndpointsWithin } from './back-in-endpoints-within.ts';
import type { Check } from './check.ts';
import { dataSurvives } from './data-survives.ts';
import { imageRunning } from './image-running.ts';
import { killedWithin } from './killed-within.ts';
import { noTwoWriters } from './no-two-writers.ts';
import { notReplaced } from './not-replaced.ts';
import { outOfEndpointsWithin } from './out-of-endpoints-within.ts';
import { ownVolumeEach } from './own-volume-each.ts';
import { replicasReady } from './replicas-ready.ts';
import { restartsAtMost } from './restarts-at-most.ts';
import { sameIdentityAfterLoss } from './same-identity-after-loss.ts';
import { scalesAlone } from './scales-alone.ts';

export const checks: readonly Check[] = [
  backInEndpointsWithin,
  dataSurvives,
  imageRunning,
  killedWithin,
  noTwoWriters,
  notReplaced,
  outOfEndpointsWithin,
  ownVolumeEach,
  replicasReady,
  restartsAtMost,
  sameIdentityAfterLoss,
  scalesAlone,
];

export function findCheck(name: string): Check | undefined {
  return checks.find((check) => check.name === name);
}
