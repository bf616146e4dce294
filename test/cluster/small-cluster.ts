/** A cluster for tests of the control plane: stand-in kubelets, so pods run a moment after they are bound. */
import type { Pod } from '#api/core/pod.ts';
import { type Cluster, type ClusterOptions, createCluster, type NodeShape } from '#cluster/cluster.ts';

export function smallCluster(nodes: number | readonly NodeShape[] = 3, options: Partial<ClusterOptions> = {}): Cluster {
  const shapes =
    typeof nodes === 'number' ? Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}` })) : nodes;
  return createCluster({ seed: 1, nodes: shapes, kubelet: 'stand-in', ...options });
}

/** Applies and insists that the API server took it. */
export function put(cluster: Cluster, yaml: string): void {
  for (const answer of cluster.apply(yaml)) if (!answer.ok) throw new Error(answer.status.message);
}

export function settle(cluster: Cluster, seconds = 5): void {
  const ending = cluster.advance({ seconds, eventLimit: 200_000 });
  if (ending === 'limit') throw new Error('the cluster goes round in circles');
}

export function podsOf(cluster: Cluster, labelSelector?: string): readonly Pod[] {
  return cluster.client.list('Pod', { namespace: 'default', ...(labelSelector && { labelSelector }) });
}

/** `reason: message` of every Event about the object, in the order in which they were recorded. */
export function eventsOf(cluster: Cluster, kind: string, name?: string): readonly string[] {
  return cluster.trace.entries.flatMap((entry) =>
    entry.kind === 'event' && entry.object.kind === kind && (name === undefined || entry.object.name === name)
      ? [`${entry.reason}: ${entry.message}`]
      : [],
  );
}

export interface DeploymentFields {
  readonly replicas?: number;
  readonly image?: string;
  /** YAML of spec.strategy on one line. */
  readonly strategy?: string;
  /** More lines of spec, each with its own two spaces. */
  readonly spec?: string;
}

export function deployment(name: string, { replicas = 1, image = 'shop', strategy, spec = '' }: DeploymentFields = {}) {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
${strategy ? `  strategy: ${strategy}\n` : ''}${spec}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: ${image}}]}
`;
}

export function statefulSet(
  name: string,
  replicas: number,
  spec = '',
  pod = 'containers: [{name: main, image: shop}]',
) {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  replicas: ${replicas}
${spec}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {${pod}}
`;
}
