// How each type of question is answered on a phone.

import { make } from './dom.js';
import { draftOf, form } from './form.js';
import { t } from './language.js';
import { letter, prose } from './prose.js';
import { yamlForms } from './yaml-forms.js';

/** `how`: {answer, isOpen, place, send, tell}. `place` names the question and its round. */
export function answerForm(question, how) {
  const [offer] = question.offers;
  if (question.offers.some(({ kind }) => kind === 'choose')) return choiceButtons(question.offers, how);
  if (offer?.kind === 'pick') return offer.manner === 'set' ? setForm(offer, how) : placesForm(offer, how);
  if (offer?.kind === 'type') return typeForm(offer, how);
  if (offer?.kind === 'write') return yamlForms(offer, question, how);
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
