/**
 * A command as somebody types it on the trial page: `practicar sondas`, `/settings server hints:no`. Commands, their parts and
 * options go by the names that any language gives them; a value goes on to the next option's name; what belongs to no option
 * is the first one's that takes words.
 */
import { ApplicationCommandOptionType as Kind } from 'discord.js';
import type { OptionValue, StandIn } from '../stand-in.ts';

export interface TypedCommand {
  /** As Discord sends it to the bot: `ajustes servidor`. */
  readonly command: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** The option that takes a file, where there is one. */
  readonly fileOption?: string;
}

interface Named {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
}

interface KnownOption extends Named {
  readonly type: number;
  readonly options?: readonly KnownOption[];
  readonly choices?: readonly (Named & { readonly value: string | number })[];
}

export function readCommandLine(line: string, { world }: StandIn): TypedCommand {
  const [typed = '', ...words] = line.trim().replace(/^\//, '').split(/\s+/);
  const command = world.commands.find((each) => goesBy(each as Named, typed));
  const known = (command?.options ?? []) as readonly KnownOption[];
  const parts = known.filter(({ type }) => type === Kind.Subcommand);
  const part = parts.find((each) => goesBy(each, words[0] ?? '')) ?? parts[0];
  if (part && goesBy(part, words[0] ?? '')) words.shift();
  const open = part ? (part.options ?? []) : known;

  const texts = new Map<KnownOption, string[]>();
  const rest: string[] = [];
  let values = rest;
  for (const word of words) {
    const [, name = '', value = ''] = /^([\p{Letter}-]+):(.*)$/u.exec(word) ?? [];
    const option = open.find((each) => goesBy(each, name));
    if (option) {
      values = value === '' ? [] : [value];
      texts.set(option, values);
    } else values.push(word);
  }
  const first = open.find(({ type }) => type === Kind.String);
  if (rest.length > 0 && first && !texts.has(first)) texts.set(first, rest);

  const options: Record<string, OptionValue> = {};
  for (const [option, value] of texts) {
    if (option.type !== Kind.Attachment) options[option.name] = readValue(option, value.join(' '), world);
  }
  const base = command?.name ?? typed;
  const fileOption = open.find(({ type }) => type === Kind.Attachment)?.name;
  return { command: part ? `${base} ${part.name}` : base, options, ...(fileOption !== undefined && { fileOption }) };
}

function goesBy({ name, name_localizations }: Named, typed: string): boolean {
  return typed === name || Object.values(name_localizations ?? {}).includes(typed);
}

function readValue({ type, choices }: KnownOption, text: string, world: StandIn['world']): OptionValue {
  switch (type) {
    case Kind.Boolean:
      return !/^(no|false|0)$/i.test(text);
    case Kind.Integer:
      return Number.parseInt(text, 10) || 0;
    case Kind.Channel:
      return world.channelId;
    case Kind.Role:
      // There is but one role here, the one that everybody has.
      return world.serverId;
    default:
      return choices?.find((choice) => goesBy(choice, text))?.value ?? text;
  }
}
