/** What the trial page asks for, read with care, and done as a person on Discord would. */
import { ApplicationCommandOptionType } from 'discord.js';
import { fail, ok, type Result } from '#base/result.ts';
import type { Exchange } from '../exchange.ts';
import type { OptionValue, StandIn } from '../stand-in.ts';
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
    case 'slash': {
      const { command, options } = readLine(deed.command, standIn);
      openForm(table, standIn.slash(person, command, { ...options, ...deed.options }));
      return {};
    }
    case 'type':
      return { choices: await standIn.type(person, deed.command, deed.option, deed.value).choices() };
    case 'click': {
      openForm(table, standIn.click(person, messageOf(standIn, deed.message), deed.button));
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

/** A form may be what comes of it; the page need not wait for one. */
function openForm(table: Table, exchange: Exchange): void {
  exchange.form().then(
    (form) => table.open(exchange, form),
    () => {},
  );
}

/** `ajustes servidor pistas:no`, `practicar sondas`: a subcommand (the first, where none is named), options by name, and the rest. */
function readLine(line: string, { world }: StandIn): { command: string; options: Record<string, OptionValue> } {
  const [base = '', ...words] = line.trim().split(/\s+/);
  const known = (world.commands.find(({ name }) => name === base)?.options ?? []) as readonly KnownOption[];
  const subcommands = known.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  const sub = subcommands.find(({ name }) => name === words[0]) ?? subcommands[0];
  if (sub && sub.name === words[0]) words.shift();
  const open = sub ? (sub.options ?? []) : known;
  const options: Record<string, OptionValue> = {};
  const rest: string[] = [];
  for (const word of words) {
    const [, name, value = ''] = /^([\p{Letter}-]+):(.+)$/u.exec(word) ?? [];
    const option = open.find((each) => each.name === name);
    if (option) options[option.name] = readValue(option, value);
    else rest.push(word);
  }
  const first = open.find(({ type }) => type === ApplicationCommandOptionType.String);
  if (rest.length > 0 && first) options[first.name] ??= rest.join(' ');
  return { command: sub ? `${base} ${sub.name}` : base, options };
}

interface KnownOption {
  readonly name: string;
  readonly type: number;
  readonly options?: readonly KnownOption[];
}

function readValue({ type }: KnownOption, text: string): OptionValue {
  if (type === ApplicationCommandOptionType.Boolean) return !/^(no|false|0)$/i.test(text);
  return type === ApplicationCommandOptionType.Integer ? Number.parseInt(text, 10) || 0 : text;
}

function messageOf(standIn: StandIn, id: string) {
  const message = standIn.world.messages.get(id);
  if (!message) throw new Error('That message is gone.');
  return viewMessage(message);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
