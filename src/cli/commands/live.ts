/** `readyz live host|join|list|report|repeat|erase`: a quiz with a class, on the wall, on phones and in terminals. */
import { type Argv, type Command, exitCodes, type Io, UsageError } from '../command.ts';
import { csvFlags, csvStyleOf } from '../export/csv-flags.ts';
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
      line: 'readyz live host --mix probes,pods --count 8 --roster clase.csv --start 10:30',
      meaning: {
        es: 'ocho preguntas sorteadas, con la lista de clase, a las diez y media',
        en: 'eight questions drawn, with the class list, at half past ten',
      },
    },
    {
      line: 'readyz live repeat --output quiz > otra-vez.yaml',
      meaning: { es: 'lo que la clase falló, para practicarlo', en: 'what the class missed, to practise it' },
    },
    {
      line: 'readyz live report --separator semicolon --bom > clase.csv',
      meaning: { es: 'del último, para Excel en español', en: 'of the last one, for Excel in Spanish' },
    },
  ],
  parameters: [
    {
      name: 'WHAT',
      meaning: { es: 'host, join, list, report, repeat o erase', en: 'host, join, list, report, repeat or erase' },
      suggests: ['host', 'join', 'list', 'report', 'repeat', 'erase'],
    },
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
    mix: {
      meaning: {
        es: 'para host: preguntas de estos temas (all: de todos), sorteadas; --count, --level y --type las eligen',
        en: 'for host: questions of these topics (all: of any), drawn; --count, --level and --type choose them',
      },
      value: 'TOPIC,TOPIC',
    },
    count: { meaning: { es: 'cuántas preguntas (10)', en: 'how many questions (10)' }, value: 'NUMBER' },
    level: { meaning: { es: 'de estos niveles', en: 'of these levels' }, value: '1,2,3' },
    type: { meaning: { es: 'de estos tipos', en: 'of these types' }, value: 'TYPE,TYPE' },
    seed: {
      meaning: { es: 'la misma semilla sortea las mismas preguntas', en: 'the same seed draws the same questions' },
      value: 'NUMBER',
    },
    start: {
      meaning: {
        es: 'empieza solo: 10:30, 2026-11-23T10:30, o +15 (minutos)',
        en: 'begin by itself: 10:30, 2026-11-23T10:30, or +15 (minutes)',
      },
      value: 'TIME',
    },
    roster: {
      meaning: {
        es: 'la lista de clase (CSV: id, nombre, equipo, tiempo extra en %): cada cual entra con su id y la clase ve un apodo',
        en: 'the class list (CSV: id, name, team, extra time in %): each joins by their id and the class sees a nickname',
      },
      value: 'FILE',
    },
    'roster-only': {
      meaning: { es: 'solo entra quien está en la lista', en: 'only those on the list may join' },
    },
    teams: {
      meaning: {
        es: 'equipos: quien entra va al más pequeño; cuenta la media de cada uno',
        en: 'teams: who joins goes to the smallest; the mean of each counts',
      },
      value: 'NAME,NAME',
    },
    'free-teams': { meaning: { es: 'cada cual elige su equipo', en: 'each chooses a team' } },
    'keep-days': {
      meaning: {
        es: 'a los cuántos días se borra todo (365); 0: nunca',
        en: 'after how many days all of it is erased (365); 0: never',
      },
      value: 'DAYS',
    },
    person: {
      meaning: {
        es: 'para repeat: lo que falló esta persona, con el nombre que vio la clase',
        en: 'for repeat: what this person missed, by the name that the class saw',
      },
      value: 'NAME',
    },
    name: { meaning: { es: 'para join: cómo te llamas', en: 'for join: your name' }, value: 'NAME' },
    output: {
      meaning: {
        es: 'el informe: csv (por personas), items (por preguntas), mistakes (por errores) o json; repeat: quiz, un archivo para practicar',
        en: 'the report: csv (by person), items (by question), mistakes (by mistake) or json; repeat: quiz, a file to practise with',
      },
      value: 'csv|items|mistakes|json|quiz',
      oneOf: ['csv', 'items', 'mistakes', 'json', 'quiz'],
      short: 'o',
    },
    ...csvFlags,
  },

  async run(argv, io) {
    const [what, which, code, ...more] = argv.positionals;
    if (more.length === 0) {
      const isHosted = (which !== undefined) !== (argv.value('mix') !== undefined);
      if (what === 'host' && isHosted && code === undefined) return host(which, argv, io);
      if (what === 'repeat' && code === undefined) return repeat(which, argv, io);
      if (what === 'list' && which === undefined) return list(argv, io);
      if (what === 'join' && which !== undefined && code !== undefined) return join(which, code, argv, io);
      if (what === 'report' && code === undefined) return report(which, argv, io);
      if (what === 'erase' && which !== undefined && code === undefined) return erase(which, io);
    }
    throw new UsageError({
      es: 'Escribe readyz live host CUESTIONARIO (o --mix TEMAS en su lugar), readyz live join DIRECCIÓN CÓDIGO, readyz live list, readyz live report, readyz live repeat, o readyz live erase ID.',
      en: 'Write readyz live host QUIZ (or --mix TOPICS in its stead), readyz live join ADDRESS CODE, readyz live list, readyz live report, readyz live repeat, or readyz live erase ID.',
    });
  },
};

/** `QUIZ`, or `--mix` in its stead. */
async function host(quiz: string | undefined, argv: Argv, io: Io) {
  const [{ hostLive }, { readBeginning }, { readMix }, { randomInt }] = await Promise.all([
    import('../live/host-live.ts'),
    import('../live/beginning.ts'),
    import('../live/what-to-play.ts'),
    import('node:crypto'),
  ]);
  const beginning = readBeginning(argv, io);
  const seed = beginning.seed ?? randomInt(2 ** 32);
  const what = quiz === undefined ? readMix(argv, seed) : ({ kind: 'quiz', id: quiz } as const);
  // The seed is told, so that the same questions can be drawn again.
  if (quiz === undefined) io.err.write(`--seed ${seed}\n`);
  return hostLive(io, {
    what,
    listening: readListening(argv),
    isNew: argv.has('new'),
    beginning: { ...beginning, seed },
  });
}

async function repeat(id: string | undefined, argv: Argv, io: Io) {
  const what = { kind: 'missed', id, name: argv.value('person') } as const;
  if (argv.value('output') === 'quiz') {
    const { writeQuiz } = await import('../live/list-live.ts');
    await writeQuiz(io, what);
    return exitCodes.success;
  }
  const { hostLive } = await import('../live/host-live.ts');
  const { readBeginning } = await import('../live/beginning.ts');
  return hostLive(io, {
    ...{ what, listening: readListening(argv), isNew: argv.has('new') },
    beginning: readBeginning(argv, io),
  });
}

async function list(argv: Argv, io: Io) {
  const { listLive } = await import('../live/list-live.ts');
  await listLive(io, argv.value('output') === 'json' ? 'json' : 'text');
  return exitCodes.success;
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
  const asked = argv.value('output');
  const output = asked === 'items' || asked === 'mistakes' || asked === 'json' ? asked : 'csv';
  await writeReport(io, { id, output, style: csvStyleOf(argv) });
  return exitCodes.success;
}

async function erase(id: string, io: Io) {
  const { eraseLive } = await import('../live/write-report.ts');
  await eraseLive(io, id);
  return exitCodes.success;
}
