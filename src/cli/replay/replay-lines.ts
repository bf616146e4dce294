/** `readyz replay --jsonl`: one case a line in, one line with what became of it out, in order. */
import { createInterface } from 'node:readline';
import { type ExitCode, exitCodes, type Io } from '../command.ts';
import { readCase } from './case.ts';
import { playCase } from './play.ts';

const seed = 1;

export async function replayLines(io: Io): Promise<ExitCode> {
  for await (const line of createInterface({ input: io.in, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    if (!io.out.write(`${JSON.stringify(answerLine(line))}\n`)) {
      await new Promise((resolve) => io.out.once('drain', resolve));
    }
  }
  return exitCodes.success;
}

function answerLine(line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { name: null, error: 'the line is no JSON object' };
  }
  const read = readCase(value);
  if (!read.ok) return { name: (value as { name?: unknown } | null)?.name ?? null, error: read.error.en };
  return playCase(read.value, seed);
}
