// Names, unrelated objects and order never change a verdict: many random variations of every answer to the manifest questions.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { answerFiles } from '#content/references.ts';
import { grade } from '#engine/grade.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';

const root = new URL('../..', import.meta.url).pathname;
const library = await openLibrary([root]);
const parts = { images: new ImageCatalogue(readImages(root).images) };
const runs = 1000;

const answers = library
  .list()
  .flatMap(({ id }) => library.find(id) ?? [])
  .flatMap((scenario) =>
    scenario.type === 'manifest'
      ? answerFiles(library.fileOf(scenario.id) ?? '').map((file) => ({ scenario, text: readFileSync(file, 'utf8') }))
      : [],
  );

function verdict({ scenario }: (typeof answers)[number], text: string): readonly string[] {
  const { verdict: kind, checks } = grade(scenario, { kind: 'manifest', text }, 1, parts);
  return [kind, ...checks.map(({ id, passed }) => `${id} ${passed ? 'holds' : 'breaks'}`)];
}

test('a verdict survives what must not matter', { timeout: 900_000 }, () => {
  const known = new Map(answers.map((answer) => [answer, verdict(answer, answer.text)]));
  const variations = fc.record({ answer: fc.constantFrom(...answers), seed: fc.nat() });
  fc.assert(
    fc.property(variations, ({ answer, seed }) => {
      const text = vary(answer.text, new SeededRandom(seed));
      expect(verdict(answer, text), text).toEqual(known.get(answer));
    }),
    { numRuns: runs },
  );
});

/** The same objects as JSON: keys in another order, workloads under other names, documents shuffled among strangers. */
function vary(text: string, random: SeededRandom): string {
  const objects = readManifests(text).manifests.map(({ value }) => value as Json);
  const strangers = Array.from({ length: random.integer(0, 3) }, () => stranger(random));
  const renamed = objects.map((object) => (workloads.has(String(object['kind'])) ? rename(object, random) : object));
  // What others name (a Secret, a claim) may come later too: pods wait for it, and that is no matter of minutes here.
  return shuffled([...renamed, ...strangers], random)
    .map((object) => JSON.stringify(reordered(object, random)))
    .join('\n---\n');
}

type Json = Readonly<Record<string, unknown>>;

const workloads = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'ReplicationController', 'Pod', 'Job']);

function rename(object: Json, random: SeededRandom): Json {
  return { ...object, metadata: { ...(object['metadata'] as Json), name: `w-${random.nameSuffix()}` } };
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
