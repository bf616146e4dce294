/** PersistentVolumes. */
import type { Anything } from '../api.ts';
import { age } from '../output/age.ts';
import { accessModes } from '../printers/printer.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { volumeSource } from './volumes.ts';
import type { Writer } from './writer.ts';

export const persistentVolumeDescriber: Describer = {
  kind: 'PersistentVolume',
  describe(call, writer, volume) {
    const { metadata, spec, status } = volume;
    writer.line(`Name:\t${metadata.name}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`);
    writer.line(`StorageClass:\t${spec.storageClassName ?? ''}`);
    if (metadata.deletionTimestamp) {
      writer.line(`Status:\tTerminating (lasts ${age(metadata.deletionTimestamp, call.nowMs)})`);
    } else writer.line(`Status:\t${status?.phase ?? ''}`);
    writer.line(`Claim:\t${spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : ''}`);
    writer.line(`Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy}`);
    writer.line(`Access Modes:\t${accessModes(spec.accessModes)}`);
    if (spec.volumeMode) writer.line(`VolumeMode:\t${spec.volumeMode}`);
    writer.line(`Capacity:\t${spec.capacity?.storage ?? ''}`);
    describeNodeAffinity(writer, spec.nodeAffinity);
    writer.line(`Message:\t${status?.message ?? ''}`);
    writer.line('Source:');
    for (const line of volumeSource(spec)) writer.line(line, 2);
    describeEvents(call, writer, volume);
  },
};

function describeNodeAffinity(writer: Writer, affinity: Anything | undefined): void {
  const terms = affinity?.['required']?.nodeSelectorTerms as readonly Anything[] | undefined;
  if (!affinity || !terms) {
    writer.line('Node Affinity:\t<none>');
    return;
  }
  writer.line('Node Affinity:\t');
  writer.line('Required Terms:\t', 1);
  terms.forEach(({ matchExpressions = [] }, index) => {
    const [first = '<none>', ...others] = (matchExpressions as readonly Anything[]).map(({ key, operator, values }) => {
      return values ? `${key} ${operator.toLowerCase()} [${values.join(', ')}]` : `${key} ${operator.toLowerCase()}`;
    });
    writer.line(`Term ${index}:\t${first}`, 2);
    for (const other of others) writer.line(`\t${other}`, 2);
  });
}
