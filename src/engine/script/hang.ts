/** The program hangs: its ports still accept connections, nothing answers any more, and only a restart helps. */
import { type FaultParameters, faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

export const hang = defineStep<FaultParameters>({
  name: 'hang',
  parameters: faultParameters,
  run(stage, parameters, as) {
    const { title } = stage.role(parameters.role);
    return strikeEach(stage, parameters, as, {
      note: { es: `Se cuelga: ${title.es}`, en: `It hangs: ${title.en}` },
      struck: stage.running(parameters.role),
      inject: (actor) => stage.inject('hang', actor, parameters.role),
    });
  },
});
