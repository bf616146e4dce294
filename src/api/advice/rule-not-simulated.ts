/** Rules in CEL are stored with their definition and, unlike on a real server, not evaluated: whoever relies on one is told. */
import type { PathStep } from '../decode/fault.ts';
import { type AdviceRule, type Finding, member } from './advice.ts';

export const ruleNotSimulated: AdviceRule = {
  name: 'rule-not-simulated',
  check: (documents) =>
    documents.flatMap((document): Finding[] => {
      if (document.definition.kind !== 'CustomResourceDefinition') return [];
      const path = rulesPath(member(document.draft, ['spec', 'versions']), ['spec', 'versions']);
      if (!path) return [];
      return [
        {
          document,
          path,
          text: {
            es: 'readyz guarda las reglas de `x-kubernetes-validations`, pero no las evalúa: acepta objetos que un servidor real rechazaría por ellas.',
            en: 'readyz stores the rules of `x-kubernetes-validations` but does not evaluate them: it accepts objects that a real server would refuse because of them.',
          },
        },
      ];
    }),
};

/** Where the first of them stands. */
function rulesPath(value: unknown, path: readonly PathStep[]): readonly PathStep[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'x-kubernetes-validations' && Array.isArray(item) && item.length > 0) return place;
    const found = rulesPath(item, place);
    if (found) return found;
  }
  return undefined;
}
