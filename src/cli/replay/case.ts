/**
 * A case of `readyz replay`: a cluster, a script of steps, and what the comparison may ask for. The same fields in YAML
 * files and in JSON lines; what is wrong with them is said in a sentence.
 */

import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { NodeShape } from '#cluster/cluster.ts';

export interface Case {
  readonly name: string;
  readonly topic: string;
  readonly nodes: readonly NodeShape[];
  readonly namespace: string;
  /** Time on the wall clock at the first step. */
  readonly startMs?: number;
  readonly steps: readonly Step[];
  /** Kubelets that run programs in time, instead of the stand-in. */
  readonly timed: boolean;
  /** Nodes to take where the best ones tie, in the order of decisions. */
  readonly bindings: readonly string[];
}

export type Step =
  | { readonly kind: 'apply'; readonly text: string }
  | { readonly kind: 'delete'; readonly target: string }
  | { readonly kind: 'scale'; readonly target: string; readonly replicas: number }
  | { readonly kind: 'evict'; readonly pod: string }
  | { readonly kind: 'cordon' | 'uncordon' | 'nodeDown'; readonly node: string }
  | { readonly kind: 'addNode'; readonly node: NodeShape }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'snapshot'; readonly name: string }
  | { readonly kind: 'logs'; readonly pod: string; readonly container?: string; readonly previous: boolean }
  | { readonly kind: 'exec'; readonly pod: string; readonly container?: string; readonly command: readonly string[] }
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'kubectl'; readonly words: string; readonly stdin?: string };

type Fields = Readonly<Record<string, unknown>>;

export function readCase(value: unknown): Result<Case, Text> {
  if (!isFields(value))
    return fail(
      sentence('a case is an object with "cluster" and "steps"', 'un caso es un objeto con "cluster" y "steps"'),
    );
  const cluster = isFields(value['cluster']) ? value['cluster'] : {};
  const nodes = Array.isArray(cluster['nodes']) ? cluster['nodes'] : [{ name: 'node-1' }];
  const shapes: NodeShape[] = [];
  for (const node of nodes) {
    if (!isFields(node) || typeof node['name'] !== 'string') {
      return fail(sentence('every node needs a name', 'cada nodo necesita un nombre'));
    }
    shapes.push(node as unknown as NodeShape);
  }
  if (!Array.isArray(value['steps'])) return fail(sentence('"steps" must be a list', '"steps" debe ser una lista'));
  const steps: Step[] = [];
  for (const [index, raw] of value['steps'].entries()) {
    const step = readStep(raw);
    if (!step) {
      const given = isFields(raw) ? Object.keys(raw).join(', ') : String(raw);
      return fail(
        sentence(
          `step ${index + 1} is not one that replay knows: ${given}`,
          `el paso ${index + 1} no es uno de los que conoce replay: ${given}`,
        ),
      );
    }
    steps.push(step);
  }
  const startMs = typeof cluster['now'] === 'string' ? Date.parse(cluster['now']) : Number.NaN;
  return ok({
    name: String(value['name'] ?? ''),
    topic: String(value['topic'] ?? ''),
    nodes: shapes,
    namespace: typeof cluster['namespace'] === 'string' ? cluster['namespace'] : 'default',
    ...(Number.isFinite(startMs) && { startMs }),
    steps,
    timed: value['timed'] === true,
    bindings: Array.isArray(value['bindings']) ? value['bindings'].map(String) : [],
  });
}

function readStep(raw: unknown): Step | undefined {
  if (!isFields(raw)) return undefined;
  for (const [key, value] of Object.entries(raw)) {
    const step = readers[key]?.(value, raw);
    if (step) return step;
  }
  return undefined;
}

const readers: Readonly<Record<string, (value: unknown, step: Fields) => Step | undefined>> = {
  apply: (value) => text(value, (given) => ({ kind: 'apply', text: given })),
  delete: (value) => text(value, (target) => ({ kind: 'delete', target })),
  scale: (value) => {
    const [entry] = isFields(value) ? Object.entries(value) : [];
    return entry ? { kind: 'scale', target: entry[0], replicas: Number(entry[1]) } : undefined;
  },
  evict: (value) => text(value, (pod) => ({ kind: 'evict', pod })),
  cordon: (value) => text(value, (node) => ({ kind: 'cordon', node })),
  uncordon: (value) => text(value, (node) => ({ kind: 'uncordon', node })),
  nodeDown: (value) => text(value, (node) => ({ kind: 'nodeDown', node })),
  addNode: (value) => {
    if (typeof value === 'string') return { kind: 'addNode', node: { name: value } };
    return isFields(value) && typeof value['name'] === 'string'
      ? { kind: 'addNode', node: value as unknown as NodeShape }
      : undefined;
  },
  wait: (value) => {
    const seconds = secondsOf(value);
    return seconds === undefined ? undefined : { kind: 'wait', seconds };
  },
  snapshot: (value) => text(value, (name) => ({ kind: 'snapshot', name })),
  logs: (value) => {
    if (!isFields(value)) return undefined;
    return { kind: 'logs', pod: String(value['pod']), ...container(value), previous: value['previous'] === true };
  },
  exec: (value) => {
    if (!isFields(value) || !Array.isArray(value['command'])) return undefined;
    return { kind: 'exec', pod: String(value['pod']), ...container(value), command: value['command'].map(String) };
  },
  file: (value) => {
    return isFields(value)
      ? { kind: 'file', name: String(value['name']), text: String(value['text'] ?? '') }
      : undefined;
  },
  kubectl: (value, step) => {
    const stdin = typeof step['stdin'] === 'string' ? { stdin: step['stdin'] } : {};
    return text(value, (words) => ({ kind: 'kubectl', words, ...stdin }));
  },
};

function container(value: Fields): { readonly container?: string } {
  return typeof value['container'] === 'string' ? { container: value['container'] } : {};
}

function text(value: unknown, make: (text: string) => Step): Step | undefined {
  return typeof value === 'string' ? make(value) : undefined;
}

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** `20s`, `1m30s`, `500ms`, or a number of seconds. */
function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 0 ? value : undefined;
  if (typeof value !== 'string' || !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(value)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    seconds += Number(amount) * (unitSeconds[unit ?? 's'] ?? 1);
  }
  return seconds;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sentence(en: string, es: string): Text {
  return { es, en };
}
