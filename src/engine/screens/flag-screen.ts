/** What may be wrong with a question, to pick from. A report never changes a score; it reaches whoever writes the questions. */
import type { Text } from '#base/text.ts';
import type { FlagReason } from '../action.ts';
import type { Scenario } from '../scenario.ts';
import type { Screen } from '../screen.ts';

const flagReasons: Readonly<Record<FlagReason, Text>> = {
  unclear: { es: 'No se entiende qué se pide', en: 'It is unclear what is asked' },
  verdict: { es: 'El veredicto no es justo', en: 'The verdict is not fair' },
  'unlike-kubernetes': { es: 'Kubernetes no se comporta así', en: 'Kubernetes does not behave so' },
  text: { es: 'Hay un error en el texto', en: 'There is a mistake in the text' },
};

export function flagScreen(scenario: Scenario): Screen {
  return {
    kind: 'flag',
    title: scenario.title,
    blocks: [{ kind: 'prose', text: { es: '¿Qué falla en esta pregunta?', en: 'What is wrong with this question?' } }],
    offers: [
      ...Object.entries(flagReasons).map(([reason, label]) => ({
        kind: 'flag' as const,
        reason: reason as FlagReason,
        label,
      })),
      { kind: 'flag', reason: 'none', label: { es: 'Nada, volver', en: 'Nothing, go back' } },
    ],
  };
}
