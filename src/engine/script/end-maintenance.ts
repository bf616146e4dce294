/** Ends what `maintenance` began, for the pods that are still in it. */
import { type FaultParameters, faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

export const endMaintenance = defineStep<FaultParameters>({
  name: 'end-maintenance',
  parameters: faultParameters,
  run(stage, parameters, as) {
    const { title } = stage.role(parameters.role);
    return strikeEach(stage, parameters, as, {
      note: { es: `Termina el backup: ${title.es}`, en: `The backup ends: ${title.en}` },
      struck: stage.living(parameters.role).filter((actor) => stage.stateOf(actor, parameters.role) === 'maintenance'),
      inject: (actor) => stage.inject('end-maintenance', actor, parameters.role),
    });
  },
});
