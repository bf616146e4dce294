/** Reading lines from the files named or from the input: what every filter begins with. */
import type { Routine } from '#simulation/coroutine.ts';
import { type Call, pathOf } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { readAll } from '../streams.ts';

export interface Source {
  readonly name: string;
  readonly text: string;
}

/** Files that cannot be read are told and left out; then `failed` is true. */
export function* sources(
  call: Call,
  files: readonly string[],
): Routine<{ readonly sources: readonly Source[]; readonly failed: boolean }> {
  const found: Source[] = [];
  let failed = false;
  for (const file of files.length === 0 ? ['-'] : files) {
    if (file === '-') {
      found.push({ name: '(standard input)', text: yield* readAll(call.input) });
      continue;
    }
    try {
      found.push({ name: file, text: call.process.world.files.read(pathOf(call, file), call.process.user) });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      call.errors.write(`${call.name}: ${file}: ${error.message}\n`);
      failed = true;
    }
  }
  return { sources: found, failed };
}

export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
