// Elements, and how what is on screen becomes what should be there. A page says each time what it wants to show, whole; `patch`
// changes only what differs, so the focus, a text being typed, what was opened and how far one has scrolled stay as they are.

export const $ = (id) => document.getElementById(id);

/**
 * `make('button', { class: 'first', on: { click } }, 'Send')`. A `key` says which element it is among its neighbours: with
 * another key it is another element, however alike. `value` and `checked` are what it begins with; later they are the reader's.
 * `now` holds properties that follow the state whatever the reader did.
 */
export function make(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** The same for drawings. */
export function svg(name, properties = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), properties, children);
}

function fill(element, properties, children) {
  const { class: className, on, key, value, now, ...rest } = properties;
  if (className) element.setAttribute('class', className);
  if (key !== undefined) element.patchKey = String(key);
  for (const [attribute, wanted] of Object.entries(rest)) {
    if (wanted === undefined || wanted === null || wanted === false) continue;
    element.setAttribute(attribute, wanted === true ? '' : String(wanted));
  }
  element.append(...wantedOf(children));
  if (value !== undefined) {
    if (element.nodeName === 'METER') element.setAttribute('value', value);
    else element.value = value;
  }
  if (now) {
    element.patchNow = now;
    Object.assign(element, now);
  }
  if (on) listen(element, on);
  return element;
}

/** Listeners are looked up when something happens: an element that stays gets the newest. */
function listen(element, on) {
  element.listened ??= new Set();
  for (const event of Object.keys(on)) {
    if (element.listened.has(event)) continue;
    element.listened.add(event);
    element.addEventListener(event, (happened) => element.listeners?.[event]?.(happened));
  }
  element.listeners = on;
}

/** Text goes in as text: what somebody wrote can never become an element. */
const wantedOf = (children) =>
  children
    .flat(Infinity)
    .filter((child) => child !== undefined && child !== null && child !== false && child !== '')
    .map((child) => (child instanceof Node ? child : document.createTextNode(visible(String(child)))));

/**
 * What would act instead of being read is shown as it would be typed: control characters, and those that turn the direction of a
 * line, by which an answer on the wall could be made to say something else than it does. As in terminals (terminal/sanitize.ts).
 */
export function visible(text) {
  return text.replace(acting, (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}

const acting =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** What the reader decides stays: an opened part is not closed by news. */
const ofTheReader = { DETAILS: ['open'], DIALOG: ['open'] };

export function patch(parent, ...children) {
  const keyed = new Map();
  for (const child of parent.childNodes) if (child.patchKey !== undefined) keyed.set(child.patchKey, child);
  let at = parent.firstChild;
  for (const wanted of wantedOf(children)) {
    const known = wanted.patchKey === undefined ? at : keyed.get(wanted.patchKey);
    if (known && isSame(known, wanted)) {
      if (known === at) at = at.nextSibling;
      else move(parent, known, at);
      if (known !== wanted) become(known, wanted);
    } else {
      parent.insertBefore(wanted, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** Where the browser can, without taking the focus away from it. */
function move(parent, known, at) {
  if (parent.moveBefore) parent.moveBefore(known, at);
  else parent.insertBefore(known, at);
}

function isSame(known, wanted) {
  return known.nodeName === wanted.nodeName && known.patchKey === wanted.patchKey;
}

function become(known, wanted) {
  if (known.nodeType === Node.TEXT_NODE) {
    if (known.data !== wanted.data) known.data = wanted.data;
    return;
  }
  const kept = ofTheReader[known.nodeName] ?? [];
  for (const { name } of [...known.attributes])
    if (!wanted.hasAttribute(name) && !kept.includes(name)) known.removeAttribute(name);
  for (const { name, value } of wanted.attributes)
    if (known.getAttribute(name) !== value && !kept.includes(name)) known.setAttribute(name, value);
  Object.assign(known, wanted.patchNow);
  if (wanted.listeners) listen(known, wanted.listeners);
  else if (known.listeners) known.listeners = undefined;
  // A text area's children are what it began with, and no longer what it holds.
  if (known.nodeName !== 'TEXTAREA') patch(known, [...wanted.childNodes]);
}
