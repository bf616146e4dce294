/** PersistentVolumeClaims, with the pods that use them. */
import type { Anything } from '../api.ts';
import { age } from '../output/age.ts';
import { accessModes } from '../printers/printer.ts';
import { type Describer, siblings } from './describer.ts';
import { describeEvents } from './events.ts';

export const persistentVolumeClaimDescriber: Describer = {
  kind: 'PersistentVolumeClaim',
  describe(call, writer, claim) {
    const { metadata, spec, status } = claim;
    const isBound = Boolean(spec.volumeName);
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.line(`StorageClass:\t${spec.storageClassName ?? ''}`);
    if (metadata.deletionTimestamp) {
      writer.line(`Status:\tTerminating (lasts ${age(metadata.deletionTimestamp, call.nowMs)})`);
    } else writer.line(`Status:\t${status?.phase ?? ''}`);
    writer.line(`Volume:\t${spec.volumeName ?? ''}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`);
    writer.line(`Capacity:\t${isBound ? (status?.capacity?.storage ?? '') : ''}`);
    writer.line(`Access Modes:\t${isBound ? accessModes(status?.accessModes) : ''}`);
    if (spec.volumeMode) writer.line(`VolumeMode:\t${spec.volumeMode}`);
    if (spec.dataSource) {
      writer.line('DataSource:');
      if (spec.dataSource.apiGroup) writer.line(`APIGroup:\t${spec.dataSource.apiGroup}`, 1);
      writer.line(`Kind:\t${spec.dataSource.kind}`, 1);
      writer.line(`Name:\t${spec.dataSource.name}`, 1);
    }
    const users = siblings(call, 'Pod', claim)
      .filter((pod) => usesClaim(pod, metadata.name))
      .map((pod) => pod.metadata.name);
    const [first = '<none>', ...others] = users.sort();
    writer.line(`Used By:\t${first}`);
    for (const other of others) writer.line(`\t${other}`);
    const conditions = (status?.conditions ?? []) as readonly Anything[];
    if (conditions.length > 0) {
      writer.line('Conditions:');
      writer.line('Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage', 1);
      writer.line('----\t------\t-----------------\t------------------\t------\t-------', 1);
      for (const one of conditions) {
        writer.line(
          `${one['type']} \t${one['status']} \t${one['lastProbeTime'] ?? ''} \t${one['lastTransitionTime'] ?? ''} \t${one['reason'] ?? ''} \t${one['message'] ?? ''}`,
          1,
        );
      }
    }
    describeEvents(call, writer, claim);
  },
};

function usesClaim({ metadata, spec }: Anything, claim: string): boolean {
  return ((spec.volumes ?? []) as readonly Anything[]).some(
    ({ persistentVolumeClaim, ephemeral, name }) =>
      persistentVolumeClaim?.claimName === claim || (ephemeral && `${metadata.name}-${name}` === claim),
  );
}
