/**
 * A rule of a CustomResourceDefinition that is no CEL, or uses functions that readyz does not have, refuses nothing here:
 * whoever relies on it is told.
 */
import { isSimulatedRule } from '../apiextensions/cel/rules.ts';
import type { PathStep } from '../decode/fault.ts';
import { type AdviceRule, type Finding, member } from './advice.ts';

export const ruleNotSimulated: AdviceRule = {
  name: 'rule-not-simulated',
  check: (documents) =>
    documents.flatMap((document): Finding[] => {
      if (document.definition.kind !== 'CustomResourceDefinition') return [];
      return unknownRules(member(document.draft, ['spec', 'versions']), ['spec', 'versions']).map((path) => ({
        document,
        path,
        text: {
          es: 'readyz no entiende esta regla y no la evalúa: acepta objetos que un servidor real rechazaría por ella. Revisa si está bien escrita.',
          en: 'readyz does not understand this rule and does not evaluate it: it accepts objects that a real server would refuse because of it. See whether it is written well.',
        },
      }));
    }),
};

/** Where they stand. */
function unknownRules(value: unknown, path: readonly PathStep[]): (readonly PathStep[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== 'x-kubernetes-validations' || !Array.isArray(item)) return unknownRules(item, place);
    return item.flatMap(({ rule = '' }: { rule?: string }, index) =>
      isSimulatedRule(rule) ? [] : [[...place, index, 'rule']],
    );
  });
}
