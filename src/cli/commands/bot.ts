/** `readyz bot`: the Discord bot, until it is told to stop. Its token is a secret, so it is never read from the command line. */
import { readFile } from 'node:fs/promises';
import { type Command, exitCodes, type Io, Trouble } from '../command.ts';

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
    try: {
      meaning: {
        es: 'pruébalo con un Discord de imitación en esta máquina: no hace falta ni cuenta ni token',
        en: 'try it on an imitation of Discord on this machine: no account and no token needed',
      },
    },
  },

  async run(argv, io) {
    const trial = argv.has('try') ? await startTrial() : undefined;
    const token = trial?.token ?? (await tokenOf(io));
    const { openAll } = await import('../wire.ts');
    const { startBot } = await import('#discord/bot.ts');
    // Its default export: a CommonJS package has no other inside the bundle.
    const { default: pino } = await import('pino');
    const log = pino({ redact: ['token', '*.token', '*.authorization'] }, pino.destination({ dest: 2, sync: true }));
    const opened = await openAll(io);
    try {
      const started = await startBot({ player: opened.player, token, log, ...(trial ? { rest: trial.rest } : {}) });
      if (!started.ok) throw new Trouble(started.error);
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
      const told = new Promise<undefined>((resolve) => {
        if (io.signal.aborted) resolve(undefined);
        io.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      const ended = await Promise.race([told, started.value.ended]);
      await started.value.close();
      if (ended) throw new Trouble(ended);
      return io.signal.reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.success;
    } finally {
      await opened.close();
      await trial?.stop();
    }
  },
};

async function startTrial() {
  const { startTrial } = await import('#discord/stand-in/trial/trial.ts');
  return startTrial();
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
