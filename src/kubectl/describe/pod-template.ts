/** `Pod Template:`, as everything that makes pods shows it. */
import type { Anything } from '../api.ts';
import { describeContainers } from './containers.ts';
import { describeTolerations, describeTopologySpread } from './placement.ts';
import { describeVolumes } from './volumes.ts';
import { Writer } from './writer.ts';

export function describePodTemplate(writer: Writer, template: Anything): void {
  const { metadata, spec = {} } = template as Partial<Anything>;
  writer.line('Pod Template:');
  writer.labels('Labels', metadata?.labels, '  ');
  if (Object.keys(metadata?.annotations ?? {}).length > 0)
    writer.annotations('Annotations', metadata?.annotations, '  ');
  if (spec.serviceAccountName) writer.line(`Service Account:\t${spec.serviceAccountName}`, 1);
  if ((spec.initContainers ?? []).length > 0) {
    describeContainers(writer, { title: 'Init Containers', containers: spec.initContainers, indent: '  ' });
  }
  describeContainers(writer, { title: 'Containers', containers: spec.containers ?? [], indent: '  ' });
  describeVolumes(writer, spec.volumes ?? [], '  ');
  describeTopologySpread(writer, spec.topologySpreadConstraints, '  ');
  if (spec.priorityClassName) writer.line(`Priority Class Name:\t${spec.priorityClassName}`, 1);
  writer.labels('Node-Selectors', spec.nodeSelector, '  ');
  describeTolerations(writer, spec.tolerations, '  ');
}

/** The lines below the title, with their tabs as they are: `rollout history --revision` prints them so. */
export function templateLines(template: Anything): readonly string[] {
  const writer = new Writer();
  describePodTemplate(writer, template);
  return writer.lines().slice(1);
}
