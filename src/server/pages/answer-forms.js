// How each type of question is answered on a phone. What somebody types or ticks is kept beside the page until it is sent, so
// that a reload, a change of language or a lost line takes nothing away.

import { yamlBox } from './blocks.js';
import { make } from './dom.js';
import { remember, remembered, t } from './language.js';
import { letter, prose } from './prose.js';

/** `how`: {answer, isOpen, place, send, tell}. `place` names the question and its round. */
export function answerForm(question, how) {
  const [offer] = question.offers;
  if (question.offers.some(({ kind }) => kind === 'choose')) return choiceButtons(question.offers, how);
  if (offer?.kind === 'pick') return offer.manner === 'set' ? setForm(offer, how) : placesForm(offer, how);
  if (offer?.kind === 'type') return typeForm(offer, how);
  if (offer?.kind === 'write') return writeForm(offer, question, how);
  return undefined;
}

function choiceButtons(offers, { answer, isOpen, send }) {
  return make(
    'div',
    { class: 'answers', role: 'group', 'aria-label': t({ es: 'Opciones', en: 'Options' }) },
    offers.map(({ option, label }, index) =>
      make(
        'button',
        {
          type: 'button',
          class: 'answer',
          'data-option': option,
          'aria-pressed': String(answer?.option === option),
          disabled: !isOpen,
          on: { click: () => send({ kind: 'choice', option }) },
        },
        `${letter(index)}. `,
        prose(t(label)),
      ),
    ),
  );
}

const drafts = new Map();
const draftKey = (place) => `readyz-draft ${place}`;

/** What was begun for this question and not yet sent. */
function draftOf(place) {
  if (!drafts.has(place)) {
    const kept = remembered(draftKey(place), 'sessionStorage');
    drafts.set(place, kept === undefined ? undefined : JSON.parse(kept));
  }
  return drafts.get(place);
}

function keepDraft(place, draft) {
  drafts.set(place, draft);
  remember(draftKey(place), JSON.stringify(draft), 'sessionStorage');
}

/** `read` gives what stands in the form, and `answerOf` the answer it makes, if it makes one. */
function form({ isOpen, place, send, tell }, { read, answerOf }, ...parts) {
  const onSubmit = (event) => {
    event.preventDefault();
    const answer = answerOf(read(event.currentTarget));
    if (answer) void send(answer);
    else tell(t({ es: 'Falta algo por elegir o escribir.', en: 'Something is still to be chosen or written.' }));
  };
  const onInput = (event) => keepDraft(place, read(event.currentTarget));
  return make(
    'form',
    { on: { submit: onSubmit, input: onInput } },
    parts,
    make(
      'button',
      { type: 'submit', class: 'answer first', disabled: !isOpen },
      t({ es: 'Enviar la respuesta', en: 'Send the answer' }),
    ),
  );
}

const valuesOf = (element, selector) => [...element.querySelectorAll(selector)].map(({ value }) => value);

function setForm(offer, how) {
  const begun = draftOf(how.place) ?? how.answer?.options ?? [];
  return form(
    how,
    {
      read: (element) => valuesOf(element, 'input:checked'),
      answerOf: (options) => options.length > 0 && { kind: 'picks', options },
    },
    make(
      'fieldset',
      { class: 'answers' },
      make('legend', {}, t({ es: 'Elige una o varias', en: 'Choose one or more' })),
      offer.options.map(({ id, text }, index) =>
        make(
          'label',
          { class: 'check' },
          make('input', { type: 'checkbox', checked: begun.includes(id), value: id }),
          make('span', {}, `${letter(index)}. `, prose(t(text))),
        ),
      ),
    ),
  );
}

function placesForm(offer, how) {
  const places =
    offer.manner === 'partners'
      ? offer.slots.map(t)
      : offer.options.map((_, index) => t({ es: `Puesto ${index + 1}`, en: `Place ${index + 1}` }));
  const begun = draftOf(how.place) ?? how.answer?.options ?? [];
  const isWhole = (options) =>
    options.every(Boolean) && (offer.manner === 'partners' || new Set(options).size === options.length);
  return form(
    how,
    {
      read: (element) => valuesOf(element, 'select'),
      answerOf: (options) => isWhole(options) && { kind: 'picks', options },
    },
    // In a menu only so much of an option can be read; here all of it.
    make(
      'ol',
      { class: 'options' },
      offer.options.map(({ text }, index) => make('li', {}, `${letter(index)}. `, prose(t(text)))),
    ),
    places.map((place, index) =>
      make(
        'label',
        {},
        prose(place),
        make(
          'select',
          {},
          make('option', { value: '' }, '…'),
          offer.options.map(({ id, text }, option) =>
            make(
              'option',
              { value: id, selected: begun[index] === id },
              `${letter(option)}. ${t(text).replaceAll('`', '')}`,
            ),
          ),
        ),
      ),
    ),
  );
}

function typeForm(offer, how) {
  return form(
    how,
    {
      read: (element) => element.querySelector('input').value,
      answerOf: (text) => text.trim() !== '' && { kind: 'words', text: text.trim() },
    },
    make(
      'label',
      {},
      t(offer.label),
      make('input', {
        type: 'text',
        autocomplete: 'off',
        autocapitalize: 'off',
        maxlength: '400',
        spellcheck: 'false',
        value: draftOf(how.place) ?? how.answer?.text ?? '',
      }),
    ),
  );
}

/** On a phone nobody likes to type YAML: whole answers to choose from, and a box for whoever does. */
function writeForm(offer, { choosable }, how) {
  const written = form(
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
  if (choosable.length === 0) return written;
  return make(
    'div',
    {},
    choosable.map((yaml, index) => {
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
    }),
    make('details', {}, make('summary', {}, t({ es: 'Escribir YAML', en: 'Write YAML' })), written),
  );
}
