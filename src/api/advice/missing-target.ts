/**
 * An autoscaler or Ingress that names an object which the text does not have although it has others of that kind: most often
 * a name mistyped. Where the text has none of the kind, the object may well exist elsewhere.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import type { PathStep } from '../decode/fault.ts';
import type { DraftRead } from '../decode/read-draft.ts';
import { type AdviceRule, type Finding, member, namespaceOf } from './advice.ts';

export const missingTarget: AdviceRule = {
  name: 'missing-target',
  check: (documents) =>
    documents.flatMap((document): Finding[] =>
      references(document).flatMap(({ kind, name, path }) => {
        const names = documents
          .filter((other) => other.definition.kind === kind && namespaceOf(other) === namespaceOf(document))
          .flatMap(({ draft }) => (draft.metadata?.name ? [draft.metadata.name] : []));
        if (names.length === 0 || names.includes(name)) return [];
        const meant = didYouMean(name, names);
        const hint =
          meant === undefined
            ? { es: '', en: '' }
            : { es: ` ¿Querías escribir «${meant}»?`, en: ` Did you mean "${meant}"?` };
        return [
          {
            document,
            path,
            text: {
              es: `Este texto no tiene ningún ${kind} llamado «${name}».${hint.es}`,
              en: `This text has no ${kind} called "${name}".${hint.en}`,
            },
          },
        ];
      }),
    ),
};

interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly path: readonly PathStep[];
}

function references(document: DraftRead): readonly Reference[] {
  switch (document.definition.kind) {
    case 'HorizontalPodAutoscaler': {
      const target = member(document.draft, ['spec', 'scaleTargetRef']) as { kind?: string; name?: string } | undefined;
      if (!target?.kind || !target.name) return [];
      return [{ kind: target.kind, name: target.name, path: ['spec', 'scaleTargetRef', 'name'] }];
    }
    case 'Ingress':
      return ingressBackends(document);
    default:
      return [];
  }
}

function ingressBackends({ draft }: DraftRead): readonly Reference[] {
  const found: Reference[] = [];
  const add = (path: readonly PathStep[]) => {
    const name = member(draft, [...path, 'service', 'name']);
    if (typeof name === 'string' && name !== '')
      found.push({ kind: 'Service', name, path: [...path, 'service', 'name'] });
  };
  add(['spec', 'defaultBackend']);
  const rules = (member(draft, ['spec', 'rules']) ?? []) as readonly { http?: { paths?: readonly unknown[] } }[];
  for (const [rule, { http }] of rules.entries()) {
    for (const path of (http?.paths ?? []).keys()) add(['spec', 'rules', rule, 'http', 'paths', path, 'backend']);
  }
  return found;
}
