/** `readyz replay --code`: somebody's answer run again, told as `readyz grade` tells one's own. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Text } from '#base/text.ts';
import { decodeQuestionCode, looksLikeQuestionCode } from '#engine/question-code.ts';
import { decodeReplayCode, looksLikeReplayCode } from '#engine/replay-code.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { tellGrading } from '../grading-lines.ts';
import { hasScreen } from '../output.ts';
import { findScenario, logTo, openContent, openGrader } from '../wire.ts';

const mostBytes = 1024 * 1024;

export async function replayCode(given: string, asJson: boolean, io: Io): Promise<ExitCode> {
  if (looksLikeQuestionCode(given)) return openQuestion(given, io);
  const read = decodeReplayCode(looksLikeReplayCode(given) ? given : codeIn(path.resolve(io.cwd, given), given));
  if (!read.ok) throw new Trouble(read.error);
  const { scenario: id, version, seed, answer } = read.value;
  const library = await openContent(io);
  const scenario = findScenario(library, id, seed);
  const grader = openGrader(library, logTo(io));
  try {
    const grading = await grader.grade({ scenario: id, version: scenario.version, seed, answer });
    if (scenario.version !== version) {
      io.err.write(
        io.language === 'es'
          ? `El código es de la versión ${version} de la pregunta y aquí está la ${scenario.version}: el resultado puede ser otro.\n`
          : `The code is for version ${version} of the question, and here is ${scenario.version}: the result may differ.\n`,
      );
    }
    if (!asJson) {
      io.out.write(sanitize(`${scenario.title[io.language]}\n\n`));
      if (answer.kind === 'manifest') io.out.write(sanitize(`${answer.text.trimEnd()}\n\n`));
    }
    return tellGrading(grading, 'answer.yaml', asJson, io);
  } finally {
    await grader.close();
  }
}

/** A question that somebody shared, to be answered anew; where there is no terminal to play in, it is told. */
async function openQuestion(code: string, io: Io): Promise<ExitCode> {
  const read = decodeQuestionCode(code);
  if (!read.ok) throw new Trouble(read.error);
  if (hasScreen(io)) {
    const { playInTerminal } = await import('../play-in-terminal.ts');
    return playInTerminal(io, `code:${code}`);
  }
  const { scenario: id, seed } = read.value;
  const { title, statement } = findScenario(await openContent(io), id, seed);
  io.out.write(sanitize(`${title[io.language]}\n\n${statement[io.language].trim()}\n`));
  const how: Text = {
    es: `Se juega en una terminal con: readyz play ${id} --seed ${seed}`,
    en: `Play it in a terminal with: readyz play ${id} --seed ${seed}`,
  };
  io.out.write(`\n${how[io.language]}\n`);
  return exitCodes.success;
}

/** A code that is no code may name a file that holds one; what is neither is judged as a code. */
function codeIn(file: string, given: string): string {
  if (!existsSync(file) || !statSync(file).isFile() || statSync(file).size > mostBytes) return given;
  return readFileSync(file, 'utf8');
}
