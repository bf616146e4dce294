// A message as Discord shows it: components, files, and whom it is for.
import { make, markdown } from './markdown.js';
import { currentLocale, say } from './words.js';

const buttonStyles = { 1: 'primary', 3: 'success', 4: 'danger' };

export function messageElement(message, send) {
  const isPrivate = Boolean(message.flags & 64);
  const isLoading = Boolean(message.flags & 128);
  const isNew = Boolean(message.flags & 32768);
  const body = isLoading
    ? [make('p', {}, say('thinking'))]
    : [
        ...markdown(message.content, currentLocale()),
        ...message.components.map((part) => component(part, message, send)),
      ];
  const loose = isNew ? [] : message.files.map((file) => make('p', {}, fileLink(file)));
  const dismiss = make(
    'button',
    { on: { click: () => send({ kind: 'dismiss', message: message.id }) } },
    say('dismiss'),
  );
  return make(
    'article',
    { 'aria-label': say(isPrivate ? 'yours' : 'everyone'), 'data-id': message.id, tabindex: -1 },
    make('span', { class: 'author' }, 'readyz', make('span', { class: 'badge' }, 'APP')),
    body,
    loose,
    isPrivate && !isLoading ? make('div', { class: 'row foot' }, make('small', {}, say('only')), dismiss) : undefined,
  );
}

function component(part, message, send) {
  const children = (parts = []) => parts.map((each) => component(each, message, send));
  switch (part.type) {
    case 1:
      return make('div', { class: 'row' }, children(part.components));
    case 2:
      return button(part, message, send);
    case 3:
      return select(part, message, send);
    case 9:
      return make('div', { class: 'row' }, make('div', {}, children(part.components)), children([part.accessory]));
    case 10:
      return make('div', {}, markdown(part.content, currentLocale()));
    case 11:
      return picture(part, message);
    case 12:
      return make(
        'div',
        {},
        part.items.map((item) => picture(item, message)),
      );
    case 13: {
      const file = fileAt(part.file.url, message);
      return make('p', {}, file ? fileLink(file) : part.file.url);
    }
    case 14:
      return make('hr');
    case 17: {
      const card = make('div', { class: 'card' }, children(part.components));
      if (part.accent_color != null) card.style.borderColor = `#${part.accent_color.toString(16).padStart(6, '0')}`;
      return card;
    }
    default:
      return make('p', { class: 'problem' }, `component ${part.type}`);
  }
}

function button(part, message, send) {
  const words = [part.emoji?.name, part.label].filter(Boolean).join(' ');
  if (part.style === 5) return make('a', { href: part.url, target: '_blank', rel: 'noreferrer' }, words);
  // Not disabled meanwhile: it would lose the focus, and with it the place of whoever goes by the keys.
  let isUnderWay = false;
  const press = async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    await send({ kind: 'click', message: message.id, button: part.custom_id }).finally(() => {
      isUnderWay = false;
    });
  };
  return make(
    'button',
    {
      class: buttonStyles[part.style] ?? '',
      disabled: part.disabled === true,
      'data-custom': part.custom_id,
      on: { click: press },
    },
    words,
  );
}

/** A list and a button: with the keys, going through a list must not pick each thing one passes. */
function select(part, message, send) {
  const many = (part.max_values ?? 1) > 1;
  const options = part.options.map(({ label, value, description, default: chosen }) =>
    make('option', { value, selected: chosen === true }, description ? `${label} · ${description}` : label),
  );
  const name = part.placeholder ?? say('choose');
  const list = make(
    'select',
    { 'aria-label': name, multiple: many, 'data-custom': part.custom_id, disabled: part.disabled === true },
    many ? undefined : make('option', { value: '', selected: true }, name),
    options,
  );
  const pick = () => {
    const values = [...list.selectedOptions].map(({ value }) => value).filter(Boolean);
    if (values.length > 0) send({ kind: 'select', message: message.id, values });
  };
  return make(
    'div',
    { class: 'row' },
    list,
    make('button', { 'aria-label': `${say('pick')}: ${name}`, on: { click: pick } }, say('pick')),
  );
}

function picture({ media, description }, message) {
  const file = fileAt(media.url, message);
  return make('img', { src: file?.url ?? '', alt: description ?? '' });
}

function fileAt(url, message) {
  return message.files.find(({ name }) => url === `attachment://${name}`);
}

function fileLink({ name, url }) {
  return make('a', { href: url, target: '_blank' }, name);
}
