/** What every command and every button works with, and the ways in which they answer. All answers are private (ephemeral). */
import {
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { Player, Turn } from '#engine/player.ts';
import type { Block } from '#engine/screen.ts';
import type { Message } from './layout.ts';
import type { Log } from './log.ts';
import { prose } from './markdown.ts';
import { renderScreen } from './screen.ts';

export interface Desk {
  readonly player: Player;
  readonly log: Log;
  /** The origin that uploaded files are fetched from. */
  readonly fileHost: string;
}

export type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

export function learnerOf(interaction: { readonly user: { readonly id: string } }): string {
  return `discord:${interaction.user.id}`;
}

/** Shows where a session stands, and once more when the run that is under way has its verdict. */
export async function present(
  interaction: Answerable,
  turn: Turn,
  language: Language,
  options: { readonly page?: number; readonly notice?: Text; readonly picks?: readonly string[] } = {},
): Promise<void> {
  const soon = await Promise.race([turn.settled, afterAMoment()]);
  if (soon !== undefined && soon !== turn) return edit(interaction, renderTurn(soon, language));
  await edit(interaction, renderTurn(turn, language, options));
  const settled = await turn.settled;
  if (settled !== turn) await edit(interaction, renderTurn(settled, language));
}

/** A verdict that is there within this time is shown at once: a "working…" that flashes by helps nobody. */
const momentMilliseconds = 300;

async function afterAMoment(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), momentMilliseconds);
  });
}

function renderTurn(
  turn: Turn,
  language: Language,
  {
    page = 0,
    notice,
    picks = [],
  }: { readonly page?: number; readonly notice?: Text; readonly picks?: readonly string[] } = {},
): Message {
  const first: readonly Block[] = notice ? [{ kind: 'notice', tone: 'info', text: notice }] : [];
  const screen = { ...turn.screen, blocks: [...first, ...turn.screen.blocks] };
  const session = turn.sessionId === '' ? {} : { session: { id: turn.sessionId, position: turn.actionCount } };
  return renderScreen({
    screen,
    language,
    page,
    picks,
    ...session,
    ...(turn.place !== undefined && { place: turn.place }),
  });
}

/** Replaces the message that was pressed, or the "thinking…" of a command. */
export async function edit(interaction: Answerable, message: Message): Promise<void> {
  await interaction.editReply({ ...payload(message), flags: MessageFlags.IsComponentsV2, attachments: [] });
}

/** A private message of its own below: for what must not replace what is being looked at. */
export async function whisper(interaction: Answerable, text: string, files: Message['files'] = []): Promise<void> {
  const said = { content: text, files: attachments(files), allowedMentions: { parse: [] } };
  const flags = MessageFlags.Ephemeral;
  // The "thinking…" of a command would stay for ever if something else were said beside it.
  if (interaction.isChatInputCommand() && interaction.deferred && !interaction.replied)
    await interaction.editReply(said);
  else if (interaction.deferred || interaction.replied) await interaction.followUp({ ...said, flags });
  else await interaction.reply({ ...said, flags });
}

/** A session is its learner's alone. */
export async function refuseOthers(interaction: Answerable, turn: Turn, language: Language): Promise<boolean> {
  if (turn.learner === learnerOf(interaction) || turn.sessionId === '') return false;
  await whisper(interaction, prose(somebodyElses[language]));
  return true;
}

function payload(message: Message) {
  return {
    components: [...message.components],
    files: attachments(message.files),
    allowedMentions: { parse: [] as const },
  };
}

function attachments(files: Message['files']) {
  return files.map(({ name, content }) => ({ name, attachment: Buffer.from(content) }));
}

const somebodyElses: Text = {
  es: 'Esta práctica es de otra persona. Escribe `/practicar` y tendrás la tuya, solo a tu vista.',
  en: 'This practice is somebody else’s. Type `/practice` and you get your own, for your eyes only.',
};
