/** A grading as the command line tells it: to people in lines, to programs in JSON, and as the exit code. */
import type { Text } from '#base/text.ts';
import type { AnswerError } from '#engine/answer.ts';
import type { Grading } from '#engine/grading.ts';
import { encodeReplayCode } from '#engine/replay-code.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io } from './command.ts';
import { writeJson } from './output.ts';

/** `file` is what the answer is called in the lines about its errors. */
export function tellGrading(grading: Grading, file: string, asJson: boolean, io: Io): ExitCode {
  if (asJson) writeJson(io.out, forPrograms(grading, file, io));
  else io.out.write(sanitize(forPeople(grading, file, io)));
  if (grading.verdict === 'not-graded') return exitCodes.usage;
  return grading.verdict === 'right' ? exitCodes.success : exitCodes.failure;
}

/** The shape is fixed; texts are in the language asked for. */
function forPrograms(grading: Grading, file: string, { language }: Io) {
  const { scenario, version, seed, verdict, score, checks, errors, warnings = [], trouble } = grading;
  const placed = ({ line, column, message }: AnswerError) => ({ file: shown(file), line, column, message });
  return {
    ...{ scenario, version, seed, verdict, score, code: encodeReplayCode(grading) },
    checks: checks.map(({ id, passed, observed }) => ({ id, passed, observed: observed[language] })),
    errors: errors.map(placed),
    warnings: warnings.map(placed),
    ...(trouble && { trouble: trouble[language] }),
  };
}

const verdicts: Readonly<Record<Grading['verdict'], Text>> = {
  right: { es: '✔ Respuesta correcta', en: '✔ Right answer' },
  wrong: { es: '✘ Respuesta incorrecta', en: '✘ Wrong answer' },
  refused: { es: '✘ La respuesta no se acepta', en: '✘ The answer is refused' },
  'not-graded': { es: '! Sin evaluar', en: '! Not graded' },
};

function forPeople(
  { verdict, checks, errors, warnings = [], counterExample, trouble }: Grading,
  file: string,
  { language }: Io,
): string {
  const say = (text: Text) => text[language];
  const placed = ({ line, column, message, advice }: AnswerError, prefix = '') => [
    `${shown(file)}:${line}:${column}: ${prefix}${message}`,
    ...(advice ? [`  ${say(advice)}`] : []),
  ];
  const lines = [
    say(verdicts[verdict]),
    ...(trouble ? [say(trouble)] : []),
    ...checks.map(({ passed, statement, observed }) => `${passed ? '✔' : '✘'} ${say(statement)} → ${say(observed)}`),
    ...errors.flatMap((error) => placed(error)),
    ...warnings.flatMap((warning) => placed(warning, 'Warning: ')),
  ];
  if (counterExample && counterExample.length > 0) {
    lines.push('', say({ es: 'Qué pasó:', en: 'What happened:' }));
    for (const { seconds, text } of counterExample) lines.push(`  t=${Math.floor(seconds)} s  ${say(text)}`);
  }
  return `${lines.join('\n')}\n`;
}

function shown(file: string): string {
  return file === '-' ? 'answer.yaml' : file;
}
