/**
 * A Service, PodDisruptionBudget or NetworkPolicy whose selector fits no pod of the same text. Says nothing where the text has
 * no pods at all: they may be somewhere else.
 */

import type { PathStep } from '../decode/fault.ts';
import type { DraftRead } from '../decode/read-draft.ts';
import { type LabelSelector, matchesSelector } from '../meta/label-selector.ts';
import { type AdviceRule, type Finding, member, namespaceOf, type PodTemplate, podTemplates } from './advice.ts';

export const selectorMatchesNothing: AdviceRule = {
  name: 'selector-matches-nothing',
  check(documents) {
    const templates = podTemplates(documents);
    if (templates.length === 0) return [];
    return documents.flatMap((document): Finding[] => {
      const found = selectorOf(document);
      if (!found || templates.some((template) => isSelected(template, document, found.selector))) return [];
      return [{ document, path: found.path, text: sentence(document, found.selector, templates) }];
    });
  },
};

function selectorOf(document: DraftRead): { selector: LabelSelector; path: readonly PathStep[] } | undefined {
  const { definition, draft } = document;
  switch (definition.kind) {
    case 'Service': {
      const matchLabels = member(draft, ['spec', 'selector']) as Record<string, string> | undefined;
      const isEmpty = matchLabels === undefined || Object.keys(matchLabels).length === 0;
      return isEmpty ? undefined : { selector: { matchLabels }, path: ['spec', 'selector'] };
    }
    case 'PodDisruptionBudget':
    case 'NetworkPolicy': {
      const path = ['spec', definition.kind === 'NetworkPolicy' ? 'podSelector' : 'selector'];
      const selector = member(draft, path) as LabelSelector | undefined;
      const isEmpty = !selector?.matchExpressions?.length && Object.keys(selector?.matchLabels ?? {}).length === 0;
      return !selector || isEmpty ? undefined : { selector, path };
    }
    default:
      return undefined;
  }
}

function isSelected(template: PodTemplate, document: DraftRead, selector: LabelSelector): boolean {
  return template.namespace === namespaceOf(document) && matchesSelector(selector, template.labels);
}

function sentence(document: DraftRead, selector: LabelSelector, templates: readonly PodTemplate[]) {
  const { kind } = document.definition;
  const elsewhere = templates.find((template) => matchesSelector(selector, template.labels));
  if (elsewhere) {
    return {
      es: `El selector de este ${kind} solo encaja con Pods del namespace \`${elsewhere.namespace}\`, y él está en \`${namespaceOf(document)}\`.`,
      en: `The selector of this ${kind} fits only Pods of the namespace \`${elsewhere.namespace}\`, and it is in \`${namespaceOf(document)}\`.`,
    };
  }
  return {
    es: `El selector de este ${kind} no encaja con ningún Pod de este texto. Compáralo con las etiquetas de los templates.`,
    en: `The selector of this ${kind} fits no Pod of this text. Compare it with the labels of the templates.`,
  };
}
