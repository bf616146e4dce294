/** ResourceQuotas. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';

const scopeHelp: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

export const resourceQuotaDescriber: Describer = {
  kind: 'ResourceQuota',
  describe(_call, writer, quota) {
    writer.line(`Name:\t${quota.metadata.name}`);
    writer.line(`Namespace:\t${quota.metadata.namespace}`);
    const scopes = (quota['spec'].scopes ?? []) as readonly string[];
    if (scopes.length > 0) {
      writer.line(`Scopes:\t${[...scopes].sort().join(', ')}`);
      for (const scope of [...scopes].sort()) if (scopeHelp[scope]) writer.line(` * ${scopeHelp[scope]}`);
    }
    writer.line('Resource\tUsed\tHard');
    writer.line('--------\t----\t----');
    for (const row of quotaRows(quota)) writer.line(row);
  },
};

export function quotaRows({ status }: Anything): readonly string[] {
  const hard = (status?.hard ?? {}) as Readonly<Record<string, string>>;
  return Object.keys(hard)
    .sort()
    .map((resource) => `${resource}\t${status?.used?.[resource] ?? '0'}\t${hard[resource]}`);
}
