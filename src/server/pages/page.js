// What the pages have in common around their middle: title, clock, language, what is said aloud, and that the line is lost. The
// wall and the presenter's page have more in common: a key that opens them, and one state that both draw.

import { follow, keyFromAddress, now } from './connection.js';
import { $, make, patch } from './dom.js';
import { clockTime, languageButton, t, words } from './language.js';

/** `draw(stage)` gives the middle of the page; `after` is called when it is on screen; `path` is where the states come from. */
export function keyedPage(name, { draw, after = () => {}, path }) {
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
    if (page.stage) showClock(page.stage);
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
      path,
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
export function showClock(stage, closesAt) {
  const text = clockText(stage, closesAt);
  const clock = $('clock');
  if (clock.textContent === text) return;
  clock.textContent = text;
  clock.classList.toggle('hurry', /^0:0\d$/.test(text));
}

function clockText({ phase, question, chaos, beginsAt }, closesAt) {
  if (phase === 'lobby' && beginsAt !== undefined)
    return t({ es: `Empieza en ${left(beginsAt)}`, en: `Begins in ${left(beginsAt)}` });
  if (phase === 'vote' && chaos) return left(chaos.closesAt);
  if (phase !== 'question' || !question) return '';
  if (question.pausedAt !== undefined) return t(words.paused);
  const toRead = Math.ceil((question.opensAt - now()) / 1000);
  if (toRead > 0) return t({ es: `Lee: ${toRead} s`, en: `Read: ${toRead} s` });
  return left(closesAt ?? question.closesAt);
}

function left(until) {
  const seconds = Math.max(0, Math.ceil((until - now()) / 1000));
  return clockTime(seconds);
}
