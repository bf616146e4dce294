/** What may come next on a line of the lab: commands, kubectl's words, names, files. Only the last command of a pipe counts. */

import type { Surroundings } from '#kubectl/call.ts';
import { completeKubectl } from '#kubectl/complete.ts';
import { findLabCommand, labCommands } from './commands/index.ts';
import type { LabRoom } from './lab-room.ts';
import { toolNames } from './workstation.ts';

export interface Completion {
  /** What the line's last word may become. */
  readonly candidates: readonly string[];
  /** The word that they stand for. */
  readonly word: string;
}

const dockerVerbs = [
  ...['run', 'ps', 'logs', 'exec', 'stop', 'start', 'restart', 'rm', 'kill', 'inspect', 'images', 'pull', 'compose'],
  ...['network', 'volume', 'cp', 'create', 'diff', 'rename', 'rmi', 'stats', 'tag', 'top', 'wait', 'commit'],
];
const composeVerbs = ['up', 'down', 'ps', 'logs', 'start', 'stop', 'restart'];

export function completeLine(room: LabRoom, kubectl: Surroundings, line: string): Completion {
  const command = line.split(/[|;&]/).at(-1) ?? '';
  const words = command.trimStart().split(/\s+/);
  const word = words.at(-1) ?? '';
  const found = candidates(room, kubectl, words);
  return { candidates: [...new Set(found.filter((one) => one.startsWith(word)))], word };
}

function candidates(room: LabRoom, kubectl: Surroundings, words: readonly string[]): readonly string[] {
  const [program = '', ...rest] = words;
  if (words.length === 1) {
    return ['kubectl', 'docker', ...labCommands.map(({ name }) => name), 'exit', ...[...toolNames].sort()];
  }
  if (program === 'kubectl' || program === 'k') return completeKubectl(kubectl, rest);
  if (program === 'docker') {
    if (rest.length === 1) return dockerVerbs;
    return rest[0] === 'compose' && rest.length === 2 ? composeVerbs : room.workstation.list();
  }
  const lab = findLabCommand(program);
  return lab ? (lab.complete?.(room, words.slice(0, -1)) ?? []) : room.workstation.list();
}
