/**
 * What can be changed about an answer to ask "what if?", and whether it would change anything. Apart from the runs themselves
 * (what-if.ts), because a screen asks this and must not load a simulator for it.
 */
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import type { Scenario } from '../scenario.ts';
import { documentsOf, textOf } from './edits.ts';

export const changes = ['one-more-replica', 'without-probes', 'node-lost'] as const;

export type Change = (typeof changes)[number];

export const changeNames: Readonly<Record<Change, Text>> = {
  'one-more-replica': { es: '¿Y con una réplica más?', en: 'And with one more replica?' },
  'without-probes': { es: '¿Y sin sondas?', en: 'And without probes?' },
  'node-lost': { es: '¿Y si al final se pierde su nodo?', en: 'And if its node is lost in the end?' },
};

/** Whether the change would change anything; cheap enough for a screen. */
export function isPossible(scenario: Scenario, manifests: string, change: Change): boolean {
  if (scenario.world === 'docker') return false;
  if (change === 'node-lost') return Object.keys(scenario.roles).length > 0;
  const documents = documentsOf(manifests);
  return textOf(documents) !== textOf(documents.map((one) => alter(one, change)));
}

type Document = Readonly<Record<string, unknown>>;

const scalable = ['Deployment', 'StatefulSet', 'ReplicaSet'];

export function alter(document: Document, change: Change): Document {
  if (change === 'without-probes') return withoutProbes(document) as Document;
  if (change !== 'one-more-replica' || !scalable.includes(String(document['kind']))) return document;
  const spec = (document['spec'] ?? {}) as Document;
  const replicas = typeof spec['replicas'] === 'number' ? spec['replicas'] : 1;
  return { ...document, spec: { ...spec, replicas: replicas + 1 } };
}

function withoutProbes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProbes);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([key]) => !['startupProbe', 'livenessProbe', 'readinessProbe'].includes(key),
  );
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutProbes(one)]));
}

/** What ran for this answer: the learner's own text, or the chosen option's. */
export function manifestsOf(scenario: Scenario, answer: Answer): string | undefined {
  if (answer.kind === 'manifest') return answer.text;
  if (answer.kind !== 'choice' || (scenario.type !== 'choice' && scenario.type !== 'design')) return undefined;
  return scenario.options.find(({ id }) => id === answer.option)?.manifests;
}
