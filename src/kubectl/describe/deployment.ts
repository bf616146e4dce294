/** Deployments, with the ReplicaSets behind them. */

import { deepEqual } from '#cluster/apiserver/structural-sharing.ts';
import type { Anything } from '../api.ts';
import { selectorText } from '../printers/printer.ts';
import { type Describer, siblings } from './describer.ts';
import { describeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';

export const deploymentDescriber: Describer = {
  kind: 'Deployment',
  describe(call, writer, deployment) {
    const { metadata, spec, status = {} } = deployment;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.time('CreationTimestamp', metadata.creationTimestamp);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Selector:\t${selectorText(spec.selector)}`);
    writer.line(
      `Replicas:\t${spec.replicas} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable`,
    );
    writer.line(`StrategyType:\t${spec.strategy?.type}`);
    writer.line(`MinReadySeconds:\t${spec.minReadySeconds ?? 0}`);
    const rolling = spec.strategy?.rollingUpdate;
    if (rolling) {
      writer.line(`RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
    }
    describePodTemplate(writer, spec.template);
    describeConditions(writer, status.conditions);
    const { old, current } = replicaSetsOf(siblings(call, 'ReplicaSet', deployment), deployment);
    if (old || current) {
      writer.line(`OldReplicaSets:\t${old && old.length > 0 ? old.map(replicaSetText).join(', ') : '<none>'}`);
      writer.line(`NewReplicaSet:\t${current ? replicaSetText(current) : '<none>'}`);
    }
    describeEvents(call, writer, deployment);
  },
};

export function describeConditions(
  writer: Parameters<Describer['describe']>[1],
  conditions: readonly Anything[] = [],
): void {
  if (conditions.length === 0) return;
  writer.line('Conditions:');
  writer.line('Type\tStatus\tReason', 1);
  writer.line('----\t------\t------', 1);
  for (const { type, status, reason } of conditions) writer.line(`${type} \t${status}\t${reason ?? ''}`, 1);
}

function replicaSetsOf(all: readonly Anything[], { metadata, spec }: Anything) {
  const own = all.filter((one) => one.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
  const isCurrent = ({ spec: { template } }: Anything) => {
    const { 'pod-template-hash': _, ...labels } = template.metadata?.labels ?? {};
    return deepEqual(
      { ...template, metadata: { ...template.metadata, labels } },
      { ...spec.template, metadata: { ...spec.template.metadata, labels: spec.template.metadata?.labels ?? {} } },
    );
  };
  const sorted = [...own].sort(
    (one, other) => Date.parse(one.metadata.creationTimestamp) - Date.parse(other.metadata.creationTimestamp),
  );
  const current = sorted.find(isCurrent);
  return { current, old: sorted.filter((one) => one !== current) };
}

function replicaSetText({ metadata, spec, status }: Anything): string {
  return `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas} replicas created)`;
}
