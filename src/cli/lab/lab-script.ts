/** A script from a pipe, shown as a person would have seen it: prompts, what was typed, what was printed. */
import { createInterface } from 'node:readline';
import type { Lab } from '#engine/lab/lab.ts';
import { type ExitCode, exitCodes, type Io } from '../command.ts';

/** Lines that belong together (a loop, a `<<EOF`) are run when the last has come. */
export async function playLabScript(lab: Lab, io: Io, show: (text: string) => void): Promise<ExitCode> {
  let open = '';
  for await (const line of createInterface({ input: io.in, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (io.signal.aborted) return exitCodes.interrupted;
    show(`${open === '' ? lab.prompt : '> '}${line}\n`);
    open = open === '' ? line : `${open}\n${line}`;
    if (lab.isIncomplete(open)) continue;
    const { output, isOver } = lab.type(open);
    open = '';
    show(ended(output));
    if (isOver) return exitCodes.success;
  }
  if (open !== '') show(ended(lab.type(open).output));
  return exitCodes.success;
}

/** The prompt begins on a line of its own, also after what ends without one. */
export function ended(output: string): string {
  return output === '' || output.endsWith('\n') ? output : `${output}\n`;
}
