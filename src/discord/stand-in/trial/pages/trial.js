// The trial page: what Discord would show, and what is pressed goes to `/do`. The newest state is always whole, so a lost
// connection has nothing to catch up with.
import { commandBar } from './command-bar.js';
import { formDialog } from './form.js';
import { make } from './markdown.js';
import { messageElement } from './message.js';
import { currentLocale, say, speak } from './words.js';

const $ = (id) => document.getElementById(id);
const retryMilliseconds = 1000;

let state = { commands: [], messages: [], refused: [], failures: 0 };
let trouble = '';

async function send(deed) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/do', { method: 'POST', headers, body: JSON.stringify(deed) });
  const result = await response.json();
  trouble = result.error ?? '';
  showProblems();
  return result;
}

const showForm = formDialog($('form'), send);

function showWords() {
  $('title').textContent = say('title');
  $('about').textContent = say('about');
  $('locale-label').textContent = say('locale');
  $('messages').setAttribute('aria-label', say('messages'));
  $('line').setAttribute('aria-label', say('line'));
  $('proposals').setAttribute('aria-label', say('proposals'));
  $('attach-label').textContent = say('attach');
  $('send').textContent = say('run');
}

function showProblems() {
  const failed = state.failures > 0 ? [`${say('failed')}${state.failures > 1 ? ` (× ${state.failures})` : ''}`] : [];
  const refused = state.refused.map((text) => `${say('refused')} ${text}`);
  const told = [trouble, ...failed, ...refused].filter(Boolean);
  const shown = [...$('problems').children].map(({ textContent }) => textContent);
  if (JSON.stringify(told.map((text) => `⚠ ${text}`)) === JSON.stringify(shown)) return;
  $('problems').replaceChildren(...told.map((text) => make('p', { class: 'problem' }, `⚠ ${text}`)));
}

/** What changed is drawn anew; whoever was at one of its buttons stays there, or at the message where that is gone. */
function showMessages() {
  const list = $('messages');
  const known = new Map([...list.children].map((element) => [element.seen, element]));
  const before = document.activeElement?.closest?.('article');
  const place = before && { id: before.dataset.id, custom: document.activeElement.dataset.custom };
  const elements = state.messages.map((message) => {
    const seen = JSON.stringify(message) + currentLocale();
    const element = known.get(seen) ?? messageElement(message, send);
    element.seen = seen;
    return element;
  });
  const changed = elements.filter((element) => !element.isConnected);
  for (const [index, element] of elements.entries()) {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  }
  while (list.children.length > elements.length) list.lastElementChild.remove();
  changed.at(-1)?.scrollIntoView({ block: 'start' });
  if (!place || (before.isConnected && list.contains(document.activeElement))) return;
  const after = elements.find(({ dataset }) => dataset.id === place.id);
  const same =
    after && [...after.querySelectorAll('[data-custom]')].find(({ dataset }) => dataset.custom === place.custom);
  (same ?? after ?? $('line')).focus({ preventScroll: true });
}

function show() {
  if (state.locale !== currentLocale() || $('title').textContent !== say('title')) {
    speak(state.locale);
    $('locale').value = state.locale;
    showWords();
  }
  showMessages();
  showProblems();
  showForm(state.form);
}

async function follow() {
  for (let version = -1; ; ) {
    try {
      state = await (await fetch(`/state?version=${version}`)).json();
      version = state.version;
      show();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
    }
  }
}

commandBar(
  { form: $('command'), line: $('line'), list: $('proposals'), attach: $('attach'), file: $('file') },
  {
    commands: () => state.commands,
    send,
    refuse(words) {
      trouble = words;
      showProblems();
    },
  },
);
$('locale').addEventListener('change', ({ target }) => send({ kind: 'speak', locale: target.value }));
$('line').value = '/practicar';
follow();
