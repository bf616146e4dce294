// The same answer in other words: keys and documents in another order, other names where the task leaves them free, strangers
// beside it. What must not change a verdict, for the tests that say so.
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';

type Json = Readonly<Record<string, unknown>>;

export function vary(scenario: Scenario, text: string, random: SeededRandom): string {
  const objects = readManifests(text).manifests.map(({ value }) => value as Json);
  const isFree = freeNames(scenario, objects);
  const renamed = objects.map((object) => rename(object, isFree, random));
  // Whoever is counted by lines or objects may not have strangers counted with it.
  const isCounted = scenario.checks.some(({ check }) => check === 'cost');
  const strangers = isCounted ? [] : Array.from({ length: random.integer(0, 3) }, () => stranger(random));
  // These decide how what comes after them is taken; claims compete for volumes in the order in which they come.
  const first = renamed.filter((object) => early.has(String(object['kind'])));
  const rest = shuffled([...renamed.filter((object) => !first.includes(object)), ...strangers], random);
  return [...first, ...rest].map((object) => JSON.stringify(reordered(object, random))).join('\n---\n');
}

const early = new Set([
  'Namespace',
  'ResourceQuota',
  'LimitRange',
  'StorageClass',
  'IngressClass',
  'PriorityClass',
  'CustomResourceDefinition',
  'PersistentVolumeClaim',
]);
const workloads = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'ReplicationController', 'Pod', 'Job', 'CronJob']);

/** A name that the task says, that something exists under, or that another object of the answer names, is not free. */
function freeNames(scenario: Scenario, objects: readonly Json[]) {
  const { statement, given, cluster } = scenario;
  const said = JSON.stringify([statement, given, scenario.type === 'fix' ? scenario.statement : '']);
  const there = JSON.stringify([
    cluster.objects,
    scenario.script,
    scenario.type === 'fix' && scenario.running ? scenario.starter : '',
  ]);
  return (name: string, own: Json) => {
    const others = objects.filter((object) => object !== own).map((object) => JSON.stringify(object['spec'] ?? {}));
    const isNamed = others.some((spec) => spec.includes(`"name":"${name}"`));
    return !isNamed && !new RegExp(`\`${name}\`|\\b${name}-\\d`).test(said) && !new RegExp(`\\b${name}\\b`).test(there);
  };
}

function rename(object: Json, isFree: (name: string, own: Json) => boolean, random: SeededRandom): Json {
  const metadata = (object['metadata'] ?? {}) as Json;
  const name = String(metadata['name'] ?? '');
  if (!workloads.has(String(object['kind'])) || !isFree(name, object)) return object;
  return { ...object, metadata: { ...metadata, name: `w-${random.nameSuffix()}` } };
}

function stranger(random: SeededRandom): Json {
  const name = `s-${random.nameSuffix()}`;
  const kinds: readonly Json[] = [
    { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } },
    { apiVersion: 'v1', kind: 'ServiceAccount' },
    { apiVersion: 'v1', kind: 'Service', spec: { selector: { app: name }, ports: [{ port: 80 }] } },
  ];
  return { ...random.pick(kinds), metadata: { name } };
}

function reordered(value: unknown, random: SeededRandom): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, random));
  if (value === null || typeof value !== 'object') return value;
  const entries = shuffled(Object.entries(value), random);
  return Object.fromEntries(entries.map(([key, item]) => [key, reordered(item, random)]));
}

function shuffled<Item>(items: readonly Item[], random: SeededRandom): readonly Item[] {
  const left = [...items];
  const taken: Item[] = [];
  while (left.length > 0) taken.push(...left.splice(random.integer(0, left.length - 1), 1));
  return taken;
}
