/** What every command and every button works with, and the ways in which they answer. Nearly all answers are private (ephemeral). */
import {
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Result } from '#base/result.ts';
import type { Language, Text } from '#base/text.ts';
import type { Community } from '#engine/community.ts';
import type { GatheringStore } from '#engine/gathering.ts';
import type { LabStore } from '#engine/kept-lab.ts';
import type { Player, Turn } from '#engine/player.ts';
import type { Grader } from '#engine/ports.ts';
import type { Block, Screen } from '#engine/screen.ts';
import type { Labs } from './lab/labs.ts';
import type { Message } from './layout.ts';
import type { Log } from './log.ts';
import { prose } from './markdown.ts';
import { noteVerdict } from './note-verdict.ts';
import { waitInLine } from './queue.ts';
import type { LiveDesk } from './quiz/live-desk.ts';
import { type ExtraButton, renderScreen } from './screen.ts';
import { readServerSettings, type ServerSettings } from './server-settings.ts';

export interface Desk {
  readonly player: Player;
  readonly grader: Grader;
  readonly memory: Memory;
  readonly labs: Labs;
  readonly log: Log;
  readonly now: () => number;
  /** Which language a server has chosen on Discord, where the bot is a member of it. */
  readonly localeOf: (server: string) => string | undefined;
  /** The origin that uploaded files are fetched from. */
  readonly fileHost: string;
  readonly live: LiveDesk;
}

/** What is kept beside sessions; storage fits as it is. */
export interface Memory {
  readonly community: Community;
  readonly labs: LabStore;
  readonly gatherings: GatheringStore;
  readonly settings: {
    get(learner: string, name: 'language' | 'leaderboard'): Promise<string | undefined>;
    set(learner: string, name: 'language' | 'leaderboard', value: string, at: number): Promise<void>;
  };
  readonly people: {
    export(learner: string): Promise<object>;
    elsewhere(learner: string): Promise<object>;
    /** What somebody says was exported, read and added; how many sessions came new. */
    importText(learner: string, text: string, at: number): Promise<Result<number, Text>>;
    delete(learner: string): Promise<number>;
  };
}

export type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

export function learnerOf(interaction: { readonly user: { readonly id: string } }): string {
  return `discord:${interaction.user.id}`;
}

interface Look {
  readonly page?: number;
  readonly notice?: Text;
  readonly picks?: readonly string[];
}

/** Shows where a session stands, and once more when the run that is under way has its verdict. */
export async function present(
  interaction: Answerable,
  desk: Desk,
  turn: Turn,
  language: Language,
  look: Look = {},
): Promise<void> {
  const rules = await rulesOf(interaction, desk);
  const show = (shown: Turn, how: Look = {}) => edit(interaction, renderTurn(shown, language, how, rules));
  const ahead = () => inFront(turn);
  const soon = await Promise.race([turn.settled, afterAMoment()]);
  if (soon !== undefined && soon !== turn) {
    await show(soon);
    return noteVerdict(interaction, desk, soon, rules);
  }
  const position = soon === undefined ? ahead() : undefined;
  await show(turn, position === undefined ? look : { ...look, notice: inLine(position) });
  if (soon !== undefined) return;
  const settled = await waitInLine(turn.settled, position, ahead, (place) => show(turn, { notice: inLine(place) }));
  if (settled === turn) return;
  await show(settled);
  await noteVerdict(interaction, desk, settled, rules);
}

/** The place in the queue, counted from 1; nothing where the run has begun. */
function inFront(turn: Turn): number | undefined {
  const ahead = turn.ahead();
  return ahead === undefined ? undefined : ahead + 1;
}

function inLine(ahead: number): Text {
  return {
    es: `Puesto ${ahead} en la cola: se simula en cuanto toque. No hace falta volver a pulsar.`,
    en: `Number ${ahead} in the queue: it is simulated when its turn comes. There is no need to press again.`,
  };
}

/** A verdict that is there within this time is shown at once: a "working…" that flashes by helps nobody. */
const momentMilliseconds = 300;

async function afterAMoment(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), momentMilliseconds);
  });
}

/** How the server wants it, where it is one that the bot is a member of. */
export async function rulesOf(interaction: Answerable, desk: Desk): Promise<ServerSettings | undefined> {
  if (!interaction.inCachedGuild()) return undefined;
  return settingsOf(interaction.guildId, desk);
}

/** How a server wants it, also where nobody has pressed anything. */
export async function settingsOf(server: string, { memory, localeOf }: Desk): Promise<ServerSettings> {
  return readServerSettings(await memory.community.serverSettings(server), localeOf(server));
}

const shareHere: ExtraButton = {
  text: { es: 'Compartir en el canal', en: 'Share in the channel' },
  verb: 'card',
  argument: '',
};

/** Drawn only when somebody asks: a class that answers at once would wait for a thousand pictures. */
const seePicture: ExtraButton = {
  text: { es: 'Ver el dibujo', en: 'See the picture' },
  verb: 'picture',
  argument: '',
};

const inTheLab: ExtraButton = {
  text: { es: 'Al laboratorio', en: 'To the lab' },
  verb: 'tolab',
  argument: '',
};

/** The run that a screen tells of, drawn; the learner's own where there are several. */
export function pictureOf({ blocks }: Screen): Extract<Block, { kind: 'timeline' }> | undefined {
  return blocks.find((block) => block.kind === 'timeline' && block.picture !== undefined) as
    | Extract<Block, { kind: 'timeline' }>
    | undefined;
}

function renderTurn(
  turn: Turn,
  language: Language,
  { page = 0, notice, picks = [] }: Look,
  rules: ServerSettings | undefined,
): Message {
  const first: readonly Block[] = notice ? [{ kind: 'notice', tone: 'info', text: notice }] : [];
  const offers = turn.screen.offers.filter(({ kind }) => kind !== 'hint' || rules?.hints !== false);
  const screen: Screen = { ...turn.screen, offers, blocks: [...first, ...turn.screen.blocks] };
  const session = turn.sessionId === '' ? {} : { session: { id: turn.sessionId, position: turn.actionCount } };
  return renderScreen({
    screen,
    language,
    page,
    picks,
    ...session,
    ...(turn.place !== undefined && { place: turn.place }),
    buttons: [
      ...(turn.sessionId !== '' && pictureOf(screen) ? [seePicture] : []),
      ...(turn.sessionId !== '' && isJudged(screen) ? [inTheLab] : []),
      ...(rules && turn.sessionId !== '' && isRight(screen) ? [shareHere] : []),
    ],
  });
}

/** Something ran, so there is a cluster to look into. */
function isJudged(screen: Screen): boolean {
  return screen.kind === 'result' && pictureOf(screen) !== undefined;
}

function isRight({ kind, blocks }: Screen): boolean {
  return kind === 'result' && blocks.some((block) => block.kind === 'verdict' && block.verdict === 'right');
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
  if (interaction.deferred && interaction.ephemeral && !interaction.replied) await interaction.editReply(said);
  else if (interaction.deferred || interaction.replied) await interaction.followUp({ ...said, flags });
  else await interaction.reply({ ...said, flags });
}

/** A session is its learner's alone. */
export async function refuseOthers(interaction: Answerable, turn: Turn, language: Language): Promise<boolean> {
  if (turn.learner === learnerOf(interaction) || turn.sessionId === '') return false;
  await whisper(interaction, prose(somebodyElses[language]));
  return true;
}

export function payload(message: Message) {
  return {
    components: [...message.components],
    files: attachments(message.files),
    allowedMentions: { parse: [] as const },
  };
}

function attachments(files: Message['files']) {
  return files.map(({ name, content, description }) => ({
    name,
    attachment: Buffer.from(content),
    ...(description !== undefined && { description }),
  }));
}

const somebodyElses: Text = {
  es: 'Esta práctica es de otra persona. Escribe `/practicar` y tendrás la tuya, solo a tu vista.',
  en: 'This practice is somebody else’s. Type `/practice` and you get your own, for your eyes only.',
};
