/** All measures a prediction can ask for. */
import type { Measure } from './measure.ts';
import { node } from './node.ts';
import { pods } from './pods.ts';
import { restarts } from './restarts.ts';
import { secondsUntilReady } from './seconds-until-ready.ts';

export const measures: readonly Measure[] = [node, pods, restarts, secondsUntilReady];

export function findMeasure(name: string): Measure | undefined {
  return measures.find((measure) => measure.name === name);
}
