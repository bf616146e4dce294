/**
 * The Discord bot: turns commands, buttons and forms into actions of the engine and shows the screens that come back. It asks
 * for the Guilds intent only, reads no messages, keeps nothing in memory that a restart would lose, and tells Discord "I am
 * on it" before it does anything slow: Discord waits three seconds.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
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
  Status,
} from 'discord.js';
import { fail, ok, type Result } from '#base/result.ts';
import type { Language, Text } from '#base/text.ts';
import type { LabRunner } from '#engine/lab-runs.ts';
import type { Player } from '#engine/player.ts';
import type { Grader } from '#engine/ports.ts';
import { commands } from './commands/index.ts';
import type { Press } from './components/component.ts';
import { components } from './components/index.ts';
import { decodeCustomId } from './custom-id.ts';
import { poster } from './daily/poster.ts';
import { type Answerable, type Desk, learnerOf, type Memory, whisper } from './desk.ts';
import { Labs } from './lab/labs.ts';
import { sweepLabs } from './lab/sweep.ts';
import { chosenLocale, languageOf } from './language.ts';
import { describeError, type Log } from './log.ts';
import { prose } from './markdown.ts';
import { Metrics } from './metrics.ts';
import { pace } from './pace.ts';
import { postWeeks } from './plan/poster.ts';
import { Follow } from './quiz/follow.ts';
import type { LiveHosting } from './quiz/live-desk.ts';
import { registerCommands } from './registration.ts';
import { makeRequest } from './resend.ts';
import { greet, lookForChanges } from './servers.ts';
import type { Shards } from './shards.ts';

export interface BotParts {
  readonly player: Player;
  readonly grader: Grader;
  readonly labRunner: LabRunner;
  readonly memory: Memory;
  readonly live: LiveHosting;
  readonly token: string;
  readonly log: Log;
  readonly now?: () => number;
  /** How often it looks what is to be posted. */
  readonly tickMilliseconds?: number;
  /** Those that this process serves; all where absent. */
  readonly shards?: Shards;
  /** Where Discord is; the real one unless a stand-in is to be talked to. */
  readonly rest?: { readonly api: string; readonly cdn: string };
}

export interface Bot {
  /** The name it goes by on Discord. */
  readonly name: string;
  /** Resolves when Discord will have it no longer (its token was revoked, say), with what to do about it. */
  readonly ended: Promise<Text>;
  /** Whether Discord and the database can be reached now. */
  ready(): Promise<boolean>;
  /** For Prometheus. */
  metrics(): string;
  /** Lets what is under way come to its end, for this long at most. */
  close(options?: { readonly patienceMilliseconds?: number }): Promise<void>;
}

const discordFileHost = 'https://cdn.discordapp.com';
const startMilliseconds = 60_000;

/** Comes back when the bot is ready and its commands are known to Discord, or with the reason why it cannot be. */
export async function startBot(parts: BotParts): Promise<Result<Bot, Text>> {
  const {
    player,
    grader,
    labRunner,
    memory,
    live,
    token,
    log,
    rest,
    shards,
    now = Date.now,
    tickMilliseconds = 15_000,
  } = parts;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // Nothing is ever looked up in these, and a bot that many servers keep would fill its memory with them.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    // Answers to interactions do not count towards the 50 requests a second that Discord allows a bot, and the bot sends
    // nothing else in numbers: held to 50, a class that answers at once would wait for its verdicts.
    rest: { ...rest, makeRequest, globalRequestsPerSecond: 100_000 },
    ...(shards && { shards: [...shards.ids], shardCount: shards.count }),
  });
  const fileHost = rest ? new URL(rest.cdn).origin : discordFileHost;
  const follow = new Follow(live, { rest: client.rest, log });
  const labs = new Labs({ store: memory.labs, runner: labRunner, now, newId });
  const localeOf = (server: string) => chosenLocale(client.guilds.cache.get(server));
  const desk: Desk = { player, grader, memory, labs, log, now, localeOf, fileHost, live: { ...live, follow } };
  const metrics = new Metrics();
  const myTurn = pace();
  const underWay = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const answered = answer(interaction, desk, metrics, myTurn).finally(() => underWay.delete(answered));
    underWay.add(answered);
  });
  const remember = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => log.error(describeError(error), 'could not remember a server'));
  client.on(Events.GuildDelete, ({ id, available }) => {
    // A server that Discord itself has lost for a moment was not left.
    if (available) remember(memory.community.left(id, now()));
  });
  client.on(Events.GuildCreate, (guild) => remember(greet(guild, desk)));
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
  // One of all processes tells Discord; the others would tell it the same.
  if (!shards || shards.ids.includes(0)) {
    try {
      const outcome = await registerCommands(api, application.id, commands);
      log.info({ commands: commands.length, outcome }, 'commands');
    } catch (error) {
      // The commands of last time still work; a bot that answers those beats one that is not there.
      log.error(describeError(error), 'could not register the commands');
    }
  }
  remember(lookForChanges(new Set(client.guilds.cache.keys()), shards, desk));
  const schedule = poster(desk, api);
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  const longestStall = () => {
    const seconds = stalls.max / 1e9;
    stalls.reset();
    return seconds;
  };
  let ticking: Promise<unknown> = follow.look();
  let isTicking = false;
  const timer = setInterval(() => {
    if (isTicking) return;
    isTicking = true;
    ticking = Promise.all([schedule.tick(), follow.look(), sweepLabs(desk, api), postWeeks(desk, api)]).finally(() => {
      isTicking = false;
    });
  }, tickMilliseconds);
  log.info({ name: user.username, shards: shards?.ids }, 'ready');
  return ok({
    name: user.username,
    ended,
    async ready() {
      if (!client.isReady() || !client.ws.shards.every(({ status }) => status === Status.Ready)) return false;
      return (await Promise.race([answers(memory), after(readyMilliseconds, false)])) ?? false;
    },
    metrics() {
      const { entered, begun } = grader.queue?.() ?? { entered: 0, begun: 0 };
      return metrics.text({
        readyz_queue: { help: 'Answers that wait for a thread.', value: entered - begun },
        readyz_graded_total: { help: 'Answers handed to the threads so far.', value: begun },
        readyz_lab_queue: {
          help: 'Lines of labs that wait for their thread.',
          value: labs.queue().entered - labs.queue().begun,
        },
        readyz_servers: { help: 'Servers that this process serves.', value: client.guilds.cache.size },
        readyz_under_way: { help: 'Interactions being answered.', value: underWay.size },
        readyz_gateway_ping_seconds: {
          help: 'Round trip of the last heartbeat.',
          value: Math.max(0, client.ws.ping) / 1000,
        },
        readyz_stall_seconds: {
          help: 'Longest time since the last scrape in which this process attended to nothing.',
          value: longestStall(),
        },
        readyz_memory_bytes: { help: 'Resident memory.', value: process.memoryUsage.rss() },
      });
    },
    async close({ patienceMilliseconds = 5000 } = {}) {
      clearInterval(timer);
      stalls.disable();
      // First no new ones, then an end to those that came: answering needs no gateway.
      // Where Discord is gone and the client tries to come back, it would not be told to stop for ever.
      await Promise.race([client.destroy(), after(partingMilliseconds, undefined)]);
      const work = Promise.allSettled([...underWay, ticking, follow.close()]);
      await Promise.race([work, after(patienceMilliseconds, undefined)]);
    },
  });
}

const readyMilliseconds = 2000;
const partingMilliseconds = 2000;
const proposalMilliseconds = 2000;

/** Short, because a button carries it; 80 bits, so that nobody guesses another's. */
function newId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(10))).toString('base64url');
}

async function answers({ community }: Memory): Promise<boolean> {
  await community.serverSettings('-');
  return true;
}

async function answer(
  interaction: Interaction,
  desk: Desk,
  metrics: Metrics,
  myTurn: () => Promise<void>,
): Promise<void> {
  const kind = kindOf(interaction);
  const acknowledged = () => {
    metrics.acknowledged(Math.max(0, desk.now() - interaction.createdTimestamp) / 1000);
    return myTurn();
  };
  try {
    if (interaction.isAutocomplete()) await answerAutocomplete(interaction, desk);
    else if (interaction.isChatInputCommand()) await answerCommand(interaction, desk, acknowledged);
    else if (interaction.isButton() || interaction.isStringSelectMenu() || interaction.isModalSubmit()) {
      await answerComponent(interaction, desk, acknowledged);
    }
    metrics.answered(kind, 'ok');
  } catch (error) {
    metrics.answered(kind, isTokenGone(error) ? 'late' : 'error');
    await reportTrouble(interaction, error, desk.log);
  }
}

function kindOf(interaction: Interaction): string {
  if (interaction.isAutocomplete()) return 'autocomplete';
  if (interaction.isChatInputCommand()) return 'command';
  if (interaction.isModalSubmit()) return 'form';
  return interaction.isStringSelectMenu() ? 'list' : 'button';
}

/** What somebody chose for themselves, else what Discord says they read. Nobody is left without an answer for want of it. */
async function languageFor(interaction: Interaction, { memory }: Desk): Promise<Language> {
  try {
    const chosen = await memory.settings.get(learnerOf(interaction), 'language');
    return chosen === 'es' || chosen === 'en' ? chosen : languageOf(interaction.locale);
  } catch {
    return languageOf(interaction.locale);
  }
}

async function answerAutocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<void> {
  const command = commands.find(({ definition }) => definition.name === interaction.commandName);
  const proposed = command?.complete?.(interaction, desk, languageOf(interaction.locale));
  // What comes too late is of no use: Discord waits for three seconds.
  const choices = (await Promise.race([proposed, after(proposalMilliseconds, undefined)])) ?? [];
  await interaction.respond(choices.map((choice) => ({ ...choice })));
}

async function answerCommand(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  acknowledged: () => Promise<void>,
): Promise<void> {
  const command = commands.find(({ definition }) => definition.name === interaction.commandName);
  if (command?.acknowledged === 'itself') return command.run(interaction, desk, await languageFor(interaction, desk));
  await acknowledge(interaction, () => interaction.deferReply({ flags: MessageFlags.Ephemeral }));
  await acknowledged();
  const language = await languageFor(interaction, desk);
  if (command) await command.run(interaction, desk, language);
  else await whisper(interaction, prose(unknownCommand[language]));
}

async function answerComponent(
  interaction: Press['interaction'],
  desk: Desk,
  acknowledged: () => Promise<void>,
): Promise<void> {
  const id = decodeCustomId(interaction.customId);
  if (!id) return whisper(interaction, prose(unknownButton[await languageFor(interaction, desk)]));
  const component = components[id.verb];
  const manner = typeof component.acknowledged === 'function' ? component.acknowledged(id) : component.acknowledged;
  if (manner !== 'itself') {
    // A form that a command opened stands under no message that could be changed.
    const isForAll = manner === 'either' && !interaction.message?.flags.has(MessageFlags.Ephemeral);
    const isApart = manner === 'private' || isForAll || (interaction.isModalSubmit() && !interaction.isFromMessage());
    await acknowledge(interaction, () => {
      if (manner === 'public') return interaction.deferReply();
      return isApart ? interaction.deferReply({ flags: MessageFlags.Ephemeral }) : interaction.deferUpdate();
    });
    await acknowledged();
  }
  const values = interaction.isStringSelectMenu() ? interaction.values : [];
  const language = await languageFor(interaction, desk);
  await component.run({ interaction, id, values, language, learner: learnerOf(interaction) }, desk);
  // A form where a button was meant, of an earlier version: nothing comes of it, which is told all the same.
  if (!interaction.deferred && !interaction.replied) await whisper(interaction, prose(unknownButton[language]));
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
  if (isTokenGone(error)) {
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

function isTokenGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && tokenGone.has(Number(error.code));
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
