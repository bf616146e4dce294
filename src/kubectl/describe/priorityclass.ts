/** PriorityClasses. */
import { labelsText } from '../printers/printer.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const priorityClassDescriber: Describer = {
  kind: 'PriorityClass',
  describe(call, writer, priorityClass) {
    writer.line(`Name:\t${priorityClass.metadata.name}`);
    writer.line(`Value:\t${priorityClass['value']}`);
    writer.line(`GlobalDefault:\t${priorityClass['globalDefault'] ?? false}`);
    writer.line(`PreemptionPolicy:\t${priorityClass['preemptionPolicy'] ?? 'PreemptLowerPriority'}`);
    writer.line(`Description:\t${priorityClass['description'] ?? ''}`);
    writer.line(`Annotations:\t${labelsText(priorityClass.metadata.annotations)}`);
    describeEvents(call, writer, priorityClass);
  },
};
