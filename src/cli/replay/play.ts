/**
 * Plays a case on a fresh cluster: takes its steps one after the other and writes down what the API server answered, how
 * things stood at each snapshot, what the scheduler decided and what came to pass.
 */
import type { Pod } from '#api/core/pod.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { findByResourceName } from '#api/scheme.ts';
import type { Result } from '#base/result.ts';
import { type ApplyAnswer, type Cluster, createCluster } from '#cluster/cluster.ts';
import { ImageCatalogue } from '#container/image.ts';
import { parseImageReference } from '#container/image-reference.ts';
import { readImages } from '#content/images.ts';
import { Kubectl } from '#kubectl/kubectl.ts';
import { programRoot } from '../program-root.ts';
import type { Case, Step } from './case.ts';
import { EndpointTimeline, type EndpointTurn } from './endpoint-timeline.ts';
import { PodTimeline, type PodTurn } from './pod-timeline.ts';
import { type Decided, RecordedBindings } from './recorded-bindings.ts';

export interface Played {
  readonly name: string;
  readonly answers: readonly unknown[];
  readonly snapshots: readonly Snapshot[];
  readonly decisions: readonly Decided[];
  readonly timeline?: readonly PodTurn[];
  readonly events?: readonly TimedEvent[];
  readonly endpoints?: readonly EndpointTurn[];
}

export interface Snapshot {
  readonly name: string;
  /** By kind in lower case. */
  readonly objects: Readonly<Record<string, readonly KubernetesObject[]>>;
  readonly events: readonly EventLine[];
}

interface EventLine {
  /** `Kind/name`. */
  readonly object: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

interface TimedEvent extends EventLine {
  readonly t: number;
  readonly count: number;
  readonly from: string;
}

/** Most events of one step; a play that goes round in circles ends there. */
const eventsPerStep = 500_000;

const shownKinds = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Service',
  'EndpointSlice',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'PodDisruptionBudget',
  'ResourceQuota',
  'HorizontalPodAutoscaler',
  'Node',
] as const;

export function playCase(given: Case, seed: number, images?: ImageCatalogue): Played {
  const bindings = new RecordedBindings(given.bindings);
  const cluster = createCluster({
    seed,
    nodes: given.nodes,
    namespace: given.namespace,
    kubelet: given.timed ? 'real' : 'stand-in',
    ...(given.timed ? timedNode() : images && { images }),
    // Claims that nothing serves are told so every 3 s in the recordings: their controller manager was set up to hurry.
    installed: { claimResyncSeconds: 3 },
    ...(given.startMs !== undefined && { startMs: given.startMs }),
    onDecision: ({ pod, node, scores }) => bindings.note(node, { pod: pod.metadata.name, node, scores }),
    breakTie: (_pod, best) => bindings.choose(best),
    expectedNode: () => bindings.expected,
  });
  const pods = given.timed ? new PodTimeline(cluster) : undefined;
  const endpoints = given.timed ? new EndpointTimeline(cluster) : undefined;
  const events = given.timed ? watchEvents(cluster) : undefined;
  const snapshots: Snapshot[] = [];
  const answers: unknown[] = [];
  const files = new Map<string, string>();
  const folder = {
    read: (name: string) => files.get(name),
    write: (name: string, text: string) => void files.set(name, text),
    list: () => [...files.keys()],
  };
  const kubectl = new Kubectl({
    cluster,
    folder,
    language: 'en',
    namespace: cluster.namespace,
    watchSeconds: 60,
    commandSeconds: 0.08,
  });
  for (const step of given.steps) {
    if (step.kind === 'file') {
      folder.write(step.name, step.text);
      answers.push(null);
    } else if (step.kind === 'kubectl') answers.push(typed(kubectl, step));
    else answers.push(takeStep(cluster, step, snapshots, given.timed));
    cluster.advance({ seconds: 0, eventLimit: eventsPerStep });
  }
  return {
    name: given.name,
    answers,
    snapshots,
    decisions: bindings.decisions,
    ...(pods && { timeline: pods.turns }),
    ...(events && { events }),
    ...(endpoints && { endpoints: endpoints.turns }),
  };
}

/** What a person would have seen: exit code, standard output, standard error. */
function typed(kubectl: Kubectl, { words, stdin }: Extract<Step, { kind: 'kubectl' }>): unknown {
  const { code, output, errors } = kubectl.run(words, stdin);
  return { code, text: output, error: errors };
}

function takeStep(
  cluster: Cluster,
  step: Exclude<Step, { kind: 'file' | 'kubectl' }>,
  snapshots: Snapshot[],
  timed: boolean,
): unknown {
  const { client, namespace } = cluster;
  switch (step.kind) {
    case 'apply':
      return cluster.apply(step.text).map(applied);
    case 'delete': {
      const target = find(step.target);
      if (!target) return unknownTarget(step.target);
      const { kind, namespaced, name } = target;
      return answer(
        client.delete(kind, namespaced ? namespace : undefined, name, { propagationPolicy: 'Background' }),
        200,
      );
    }
    case 'scale': {
      const target = find(step.target);
      if (!target) return unknownTarget(step.target);
      const patch = { spec: { replicas: step.replicas } };
      return answer(
        client.patch(target.kind, namespace, target.name, { type: 'merge', patch }, { subresource: 'scale' }),
        200,
      );
    }
    case 'evict':
      return answer(client.evict(namespace, step.pod), 201);
    case 'cordon':
    case 'uncordon': {
      const unschedulable = step.kind === 'cordon' ? true : null;
      return answer(
        client.patch('Node', undefined, step.node, { type: 'merge', patch: { spec: { unschedulable } } }),
        200,
      );
    }
    case 'nodeDown': {
      if (!client.get('Node', undefined, step.node)) return unknownTarget(step.node);
      cluster.inject({ kind: 'node-down', node: step.node });
      markNodeUnknown(cluster, step.node);
      return { code: 200 };
    }
    case 'addNode':
      cluster.addNode(step.node);
      return null;
    case 'wait':
      cluster.advance({ seconds: step.seconds, eventLimit: eventsPerStep });
      return null;
    case 'snapshot':
      snapshots.push(takeSnapshot(cluster, step.name, timed));
      return null;
    case 'logs': {
      const pod = client.get('Pod', namespace, step.pod);
      const log = agentOf(cluster, pod)?.readLog(
        namespace,
        step.pod,
        step.container ?? firstContainer(pod),
        step.previous,
      );
      if (!log) return { code: 404, text: `pods "${step.pod}" not found` };
      return log.ok ? { code: 200, text: log.value } : { code: log.error.code, text: log.error.message };
    }
    case 'exec': {
      const pod = client.get('Pod', namespace, step.pod);
      const agent = agentOf(cluster, pod);
      if (!agent) return { code: 1, text: '', error: `Error from server (NotFound): pods "${step.pod}" not found\n` };
      let outcome: Parameters<Parameters<typeof agent.exec>[4]>[0] | undefined;
      agent.exec(namespace, step.pod, step.container ?? firstContainer(pod), step.command, (done) => {
        outcome = done;
      });
      if (!outcome) cluster.advance({ seconds: 600, until: () => outcome !== undefined, eventLimit: eventsPerStep });
      if (!outcome) return { code: 1, text: '', error: 'error: timed out\n' };
      if (!outcome.ok) return { code: 1, text: '', error: `error: ${outcome.error.message}\n` };
      const { exitCode, output, errors } = outcome.value;
      const ending = exitCode === 0 ? '' : `command terminated with exit code ${exitCode}\n`;
      return { code: exitCode, text: output, error: errors + ending };
    }
  }
}

function agentOf({ agents }: Cluster, pod: Pod | undefined) {
  return agents.get(pod?.spec.nodeName ?? '');
}

function firstContainer(pod: Pod | undefined): string {
  return pod?.spec.containers[0]?.name ?? '';
}

/** The node of timed plays: `busybox:1.36` is there, nothing else is and nothing can be pulled. */
function timedNode() {
  const images = new ImageCatalogue(readImages(programRoot()).images);
  const pullError = (reference: string) => {
    const parsed = parseImageReference(reference);
    const full = parsed.ok ? parsed.value.full : reference;
    return `failed to pull and unpack image "${full}": failed to resolve reference "${full}": failed to do request: Head "https://registry-1.docker.io": dial tcp: lookup registry-1.docker.io: no such host`;
  };
  return { images, presentImages: ['busybox:1.36'], registry: { pullError, pullSeconds: undefined } };
}

interface Target {
  readonly kind: string;
  readonly namespaced: boolean;
  readonly name: string;
}

/** `deployment/web`. */
function find(target: string): Target | undefined {
  const [resource = '', name = ''] = target.split('/');
  const definition = findByResourceName(resource.toLowerCase());
  return definition && { kind: definition.kind, namespaced: definition.namespaced, name };
}

function unknownTarget(target: string): unknown {
  return { code: 404, reason: 'NotFound', message: `the server doesn't have a resource "${target}"` };
}

function applied(one: ApplyAnswer): unknown {
  return one.ok ? { code: one.created ? 201 : 200 } : refusal(one.status);
}

function answer(result: Result<unknown, Status>, code: number): unknown {
  return result.ok ? { code } : refusal(result.error);
}

function refusal({ code, reason, message }: Status): unknown {
  return { code, ...(reason !== '' && { reason }), message };
}

/** The node's status is written at once by the play itself, so its pods' conditions and events stay as they are. */
function markNodeUnknown({ client, clock }: Cluster, name: string): void {
  const node = client.get('Node', undefined, name);
  if (!node) return;
  const lastTransitionTime = clock.timestamp();
  const conditions = (node.status?.conditions ?? []).map((condition) => ({
    ...condition,
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime,
  }));
  client.update('Node', { ...node, status: { ...node.status, conditions } }, { subresource: 'status' });
}

function takeSnapshot(cluster: Cluster, name: string, timed: boolean): Snapshot {
  const { client, namespace } = cluster;
  const objects: Record<string, readonly KubernetesObject[]> = {};
  for (const kind of shownKinds) {
    const definition = client.definition(kind);
    const all = client.list(kind, definition?.namespaced ? { namespace } : {}) as readonly KubernetesObject[];
    const own = all.filter((object) => !isOfTheSystem(object));
    // The one node of a timed play is no part of what it tells.
    if (own.length > 0 && !(timed && kind === 'Node')) objects[kind.toLowerCase()] = own;
  }
  const events = client.list('Event', { namespace }).map((event) => {
    const { involvedObject, type = '', reason = '', message = '' } = event as unknown as RawEvent;
    return { object: `${involvedObject.kind}/${involvedObject.name}`, type, reason, message };
  });
  return { name, objects, events };
}

interface RawEvent {
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly source?: { readonly component?: string };
  readonly reportingComponent?: string;
}

/** The Service of the API server itself. */
function isOfTheSystem({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'Service' && metadata.name === 'kubernetes';
}

function watchEvents({ client, clock }: Cluster): readonly TimedEvent[] {
  const seen: TimedEvent[] = [];
  client.watch('Event', ({ type, object }) => {
    if (type === 'DELETED') return;
    const event = object as unknown as RawEvent;
    const { involvedObject, reason = '', message = '', count = 1 } = event;
    seen.push({
      t: clock.elapsedSeconds,
      object: `${involvedObject.kind}/${involvedObject.name}`,
      type: event.type ?? '',
      reason,
      message,
      count,
      from: event.source?.component ?? event.reportingComponent ?? '',
    });
  });
  return seen;
}
