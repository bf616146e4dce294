/** `readyz grade FILE --scenario ID`: an answer in a file, its verdict as the exit code. What the terminal app does, for scripts. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { type Command, type Io, Trouble, UsageError } from '../command.ts';
import { outputFlag, quoted } from '../output.ts';

export const grade: Command = {
  name: 'grade',
  summary: { es: 'evalúa una respuesta escrita en un archivo', en: 'grade an answer written in a file' },
  examples: [
    {
      line: 'readyz grade answer.yaml --scenario slow-database-which-probe',
      meaning: {
        es: 'termina con 0 si es correcta, 1 si no, 2 si no se puede leer',
        en: 'exits 0 if right, 1 if not, 2 if it cannot be read',
      },
    },
    {
      line: "echo 'answer: two-workloads' | readyz grade - --scenario wordpress-one-pod-or-two --output json",
      meaning: {
        es: 'una opción, por la entrada estándar; el resultado para programas',
        en: 'an option, on standard input; the result for programs',
      },
    },
  ],
  parameters: [
    {
      name: 'FILE',
      meaning: {
        es: 'manifiestos de Kubernetes, o answer: OPCIÓN; - lee la entrada estándar',
        en: 'Kubernetes manifests, or answer: OPTION; - reads standard input',
      },
    },
  ],
  flags: {
    scenario: {
      meaning: { es: 'la pregunta (readyz list las muestra)', en: 'the question (readyz list shows them)' },
      value: 'ID',
      required: true,
      suggests: 'questions',
    },
    seed: {
      meaning: {
        es: 'semilla de la simulación (por defecto, 1): la misma da lo mismo',
        en: 'seed of the simulation (default 1): the same gives the same',
      },
      value: 'NUMBER',
    },
    output: outputFlag,
  },

  async run(argv, io) {
    const [file = ''] = argv.positionals;
    const seed = seedFrom(argv.value('seed') ?? '1');
    const { openContent, openGrader, findScenario, logTo } = await import('../wire.ts');
    const library = await openContent(io);
    const scenario = findScenario(library, argv.value('scenario')!, seed);
    const text = await read(file, io);
    const [{ readAnswer }, { tellGrading }] = await Promise.all([
      import('#content/answer-file.ts'),
      import('../grading-lines.ts'),
    ]);
    const grader = openGrader(library, logTo(io));
    try {
      const { id, version } = scenario;
      const grading = await grader.grade({ scenario: id, version, seed, answer: readAnswer(text, scenario) });
      return tellGrading(grading, file, argv.value('output') === 'json', io);
    } finally {
      await grader.close();
    }
  },
};

function seedFrom(typed: string): number {
  const seed = Number(typed);
  if (/^\d{1,10}$/.test(typed) && seed < 2 ** 32) return seed;
  throw new UsageError({
    es: `--seed es un número entero entre 0 y ${2 ** 32 - 1}, no ${quoted(typed)}.`,
    en: `--seed is a whole number between 0 and ${2 ** 32 - 1}, not ${quoted(typed)}.`,
  });
}

async function read(file: string, io: Io): Promise<string> {
  try {
    return await readText(file === '-' ? io.in : createReadStream(path.resolve(io.cwd, file)));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new Trouble({
        es: `No existe el archivo ${quoted(file)}. Escribe la ruta de tu respuesta, o - para la entrada estándar.`,
        en: `There is no file ${quoted(file)}. Write the path of your answer, or - for standard input.`,
      });
    }
    throw new Trouble({
      es: `No se puede leer ${quoted(file)}: comprueba que es un archivo y que tienes permiso. (${message})`,
      en: `${quoted(file)} cannot be read: check that it is a file and that you may read it. (${message})`,
    });
  }
}

/** Far beyond any answer: what is larger, or without end, was not meant. */
const mostBytes = 4 * 1024 * 1024;

async function readText(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > mostBytes) {
      throw new Trouble({
        es: 'La respuesta es demasiado grande: caben como mucho 4 MiB.',
        en: 'The answer is too large: it has at most 4 MiB.',
      });
    }
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}
