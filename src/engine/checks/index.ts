/** All checks a scenario can name. */
import { backInEndpointsWithin } from './back-in-endpoints-within.ts';
import type { Check } from './check.ts';
import { cost } from './cost.ts';
import { dataSurvives } from './data-survives.ts';
import { evictableWithinBudget } from './evictable-within-budget.ts';
import { imageRunning } from './image-running.ts';
import { killedWithin } from './killed-within.ts';
import { noNewPod } from './no-new-pod.ts';
import { noTwoWriters } from './no-two-writers.ts';
import { notReplaced } from './not-replaced.ts';
import { outOfEndpointsWithin } from './out-of-endpoints-within.ts';
import { ownVolumeEach } from './own-volume-each.ts';
import { reachableFrom } from './reachable-from.ts';
import { readyWithin } from './ready-within.ts';
import { replicasReady } from './replicas-ready.ts';
import { resourceAccepted } from './resource-accepted.ts';
import { resourceRefused } from './resource-refused.ts';
import { restartsAtMost } from './restarts-at-most.ts';
import { runsToCompletion } from './runs-to-completion.ts';
import { sameIdentityAfterLoss } from './same-identity-after-loss.ts';
import { scalesAlone } from './scales-alone.ts';
import { scheduledApart } from './scheduled-apart.ts';
import { scheduledOn } from './scheduled-on.ts';
import { scheduledTogether } from './scheduled-together.ts';
import { unreachableFrom } from './unreachable-from.ts';
import { usesMemoryMedium } from './uses-memory-medium.ts';
import { volumeIs } from './volume-is.ts';

export const checks: readonly Check[] = [
  backInEndpointsWithin,
  cost,
  dataSurvives,
  evictableWithinBudget,
  imageRunning,
  killedWithin,
  noNewPod,
  notReplaced,
  noTwoWriters,
  outOfEndpointsWithin,
  ownVolumeEach,
  reachableFrom,
  readyWithin,
  replicasReady,
  resourceAccepted,
  resourceRefused,
  restartsAtMost,
  runsToCompletion,
  sameIdentityAfterLoss,
  scalesAlone,
  scheduledApart,
  scheduledOn,
  scheduledTogether,
  unreachableFrom,
  usesMemoryMedium,
  volumeIs,
];

export function findCheck(name: string): Check | undefined {
  return checks.find((check) => check.name === name);
}
