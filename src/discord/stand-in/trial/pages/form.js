// The form that is open, as a dialog: Escape closes it, and the focus goes back to where it was.
import { make } from './markdown.js';
import { say } from './words.js';

export function formDialog(dialog, send) {
  let shown = '';
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    send({ kind: 'cancel' });
  });
  return (form) => {
    const asked = JSON.stringify(form ?? '');
    if (asked === shown) return;
    shown = asked;
    if (!form) {
      dialog.close();
      return;
    }
    dialog.replaceChildren(formElement(form, send));
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('textarea, input')?.focus();
  };
}

function formElement(form, send) {
  const fields = form.inputs.map((input) => ({ input, element: field(input) }));
  const submit = async (event) => {
    event.preventDefault();
    const texts = {};
    let file;
    for (const { input, element } of fields) {
      if (input.kind === 'text') texts[input.customId] = element.value;
      else if (element.files[0]) file = { name: element.files[0].name, content: await element.files[0].text() };
    }
    await send({ kind: 'submit', texts, ...(file && { file }) });
  };
  return make(
    'form',
    { on: { submit } },
    make('h2', { id: 'form-title' }, form.title),
    fields.map(({ input, element }) =>
      make('label', {}, make('strong', {}, input.label), make('small', {}, input.description), element),
    ),
    make(
      'div',
      { class: 'row' },
      make('button', { class: 'primary' }, say('send')),
      make('button', { type: 'button', on: { click: () => send({ kind: 'cancel' }) } }, say('cancel')),
    ),
  );
}

function field({ kind, customId, value, isLong, maxLength, required }) {
  if (kind === 'file') return make('input', { type: 'file', name: customId });
  const common = { name: customId, maxlength: maxLength, required, spellcheck: 'false' };
  const element = isLong ? make('textarea', { ...common, rows: 14 }) : make('input', { ...common, type: 'text' });
  element.value = value;
  return element;
}
