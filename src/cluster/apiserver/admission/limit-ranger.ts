/**
 * LimitRanger: fills in what containers leave open from the LimitRanges of the namespace, and refuses pods and claims
 * that ask for less than the least or more than the most. Pods that exist already are never looked at again.
 */
import type { LimitRange } from '#api/core/limitrange.ts';
import { compareQuantities, formatQuantity, type QuantityLike, quantityMillis } from '#api/meta/quantity.ts';
import type { Status } from '#api/meta/status.ts';
import { qualifiedResource } from '#api/scheme.ts';
import { podAmounts } from '../pod-resources.ts';
import { forbidden } from '../status-errors.ts';
import type { AdmissionContext, AdmissionPluginFactory, AdmissionRequest } from './plugin.ts';
import {
  type ContainerDraft,
  containersOf,
  nameInMessage,
  newPod,
  type PodDraft,
  type PodSpecDraft,
} from './pod-draft.ts';

type Limit = NonNullable<LimitRange['spec']>['limits'][number];
type Amounts = Readonly<Record<string, QuantityLike | undefined>>;

const annotation = 'kubernetes.io/limit-ranger';

export const limitRanger: AdmissionPluginFactory = (context) => ({
  name: 'LimitRanger',
  admit(request) {
    const pod = newPod(request);
    if (!pod?.spec) return undefined;
    for (const limitRange of rangesOf(context, request)) setDefaults(pod, pod.spec, limitRange);
    return undefined;
  },
  validate(request): Status | undefined {
    const { definition, operation, subresource, object } = request;
    if (operation === 'DELETE' || subresource) return undefined;
    const pod = newPod(request);
    const claim = definition.kind === 'PersistentVolumeClaim' ? (object as ClaimDraft) : undefined;
    if (!pod && !claim) return undefined;
    const problems: string[] = [];
    for (const range of rangesOf(context, request)) {
      for (const limit of range.spec?.limits ?? []) {
        if (pod?.spec) problems.push(...podProblems(pod.spec, limit));
        if (claim && limit.type === 'PersistentVolumeClaim') {
          problems.push(...claimProblems(claim.spec?.resources?.requests ?? {}, limit));
        }
      }
      if (problems.length === 0) continue;
      const distinct = [...new Set(problems)];
      const why = distinct.length === 1 ? (distinct[0] as string) : `[${distinct.join(', ')}]`;
      return forbidden(qualifiedResource(definition), nameInMessage(request), why);
    }
    return undefined;
  },
});

interface ClaimDraft {
  readonly spec?: { readonly resources?: { readonly requests?: Amounts } };
}

function rangesOf({ list }: AdmissionContext, { namespace }: AdmissionRequest): readonly LimitRange[] {
  return namespace === undefined ? [] : list('LimitRange', { namespace });
}

function setDefaults(pod: PodDraft, spec: PodSpecDraft, range: LimitRange): void {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  for (const limit of range.spec?.limits ?? []) {
    if (limit.type !== 'Container') continue;
    Object.assign(requests, texts(limit.defaultRequest));
    Object.assign(limits, texts(limit.default));
  }
  const { containers, initContainers } = containersOf(spec);
  const set = [
    ...containers.flatMap((container) => complete(container, 'container', requests, limits)),
    ...initContainers.flatMap((container) => complete(container, 'init container', requests, limits)),
  ];
  if (set.length === 0 || !pod.metadata) return;
  pod.metadata.annotations = { ...pod.metadata.annotations, [annotation]: `LimitRanger plugin set: ${set.join('; ')}` };
}

function complete(
  container: ContainerDraft,
  what: string,
  requests: Readonly<Record<string, string>>,
  limits: Readonly<Record<string, string>>,
): string[] {
  const own = container.resources ?? {};
  const missing = (given: Amounts | undefined, defaults: Readonly<Record<string, string>>) =>
    Object.keys(defaults)
      .filter((name) => given?.[name] === undefined)
      .sort();
  const newRequests = missing(own.requests, requests);
  const newLimits = missing(own.limits, limits);
  if (newRequests.length + newLimits.length === 0) return [];
  const pick = (names: readonly string[], from: Readonly<Record<string, string>>) =>
    Object.fromEntries(names.map((name) => [name, from[name] as string]));
  container.resources = {
    ...own,
    ...(newRequests.length > 0 ? { requests: { ...own.requests, ...pick(newRequests, requests) } } : {}),
    ...(newLimits.length > 0 ? { limits: { ...own.limits, ...pick(newLimits, limits) } } : {}),
  };
  return [
    ...(newRequests.length > 0 ? [`${newRequests.join(', ')} request for ${what} ${container.name}`] : []),
    ...(newLimits.length > 0 ? [`${newLimits.join(', ')} limit for ${what} ${container.name}`] : []),
  ];
}

function podProblems(spec: PodSpecDraft, limit: Limit): string[] {
  if (limit.type === 'Pod') {
    return problemsOf('Pod', limit, podAmounts(spec, 'requests', false), podAmounts(spec, 'limits', false));
  }
  if (limit.type !== 'Container') return [];
  const { containers, initContainers } = containersOf(spec);
  return [...containers, ...initContainers].flatMap(({ resources }) =>
    problemsOf('Container', limit, resources?.requests ?? {}, resources?.limits ?? {}),
  );
}

function problemsOf(type: string, limit: Limit, requests: Amounts, limits: Amounts): string[] {
  return [
    ...each(limit.min, (name, least) => belowLeast(type, name, least, requests[name], limits[name])),
    ...each(limit.max, (name, most) => aboveMost(type, name, most, requests[name], limits[name])),
    ...each(limit.maxLimitRequestRatio, (name, ratio) => aboveRatio(type, name, ratio, requests[name], limits[name])),
  ];
}

function claimProblems(requests: Amounts, limit: Limit): string[] {
  const type = 'PersistentVolumeClaim';
  return [
    ...each(limit.min, (name, least) => belowLeast(type, name, least, requests[name], undefined)),
    ...each(limit.max, (name, most) => {
      const request = requests[name];
      const text = `maximum ${name} usage per ${type} is ${formatQuantity(most)}`;
      if (request === undefined) return `${text}.  No request is specified`;
      return compareQuantities(request, most) > 0 ? `${text}, but request is ${formatQuantity(request)}` : undefined;
    }),
  ];
}

type Given = QuantityLike | undefined;

/** Two spaces before "No": so writes the real one. */
function belowLeast(type: string, name: string, least: QuantityLike, request: Given, limit: Given): string | undefined {
  const text = `minimum ${name} usage per ${type} is ${formatQuantity(least)}`;
  if (request === undefined) return `${text}.  No request is specified`;
  if (compareQuantities(request, least) < 0) return `${text}, but request is ${formatQuantity(request)}`;
  if (limit !== undefined && compareQuantities(limit, least) < 0)
    return `${text}, but limit is ${formatQuantity(limit)}`;
  return undefined;
}

function aboveMost(type: string, name: string, most: QuantityLike, request: Given, limit: Given): string | undefined {
  const text = `maximum ${name} usage per ${type} is ${formatQuantity(most)}`;
  if (limit === undefined) return `${text}.  No limit is specified`;
  if (compareQuantities(limit, most) > 0) return `${text}, but limit is ${formatQuantity(limit)}`;
  if (request !== undefined && compareQuantities(request, most) > 0) {
    return `${text}, but request is ${formatQuantity(request)}`;
  }
  return undefined;
}

function aboveRatio(type: string, name: string, ratio: QuantityLike, request: Given, limit: Given): string | undefined {
  const text = `${name} max limit to request ratio per ${type} is ${formatQuantity(ratio)}`;
  const [requested, limited] = [quantityMillis(request), quantityMillis(limit)];
  if (requested === 0) return `${text}, but no request is specified or request is 0`;
  if (limited === 0) return `${text}, but no limit is specified or limit is 0`;
  const provided = limited / requested;
  return provided * 1000 > quantityMillis(ratio) ? `${text}, but provided ratio is ${provided.toFixed(6)}` : undefined;
}

/** In order of the resources' names: the real order is that of a Go map, which is random. */
function each(
  amounts: Amounts | undefined,
  problem: (name: string, amount: QuantityLike) => string | undefined,
): string[] {
  return Object.entries(amounts ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, amount]) => (amount === undefined ? [] : (problem(name, amount) ?? [])));
}

function texts(amounts: Amounts | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(amounts ?? {}).flatMap(([name, amount]) =>
      amount === undefined ? [] : [[name, formatQuantity(amount)]],
    ),
  );
}
