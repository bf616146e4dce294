/**
 * What a step of a script is: something done to the cluster at an instant of the virtual clock, or a wait.
 * One step = one file, listed in index.ts.
 */
import type { z } from 'zod';
import type { HostStage } from '../play/host/host-stage.ts';
import type { Stage } from '../play/stage/stage.ts';

export interface Step<Parameters = unknown> {
  readonly name: string;
  /** What an author may write beside `step` and `as`. */
  readonly parameters: z.ZodType<Parameters>;
  /** It asks the API server for something: while that is down it is refused. */
  readonly asks?: boolean;
  /** Does it. `as` is the instant's name, for steps that set it themselves (faults strike each pod at its own instant). */
  run?(stage: Stage, parameters: Parameters, as: string | undefined): Outcome;
  /** The same on a machine with docker. A step has one of the two, or both. */
  onHost?(stage: HostStage, parameters: Parameters, as: string | undefined): Outcome;
}

/** `unreached`: what was waited for did not come, or nobody was there to strike; the instant gets no name. */
export type Outcome = 'done' | 'unreached' | 'marked';

export function defineStep<Parameters>(step: Step<Parameters>): Step {
  return step as unknown as Step;
}
