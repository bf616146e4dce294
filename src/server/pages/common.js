// What all pages share: elements, words in two languages, the secret that says who one is, and the stream of states. A lost
// connection comes back by itself; the newest state is always whole, so there is nothing to catch up with.

export function make(name, properties = {}, ...children) {
  const { class: className, on = {}, ...rest } = properties;
  const element = document.createElement(name);
  if (className) element.className = className;
  for (const [key, value] of Object.entries(rest)) {
    if (value === undefined || value === false) continue;
    if (key in element && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  // Text goes in as text: what somebody wrote can never become an element.
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const $ = (id) => document.getElementById(id);

const languages = ['es', 'en'];
let chosen = remembered('readyz-language') ?? navigator.language?.slice(0, 2);
if (!languages.includes(chosen)) chosen = 'es';

export const language = () => chosen;
/** A text of the server, `{es, en}`, or one of the page's own. */
export const t = (text) => text?.[chosen] ?? '';

export function languageButton(redraw) {
  const button = $('language');
  const show = () => {
    document.documentElement.lang = chosen;
    button.textContent = chosen === 'es' ? 'English' : 'Español';
    button.lang = chosen === 'es' ? 'en' : 'es';
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
export function remembered(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is in memory for as long as the page is open.
  }
}

/** The key behind `#` in the address: it goes to no server and into no log; afterwards the address is without it. */
export function keyFromAddress(name) {
  const key = decodeURIComponent(location.hash.slice(1));
  if (key) {
    remember(name, key);
    history.replaceState(null, '', location.pathname);
  }
  return key || remembered(name);
}

export function newSecret() {
  return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends and waits until it is on disk. A lost connection is tried again for a while: the server takes the same thing twice. */
export async function post(path, secret, body, tries = 5) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify(body),
      });
      const value = await response.json();
      return response.ok ? { ok: true, value } : { ok: false, status: response.status, error: value.error };
    } catch {
      if (attempt >= tries) return { ok: false, status: 0, error: words.offline };
      await new Promise((resolve) => setTimeout(resolve, 400 * attempt));
    }
  }
}

/** Calls `show` with each state; `unknown` when the server does not know who this is. */
export async function follow(secret, { show, unknown, connected = () => {} }) {
  for (let wait = 300; ; wait = Math.min(5000, wait * 1.6)) {
    try {
      const response = await fetch('/api/events', { headers: { authorization: `Bearer ${secret}` } });
      if (response.status === 401) return unknown();
      if (response.ok) {
        connected(true);
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let kept = '';
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          kept += value;
          const parts = kept.split('\n\n');
          kept = parts.pop();
          for (const part of parts) {
            if (!part.startsWith('data: ')) continue;
            const state = JSON.parse(part.slice(6));
            offset = state.now - Date.now();
            wait = 300;
            show(state);
          }
        }
      }
    } catch {
      // Tried again below.
    }
    connected(false);
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
  }
}

let offset = 0;
/** The host's clock: only that one counts. */
export const now = () => Date.now() + offset;

/** How long is left, as the wall and the phones say it; nothing where nothing runs. */
export function clockText(question, closesAt, phase) {
  if (phase !== 'question' || !question) return '';
  if (question.pausedAt !== undefined) return t(words.paused);
  const toRead = Math.ceil((question.opensAt - now()) / 1000);
  if (toRead > 0) return t({ es: `Lee: ${toRead} s`, en: `Read: ${toRead} s` });
  const left = Math.max(0, Math.ceil((closesAt - now()) / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

export function say(text) {
  const status = $('status');
  if (status.textContent !== text) status.textContent = text;
}

export const words = {
  offline: { es: 'Sin conexión: se vuelve a intentar sola.', en: 'No connection: it is tried again by itself.' },
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
