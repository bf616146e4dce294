/** `readyz bot`: the Discord bot, until it is told to stop. Its token is a secret, so it is never read from the command line. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Bot } from '#discord/bot.ts';
import { readShards, type Shards } from '#discord/shards.ts';
import type { LabRunner } from '#engine/lab-runs.ts';
import { type Command, type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import type { HostedOnDiscord } from '../live/host-on-discord.ts';
import { askedToListen, listeningFlags } from '../live/listening.ts';

export const bot: Command = {
  name: 'bot',
  summary: { es: 'pone en marcha el bot de Discord', en: 'run the Discord bot' },
  examples: [
    {
      line: 'DISCORD_TOKEN_FILE=/run/secrets/discord readyz bot',
      meaning: {
        es: 'con el token en un archivo que solo tú puedes leer',
        en: 'with the token in a file that only you can read',
      },
    },
    {
      line: 'readyz bot --db /srv/readyz/scores.sqlite',
      meaning: {
        es: 'con el token en DISCORD_TOKEN y los puntos en ese archivo',
        en: 'with the token in DISCORD_TOKEN and the scores in that file',
      },
    },
    {
      line: 'readyz bot --try',
      meaning: {
        es: 'el mismo bot en una página de tu navegador, sin cuenta de Discord',
        en: 'the same bot on a page in your browser, with no Discord account',
      },
    },
  ],
  flags: {
    ...listeningFlags,
    listen: {
      ...listeningFlags.listen,
      meaning: {
        es: 'sirve también las páginas de los cuestionarios en directo, para móviles y terminales (o READYZ_LISTEN)',
        en: 'serve the pages of live quizzes too, for phones and terminals (or READYZ_LISTEN)',
      },
    },
    try: {
      meaning: {
        es: 'pruébalo con un Discord de imitación en esta máquina: no hace falta ni cuenta ni token',
        en: 'try it on an imitation of Discord on this machine: no account and no token needed',
      },
    },
  },

  async run(argv, io) {
    const listening = askedToListen(argv, io.env);
    const processes = readCount(io.env['READYZ_SHARD_PROCESSES'] ?? '');
    if (processes > 0 && io.env['SHARDING_MANAGER'] === undefined) return runManager(io, processes);
    const shards = shardsOf(io);
    const trial = argv.has('try') ? await startTrial(io.language) : undefined;
    const token = trial?.token ?? (await tokenOf(io));
    const { openAll, openLabs } = await import('../wire.ts');
    const { startBot } = await import('#discord/bot.ts');
    // Its default export: a CommonJS package has no other inside the bundle.
    const { default: pino } = await import('pino');
    const log = pino({ redact: ['token', '*.token', '*.authorization'] }, pino.destination({ dest: 2, sync: true }));
    // One thread fewer than there are cores: talking to Discord needs one, and must never wait.
    const threads = Math.max(1, availableParallelism() - 1);
    const opened = await openAll(io, (problem) => log.error({ problem }, 'grading or storage'), { threads });
    let labRunner: LabRunner | undefined;
    let health: Awaited<ReturnType<typeof startHealthOf>> | undefined;
    let live: HostedOnDiscord | undefined;
    try {
      const { memoryOf } = await import('#storage/memory.ts');
      labRunner = await openLabs(opened.library, (problem) => log.error({ problem }, 'labs'));
      const { player, grader, storage } = opened;
      const rest = trial?.rest ?? restOf(io);
      const { hostOnDiscord } = await import('../live/host-on-discord.ts');
      live = await hostOnDiscord(io, listening, { ...opened, shards }, (problem) =>
        log.error({ problem }, 'live quizzes'),
      );
      // While it connects: the first answer shall not be the one that waits for all of it to be loaded.
      if (!trial) void opened.grader.warm?.();
      const started = await startBot({
        ...{ player, grader, labRunner, memory: memoryOf(storage), live: live.hosting, token, log },
        ...(rest && { rest }),
        ...(shards && { shards }),
      });
      if (!started.ok) throw new Trouble(started.error);
      health = await startHealthOf(io, started.value, shards?.ids[0] ?? 0);
      const [es, en] = trial
        ? [
            `Abre ${trial.address} en tu navegador; nada sale de esta máquina. Ctrl-C para detenerlo.`,
            `Open ${trial.address} in your browser; nothing leaves this machine. Ctrl-C to stop it.`,
          ]
        : [
            `${started.value.name} está en Discord. Ctrl-C para detenerlo.`,
            `${started.value.name} is on Discord. Ctrl-C to stop it.`,
          ];
      io.err.write(`${io.language === 'es' ? es : en}\n`);
      if (live.address !== undefined) {
        const serves = io.language === 'es' ? 'Páginas de los cuestionarios en directo:' : 'Pages of live quizzes:';
        io.err.write(`${serves} ${live.address}\n`);
      }
      const told = new Promise<undefined>((resolve) => {
        if (io.signal.aborted) resolve(undefined);
        io.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      const ended = await Promise.race([told, started.value.ended]);
      await started.value.close();
      if (ended) throw new Trouble(ended);
      return io.signal.reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.success;
    } finally {
      await health?.stop();
      await labRunner?.close();
      await live?.close();
      await opened.close();
      await trial?.stop();
      // What is still tried in the hope that Discord comes back must not outlive a bot that was told to stop.
      setTimeout(() => process.exit(), lingerMilliseconds).unref();
      // The line to the manager of several processes would keep this one alive.
      if (process.connected) process.disconnect();
    }
  },
};

/** Where the health pages are; in one of several processes on this machine, that many ports further. */
async function startHealthOf({ env }: Io, bot: Bot, shard: number) {
  const port = readCount(env['READYZ_HEALTH_PORT'] ?? '');
  if (port === 0) return undefined;
  const { startHealth } = await import('#discord/health.ts');
  const own = env['SHARDING_MANAGER'] === undefined ? port : port + 1 + shard;
  return startHealth({ port: own, ready: () => bot.ready(), metrics: () => bot.metrics() });
}

/** Another address than Discord's own, as where all of an operator's requests go through one proxy. */
function restOf({ env }: Io) {
  const api = env['DISCORD_API'];
  return api ? { api, cdn: env['DISCORD_CDN'] ?? 'https://cdn.discordapp.com' } : undefined;
}

/** By READYZ_SHARDS, or as the manager of several processes says it. */
function shardsOf({ env }: Io): Shards | undefined {
  const text = env['SHARDING_MANAGER'] === undefined ? env['READYZ_SHARDS'] : `${env['SHARDS']}/${env['SHARD_COUNT']}`;
  if (!text) return undefined;
  const shards = readShards(text);
  if (!shards.ok) throw new Trouble(shards.error);
  return shards.value;
}

/** discord.js starts one process a shard, each a `readyz bot` like this, and starts another where one ends. */
async function runManager(io: Io, count: number): Promise<ExitCode> {
  const { ShardingManager } = await import('discord.js');
  const manager = new ShardingManager(process.argv[1] ?? '', {
    token: await tokenOf(io),
    totalShards: count,
    shardArgs: process.argv.slice(2),
    // Theirs are the tokens and addresses of this one.
    silent: false,
  });
  const stop = async () => {
    const children = [...manager.shards.values()].flatMap(({ process: child }) => child ?? []);
    const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    manager.respawn = false;
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ended);
  };
  const told = new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([manager.spawn({ delay: spawnDelayMilliseconds }), told]);
    await told;
  } catch (error) {
    throw new Trouble({
      es: `Uno de los ${count} procesos no llegó a conectar; sus líneas de arriba dicen por qué. (${(error as Error).message})`,
      en: `One of the ${count} processes did not connect; its lines above say why. (${(error as Error).message})`,
    });
  } finally {
    await stop();
  }
  return io.signal.reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.success;
}

const lingerMilliseconds = 1000;

/** Discord lets a bot identify once in five seconds. */
const spawnDelayMilliseconds = 5500;

function readCount(text: string): number {
  return /^\d{1,5}$/.test(text) ? Number(text) : 0;
}

async function startTrial(language: Io['language']) {
  const { startTrial } = await import('#discord/stand-in/trial/trial.ts');
  return startTrial({ locale: language === 'es' ? 'es-ES' : 'en-US' });
}

async function tokenOf({ env }: Io): Promise<string> {
  const file = env['DISCORD_TOKEN_FILE'];
  const token = file ? await tokenIn(file) : env['DISCORD_TOKEN'];
  if (token?.trim()) return token.trim();
  throw new Trouble({
    es: 'Falta el token del bot: ponlo en la variable DISCORD_TOKEN, o en un archivo y su ruta en DISCORD_TOKEN_FILE. Se crea en https://discord.com/developers/applications.',
    en: 'The bot’s token is missing: put it in the variable DISCORD_TOKEN, or in a file with its path in DISCORD_TOKEN_FILE. It is made at https://discord.com/developers/applications.',
  });
}

async function tokenIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { message } = error as Error;
    throw new Trouble({
      es: `No se puede leer el archivo de DISCORD_TOKEN_FILE: comprueba la ruta y los permisos. (${message})`,
      en: `The file of DISCORD_TOKEN_FILE cannot be read: check its path and permissions. (${message})`,
    });
  }
}
