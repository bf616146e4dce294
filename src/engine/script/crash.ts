/** The program ends at once, as by a bug: killed from outside, exit code 137. What happens next is the restart policy's. */
import { type FaultParameters, faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

export const crash = defineStep<FaultParameters>({
  name: 'crash',
  parameters: faultParameters,
  run(stage, parameters, as) {
    const { title } = stage.role(parameters.role);
    return strikeEach(stage, parameters, as, {
      note: { es: `Se cae el programa: ${title.es}`, en: `The program crashes: ${title.en}` },
      struck: stage.started(parameters.role),
      inject: (actor) => stage.inject('process-crash', actor, parameters.role),
    });
  },
});
