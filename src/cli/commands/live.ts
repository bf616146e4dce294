/** `readyz live host|join|report`: a quiz with a class, on the wall, on phones and in terminals. */
import { type Argv, type Command, exitCodes, type Io, UsageError } from '../command.ts';
import { listeningFlags, readListening } from '../live/listening.ts';
import { quoted } from '../output.ts';

export const live: Command = {
  name: 'live',
  summary: {
    es: 'un cuestionario en directo con una clase: dirigirlo, entrar, el informe',
    en: 'a live quiz with a class: host it, join it, its report',
  },
  examples: [
    {
      line: 'readyz live host live-pods-and-probes --listen 0.0.0.0:8723',
      meaning: { es: 'para los móviles de la misma red', en: 'for phones on the same network' },
    },
    {
      line: 'readyz live join http://192.168.1.20:8723 ABCD2345',
      meaning: { es: 'participar desde una terminal', en: 'take part from a terminal' },
    },
    {
      line: 'readyz live report --separator semicolon --bom > clase.csv',
      meaning: { es: 'del último, para Excel en español', en: 'of the last one, for Excel in Spanish' },
    },
  ],
  parameters: [
    { name: 'WHAT', meaning: { es: 'host, join, report o erase', en: 'host, join, report or erase' } },
    {
      name: 'QUIZ|HOST|ID',
      meaning: {
        es: 'el cuestionario, la dirección de quien dirige, o cuál (sin él, el último)',
        en: 'the quiz, the host’s address, or which one (the last without it)',
      },
      optional: true,
    },
    {
      name: 'CODE',
      meaning: { es: 'para join: el código de la sala', en: 'for join: the code of the room' },
      optional: true,
    },
  ],
  flags: {
    ...listeningFlags,
    new: {
      meaning: {
        es: 'empieza de nuevo, aunque haya uno sin terminar de este cuestionario',
        en: 'begin anew, even where one of this quiz is unfinished',
      },
    },
    speed: {
      meaning: {
        es: 'qué parte de los puntos de un acierto decide la rapidez, de 0 a 15 %',
        en: 'the share of a right answer’s points that speed decides, 0 to 15 %',
      },
      value: 'PERCENT',
    },
    'no-changes': {
      meaning: { es: 'la primera respuesta cuenta y no se cambia', en: 'the first answer counts and is not changed' },
    },
    approve: {
      meaning: {
        es: 'quien dirige deja entrar a cada participante',
        en: 'the host lets in each who joins',
      },
    },
    name: { meaning: { es: 'para join: cómo te llamas', en: 'for join: your name' }, value: 'NAME' },
    output: {
      meaning: {
        es: 'el informe: csv (por defecto), items o json',
        en: 'the report: csv (the default), items or json',
      },
      value: 'csv|items|json',
      oneOf: ['csv', 'items', 'json'],
      short: 'o',
    },
    separator: {
      meaning: { es: 'qué separa las celdas (por defecto, la coma)', en: 'what parts cells (a comma by default)' },
      value: 'comma|semicolon|tab',
      oneOf: ['comma', 'semicolon', 'tab'],
    },
    bom: {
      meaning: {
        es: 'empieza con la marca de UTF-8 que espera Excel',
        en: 'begin with the mark of UTF-8 that Excel expects',
      },
    },
  },

  async run(argv, io) {
    const [what, which, code, ...more] = argv.positionals;
    if (more.length === 0) {
      if (what === 'host' && which !== undefined && code === undefined) return host(which, argv, io);
      if (what === 'join' && which !== undefined && code !== undefined) return join(which, code, argv, io);
      if (what === 'report' && code === undefined) return report(which, argv, io);
      if (what === 'erase' && which !== undefined && code === undefined) return erase(which, io);
    }
    throw new UsageError({
      es: 'Escribe readyz live host CUESTIONARIO, readyz live join DIRECCIÓN CÓDIGO, readyz live report, o readyz live erase ID.',
      en: 'Write readyz live host QUIZ, readyz live join ADDRESS CODE, readyz live report, or readyz live erase ID.',
    });
  },
};

async function host(quiz: string, argv: Argv, io: Io) {
  const { hostLive } = await import('../live/host-live.ts');
  const speed = argv.value('speed');
  if (speed !== undefined && !/^(\d|1[0-5])$/.test(speed)) {
    throw new UsageError({ es: '--speed va de 0 a 15.', en: '--speed goes from 0 to 15.' });
  }
  return hostLive(io, {
    quiz,
    listening: readListening(argv),
    isNew: argv.has('new'),
    rules: {
      ...(speed !== undefined && { speedPercent: Number(speed) }),
      ...(argv.has('no-changes') && { changes: false }),
      ...(argv.has('approve') && { approval: true }),
    },
  });
}

async function join(address: string, code: string, argv: Argv, io: Io) {
  const { joinLive } = await import('../live/join-live.ts');
  const url = /^https?:\/\//.test(address) ? address : `http://${address}`;
  if (!URL.canParse(url)) {
    throw new UsageError({
      es: `${quoted(address)} no es una dirección: escribe algo como 192.168.1.20:8723.`,
      en: `${quoted(address)} is no address: write something like 192.168.1.20:8723.`,
    });
  }
  return joinLive(io, { url: new URL(url).origin, code, name: argv.value('name') ?? '' });
}

async function report(id: string | undefined, argv: Argv, io: Io) {
  const { writeReport } = await import('../live/write-report.ts');
  const separator = ({ comma: ',', semicolon: ';', tab: '\t' } as const)[
    (argv.value('separator') ?? 'comma') as 'comma' | 'semicolon' | 'tab'
  ];
  const output = (argv.value('output') ?? 'csv') as 'csv' | 'items' | 'json';
  await writeReport(io, { id, output, style: { separator, byteOrderMark: argv.has('bom') } });
  return exitCodes.success;
}

async function erase(id: string, io: Io) {
  const { eraseLive } = await import('../live/write-report.ts');
  await eraseLive(io, id);
  return exitCodes.success;
}
