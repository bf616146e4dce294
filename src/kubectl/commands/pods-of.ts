/** The pod that `logs` and `exec` mean when they are given something that runs pods: `deploy/web`, `job/j`, `svc/web`. */
import type { LabelSelector } from '#api/meta/label-selector.ts';
import { matchesSelector } from '#api/meta/label-selector.ts';
import type { Anything } from '../api.ts';
import { kindOf, typeAndName } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { failWith, refuse } from '../exit.ts';
import { conditionOf } from '../printers/pod.ts';

export interface PodsFound {
  readonly pods: readonly Anything[];
  /** One pod was named, and nothing had to be chosen. */
  readonly isNamed: boolean;
}

/** `web-0`, `pod/web-0`, `deploy/web`: the pods, the best one first. `what` is what cannot be done to a kind without pods. */
export function podsOf(call: Call, target: string, what: 'attach to' | 'get the logs from'): PodsFound {
  const { type, name } = target.includes('/') ? typeAndName(target) : { type: 'pod', name: target };
  const definition = kindOf(call.api, type);
  const found = call.api.get(definition, call.namespace, name);
  if (!found.ok) refuse(found.error);
  if (definition.kind === 'Pod') return { pods: [found.value], isNamed: true };
  const selector = selectorOf(found.value);
  if (!selector) {
    const goType = `*${definition.version}.${definition.kind}`;
    failWith(`cannot ${what} ${goType}: selector for ${goType} not implemented`);
  }
  const pods = (call.cluster.client.list('Pod', { namespace: call.namespace }) as unknown as readonly Anything[])
    .filter(({ metadata }) => matchesSelector(selector, metadata.labels))
    .sort(byUsefulness);
  return { pods, isNamed: false };
}

const kindsWithPods = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

function selectorOf({ kind, spec }: Anything): LabelSelector | undefined {
  if (kind === 'Service' || kind === 'ReplicationController')
    return spec.selector ? { matchLabels: spec.selector } : undefined;
  return kindsWithPods.includes(kind) ? spec?.selector : undefined;
}

/** Running and ready before others, then the one that runs longest. */
function byUsefulness(one: Anything, other: Anything): number {
  const rank = (pod: Anything) => {
    const isScheduled = pod['spec'].nodeName ? 0 : 4;
    const phase = { Running: 0, Pending: 1 }[String(pod['status']?.phase)] ?? 2;
    return isScheduled + phase * 2 + (conditionOf(pod['status'], 'Ready')?.['status'] === 'True' ? 0 : 1);
  };
  const age = (pod: Anything) => Date.parse(pod.metadata.creationTimestamp);
  return rank(one) - rank(other) || age(one) - age(other) || (one.metadata.name < other.metadata.name ? -1 : 1);
}

/** The container meant: the one named, the annotated default, or the first, which is said where there are several. */
export function containerOf(call: Call, pod: Anything, name: string): string {
  const containers = allContainers(pod);
  if (name !== '') {
    if (!containers.includes(name))
      failWith(`container ${name} is not valid for pod ${pod.metadata.name} out of: ${shownContainers(pod)}`);
    return name;
  }
  const preferred = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (preferred !== undefined && containers.includes(preferred)) return preferred;
  const first = pod['spec'].containers[0].name as string;
  if (containers.length > 1) call.printError(`Defaulted container "${first}" out of: ${shownContainers(pod)}\n`);
  return first;
}

function names(containers: readonly { name: string }[] | undefined): readonly string[] {
  return (containers ?? []).map(({ name }) => name);
}

export function allContainers({ spec }: Anything): readonly string[] {
  return [...names(spec.containers), ...names(spec.ephemeralContainers), ...names(spec.initContainers)];
}

/** `main, side, setup (init)`. */
function shownContainers({ spec }: Anything): string {
  return [
    ...names(spec.containers),
    ...names(spec.ephemeralContainers).map((name) => `${name} (ephem)`),
    ...names(spec.initContainers).map((name) => `${name} (init)`),
  ].join(', ');
}
