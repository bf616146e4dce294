/**
 * The Discord bot: turns commands, buttons and forms into actions of the engine and shows the screens that come back. It asks
 * for the Guilds intent only, reads no messages, keeps nothing in memory that a restart would lose, and tells Discord "I am
 * on it" before it does anything slow: Discord waits three seconds.
 */
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  Options,
} from 'discord.js';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Player } from '#engine/player.ts';
import { commands } from './commands/index.ts';
import type { Press } from './components/component.ts';
import { components } from './components/index.ts';
import { decodeCustomId } from './custom-id.ts';
import { type Answerable, type Desk, learnerOf, whisper } from './desk.ts';
import { languageOf } from './language.ts';
import { describeError, type Log } from './log.ts';
import { prose } from './markdown.ts';
import { registerCommands } from './registration.ts';

export interface BotParts {
  readonly player: Player;
  readonly token: string;
  readonly log: Log;
  /** Where Discord is; the real one unless a stand-in is to be talked to. */
  readonly rest?: { readonly api: string; readonly cdn: string };
}

export interface Bot {
  /** The name it goes by on Discord. */
  readonly name: string;
  /** Resolves when Discord will have it no longer (its token was revoked, say), with what to do about it. */
  readonly ended: Promise<Text>;
  /** Lets what is under way come to its end, for this long at most. */
  close(options?: { readonly patienceMilliseconds?: number }): Promise<void>;
}

const discordFileHost = 'https://cdn.discordapp.com';
const startMilliseconds = 60_000;

/** Comes back when the bot is ready and its commands are known to Discord, or with the reason why it cannot be. */
export async function startBot({ player, token, log, rest }: BotParts): Promise<Result<Bot, Text>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // Nothing is ever looked up in these, and a bot that many servers keep would fill its memory with them.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    // Answers to interactions do not count towards the 50 requests a second that Discord allows a bot, and the bot sends
    // nothing else in numbers: held to 50, a class that answers at once would wait for its verdicts.
    rest: { ...rest, globalRequestsPerSecond: 100_000 },
  });
  const desk: Desk = { player, log, fileHost: rest ? new URL(rest.cdn).origin : discordFileHost };
  const underWay = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const answered = answer(interaction, desk).finally(() => underWay.delete(answered));
    underWay.add(answered);
  });
  client.on(Events.Error, (error) => log.error(describeError(error), 'discord client'));
  client.on(Events.ShardDisconnect, ({ code }) => log.warn({ code }, 'disconnected from discord'));
  client.on(Events.ShardReconnecting, () => log.info({}, 'reconnecting to discord'));
  client.on(Events.ShardResume, (_, replayed) => log.info({ replayed }, 'back on discord'));
  const ended = new Promise<Text>((resolve) => {
    client.once(Events.Invalidated, () => resolve(tokenRefused));
    client.on(Events.ShardDisconnect, ({ code }) => {
      const text = finalCodes.get(code);
      if (text) resolve(text);
    });
  });

  const ready = new Promise<Client<true>>((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  const reason = await Promise.race([
    Promise.all([client.login(token), ready]).then(
      () => undefined,
      (error) => {
        log.error(describeError(error), 'cannot start');
        return startFailure(error);
      },
    ),
    ended,
    after(startMilliseconds, unreachable),
  ]);
  if (reason) {
    await client.destroy();
    return fail(reason);
  }

  const { application, user, rest: api } = await ready;
  try {
    const outcome = await registerCommands(api, application.id, commands);
    log.info({ commands: commands.length, outcome }, 'commands');
  } catch (error) {
    // The commands of last time still work; a bot that answers those beats one that is not there.
    log.error(describeError(error), 'could not register the commands');
  }
  log.info({ name: user.username }, 'ready');
  return ok({
    name: user.username,
    ended,
    async close({ patienceMilliseconds = 5000 } = {}) {
      // First no new ones, then an end to those that came: answering needs no gateway.
      await client.destroy();
      await Promise.race([Promise.allSettled(underWay), after(patienceMilliseconds, undefined)]);
    },
  });
}

async function answer(interaction: Interaction, desk: Desk): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await answerAutocomplete(interaction, desk);
    else if (interaction.isChatInputCommand()) await answerCommand(interaction, desk);
    else if (interaction.isButton() || interaction.isStringSelectMenu() || interaction.isModalSubmit()) {
      await answerComponent(interaction, desk);
    }
  } catch (error) {
    await reportTrouble(interaction, error, desk.log);
  }
}

async function answerAutocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<void> {
  const command = commands.find(({ definition }) => definition.name === interaction.commandName);
  const choices = command?.complete?.(interaction, desk, languageOf(interaction.locale)) ?? [];
  await interaction.respond(choices.map((choice) => ({ ...choice })));
}

async function answerCommand(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const language = languageOf(interaction.locale);
  await acknowledge(interaction, () => interaction.deferReply({ flags: MessageFlags.Ephemeral }));
  const command = commands.find(({ definition }) => definition.name === interaction.commandName);
  if (command) await command.run(interaction, desk, language);
  else await whisper(interaction, prose(unknownCommand[language]));
}

async function answerComponent(interaction: Press['interaction'], desk: Desk): Promise<void> {
  const language = languageOf(interaction.locale);
  const id = decodeCustomId(interaction.customId);
  if (!id) return whisper(interaction, prose(unknownButton[language]));
  const component = components[id.verb];
  if (component.acknowledged === 'deferred') await acknowledge(interaction, () => interaction.deferUpdate());
  const values = interaction.isStringSelectMenu() ? interaction.values : [];
  await component.run({ interaction, id, values, language, learner: learnerOf(interaction) }, desk);
}

/**
 * "Already acknowledged" is good news: Discord took the first try and only its answer was lost on the way, or another process
 * was quicker. Whatever follows counts once in any case.
 */
async function acknowledge(interaction: Answerable, tell: () => Promise<unknown>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || Number(error.code) !== alreadyAcknowledged) throw error;
    interaction.deferred = true;
  }
}

/** Says what happened and what to do, with a short id that leads whoever runs the bot to the line in the log. */
async function reportTrouble(interaction: Interaction, error: unknown, log: Log): Promise<void> {
  const kind = interaction.isAutocomplete()
    ? 'autocomplete'
    : 'customId' in interaction
      ? interaction.customId
      : 'command';
  // Answered twice, or too late: there is nobody to tell. The next press shows where things stand.
  if (error instanceof DiscordAPIError && tokenGone.has(Number(error.code))) {
    log.warn({ ...describeError(error), kind }, 'an answer came too late');
    return;
  }
  const reference = crypto.randomUUID().slice(0, 6).toUpperCase();
  log.error({ ...describeError(error), kind, reference }, 'trouble while answering');
  if (interaction.isAutocomplete() || !interaction.isRepliable()) return;
  try {
    await whisper(interaction as Answerable, prose(trouble(reference)[languageOf(interaction.locale)]));
  } catch (second) {
    log.warn({ ...describeError(second), reference }, 'could not tell the learner about it');
  }
}

const alreadyAcknowledged = 40060;
/** Unknown message (dismissed meanwhile), webhook or interaction, already acknowledged, invalid webhook token. */
const tokenGone: ReadonlySet<number> = new Set([10008, 10015, 10062, alreadyAcknowledged, 50027]);

async function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), milliseconds).unref();
  });
}

function startFailure(error: unknown): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'TokenInvalid' || code === 'TokenMissing' ? tokenRefused : unreachable;
}

function trouble(reference: string): Text {
  return {
    es: `Algo falló por nuestra parte y esto no se completó. Lo guardado sigue guardado: pulsa otra vez o escribe \`/practicar\`. Si se repite, da este código a quien lleva el bot: \`${reference}\`.`,
    en: `Something failed on our side and this was not completed. What was saved is still saved: press again or type \`/practice\`. Should it happen again, give this code to whoever runs the bot: \`${reference}\`.`,
  };
}

const unknownCommand: Text = {
  es: 'Este comando ya no existe. Escribe `/` para ver los que hay.',
  en: 'This command no longer exists. Type `/` to see those that do.',
};
const unknownButton: Text = {
  es: 'Este botón es de una versión anterior. Escribe `/practicar` para seguir donde estabas.',
  en: 'This button is from an earlier version. Type `/practice` to go on where you were.',
};
const tokenRefused: Text = {
  es: 'Discord no acepta el token. Copia el que muestra la página de tu aplicación, en "Bot", y ponlo en DISCORD_TOKEN.',
  en: 'Discord does not accept the token. Copy the one shown on your application’s page, under "Bot", into DISCORD_TOKEN.',
};
const unreachable: Text = {
  es: 'No hubo manera de conectar con Discord. Comprueba la red y vuelve a intentarlo; no se ha perdido nada.',
  en: 'Discord could not be reached. Check the network and try again; nothing is lost.',
};
/** Gateway close codes after which Discord wants no new attempt. */
const finalCodes: ReadonlyMap<number, Text> = new Map([
  [4004, tokenRefused],
  [
    4014,
    {
      es: 'Discord niega un permiso de acceso (intent) que el bot ni siquiera necesita. Revisa la página de tu aplicación.',
      en: 'Discord refuses an intent that the bot does not even need. Look at your application’s page.',
    },
  ],
]);
