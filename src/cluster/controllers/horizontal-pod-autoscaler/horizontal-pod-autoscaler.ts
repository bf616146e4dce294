/**
 * Looks every 15 seconds at what the pods of a workload use, and sets its number of replicas: the most that any of the metrics
 * asks for, within bounds, held back by stabilisation and rates (limits.ts). The arithmetic is in replica-calculator.ts.
 */
import type { HorizontalPodAutoscaler } from '#api/autoscaling/horizontalpodautoscaler.ts';
import type { Pod } from '#api/core/pod.ts';
import { type LabelSelector, matchesSelector } from '#api/meta/label-selector.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { quantityMillis } from '#api/meta/quantity.ts';
import { findByApiVersion } from '#api/scheme.ts';
import type { MetricsSource } from '../../metrics.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { canonicalJson } from '../template-hash.ts';
import {
  type Condition,
  defaultRules,
  limitRate,
  type Recommendation,
  type ScalingEvent,
  type ScalingRules,
  stabilize,
} from './limits.ts';
import {
  defaultTolerance,
  groupPods,
  replicasByAverage,
  replicasByUtilization,
  type Sample,
  type Tolerances,
} from './replica-calculator.ts';

const source = 'horizontal-pod-autoscaler';
const periodMs = 15_000;
const rememberMs = 3600_000;

type Metric = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];

interface Memory {
  recommendations: readonly Recommendation[];
  events: readonly ScalingEvent[];
}

interface Workload extends KubernetesObject {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector };
}

/** What one metric asks for, or why it cannot be read. */
type Proposal =
  | { readonly ok: true; readonly replicas: number; readonly name: string; readonly current: unknown }
  | { readonly ok: false; readonly reason: string; readonly error: string; readonly prefix: string };

export function horizontalPodAutoscaler(metrics: MetricsSource | undefined): Controller {
  return {
    name: 'horizontal-pod-autoscaler-controller',
    start(context) {
      const { client } = context;
      const memories = new Map<string, Memory>();
      const queue = context.queue((key) => {
        const { namespace, name } = splitKey(key);
        const scaler = client.get('HorizontalPodAutoscaler', namespace, name);
        if (!scaler) {
          memories.delete(key);
          return;
        }
        const memory = memories.get(key) ?? { recommendations: [], events: [] };
        memories.set(key, memory);
        new Sync(context, metrics, scaler, memory).run();
        queue.addAfter(key, periodMs);
      });
      client.watch('HorizontalPodAutoscaler', (event) => {
        if (event.type === 'ADDED') queue.addAfter(keyOf(event.object), periodMs);
        else if (event.type === 'DELETED' || event.old.metadata.generation !== event.object.metadata.generation) {
          queue.addAfter(keyOf(event.object), periodMs);
        }
      });
    },
  };
}

class Sync {
  readonly #context: ControllerContext;
  readonly #metrics: MetricsSource | undefined;
  readonly #scaler: HorizontalPodAutoscaler;
  readonly #memory: Memory;
  readonly #conditions = new Map<string, Condition>();

  constructor(
    context: ControllerContext,
    metrics: MetricsSource | undefined,
    scaler: HorizontalPodAutoscaler,
    memory: Memory,
  ) {
    this.#context = context;
    this.#metrics = metrics;
    this.#scaler = scaler;
    this.#memory = memory;
  }

  run(): void {
    const { client } = this.#context;
    const { scaleTargetRef: target, minReplicas = 1, maxReplicas } = this.#scaler.spec;
    const { namespace } = this.#scaler.metadata;
    const definition = findByApiVersion(target.apiVersion ?? '', target.kind);
    const found = definition && (client.get(definition.kind, namespace, target.name) as Workload | undefined);
    if (!definition || !found) {
      const error = definition
        ? `${definition.plural}${definition.group && `.${definition.group}`} "${target.name}" not found`
        : `no matches for kind "${target.kind}" in group "${(target.apiVersion ?? '').split('/')[0]}"`;
      this.#record('Warning', 'FailedGetScale', error);
      this.#set(
        'AbleToScale',
        'False',
        'FailedGetScale',
        `the HPA controller was unable to get the target's current scale: ${error}`,
      );
      this.#write({});
      return;
    }
    this.#set(
      'AbleToScale',
      'True',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
    const current = found.spec.replicas ?? 1;
    if (current === 0 && minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero';
      this.#set('ScalingActive', 'False', 'ScalingDisabled', message);
      this.#write({ currentReplicas: 0, desiredReplicas: 0 });
      return;
    }
    let desired: number;
    let reason: string;
    let currentMetrics: readonly unknown[] = [];
    if (current > maxReplicas) {
      [desired, reason] = [maxReplicas, 'Current number of replicas above Spec.MaxReplicas'];
    } else if (current < minReplicas) {
      [desired, reason] = [minReplicas, 'Current number of replicas below Spec.MinReplicas'];
    } else {
      const measured = this.#measure(found, current);
      if (!measured) {
        this.#write({ currentReplicas: current, desiredReplicas: this.#scaler.status?.desiredReplicas ?? current });
        return;
      }
      currentMetrics = measured.current;
      desired = this.#hold(measured.replicas, current, { min: minReplicas, max: maxReplicas });
      reason = desired > current ? `${measured.name} above target` : 'All metrics below target';
    }
    if (desired !== current) this.#rescale(found, definition.kind, current, desired, reason);
    this.#write({
      currentReplicas: current,
      desiredReplicas: desired,
      ...(currentMetrics.length > 0 && { currentMetrics }),
      ...(desired !== current && { lastScaleTime: this.#context.clock.timestamp() }),
    });
  }

  /** The largest proposal of all metrics; undefined when none is to be trusted. */
  #measure(workload: Workload, current: number) {
    const { namespace = '' } = this.#scaler.metadata;
    const pods = this.#context.client
      .list('Pod', { namespace })
      .filter((pod) => matchesSelector(workload.spec.selector, pod.metadata.labels));
    if (this.#isAmbiguous(workload, pods)) return undefined;
    const proposals = (this.#scaler.spec.metrics ?? []).map((metric) => this.#propose(metric, pods, current));
    const valid = proposals.filter((proposal) => proposal.ok);
    const invalid = proposals.filter((proposal) => !proposal.ok);
    const best = valid.reduce<(typeof valid)[number] | undefined>(
      (leader, each) => (leader && leader.replicas >= each.replicas ? leader : each),
      undefined,
    );
    const [first] = invalid;
    // One metric that cannot be read may hide a need for more: then it never shrinks.
    if (first && (!best || best.replicas < current)) {
      this.#record('Warning', first.reason, first.error);
      const message = `the HPA was unable to compute the replica count: ${first.error}`;
      this.#set('ScalingActive', 'False', first.reason, message);
      const summary = `invalid metrics (${invalid.length} invalid out of ${proposals.length}), first error is: ${first.prefix}${first.error}`;
      this.#record('Warning', 'FailedComputeMetricsReplicas', summary);
      return undefined;
    }
    if (!best) return undefined;
    const message = `the HPA was able to successfully calculate a replica count from ${best.name}`;
    this.#set('ScalingActive', 'True', 'ValidMetricFound', message);
    return { replicas: best.replicas, name: best.name, current: valid.map((proposal) => proposal.current) };
  }

  /** Two that pull at the same pods would undo each other's work, so neither does any. */
  #isAmbiguous(workload: Workload, pods: readonly Pod[]): boolean {
    const { client } = this.#context;
    const { namespace = '' } = this.#scaler.metadata;
    const rivals = client.list('HorizontalPodAutoscaler', { namespace }).filter(({ spec: { scaleTargetRef } }) => {
      const definition = findByApiVersion(scaleTargetRef.apiVersion ?? '', scaleTargetRef.kind);
      const other = definition && (client.get(definition.kind, namespace, scaleTargetRef.name) as Workload | undefined);
      return other && pods.some((pod) => matchesSelector(other.spec.selector, pod.metadata.labels));
    });
    if (rivals.length < 2) return false;
    const names = rivals.map(({ metadata }) => `{${metadata.name} ${namespace}}`).join(' ');
    const selector = inWords(workload.spec.selector ?? {});
    const message = `pods by selector ${selector} are controlled by multiple HPAs: [${names}]`;
    this.#record('Warning', 'AmbiguousSelector', message);
    this.#set('ScalingActive', 'False', 'AmbiguousSelector', message);
    return true;
  }

  #propose(metric: Metric, pods: readonly Pod[], current: number): Proposal {
    if (metric.type === 'Resource' && metric.resource) {
      return this.#proposeResource(metric.resource.name, undefined, metric.resource.target, pods, current);
    }
    if (metric.type === 'ContainerResource' && metric.containerResource) {
      const { name, container, target } = metric.containerResource;
      return this.#proposeResource(name, container, target, pods, current);
    }
    const name = metric.pods?.metric.name ?? metric.object?.metric.name ?? metric.external?.metric.name ?? '';
    const api = metric.type === 'External' ? 'external' : 'custom';
    const error = `unable to get metric ${name}: unable to fetch metrics from ${api} metrics API: no known available metric versions found`;
    return {
      ok: false,
      reason: `FailedGet${metric.type}Metric`,
      error,
      prefix: `failed to get ${name} metric value: `,
    };
  }

  #proposeResource(
    resource: string,
    container: string | undefined,
    target: { readonly type: string; readonly averageUtilization?: number; readonly averageValue?: string | number },
    pods: readonly Pod[],
    current: number,
  ): Proposal {
    const { nowMs } = this.#context.clock;
    const byShare = target.averageUtilization !== undefined;
    const what = byShare ? `failed to get ${resource} utilization` : `failed to get ${resource} usage`;
    const failed = (why: string): Proposal => ({
      ok: false,
      reason: container ? 'FailedGetContainerResourceMetric' : 'FailedGetResourceMetric',
      error: `${what}: ${why}`,
      prefix: `failed to get ${resource} ${container ? 'container ' : ''}resource metric value: `,
    });
    if (!this.#metrics) {
      return failed(
        `unable to get metrics for resource ${resource}: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)`,
      );
    }
    const samples = this.#samples(resource, container, pods);
    if (samples.size === 0) {
      return failed(`unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`);
    }
    const groups = groupPods(pods, samples, resource, nowMs);
    if (groups.ready.length === 0) {
      return failed('did not receive metrics for targeted pods (pods might be unready)');
    }
    const tolerances = this.#tolerances();
    if (target.averageUtilization === undefined) {
      const value =
        resource === 'cpu' ? quantityMillis(target.averageValue) : quantityMillis(target.averageValue) / 1000;
      const { replicas, average } = replicasByAverage({ current, target: value, groups, samples, tolerances });
      const averageValue = resource === 'cpu' ? `${average}m` : String(average);
      return {
        ok: true,
        replicas,
        name: `${resource} resource`,
        current: statusOf(resource, container, { averageValue }),
      };
    }
    const requests = new Map<string, number>();
    for (const pod of [...groups.ready, ...groups.unready, ...groups.missing]) {
      const request = requestOf(pod, resource, container);
      if (typeof request === 'string') {
        return failed(`missing request for ${resource} in container ${request} of Pod ${pod.metadata.name}`);
      }
      requests.set(pod.metadata.name, request);
    }
    const goal = target.averageUtilization;
    const { replicas, utilization } = replicasByUtilization({
      current,
      target: goal,
      groups,
      samples,
      requests,
      tolerances,
    });
    const usage = [...groups.ready].reduce((sum, { metadata }) => sum + (samples.get(metadata.name)?.value ?? 0), 0);
    const mean = Math.trunc(usage / groups.ready.length);
    const averageValue = resource === 'cpu' ? `${mean}m` : String(mean);
    return {
      ok: true,
      replicas,
      name: `${resource} ${container ? 'container ' : ''}resource utilization (percentage of request)`,
      current: statusOf(resource, container, { averageUtilization: utilization, averageValue }),
    };
  }

  #samples(resource: string, container: string | undefined, pods: readonly Pod[]): ReadonlyMap<string, Sample> {
    const samples = new Map<string, Sample>();
    for (const { metadata } of pods) {
      const usage = this.#metrics?.usageOf(metadata.namespace ?? '', metadata.name);
      const counted = usage?.containers.filter(({ name }) => container === undefined || name === container) ?? [];
      if (!usage || counted.length === 0) continue;
      const value = counted.reduce((sum, each) => sum + (resource === 'cpu' ? each.cpuMillis : each.memoryBytes), 0);
      samples.set(metadata.name, { value, atMs: usage.atMs, windowMs: usage.windowSeconds * 1000 });
    }
    return samples;
  }

  #hold(proposed: number, current: number, bounds: { readonly min: number; readonly max: number }): number {
    const { nowMs } = this.#context.clock;
    const memory = this.#memory;
    const rules = this.#rules();
    if (memory.recommendations.length === 0) memory.recommendations = [{ atMs: nowMs, replicas: current }];
    const recent = memory.recommendations.filter(({ atMs }) => atMs > nowMs - rememberMs);
    const stable = stabilize(proposed, current, recent, rules, nowMs);
    memory.recommendations = [...recent, { atMs: nowMs, replicas: proposed }];
    this.#put(stable.condition);
    const limited = limitRate(stable.replicas, current, bounds, memory.events, rules, nowMs);
    this.#put(limited.condition);
    return Math.min(bounds.max, Math.max(bounds.min, limited.replicas));
  }

  #rules(): { readonly up: ScalingRules; readonly down: ScalingRules } {
    const { scaleUp, scaleDown } = this.#scaler.spec.behavior ?? {};
    return {
      up: { ...defaultRules.up, ...(scaleUp as Partial<ScalingRules> | undefined) },
      down: { ...defaultRules.down, ...(scaleDown as Partial<ScalingRules> | undefined) },
    };
  }

  #tolerances(): Tolerances {
    const { scaleUp, scaleDown } = (this.#scaler.spec.behavior ?? {}) as {
      readonly scaleUp?: { readonly tolerance?: string | number };
      readonly scaleDown?: { readonly tolerance?: string | number };
    };
    const read = (value: string | number | undefined) =>
      value === undefined ? defaultTolerance : quantityMillis(value) / 1000;
    return { up: read(scaleUp?.tolerance), down: read(scaleDown?.tolerance) };
  }

  #rescale(workload: Workload, kind: string, from: number, to: number, reason: string): void {
    const { client, clock } = this.#context;
    const { namespace, name } = workload.metadata;
    const patch = { spec: { replicas: to } };
    const scaled = client.patch(kind, namespace, name, { type: 'merge', patch }, { subresource: 'scale' });
    if (!scaled.ok) {
      this.#record('Warning', 'FailedRescale', `New size: ${to}; reason: ${reason}; error: ${scaled.error.message}`);
      const message = `the HPA controller was unable to update the target scale: ${scaled.error.message}`;
      this.#set('AbleToScale', 'False', 'FailedUpdateScale', message);
      return;
    }
    this.#record('Normal', 'SuccessfulRescale', `New size: ${to}; reason: ${reason}`);
    const message = `the HPA controller was able to update the target scale to ${to}`;
    this.#set('AbleToScale', 'True', 'SucceededRescale', message);
    const event = { atMs: clock.nowMs, change: to - from };
    this.#memory.events = [...this.#memory.events.filter(({ atMs }) => atMs > clock.nowMs - rememberMs), event];
  }

  #record(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.events.record({ object: this.#scaler, type, reason, message, source });
  }

  #set(type: Condition['type'], status: Condition['status'], reason: string, message: string): void {
    this.#put({ type, status, reason, message });
  }

  #put(condition: Condition): void {
    this.#conditions.set(condition.type, condition);
  }

  #write(fields: Readonly<Record<string, unknown>>): void {
    const { client, clock } = this.#context;
    const stored = client.get('HorizontalPodAutoscaler', this.#scaler.metadata.namespace, this.#scaler.metadata.name);
    if (!stored) return;
    const before = stored.status?.conditions ?? [];
    const changed = [...this.#conditions.values()].map((condition) => {
      const old = before.find(({ type }) => type === condition.type);
      const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : clock.timestamp();
      return { ...condition, lastTransitionTime };
    });
    const kept = before.filter(({ type }) => !this.#conditions.has(type));
    const { lastScaleTime } = stored.status ?? {};
    const status = {
      ...(stored.metadata.generation !== undefined && { observedGeneration: stored.metadata.generation }),
      ...(lastScaleTime !== undefined && { lastScaleTime }),
      currentReplicas: stored.status?.currentReplicas ?? 0,
      desiredReplicas: stored.status?.desiredReplicas ?? 0,
      ...fields,
      conditions: [...changed, ...kept],
    };
    if (canonicalJson(stored.status ?? {}) === canonicalJson(status)) return;
    client.update('HorizontalPodAutoscaler', { ...stored, status }, { subresource: 'status' });
  }
}

/** What the pod's containers ask for; the name of one that asks for nothing. */
function requestOf(pod: Pod, resource: string, container: string | undefined): number | string {
  let sum = 0;
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { name, resources } of [...pod.spec.containers, ...sidecars]) {
    if (container !== undefined && name !== container) continue;
    const request = (resources?.requests as Readonly<Record<string, string | number>> | undefined)?.[resource];
    if (request === undefined) return name;
    sum += resource === 'cpu' ? quantityMillis(request) : quantityMillis(request) / 1000;
  }
  return sum;
}

function statusOf(name: string, container: string | undefined, current: unknown): unknown {
  return container === undefined
    ? { type: 'Resource', resource: { name, current } }
    : { type: 'ContainerResource', containerResource: { name, container, current } };
}

/** `app=web,tier in (a,b),!old`, keys in order. */
function inWords({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const others = matchExpressions.map(({ key = '', operator, values = [] }) => {
    const list = `(${[...values].sort().join(',')})`;
    switch (operator) {
      case 'In':
        return { key, text: `${key} in ${list}` };
      case 'NotIn':
        return { key, text: `${key} notin ${list}` };
      case 'DoesNotExist':
        return { key, text: `!${key}` };
      default:
        return { key, text: key };
    }
  });
  return [...equal, ...others]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text }) => text)
    .join(',');
}
