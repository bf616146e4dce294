/**
 * What a list or watch asks for, as one function over objects, and the index that answers it fastest:
 * `spec.nodeName=node-1` and one equality of labels have indexes, everything else filters.
 */
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

interface LabelRequirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | '!';
  readonly values: readonly string[];
}

/** A small namespace is quicker to look through than an index is to keep. */
const indexFrom = 16;

export function planQuery(options: ListOptions, sizeOfNamespace: (namespace?: string) => number): Query {
  const labels = labelRequirements(options.labelSelector);
  const fields = fieldRequirements(options.fieldSelector);
  const tests: Test[] = [];
  let index: Selection['index'];

  for (const field of fields) {
    const node = field.path === 'spec.nodeName' && field.equal && field.value !== '' && !index;
    if (node) index = { key: nodeNameIndex, value: field.value };
    else tests.push((object) => (fieldText(object, field.path) === field.value) === field.equal);
  }
  const worthIndex = sizeOfNamespace(options.namespace) >= indexFrom;
  for (const requirement of labels) {
    const only = requirement.operator === 'in' && requirement.values.length === 1 ? requirement.values[0] : undefined;
    if (only !== undefined && !index && worthIndex) index = { key: labelIndex(requirement.key), value: only };
    else tests.push((object) => meets(object.metadata.labels, requirement));
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

const labelIndexes = new Map<string, IndexKey>();

function labelIndex(key: string): IndexKey {
  let index = labelIndexes.get(key);
  if (!index) {
    index = { name: `label ${key}`, value: (object) => object.metadata.labels?.[key] };
    labelIndexes.set(key, index);
  }
  return index;
}

function meets(labels: Readonly<Record<string, string>> | undefined, requirement: LabelRequirement): boolean {
  const value = labels && Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case 'notin':
      return value === undefined || !requirement.values.includes(value);
  }
}

function labelRequirements(selector: ListOptions['labelSelector']): LabelRequirement[] {
  if (selector === undefined || selector === '') return [];
  if (typeof selector !== 'string') {
    return Object.entries(selector).map(([key, value]) => ({ key, operator: 'in', values: [value] }));
  }
  return splitTopLevel(selector).map((part): LabelRequirement => {
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
    if (set) {
      const values = (set[3] as string).split(',').map((value) => value.trim());
      return { key: set[1] as string, operator: set[2] as 'in' | 'notin', values };
    }
    const equality = /^([^!=\s]+)\s*(!=|==|=)\s*(\S*)$/.exec(part);
    if (equality) {
      const [, key = '', operator, value = ''] = equality;
      return { key, operator: operator === '!=' ? 'notin' : 'in', values: [value] };
    }
    return part.startsWith('!')
      ? { key: part.slice(1).trim(), operator: '!', values: [] }
      : { key: part, operator: 'exists', values: [] };
  });
}

/** At commas that stand outside of parentheses: `a in (b,c),d` has two parts. */
function splitTopLevel(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

interface FieldRequirement {
  readonly path: string;
  readonly equal: boolean;
  readonly value: string;
}

function fieldRequirements(selector: string | undefined): FieldRequirement[] {
  return splitTopLevel(selector ?? '').flatMap((part) => {
    const match = /^([^!=]+?)(!=|==|=)(.*)$/.exec(part);
    return match ? [{ path: match[1] as string, equal: match[2] !== '!=', value: match[3] as string }] : [];
  });
}

/** An absent field reads as empty text, so `spec.nodeName=` finds pods without a node. */
function fieldText(object: KubernetesObject, path: string): string {
  let value: unknown = object;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value === undefined || value === null ? '' : String(value);
}

/** `spec.selector` of a PodDisruptionBudget and its like. An empty selector matches everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

export function selectorMatches(selector: LabelSelector, labels: Readonly<Record<string, string>> = {}): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const known = operators[operator];
      return known !== undefined && meets(labels, { key, operator: known, values });
    })
  );
}
