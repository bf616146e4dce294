/** What the trial page asks for, read with care, and done as a person on Discord would. */
import { fail, ok, type Result } from '#base/result.ts';
import type { Exchange } from '../exchange.ts';
import type { StandIn } from '../stand-in.ts';
import { viewMessage } from '../view.ts';
import { readCommandLine } from './command-line.ts';
import type { Table } from './table.ts';

export type Deed =
  | { readonly kind: 'speak'; readonly locale: string }
  /** A line as it is typed. */
  | { readonly kind: 'slash'; readonly command: string; readonly file?: FileDeed }
  | { readonly kind: 'type'; readonly command: string; readonly option: string; readonly value: string }
  | { readonly kind: 'click'; readonly message: string; readonly button: string }
  | { readonly kind: 'select'; readonly message: string; readonly values: readonly string[] }
  | { readonly kind: 'submit'; readonly texts: Readonly<Record<string, string>>; readonly file?: FileDeed }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'dismiss'; readonly message: string };

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
  const { name, content } = texts('file');
  const attached = name !== undefined && content !== undefined ? { file: { name, content } } : {};
  switch (deed['kind']) {
    case 'speak':
      return ok({ kind: 'speak', locale: text('locale') });
    case 'slash':
      return ok({ kind: 'slash', command: text('command'), ...attached });
    case 'type':
      return ok({ kind: 'type', command: text('command'), option: text('option'), value: text('value') });
    case 'click':
      return ok({ kind: 'click', message: text('message'), button: text('button') });
    case 'select':
      return ok({ kind: 'select', message: text('message'), values: Object.values(texts('values')) });
    case 'submit':
      return ok({ kind: 'submit', texts: texts('texts'), ...attached });
    case 'cancel':
      return ok({ kind: 'cancel' });
    case 'dismiss':
      return ok({ kind: 'dismiss', message: text('message') });
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
    case 'slash': {
      const { command, options, fileOption } = readCommandLine(deed.command, standIn);
      const file = deed.file && fileOption !== undefined ? { [fileOption]: deed.file } : {};
      openForm(table, standIn.slash(person, command, { ...options, ...file }));
      return {};
    }
    case 'type':
      return { choices: await standIn.type(person, deed.command, deed.option, deed.value).choices() };
    case 'click': {
      openForm(table, standIn.click(person, messageOf(standIn, deed.message), deed.button));
      return {};
    }
    case 'select':
      openForm(table, standIn.select(person, messageOf(standIn, deed.message), deed.values));
      return {};
    case 'submit': {
      const { opened } = table;
      if (!opened) throw new Error('No form is open.');
      table.closeForm();
      const answers = { texts: deed.texts, ...(deed.file && { file: deed.file }) };
      table.watch(standIn.submit(person, opened.exchange, opened.form, answers));
      return {};
    }
    case 'cancel':
      table.closeForm();
      return {};
    case 'dismiss':
      standIn.world.messages.delete(deed.message);
      table.changed();
      return {};
  }
}

/** A form may be what comes of it; the page need not wait for one. */
function openForm(table: Table, exchange: Exchange): void {
  table.watch(exchange);
  exchange.form().then(
    (form) => table.open(exchange, form),
    () => {},
  );
}

function messageOf(standIn: StandIn, id: string) {
  const message = standIn.world.messages.get(id);
  if (!message) throw new Error('That message is gone.');
  return viewMessage(message);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
