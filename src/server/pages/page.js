// What the pages have in common around their middle: title, clock, language, what is said aloud, and that the line is lost. The
// wall and the presenter's page have more in common: a key that opens them, and one state that both draw.

import { follow, keyFromAddress, now } from './connection.js';
import { $, make, patch } from './dom.js';
import { languageButton, t, words } from './language.js';

/** `draw(stage)` gives the middle of the page; `after` is called when it is on screen. */
export function keyedPage(name, { draw, after = () => {} }) {
  const key = keyFromAddress(name);
  const page = { key, stage: undefined, redraw };
  function redraw() {
    const { stage } = page;
    if (!stage) return;
    title(stage);
    patch($('main'), draw(stage));
    clock();
    after(stage);
  }
  function clock() {
    if (page.stage) showClock(page.stage.question, page.stage.question?.closesAt, page.stage.phase);
  }
  const noKey = () => {
    page.stage = undefined;
    const text = make('h1', {}, t(words.noKey));
    patch($('main'), text);
  };
  languageButton(() => (page.stage ? redraw() : key || noKey()));
  setInterval(clock, 250);
  if (!key) noKey();
  else {
    void follow(key, {
      show(state) {
        page.stage = state.stage;
        redraw();
      },
      unknown: noKey,
      connected: showOffline,
    });
  }
  return page;
}

export function title(stage) {
  const text = t(stage.title);
  $('quiz').textContent = text;
  document.title = `${text} · readyz`;
}

export function showOffline(isConnected) {
  const text = isConnected ? '' : t(words.offline);
  if ($('offline').textContent !== text) $('offline').textContent = text;
}

/** For those who do not see the page. */
export function say(text) {
  if ($('status').textContent !== text) $('status').textContent = text;
}

/** How long is left, as the wall and the phones say it; nothing where nothing runs. */
export function showClock(question, closesAt, phase) {
  const text = clockText(question, closesAt, phase);
  const clock = $('clock');
  if (clock.textContent === text) return;
  clock.textContent = text;
  clock.classList.toggle('hurry', /^0:0\d$/.test(text));
}

function clockText(question, closesAt, phase) {
  if (phase !== 'question' || !question) return '';
  if (question.pausedAt !== undefined) return t(words.paused);
  const toRead = Math.ceil((question.opensAt - now()) / 1000);
  if (toRead > 0) return t({ es: `Lee: ${toRead} s`, en: `Read: ${toRead} s` });
  const left = Math.max(0, Math.ceil((closesAt - now()) / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
