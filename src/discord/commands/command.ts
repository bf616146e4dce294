/** A slash command: what Discord is told about it, and what it does. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { Desk } from '../desk.ts';

export interface Command {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** `itself`: a form may be the first answer, so the command tells Discord. Else Discord is told that an answer will come. */
  readonly acknowledged?: 'itself';
  run(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void>;
  /** What to propose while an option is being typed, 25 at most. */
  complete?(interaction: AutocompleteInteraction, desk: Desk, language: Language): Proposals | Promise<Proposals>;
}

export type Proposals = readonly { readonly name: string; readonly value: string }[];

interface Words {
  readonly name: Text;
  readonly description: Text;
}

type Option = Words & { readonly type: APIApplicationCommandBasicOption['type'] } & Partial<
    Pick<APIApplicationCommandBasicOption, 'required'>
  > & {
    readonly autocomplete?: true;
    readonly choices?: readonly { readonly name: Text; readonly value: string }[];
    readonly max_length?: number;
    readonly min_value?: number;
    readonly max_value?: number;
    readonly channel_types?: readonly number[];
  };

type Definition = Words & {
  /** `server`: only where the bot is a member. Else also in direct messages and wherever somebody took it along. */
  readonly where: 'server' | 'everywhere';
} & (
    | { readonly options?: readonly Option[] }
    | { readonly subcommands: readonly (Words & { readonly options?: readonly Option[] })[] }
  );

export function define(definition: Definition): Command['definition'] {
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  const options =
    'subcommands' in definition
      ? definition.subcommands.map((sub) => ({
          type: ApplicationCommandOptionType.Subcommand,
          ...said(sub),
          options: (sub.options ?? []).map(option),
        }))
      : (definition.options ?? []).map(option);
  return {
    type: ApplicationCommandType.ChatInput,
    ...said(definition),
    integration_types: definition.where === 'server' ? [GuildInstall] : [GuildInstall, UserInstall],
    contexts: definition.where === 'server' ? [Guild] : [Guild, BotDM, PrivateChannel],
    // Written down as data above; the union of all kinds of options is Discord's to judge, and the contract test's.
    options: options as NonNullable<Command['definition']['options']>,
  };
}

function option({ name, description, choices, ...rest }: Option) {
  return {
    ...said({ name, description }),
    ...rest,
    ...(choices && {
      choices: choices.map(({ name: shown, value }) => ({
        name: shown.es,
        name_localizations: localized(shown),
        value,
      })),
    }),
  };
}

function said({ name, description }: Words) {
  return {
    name: name.es,
    name_localizations: localized(name),
    description: description.es,
    description_localizations: localized(description),
  };
}

/** Spanish is the base; es-419 falls back to es-ES by itself, en-US and en-GB to each other, but the base to nothing. */
function localized(text: Text) {
  return { 'es-ES': text.es, 'en-US': text.en, 'en-GB': text.en };
}
