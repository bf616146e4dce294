/** The program goes into maintenance (a cold backup): alive and busy, it serves nobody. `end-maintenance` ends it. */
import { type FaultParameters, faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

export const maintenance = defineStep<FaultParameters>({
  name: 'maintenance',
  parameters: faultParameters,
  run(stage, parameters, as) {
    const { title } = stage.role(parameters.role);
    return strikeEach(stage, parameters, as, {
      note: { es: `Empieza el backup: ${title.es}`, en: `The backup begins: ${title.en}` },
      struck: stage.running(parameters.role),
      inject: (actor) => stage.inject('maintenance', actor, parameters.role),
    });
  },
});
