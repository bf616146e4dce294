/**
 * One field away: the smallest single change that makes a written answer pass. Changes are tried by running them, small ones
 * first, as many as a bounded number of events allows; where none is enough, the one that helps most is told.
 */
import type { Text } from '#base/text.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { type SimulationParts, simulate } from '../play/simulate.ts';
import type { Scenario } from '../scenario.ts';
import { inEach } from '../words.ts';
import { documentsOf, type Edit, editsToward, textOf, withEdit } from './edits.ts';

export interface Repair {
  /** `enough`: with this change it passes. `helps`: more would be needed. `none`: no single change helps. */
  readonly found: 'enough' | 'helps' | 'none';
  readonly text: Text;
  /** Where in the text the change belongs, and which field that is. */
  readonly place?: { readonly line: number; readonly column: number; readonly field: string };
}

/** About a second on a slow machine. */
const limits = { runs: 24, events: 60_000 };

export function repair(request: {
  readonly scenario: Scenario;
  readonly manifests: string;
  readonly seed: number;
  readonly parts: SimulationParts;
}): Repair {
  const { scenario, seed, parts } = request;
  const references = 'references' in scenario ? (scenario.references ?? []) : [];
  const documents = documentsOf(request.manifests);
  if (documents.length === 0) return { found: 'none', text: nothing };
  const scoreOf = (manifests: string) => {
    const simulation = simulate({ scenario, manifests, fileName: 'answer.yaml', seed, parts });
    if (simulation.kind === 'refused') return { score: -1, passed: false, events: 2000 };
    return { score: simulation.score, passed: simulation.run.passed, events: simulation.run.eventCount };
  };
  const before = scoreOf(request.manifests);
  let events = before.events;
  let best: { readonly edit: Edit; readonly score: number } | undefined;
  for (const edit of editsToward(documents, references.map(documentsOf)).slice(0, limits.runs)) {
    if (events > limits.events) break;
    const after = scoreOf(textOf(withEdit(documents, edit)));
    events += after.events;
    if (after.passed) return told(request.manifests, documents, edit, 'enough');
    if (after.score > Math.max(before.score, best?.score ?? before.score)) best = { edit, score: after.score };
  }
  return best ? told(request.manifests, documents, best.edit, 'helps') : { found: 'none', text: nothing };
}

function told(text: string, documents: ReturnType<typeof documentsOf>, edit: Edit, found: 'enough' | 'helps'): Repair {
  const { manifests } = readManifests(text);
  // As documentsOf counts them: those that hold an object.
  const objects = manifests.filter(({ value }) => value !== null && typeof value === 'object' && !Array.isArray(value));
  const place = objects[edit.document]?.locate(edit.path);
  return {
    found,
    text: tell(documents, edit, found),
    ...(place && { place: { line: place.line, column: place.column, field: pathText(edit.path) } }),
  };
}

const nothing: Text = {
  es: 'Ningún cambio suelto la arregla: hay que cambiar más de una cosa. Vuelve a leer las condiciones una por una.',
  en: 'No single change mends it: more than one thing has to change. Read the conditions once more, one by one.',
};

function tell(documents: readonly Readonly<Record<string, unknown>>[], edit: Edit, found: 'enough' | 'helps'): Text {
  const { path, value, was, document } = edit;
  const object = (documents[document] ?? value) as {
    readonly kind?: string;
    readonly metadata?: { readonly name?: string };
  };
  const who = `${object.kind ?? ''} \`${object.metadata?.name ?? ''}\``;
  const place = `\`${pathText(path)}\``;
  return inEach((language) => {
    const opening =
      found === 'enough'
        ? { es: 'Con un solo cambio pasa', en: 'With a single change it passes' }[language]
        : {
            es: 'Hace falta más de un cambio; este es el que más ayuda',
            en: 'It takes more than one change; this one helps most',
          }[language];
    const deed =
      path.length === 0
        ? {
            es: `añade un objeto ${object.kind}: \`${shown(value)}\``,
            en: `add an object ${object.kind}: \`${shown(value)}\``,
          }
        : value === undefined
          ? { es: `en ${who}, quita ${place}`, en: `in ${who}, remove ${place}` }
          : was === undefined
            ? {
                es: `en ${who}, añade ${place}: \`${shown(value)}\``,
                en: `in ${who}, add ${place}: \`${shown(value)}\``,
              }
            : {
                es: `en ${who}, cambia ${place}: de \`${shown(was)}\` a \`${shown(value)}\``,
                en: `in ${who}, change ${place}: from \`${shown(was)}\` to \`${shown(value)}\``,
              };
    return `${opening}: ${deed[language]}.`;
  });
}

/** `spec.template.spec.containers[0].livenessProbe`. */
function pathText(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const plain = text
    .replaceAll('`', "'")
    .replaceAll(/"([\w/-]+)":/g, '$1: ')
    .replaceAll(',', ', ');
  return plain.length > 240 ? `${plain.slice(0, 239)}…` : plain;
}
