/** What a typed line means where the class is: an answer, a vote, a team, a way to write YAML, or nothing that can be used. */
import type { Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import type { QuestionView } from '#engine/live/live-views.ts';
import { arePicks } from '#engine/picks.ts';
import type { Seen } from './tell.ts';

export type Typed =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'vote'; readonly fault: string }
  | { readonly kind: 'team'; readonly team: string }
  /** In one's own editor, in the app's, or from a file. */
  | { readonly kind: 'edit' | 'write' | 'send' | 'show' }
  | { readonly kind: 'file'; readonly path: string };

/** `drafted`: whether there is YAML that was written and not sent. */
export function readLine(line: string, { stage, own }: Seen, drafted: boolean): Typed | undefined {
  const letters = line.toUpperCase().replace(/[^A-Z]/g, '');
  const index = line.trim().length <= 2 && letters.length === 1 ? letters.charCodeAt(0) - 65 : -1;
  if (stage.phase === 'question' && stage.question) return forQuestion(line, letters, index, stage.question, drafted);
  if (stage.phase === 'vote') {
    const fault = stage.chaos?.faults[index]?.id;
    return fault === undefined ? undefined : { kind: 'vote', fault };
  }
  const team =
    stage.phase === 'lobby' && stage.teams?.free && own.standing === 'in' ? stage.teams.names[index] : undefined;
  return team === undefined ? undefined : { kind: 'team', team };
}

function forQuestion(
  line: string,
  letters: string,
  index: number,
  { offers, choosable }: QuestionView,
  drafted: boolean,
): Typed | undefined {
  const [offer] = offers;
  switch (offer?.kind) {
    case 'choose': {
      const chosen = offers[index];
      return chosen?.kind === 'choose' ? answer({ kind: 'choice', option: chosen.option }) : undefined;
    }
    case 'pick': {
      const options = [...letters].map((one) => offer.options[one.charCodeAt(0) - 65]?.id ?? '');
      return arePicks(offer, options) ? answer({ kind: 'picks', options }) : undefined;
    }
    case 'type':
      return line.trim() === '' ? undefined : answer({ kind: 'words', text: line.trim() });
    case 'write':
      return forYaml(line.trim(), index, choosable, drafted);
    default:
      return undefined;
  }
}

const ways: Readonly<Record<string, 'edit' | 'write' | 'show' | 'send'>> = {
  e: 'edit',
  w: 'write',
  v: 'show',
  s: 'send',
};

function forYaml(typed: string, index: number, choosable: readonly string[], drafted: boolean): Typed | undefined {
  const path = /^f\s+(\S.*)$/i.exec(typed)?.[1];
  if (path !== undefined) return { kind: 'file', path };
  const way = ways[typed.toLowerCase()];
  if (way === 'send' && !drafted) return undefined;
  if (way === 'show' && choosable.length === 0) return undefined;
  if (way) return { kind: way };
  const yaml = choosable[index];
  return yaml === undefined ? undefined : answer({ kind: 'manifest', text: yaml });
}

function answer(given: Answer): Typed {
  return { kind: 'answer', answer: given };
}

/** What can be typed now. `hasScreen`: the app's own editor can be drawn here. */
export function howTo(
  { stage }: Seen,
  how: { readonly hasScreen: boolean; readonly drafted: boolean },
): Text | undefined {
  if (stage.phase === 'vote') return { es: 'Vota con una letra y Enter.', en: 'Vote with a letter and Enter.' };
  const { question } = stage;
  if (stage.phase !== 'question' || !question) return undefined;
  const [offer] = question.offers;
  switch (offer?.kind) {
    case 'choose':
      return { es: 'Escribe una letra y Enter.', en: 'Type a letter and Enter.' };
    case 'pick': {
      const slots = (language: 'es' | 'en') =>
        offer.slots.map((slot, index) => `${index + 1}. ${slot[language]}\n`).join('');
      return offer.manner === 'set'
        ? { es: 'Escribe las letras que elijas, como «A C».', en: 'Type the letters you choose, like “A C”.' }
        : {
            es: `${slots('es')}Escribe las letras en orden, como «B A C».`,
            en: `${slots('en')}Type the letters in order, like “B A C”.`,
          };
    }
    case 'type':
      return { es: 'Escribe la respuesta y Enter.', en: 'Type the answer and Enter.' };
    case 'write':
      return yamlWays(question.choosable.length, how);
    default:
      return { es: 'Esta se responde en la página.', en: 'This one is answered on the page.' };
  }
}

function yamlWays(choices: number, how: { readonly hasScreen: boolean; readonly drafted: boolean }): Text {
  const last = String.fromCharCode(64 + choices);
  const lines: readonly (Text | false)[] = [
    { es: 'e: escribir en tu editor', en: 'e: write in your editor' },
    how.hasScreen && { es: 'w: escribir aquí', en: 'w: write here' },
    { es: 'f ARCHIVO: leerlo de un archivo', en: 'f FILE: read it from a file' },
    how.drafted && { es: 's: enviar lo escrito', en: 's: send what was written' },
    choices > 0 && {
      es: `v: ver respuestas ya escritas; A–${last}: elegir una`,
      en: `v: see answers already written; A–${last}: choose one`,
    },
  ];
  const shown = lines.filter((line) => line !== false);
  return { es: shown.map(({ es }) => es).join('\n'), en: shown.map(({ en }) => en).join('\n') };
}
