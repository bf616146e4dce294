/**
 * Why a pod is on its node, or on none, as a page to read: the points that each scheduler plugin gave to each node that
 * could take the pod, and who turned the other nodes down, with the scheduler's own words.
 */
import { plural, type Text, verbatim } from '#base/text.ts';
import type { Attempt, NodeVerdict } from '#cluster/scheduler/explain.ts';
import type { Block, Page } from '../screen.ts';

export interface WhyFacts {
  readonly attempt: Attempt;
  /** Where the pod was bound in the end. */
  readonly node?: string | undefined;
  /** What the pod's condition says when it was not. */
  readonly message?: string | undefined;
}

/** A plugin's name and this many nodes fit side by side in eighty columns. */
const nodesInATable = 4;

export function whyPage({ attempt, node, message }: WhyFacts): Page {
  const { name } = attempt.pod.metadata;
  const able = ranked(attempt).filter(({ rejection }) => !rejection);
  const unable = ranked(attempt).filter(({ rejection }) => rejection);
  return {
    title: { es: `Dónde cabe el Pod ${name}`, en: `Where Pod ${name} fits` },
    blocks: [
      { kind: 'prose', text: outcome(name, node, able) },
      ...(node === undefined && message ? [{ kind: 'notice', tone: 'warning', text: verbatim(message) } as const] : []),
      ...(attempt.rejection ? [rejectedBeforehand(attempt.rejection)] : []),
      ...scoreTables(able),
      ...rejections(unable),
    ],
  };
}

/** Best first, those out of the question last. */
export function ranked({ nodes }: Attempt): readonly NodeVerdict[] {
  return [...nodes].sort((a, b) => Number(Boolean(a.rejection)) - Number(Boolean(b.rejection)) || b.total - a.total);
}

function outcome(pod: string, node: string | undefined, able: readonly NodeVerdict[]): Text {
  if (node === undefined) return { es: `El Pod ${pod} no cabe en ningún nodo.`, en: `Pod ${pod} fits on no node.` };
  const [best] = able;
  if (able.length === 1) {
    return {
      es: `El Pod ${pod} va al nodo ${node}, el único que puede tenerlo, así que no hacía falta comparar.`,
      en: `Pod ${pod} goes to node ${node}, the only one that can take it, so there was nothing to compare.`,
    };
  }
  const ties = able.filter(({ total }) => total === best?.total).length;
  if (ties < 2) {
    return {
      es: `El Pod ${pod} va al nodo ${node}, el que más puntos suma.`,
      en: `Pod ${pod} goes to node ${node}, the one with the most points.`,
    };
  }
  return {
    es: `El Pod ${pod} va al nodo ${node}. ${ties} nodos empatan en lo más alto; entre ellos da igual.`,
    en: `Pod ${pod} goes to node ${node}. ${ties} nodes tie at the top; between them it makes no difference.`,
  };
}

function rejectedBeforehand({ plugin, reasons }: NonNullable<Attempt['rejection']>): Block {
  return {
    kind: 'prose',
    text: {
      es: `\`${plugin}\` lo descarta antes de mirar los nodos: ${reasons.join(', ')}`,
      en: `\`${plugin}\` turns it down before any node is looked at: ${reasons.join(', ')}`,
    },
  };
}

/** A row for each plugin, a column for each node, the sum last. */
function scoreTables(able: readonly NodeVerdict[]): readonly Block[] {
  const plugins = Object.keys(able[0]?.scores ?? {});
  if (plugins.length === 0) return [];
  const blocks: Block[] = [
    { kind: 'heading', text: { es: 'Puntos que da cada plugin', en: 'Points that each plugin gives' } },
  ];
  for (let first = 0; first < able.length; first += nodesInATable) {
    const nodes = able.slice(first, first + nodesInATable);
    blocks.push({
      kind: 'table',
      columns: [{ es: 'Plugin', en: 'Plugin' }, ...nodes.map(({ node }) => verbatim(node))],
      rows: [
        ...plugins.map((plugin) => [
          verbatim(plugin),
          ...nodes.map(({ scores }) => verbatim(String(scores[plugin] ?? 0))),
        ]),
        [{ es: 'Suma', en: 'Sum' }, ...nodes.map(({ total }) => verbatim(String(total)))],
      ],
    });
  }
  return blocks;
}

function rejections(unable: readonly NodeVerdict[]): readonly Block[] {
  if (unable.length === 0) return [];
  return [
    {
      kind: 'heading',
      text: {
        es: plural('es', unable.length, { one: '{n} nodo descartado', other: '{n} nodos descartados' }),
        en: plural('en', unable.length, { one: '{n} node turned down', other: '{n} nodes turned down' }),
      },
    },
    {
      kind: 'table',
      columns: [
        { es: 'Por qué', en: 'Why' },
        { es: 'Nodo', en: 'Node' },
        { es: 'Plugin', en: 'Plugin' },
      ],
      rows: unable.map(({ node, rejection }) => [
        verbatim(rejection?.reasons.join(', ') ?? ''),
        verbatim(node),
        verbatim(rejection?.plugin ?? ''),
      ]),
    },
  ];
}
