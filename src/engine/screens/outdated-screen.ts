/** Where a session cannot go on: its scenario changed or is gone, or the session itself is. Nothing that counted is lost. */
import type { Text } from '#base/text.ts';
import type { Offer, Screen } from '../screen.ts';
import { labels } from './labels.ts';

export function outdatedScreen(scenario: string): Screen {
  return refusal(
    {
      es: `La pregunta "${scenario}" ha cambiado desde que empezaste. Lo que ya contestaste queda guardado; para seguir hay que empezar de nuevo.`,
      en: `The question "${scenario}" has changed since you began. What you answered is kept; to go on you need to start again.`,
    },
    [
      { kind: 'restart', label: labels.restart },
      { kind: 'finish', label: labels.finish },
    ],
  );
}

export function unknownSessionScreen(): Screen {
  return refusal({
    es: 'Esta sesión ya no existe. Empieza otra desde el menú.',
    en: 'This session no longer exists. Start another from the menu.',
  });
}

export function unknownScenarioScreen(ids: readonly string[]): Screen {
  const names = ids.map((id) => `"${id}"`).join(', ');
  return refusal({
    es: `No hay ningún escenario llamado ${names}. El menú muestra los que hay.`,
    en: `There is no scenario called ${names}. The menu shows those that exist.`,
  });
}

export function unknownQuizScreen(id: string): Screen {
  return refusal({
    es: `No hay ningún cuestionario llamado "${id}", o ninguna de sus preguntas existe.`,
    en: `There is no quiz called "${id}", or none of its questions exists.`,
  });
}

/** Nothing to play where something was asked for: a day without a challenge, a test without questions. */
export function nothingThereScreen(): Screen {
  return refusal({ es: 'No hay preguntas para esto todavía.', en: 'There are no questions for this yet.' });
}

export function replayRefusedScreen(text: Text): Screen {
  return refusal(text);
}

function refusal(text: Text, offers: readonly Offer[] = []): Screen {
  const title = { es: 'Esta sesión no puede seguir', en: 'This session cannot go on' };
  return { kind: 'outdated', title, blocks: [{ kind: 'notice', tone: 'warning', text }], offers };
}
