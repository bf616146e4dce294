/** Ends what `component-down` began. */
import { type ComponentParameters, componentParameters, strikeComponent } from './component-down.ts';
import { defineStep } from './step.ts';

export const componentUp = defineStep<ComponentParameters>({
  name: 'component-up',
  parameters: componentParameters,
  run: (stage, parameters, as) => strikeComponent(stage, parameters, as, 'up'),
});
