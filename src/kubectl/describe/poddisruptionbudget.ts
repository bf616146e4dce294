/** PodDisruptionBudgets. */
import { selectorText } from '../printers/printer.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const podDisruptionBudgetDescriber: Describer = {
  kind: 'PodDisruptionBudget',
  describe(call, writer, budget) {
    const { metadata, spec, status = {} } = budget;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    if (spec.minAvailable !== undefined) writer.line(`Min available:\t${spec.minAvailable}`);
    else if (spec.maxUnavailable !== undefined) writer.line(`Max unavailable:\t${spec.maxUnavailable}`);
    writer.line(`Selector:\t${spec.selector ? selectorText(spec.selector) : '<unset>'}`);
    writer.line('Status:');
    writer.line(`Allowed disruptions:\t${status.disruptionsAllowed ?? 0}`, 2);
    writer.line(`Current:\t${status.currentHealthy ?? 0}`, 2);
    writer.line(`Desired:\t${status.desiredHealthy ?? 0}`, 2);
    writer.line(`Total:\t${status.expectedPods ?? 0}`, 2);
    describeEvents(call, writer, budget);
  },
};
