/** What may come next on a line of the lab: commands, kubectl's words, names, files. Only the last command of a pipe counts. */

import { completeKubectl } from '#kubectl/complete.ts';
import { findLabCommand, labCommands } from './commands/index.ts';
import { completeDocker } from './complete-docker.ts';
import { toolNames } from './workstation.ts';
import type { World } from './world.ts';

export interface Completion {
  /** What the word at the cursor may become. */
  readonly candidates: readonly string[];
  /** As much of it as stands before the cursor. */
  readonly word: string;
  /** Where the word begins in the line. */
  readonly from: number;
}

export function completeLine(world: World, line: string, cursor: number): Completion {
  const before = line.slice(0, cursor);
  const command = before.split(/[|;&\n]|\$\(/).at(-1) ?? '';
  const words = command.trimStart().split(/\s+/);
  const word = words.at(-1) ?? '';
  const found = candidates(world, words);
  const fitting = [...new Set(found.filter((one) => one.startsWith(word)))];
  return { candidates: fitting, word, from: before.length - word.length };
}

function candidates(world: World, words: readonly string[]): readonly string[] {
  const [program = '', ...rest] = words;
  if (program === 'sudo' && rest.length > 0) return candidates(world, rest);
  if (words.length === 1) {
    return ['kubectl', 'docker', ...labCommands.map(({ name }) => name), 'exit', ...[...toolNames].sort()];
  }
  if (program === 'kubectl' || program === 'k') return completeKubectl(world.kubectl.around, rest);
  if (program === 'docker') return completeDocker(world, rest);
  if (program === 'docker-compose') return completeDocker(world, ['compose', ...rest]);
  const lab = findLabCommand(program);
  return lab ? (lab.complete?.(world, words.slice(0, -1)) ?? []) : world.workstation.list();
}
