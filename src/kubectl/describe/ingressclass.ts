/** IngressClasses. */
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const ingressClassDescriber: Describer = {
  kind: 'IngressClass',
  describe(call, writer, ingressClass) {
    const { metadata, spec } = ingressClass;
    writer.line(`Name:\t${metadata.name}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Controller:\t${spec.controller}`);
    if (spec.parameters) {
      const { apiGroup, kind, name } = spec.parameters;
      writer.line('Parameters:');
      if (apiGroup) writer.line(`APIGroup:\t${apiGroup}`, 1);
      writer.line(`Kind:\t${kind}`, 1);
      writer.line(`Name:\t${name}`, 1);
    }
    describeEvents(call, writer, ingressClass);
  },
};
