/** All measures a prediction can ask for. */
import { invariant } from '#base/invariant.ts';
import type { Play } from '../play/play.ts';
import { answerSize } from './answer-size.ts';
import { claimName } from './claim-name.ts';
import { commandOutput } from './command-output.ts';
import { containerState } from './container-state.ts';
import { containers } from './containers.ts';
import { dnsName } from './dns-name.ts';
import { endpoints } from './endpoints.ts';
import { event } from './event.ts';
import { exitCode } from './exit-code.ts';
import type { Measure } from './measure.ts';
import { node } from './node.ts';
import { objectField } from './object-field.ts';
import { objects } from './objects.ts';
import { podName } from './pod-name.ts';
import { podStatus } from './pod-status.ts';
import { pods } from './pods.ts';
import { readyPods } from './ready-pods.ts';
import { requested } from './requested.ts';
import { requestsFailed } from './requests-failed.ts';
import { restarts } from './restarts.ts';
import { secondsOutOfService } from './seconds-out-of-service.ts';
import { secondsUntilEnded } from './seconds-until-ended.ts';
import { secondsUntilGone } from './seconds-until-gone.ts';
import { secondsUntilNewPod } from './seconds-until-new-pod.ts';
import { secondsUntilReady } from './seconds-until-ready.ts';
import { tries } from './tries.ts';

export const measures: readonly Measure[] = [
  answerSize,
  claimName,
  commandOutput,
  containerState,
  containers,
  dnsName,
  endpoints,
  event,
  exitCode,
  node,
  objectField,
  objects,
  podName,
  podStatus,
  pods,
  readyPods,
  requested,
  requestsFailed,
  restarts,
  secondsOutOfService,
  secondsUntilEnded,
  secondsUntilGone,
  secondsUntilNewPod,
  secondsUntilReady,
  tries,
];

export function findMeasure(name: string): Measure | undefined {
  return measures.find((measure) => measure.name === name);
}

export function measureOf(name: string): Measure {
  const found = findMeasure(name);
  invariant(found, `content lets no unknown measure through, "${name}" is one`);
  return found;
}

/** What a measure gives for a run, with the parameters that the scenario writes beside its name. */
export function read(
  play: Play,
  { measure: name, ...parameters }: { readonly measure: string; readonly [parameter: string]: unknown },
): number | string | undefined {
  const measure = measureOf(name);
  return measure.read(play, measure.parameters.parse(parameters));
}
