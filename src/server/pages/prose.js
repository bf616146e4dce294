// What someone wrote, as it is shown: code stands between backticks, options carry letters, and what is right or wrong a mark
// that is seen and heard.

import { make } from './dom.js';
import { t } from './language.js';

/** Inside prose, code stands between backticks; there is no other markup. */
export function prose(text) {
  return text
    .split(/(`[^`]+`)/)
    .filter(Boolean)
    .map((part) => (part.length > 2 && part.startsWith('`') ? make('code', {}, part.slice(1, -1)) : part));
}

export const letter = (index) => String.fromCharCode(65 + index);

const marks = { right: '✔ ', wrong: '✘ ', chosen: '● ', none: '' };
const markWords = {
  right: { es: 'correcta', en: 'right' },
  wrong: { es: 'incorrecta', en: 'wrong' },
};

export function mark(kind) {
  if (!marks[kind]) return undefined;
  return make(
    'span',
    { class: kind },
    make('span', { 'aria-hidden': 'true' }, marks[kind]),
    markWords[kind] && make('span', { class: 'hidden' }, `${t(markWords[kind])}: `),
  );
}

const verdicts = {
  right: { es: '¡Correcto!', en: 'Right!' },
  wrong: { es: 'No es correcto.', en: 'Not right.' },
  refused: { es: 'La respuesta no es válida.', en: 'The answer is not valid.' },
  'not-graded': { es: 'No se pudo evaluar.', en: 'It could not be graded.' },
  none: { es: 'Sin respuesta.', en: 'No answer.' },
};
export const verdictText = (verdict) => t(verdicts[verdict]);
