/** All measures a prediction can ask for. */
import { invariant } from '#base/invariant.ts';
import type { Play } from '../play/play.ts';
import { event } from './event.ts';
import type { Measure } from './measure.ts';
import { node } from './node.ts';
import { pods } from './pods.ts';
import { restarts } from './restarts.ts';
import { secondsUntilReady } from './seconds-until-ready.ts';

export const measures: readonly Measure[] = [event, node, pods, restarts, secondsUntilReady];

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
