/** What can be asked about a run as a figure or a name. One measure = one file, listed in index.ts. */
import type { z } from 'zod';
import type { Text } from '#base/text.ts';
import type { Play } from '../play/play.ts';
import type { World } from '../scenario.ts';

export interface Measure<Parameters = unknown> {
  readonly name: string;
  readonly parameters: z.ZodType<Parameters>;
  /** Where it can be read; in a cluster where it says nothing. */
  readonly world?: World | 'any';
  /** What is asked: "Segundos hasta estar listo". */
  readonly statement: Text;
  /** Nothing where the run never got there: then it cannot be asked. */
  read(play: Play, parameters: Parameters): number | string | undefined;
}

export function defineMeasure<Parameters>(measure: Measure<Parameters>): Measure {
  return measure as unknown as Measure;
}
