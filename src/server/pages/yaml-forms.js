// Answering in YAML on a phone, where nobody likes to type it: by filling gaps in a text, or by choosing among whole ones; and a
// box for whoever would rather write. Whatever way, what is handed in is a text that runs.

import { yamlBox, yamlLines } from './blocks.js';
import { make } from './dom.js';
import { draftOf, form } from './form.js';
import { t } from './language.js';
import { letter } from './prose.js';

export function yamlForms(offer, { choosable, fillable = [] }, how) {
  const easy = fillable.length > 0 ? fillForm(fillable, how) : choosable.length > 0 && choices(choosable, how);
  const written = writeForm(offer, how);
  if (!easy) return written;
  return make(
    'div',
    {},
    easy,
    make('details', {}, make('summary', {}, t({ es: 'Escribirlo como YAML', en: 'Write it as YAML' })), written),
  );
}

/** `parts`: lines that stand, and gaps with the lines that could stand there (engine/live/fillable.ts). */
function fillForm(parts, how) {
  const place = `${how.place} gaps`;
  const begun = draftOf(place) ?? [];
  const gaps = parts.filter(({ kind }) => kind === 'gap');
  return form(
    { ...how, place },
    {
      read: (element) => gaps.map(({ options }, index) => filled(element, index, options)),
      answerOf: (values) => values.every(Boolean) && textOf(parts, values),
    },
    make('p', {}, t({ es: 'Elige lo que va en cada hueco.', en: 'Choose what goes into each gap.' })),
    parts.map((part) => {
      if (part.kind === 'text') return make('pre', { class: 'given' }, yamlLines(part.text));
      const index = gaps.indexOf(part);
      return gap(part, index, begun[index]);
    }),
  );
}

function gap({ options, typed }, index, begun) {
  const name = `gap-${index}`;
  const isTyped = begun?.typed !== undefined;
  const shown = dedented([...options, typed ?? '']);
  const radio = (value, isChosen) => make('input', { type: 'radio', name, value, checked: isChosen });
  return make(
    'fieldset',
    { class: 'gap' },
    make('legend', {}, t({ es: `Hueco ${index + 1}`, en: `Gap ${index + 1}` })),
    options.map((option, place) =>
      make(
        'label',
        { class: 'check' },
        radio(String(place), begun?.option === option),
        option === ''
          ? make('span', {}, t({ es: 'Nada: sin estas líneas', en: 'Nothing: without these lines' }))
          : make('code', { class: 'lines' }, shown(option)),
      ),
    ),
    typed !== undefined &&
      make(
        'div',
        { class: 'check' },
        make(
          'label',
          {},
          radio('typed', isTyped),
          make('span', { class: 'hidden' }, t({ es: 'Otro valor', en: 'Another value' })),
        ),
        make('code', { class: 'lines' }, shown(typed)),
        make('input', {
          type: 'text',
          autocomplete: 'off',
          autocapitalize: 'off',
          spellcheck: 'false',
          maxlength: '200',
          'data-typed': String(index),
          'aria-label': t({ es: `Hueco ${index + 1}: otro valor`, en: `Gap ${index + 1}: another value` }),
          value: begun?.typed ?? '',
          on: { input: chooseOwn },
        }),
      ),
  );
}

/** Shows lines without the indentation that all of them have: a narrow screen has no room for it. */
function dedented(texts) {
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  const least = Math.min(...lines.map((line) => line.search(/\S/)));
  return (text) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => line.slice(least))
      .join('\n');
}

/** Whoever types a value means it. */
function chooseOwn({ target }) {
  target.closest('fieldset').querySelector('input[value=typed]').checked = true;
}

/** What stands in a gap now: `{option}`, `{typed}`, or undefined. */
function filled(element, index, options) {
  const chosen = element.querySelector(`input[name=gap-${index}]:checked`)?.value;
  if (chosen === undefined) return undefined;
  if (chosen !== 'typed') return { option: options[chosen] };
  const typed = element.querySelector(`[data-typed="${index}"]`).value.trim();
  return typed === '' ? undefined : { typed };
}

function textOf(parts, values) {
  const left = [...values];
  const text = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    const { option, typed } = left.shift();
    return option ?? `${part.typed}${typed}\n`;
  });
  return { kind: 'manifest', text: text.join('') };
}

function choices(choosable, how) {
  return choosable.map((yaml, index) => {
    const name = t({ es: `Respuesta ${letter(index)}`, en: `Answer ${letter(index)}` });
    return make(
      'section',
      {},
      make('h2', {}, name),
      yamlBox(yaml, name),
      make(
        'button',
        {
          type: 'button',
          class: 'answer',
          'aria-pressed': String(how.answer?.text === yaml),
          disabled: !how.isOpen,
          on: { click: () => how.send({ kind: 'manifest', text: yaml }) },
        },
        t({ es: `Elegir la respuesta ${letter(index)}`, en: `Choose answer ${letter(index)}` }),
      ),
    );
  });
}

function writeForm(offer, how) {
  return form(
    how,
    {
      read: (element) => element.querySelector('textarea').value,
      answerOf: (text) => text.trim() !== '' && { kind: 'manifest', text },
    },
    make(
      'label',
      {},
      t(offer.label),
      make('textarea', {
        spellcheck: 'false',
        autocapitalize: 'off',
        autocomplete: 'off',
        value: draftOf(how.place) ?? how.answer?.text ?? offer.draft,
      }),
    ),
  );
}
