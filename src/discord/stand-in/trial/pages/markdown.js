// The part of Discord's markdown that the bot writes, as elements. Words go in as text: nothing the bot says becomes HTML.

export function make(name, properties = {}, ...children) {
  const { class: className, on = {}, ...rest } = properties;
  const element = document.createElement(name);
  if (className) element.className = className;
  for (const [key, value] of Object.entries(rest)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.flat().filter((child) => child !== undefined && child !== ''));
  return element;
}

/** Blocks of code stand for themselves; between them, an empty line parts paragraphs. */
export function markdown(text, locale) {
  return text.split(/(```\w*\n[\s\S]*?\n```)/).flatMap((part) => {
    const block = /^```\w*\n([\s\S]*?)\n```$/.exec(part);
    if (block) return [make('pre', { tabindex: 0 }, make('code', {}, block[1]))];
    return part
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph.trim())
      .flatMap((paragraph) => lines(paragraph.trim().split('\n'), locale));
  });
}

/** `## heading`, `-# small print`, `- item` and `> quote` are a line each; other lines next to one another are a paragraph. */
function lines(all, locale) {
  const elements = [];
  let open = [];
  let items = [];
  const flush = () => {
    if (open.length > 0) elements.push(make('p', {}, inline(open.join('\n'), locale)));
    if (items.length > 0) elements.push(make('ul', {}, items));
    [open, items] = [[], []];
  };
  for (const line of all) {
    const [, sign, words] = /^(#{1,3}|-#|-|>) (.*)$/.exec(line) ?? [];
    if (sign === undefined) {
      if (items.length > 0) flush();
      open.push(line);
      continue;
    }
    if (sign === '-') {
      if (open.length > 0) flush();
      items.push(make('li', {}, inline(words, locale)));
      continue;
    }
    flush();
    const name = { '#': 'h2', '##': 'h2', '###': 'h3', '-#': 'small', '>': 'blockquote' }[sign];
    elements.push(make(name, {}, inline(words, locale)));
  }
  flush();
  return elements;
}

const patterns = [
  [/^\\([^a-zA-Z0-9\s])/, (match) => match[1]],
  [/^`([^`]+)`/, (match) => make('code', {}, match[1])],
  [/^\*\*((?:\\.|[^\\])+?)\*\*/, (match, locale) => make('strong', {}, inline(match[1], locale))],
  [/^__((?:\\.|[^\\])+?)__/, (match, locale) => make('u', {}, inline(match[1], locale))],
  [/^~~((?:\\.|[^\\])+?)~~/, (match, locale) => make('s', {}, inline(match[1], locale))],
  [/^\*((?:\\.|[^\\*])+?)\*/, (match, locale) => make('em', {}, inline(match[1], locale))],
  [
    /^\[((?:\\.|[^\\\]])+)\]\(<?(https:[^>)\s]+)>?\)/,
    (match, locale) => make('a', { href: match[2], target: '_blank', rel: 'noreferrer' }, inline(match[1], locale)),
  ],
  [/^<t:(\d+)(?::(\w))?>/, (match, locale) => when(Number(match[1]), match[2], locale)],
  [/^<#\d+>/, () => make('strong', {}, '#kubernetes')],
  [/^<@&\d+>/, () => make('strong', {}, '@profes')],
];

function inline(text, locale) {
  const nodes = [];
  let plain = '';
  for (let rest = text; rest !== ''; ) {
    const found = patterns.map(([pattern, use]) => [pattern.exec(rest), use]).find(([match]) => match);
    if (!found) {
      plain += rest[0];
      rest = rest.slice(1);
      continue;
    }
    const [match, use] = found;
    const node = use(match, locale);
    if (typeof node === 'string') plain += node;
    else {
      nodes.push(plain, node);
      plain = '';
    }
    rest = rest.slice(match[0].length);
  }
  return [...nodes, plain];
}

/** `<t:1800000000:R>`: so many hours from now; with another letter, or none, the date and time. */
function when(seconds, style, locale) {
  const date = new Date(seconds * 1000);
  if (style !== 'R') {
    return make(
      'time',
      { datetime: date.toISOString() },
      date.toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' }),
    );
  }
  const left = seconds - Date.now() / 1000;
  const [unit, length] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ].find(([, each]) => Math.abs(left) >= each) ?? ['second', 1];
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(left / length), unit);
  return make('time', { datetime: date.toISOString() }, words);
}
