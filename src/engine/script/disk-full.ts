/** Nothing more fits on the disks the program writes to. `end-disk-full` makes room again. */
import { type FaultParameters, faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

export const diskFull = defineStep<FaultParameters>({
  name: 'disk-full',
  parameters: faultParameters,
  run(stage, parameters, as) {
    const { title } = stage.role(parameters.role);
    return strikeEach(stage, parameters, as, {
      note: { es: `Se llena el disco: ${title.es}`, en: `The disk is full: ${title.en}` },
      struck: stage.started(parameters.role),
      inject: (actor) => stage.inject('disk-full', actor, parameters.role),
    });
  },
});
