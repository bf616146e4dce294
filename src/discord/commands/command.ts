/** A slash command: what Discord is told about it, and what it does. */
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Language } from '#base/text.ts';
import type { Desk } from '../desk.ts';

export interface Command {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Discord has been told that a private answer will come. */
  run(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void>;
  /** What to propose while an option is being typed, 25 at most. */
  complete?(
    interaction: AutocompleteInteraction,
    desk: Desk,
    language: Language,
  ): readonly { readonly name: string; readonly value: string }[];
}

/** Spanish is the base; es-419 falls back to es-ES by itself, en-US and en-GB to each other, but the base to nothing. */
export function localized(text: { readonly es: string; readonly en: string }) {
  return { 'es-ES': text.es, 'en-US': text.en, 'en-GB': text.en };
}
