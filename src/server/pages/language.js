// Two languages: texts come from the server as {es, en}, and so are the page's own. Which one is remembered in this browser.

import { $ } from './dom.js';

const languages = ['es', 'en'];
let chosen = remembered('readyz-language') ?? navigator.language?.slice(0, 2);
if (!languages.includes(chosen)) chosen = 'es';

export const language = () => chosen;
export const t = (text) => text?.[chosen] ?? '';

export function languageButton(redraw) {
  const button = $('language');
  const show = () => {
    document.documentElement.lang = chosen;
    const [other, name] = chosen === 'es' ? ['en', 'English'] : ['es', 'Español'];
    button.textContent = other.toUpperCase();
    button.lang = other;
    button.setAttribute('aria-label', name);
    button.title = name;
  };
  button.addEventListener('click', () => {
    chosen = chosen === 'es' ? 'en' : 'es';
    remember('readyz-language', chosen);
    show();
    redraw();
  });
  show();
}

/** A browser may forbid a page to remember; then it works until it is closed. */
export function remembered(key, store = 'localStorage') {
  try {
    return globalThis[store].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key, value, store = 'localStorage') {
  try {
    globalThis[store].setItem(key, value);
  } catch {
    // It is in memory for as long as the page is open.
  }
}

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(chosen, { maximumFractionDigits: digits }).format(value);

/** 0:41, 1:05:00 */
export function clockTime(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const words = {
  unsent: {
    es: 'No se pudo enviar. Vuelve a intentarlo.',
    en: 'It could not be sent. Try again.',
  },
  offline: {
    es: 'Sin conexión: se vuelve a intentar sola. No pierdes nada.',
    en: 'No connection: it is tried again by itself. You lose nothing.',
  },
  paused: { es: 'En pausa', en: 'Paused' },
  noKey: {
    es: 'Falta la clave: abre la dirección que muestra readyz en la terminal de quien dirige.',
    en: 'The key is missing: open the address that readyz shows in the host’s terminal.',
  },
  board: { es: 'Clasificación', en: 'Board' },
  question: (stage) => ({
    es: `Pregunta ${stage.position + 1} de ${stage.questionCount}`,
    en: `Question ${stage.position + 1} of ${stage.questionCount}`,
  }),
  voided: { es: 'Esta pregunta está anulada: no cuenta.', en: 'This question is void: it does not count.' },
  over: { es: 'El cuestionario ha terminado', en: 'The quiz is over' },
  closed: { es: 'La pregunta está cerrada', en: 'The question is closed' },
};
