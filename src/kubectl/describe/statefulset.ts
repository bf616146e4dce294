/** StatefulSets. */
import type { Anything } from '../api.ts';
import { accessModes, selectorText } from '../printers/printer.ts';
import { type Describer, podsStatus } from './describer.ts';
import { describeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';
import type { Writer } from './writer.ts';

export const statefulSetDescriber: Describer = {
  kind: 'StatefulSet',
  describe(call, writer, statefulSet) {
    const { metadata, spec, status = {} } = statefulSet;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.time('CreationTimestamp', metadata.creationTimestamp);
    writer.line(`Selector:\t${selectorText(spec.selector)}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Replicas:\t${spec.replicas} desired | ${status.replicas ?? 0} total`);
    writer.line(`Update Strategy:\t${spec.updateStrategy?.type}`);
    const rolling = spec.updateStrategy?.rollingUpdate;
    if (rolling?.partition !== undefined) {
      writer.line(`Partition:\t${rolling.partition}`, 1);
      if (rolling.maxUnavailable !== undefined) writer.line(`MaxUnavailable:\t${rolling.maxUnavailable}`, 1);
    }
    writer.line(`Pods Status:\t${podsStatus(call, statefulSet)}`);
    describePodTemplate(writer, spec.template);
    describeClaimTemplates(writer, spec.volumeClaimTemplates ?? []);
    describeEvents(call, writer, statefulSet);
  },
};

function describeClaimTemplates(writer: Writer, templates: readonly Anything[]): void {
  if (templates.length === 0) {
    writer.line('Volume Claims:\t<none>');
    return;
  }
  writer.line('Volume Claims:');
  for (const { metadata, spec } of templates) {
    writer.line(`Name:\t${metadata.name}`, 1);
    writer.line(`StorageClass:\t${spec.storageClassName ?? ''}`, 1);
    writer.labels('Labels', metadata.labels, '  ');
    writer.annotations('Annotations', metadata.annotations, '  ');
    writer.line(`Capacity:\t${spec.resources?.requests?.storage ?? '<default>'}`, 1);
    writer.line(`Access Modes:\t[${accessModeNames(spec.accessModes)}]`, 1);
  }
}

function accessModeNames(modes: readonly string[] | undefined): string {
  return accessModes(modes) === '' ? '' : (modes ?? []).join(' ');
}
