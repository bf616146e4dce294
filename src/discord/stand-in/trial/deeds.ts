/** What the trial page asks for, read with care, and done as a person on Discord would. */
import { fail, ok, type Result } from '#base/result.ts';
import type { StandIn } from '../stand-in.ts';
import { viewMessage } from '../view.ts';
import type { Table } from './table.ts';

export type Deed =
  | { readonly kind: 'speak'; readonly locale: string }
  | { readonly kind: 'slash'; readonly command: string; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'type'; readonly command: string; readonly option: string; readonly value: string }
  | { readonly kind: 'click'; readonly message: string; readonly button: string }
  | { readonly kind: 'select'; readonly message: string; readonly value: string }
  | { readonly kind: 'submit'; readonly texts: Readonly<Record<string, string>>; readonly file?: FileDeed }
  | { readonly kind: 'cancel' };

interface FileDeed {
  readonly name: string;
  readonly content: string;
}

export function parseDeed(value: unknown): Result<Deed, string> {
  const deed = fieldsOf(value);
  const text = (name: string) => (typeof deed[name] === 'string' ? deed[name] : '');
  const texts = (name: string) =>
    Object.fromEntries(
      Object.entries(fieldsOf(deed[name])).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  switch (deed['kind']) {
    case 'speak':
      return ok({ kind: 'speak', locale: text('locale') });
    case 'slash':
      return ok({ kind: 'slash', command: text('command'), options: texts('options') });
    case 'type':
      return ok({ kind: 'type', command: text('command'), option: text('option'), value: text('value') });
    case 'click':
      return ok({ kind: 'click', message: text('message'), button: text('button') });
    case 'select':
      return ok({ kind: 'select', message: text('message'), value: text('value') });
    case 'submit': {
      const file = texts('file');
      const { name, content } = file;
      const attached = name !== undefined && content !== undefined ? { file: { name, content } } : {};
      return ok({ kind: 'submit', texts: texts('texts'), ...attached });
    }
    case 'cancel':
      return ok({ kind: 'cancel' });
    default:
      return fail('This is nothing that can be done.');
  }
}

export async function act(deed: Deed, standIn: StandIn, table: Table): Promise<object> {
  const { person } = table;
  switch (deed.kind) {
    case 'speak':
      table.speak(deed.locale);
      return {};
    case 'slash':
      standIn.slash(person, deed.command, deed.options);
      return {};
    case 'type':
      return { choices: await standIn.type(person, deed.command, deed.option, deed.value).choices() };
    case 'click': {
      const exchange = standIn.click(person, messageOf(standIn, deed.message), deed.button);
      // A form may be what comes of it; the page need not wait for one.
      exchange.form().then(
        (form) => table.open(exchange, form),
        () => {},
      );
      return {};
    }
    case 'select':
      standIn.select(person, messageOf(standIn, deed.message), deed.value);
      return {};
    case 'submit': {
      const { opened } = table;
      if (!opened) throw new Error('No form is open.');
      table.closeForm();
      standIn.submit(person, opened.exchange, opened.form, {
        texts: deed.texts,
        ...(deed.file ? { file: deed.file } : {}),
      });
      return {};
    }
    case 'cancel':
      table.closeForm();
      return {};
  }
}

function messageOf(standIn: StandIn, id: string) {
  const message = standIn.world.messages.get(id);
  if (!message) throw new Error('That message is gone.');
  return viewMessage(message);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
