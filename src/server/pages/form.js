// A form that hands in an answer. What somebody types or ticks is kept beside the page until it is sent, so that a reload, a
// change of language or a lost line takes nothing away.

import { make } from './dom.js';
import { remember, remembered, t } from './language.js';

const drafts = new Map();
const draftKey = (place) => `readyz-draft ${place}`;

/** What was begun for this question and not yet sent. */
export function draftOf(place) {
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
export function form({ isOpen, place, send, tell }, { read, answerOf }, ...parts) {
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
