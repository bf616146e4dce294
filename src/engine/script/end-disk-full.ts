/** Makes room again on the disks that `disk-full` filled. */
import { type FaultParameters, faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

export const endDiskFull = defineStep<FaultParameters>({
  name: 'end-disk-full',
  parameters: faultParameters,
  run(stage, parameters, as) {
    const { title } = stage.role(parameters.role);
    return strikeEach(stage, parameters, as, {
      note: { es: `Hay sitio en el disco otra vez: ${title.es}`, en: `The disk has room again: ${title.en}` },
      struck: stage.living(parameters.role),
      inject: (actor) => stage.inject('end-disk-full', actor, parameters.role),
    });
  },
});
