/**
 * What a list or watch asks for, as one function over objects, and the index that answers it fastest:
 * `spec.nodeName=node-1`, the controller and one equality of labels have indexes, everything else filters.
 */
import { type LabelSelectorRequirement, matchesRequirement, parseLabelSelector } from '#api/meta/label-selector.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { ListOptions } from './api-client.ts';
import type { IndexKey, Selection } from './etcd.ts';
import { isObject } from './structural-sharing.ts';

type Test = (object: KubernetesObject) => boolean;

export interface Query {
  readonly selection: Selection;
  /** What the index has not yet answered; absent when nothing is left to test. */
  readonly test?: Test;
}

/** A small namespace is quicker to look through than an index is to keep. */
const indexFrom = 16;

export function planQuery(options: ListOptions, sizeOfNamespace: (namespace?: string) => number): Query {
  const tests: Test[] = [];
  let index: Selection['index'];

  for (const { path, equal, value } of fieldRequirements(options.fieldSelector)) {
    if (path === 'spec.nodeName' && equal && value !== '' && !index) index = { key: nodeNameIndex, value };
    else tests.push((object) => (fieldText(object, path) === value) === equal);
  }
  const { controller } = options;
  if (controller !== undefined) {
    if (index) tests.push((object) => controllerIndex.value(object) === controller);
    else index = { key: controllerIndex, value: controller };
  }
  const worthIndex = sizeOfNamespace(options.namespace) >= indexFrom;
  for (const requirement of labelRequirements(options.labelSelector)) {
    const { key = '', operator, values = [] } = requirement;
    const [only] = values;
    if (operator === 'In' && values.length === 1 && only !== undefined && !index && worthIndex) {
      index = { key: labelIndex(key), value: only };
    } else tests.push((object) => matchesRequirement(requirement, object.metadata.labels ?? {}));
  }
  const selection: Selection = {
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    ...(index ? { index } : {}),
  };
  return tests.length === 0 ? { selection } : { selection, test: (object) => tests.every((test) => test(object)) };
}

const nodeNameIndex: IndexKey = {
  name: 'spec.nodeName',
  value: (object) => (object as { spec?: { nodeName?: string } }).spec?.nodeName,
};

const controllerIndex: IndexKey = {
  name: 'controller',
  value: ({ metadata }) => metadata.ownerReferences?.find((reference) => reference.controller)?.uid ?? '',
};

function labelIndex(key: string): IndexKey {
  return {
    name: `label ${key}`,
    value: ({ metadata: { labels } }) => (labels && Object.hasOwn(labels, key) ? labels[key] : undefined),
  };
}

/** A selector that cannot be read selects nothing; whoever takes it from a person has said so before. */
function labelRequirements(selector: ListOptions['labelSelector']): readonly LabelSelectorRequirement[] {
  if (selector === undefined || selector === '') return [];
  if (typeof selector !== 'string') {
    return Object.entries(selector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  }
  const parsed = parseLabelSelector(selector);
  return parsed.ok ? (parsed.value.matchExpressions ?? []) : [{ key: '', operator: 'In', values: [] }];
}

interface FieldRequirement {
  readonly path: string;
  readonly equal: boolean;
  readonly value: string;
}

function fieldRequirements(selector = ''): readonly FieldRequirement[] {
  if (selector === '') return [];
  return selector.split(',').flatMap((part) => {
    const match = /^\s*([^!=]+?)\s*(!=|==|=)\s*(.*?)\s*$/.exec(part);
    return match ? [{ path: match[1] as string, equal: match[2] !== '!=', value: match[3] as string }] : [];
  });
}

/** An absent field reads as empty text, so `spec.nodeName=` finds pods without a node. */
function fieldText(object: KubernetesObject, path: string): string {
  let value: unknown = object;
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value === undefined || value === null ? '' : String(value);
}
