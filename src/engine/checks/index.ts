/** All checks a scenario can name. */
import { backInEndpointsWithin } from './back-in-endpoints-within.ts';
import type { Check } from './check.ts';
import { clusterFormed } from './cluster-formed.ts';
import { commandOutput } from './command-output.ts';
import { containerLogs } from './container-logs.ts';
import { containerState } from './container-state.ts';
import { cost } from './cost.ts';
import { dataSurvives } from './data-survives.ts';
import { endpointsReady } from './endpoints-ready.ts';
import { endsWithin } from './ends-within.ts';
import { environmentHas } from './environment-has.ts';
import { evictableWithinBudget } from './evictable-within-budget.ts';
import { fileContent } from './file-content.ts';
import { givesUpWithin } from './gives-up-within.ts';
import { imageRunning } from './image-running.ts';
import { killedWithin } from './killed-within.ts';
import { logsArrive } from './logs-arrive.ts';
import { measured } from './measured.ts';
import { memoryLimited } from './memory-limited.ts';
import { neverTwoAtOnce } from './never-two-at-once.ts';
import { noNewPod } from './no-new-pod.ts';
import { noRequestLost } from './no-request-lost.ts';
import { noTwoWriters } from './no-two-writers.ts';
import { notReplaced } from './not-replaced.ts';
import { notScheduledOn } from './not-scheduled-on.ts';
import { oneOnEveryNode } from './one-on-every-node.ts';
import { outOfEndpointsWithin } from './out-of-endpoints-within.ts';
import { ownVolumeEach } from './own-volume-each.ts';
import { reachableFrom } from './reachable-from.ts';
import { reachableFromOutside } from './reachable-from-outside.ts';
import { readyWithin } from './ready-within.ts';
import { replicasReady } from './replicas-ready.ts';
import { requestsServed } from './requests-served.ts';
import { resourceAccepted } from './resource-accepted.ts';
import { resourceRefused } from './resource-refused.ts';
import { restartsAtMost } from './restarts-at-most.ts';
import { runsOnSchedule } from './runs-on-schedule.ts';
import { runsToCompletion } from './runs-to-completion.ts';
import { sameIdentityAfterLoss } from './same-identity-after-loss.ts';
import { samePod } from './same-pod.ts';
import { scalesAlone } from './scales-alone.ts';
import { scheduledApart } from './scheduled-apart.ts';
import { scheduledBeside } from './scheduled-beside.ts';
import { scheduledOn } from './scheduled-on.ts';
import { scheduledTogether } from './scheduled-together.ts';
import { sharedVolume } from './shared-volume.ts';
import { staysOutOfService } from './stays-out-of-service.ts';
import { staysPending } from './stays-pending.ts';
import { triesAtMost } from './tries-at-most.ts';
import { unreachableFrom } from './unreachable-from.ts';
import { unreachableFromOutside } from './unreachable-from-outside.ts';
import { usesMemoryMedium } from './uses-memory-medium.ts';
import { volumeBehind } from './volume-behind.ts';
import { volumeIs } from './volume-is.ts';
import { volumeLimited } from './volume-limited.ts';
import { volumeOfClaim } from './volume-of-claim.ts';

export const checks: readonly Check[] = [
  backInEndpointsWithin,
  clusterFormed,
  commandOutput,
  containerLogs,
  containerState,
  cost,
  dataSurvives,
  endpointsReady,
  endsWithin,
  environmentHas,
  evictableWithinBudget,
  fileContent,
  givesUpWithin,
  imageRunning,
  killedWithin,
  logsArrive,
  measured,
  memoryLimited,
  neverTwoAtOnce,
  noNewPod,
  noRequestLost,
  notReplaced,
  notScheduledOn,
  noTwoWriters,
  oneOnEveryNode,
  outOfEndpointsWithin,
  ownVolumeEach,
  reachableFrom,
  reachableFromOutside,
  readyWithin,
  replicasReady,
  requestsServed,
  resourceAccepted,
  resourceRefused,
  restartsAtMost,
  runsOnSchedule,
  runsToCompletion,
  sameIdentityAfterLoss,
  samePod,
  scalesAlone,
  scheduledApart,
  scheduledBeside,
  scheduledOn,
  scheduledTogether,
  sharedVolume,
  staysOutOfService,
  staysPending,
  triesAtMost,
  unreachableFrom,
  unreachableFromOutside,
  usesMemoryMedium,
  volumeBehind,
  volumeIs,
  volumeLimited,
  volumeOfClaim,
];

export function findCheck(name: string): Check | undefined {
  return checks.find((check) => check.name === name);
}
