/** Namespaces, with the quotas and limits that hold in them. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';
import { limitRows } from './limitrange.ts';
import { quotaRows } from './resourcequota.ts';

export const namespaceDescriber: Describer = {
  kind: 'Namespace',
  describe(call, writer, { metadata, status }) {
    writer.line(`Name:\t${metadata.name}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Status:\t${status?.phase ?? ''}`);
    const conditions = (status?.conditions ?? []) as readonly Anything[];
    if (conditions.length > 0) {
      writer.line('Conditions:');
      writer.line('Type\tStatus\tLastTransitionTime\tReason\tMessage', 1);
      writer.line('----\t------\t------------------\t------\t-------', 1);
      for (const { type, status: value, lastTransitionTime, reason, message } of conditions) {
        writer.line(`${type}\t${value}\t${lastTransitionTime}\t${reason}\t${message}`, 1);
      }
    }
    const within = { namespace: metadata.name };
    const quotas = call.cluster.client.list('ResourceQuota', within) as unknown as readonly Anything[];
    writer.line('');
    if (quotas.length === 0) writer.line('No resource quota.');
    else {
      writer.line('Resource Quotas');
      for (const quota of quotas) {
        writer.line(`Name:\t${quota.metadata.name}`, 1);
        writer.line('Resource\tUsed\tHard', 1);
        writer.line('--------\t---\t---', 1);
        for (const row of quotaRows(quota)) writer.line(row, 1);
      }
    }
    const ranges = call.cluster.client.list('LimitRange', within) as unknown as readonly Anything[];
    writer.line('');
    if (ranges.length === 0) writer.line('No LimitRange resource.');
    else {
      writer.line('Resource Limits');
      writer.line(' Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio');
      writer.line(' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------');
      for (const range of ranges) for (const row of limitRows(range)) writer.line(` ${row}`);
    }
  },
};
