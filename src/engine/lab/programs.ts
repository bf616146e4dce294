/**
 * The programs of the workstation that are not its own small tools: kubectl, docker, the lab's commands, and those that are
 * left out with a sentence. Each is called with its words and answers with what it prints; time passes meanwhile.
 */
import { findLabCommand } from './commands/index.ts';
import { dockerAnswer } from './docker-program.ts';
import { kubectlAnswer } from './kubectl-program.ts';
import { LabCall, LabRefusal } from './lab-command.ts';
import { leftOut, unknownName } from './names.ts';
import type { Slices } from './slices.ts';
import type { ProgramAnswer, ProgramRequest } from './workstation.ts';
import type { World } from './world.ts';

export type ProgramCall = Omit<ProgramRequest, 'resume'>;

export function* perform(world: World, { words, stdin }: ProgramCall): Slices<ProgramAnswer> {
  const [program = '', ...rest] = words;
  switch (program) {
    case 'sudo':
      return rest.length > 0 ? yield* perform(world, { words: rest, stdin }) : failed(1, 'usage: sudo command');
    case 'kubectl':
    case 'k':
      return yield* kubectlAnswer(world, rest, stdin);
    case 'docker':
    case 'docker-compose':
      return yield* dockerAnswer(world, words);
  }
  const left = Object.hasOwn(leftOut, program) ? leftOut[program] : undefined;
  if (left) return failed(1, left[world.language]);
  const command = findLabCommand(program);
  if (!command) return failed(127, unknownName(program, world.language));
  const call = new LabCall(world, words, stdin);
  try {
    yield* command.run(call) ?? nothing;
    return { code: 0, pieces: call.pieces };
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    const complaint = { kind: 'error', text: `${command.name}: ${error.text[world.language]}\n` } as const;
    return { code: 1, pieces: [...call.pieces, complaint] };
  }
}

const nothing: readonly never[] = [];

function failed(code: number, sentence: string): ProgramAnswer {
  return { code, pieces: [{ kind: 'error', text: `${sentence}\n` }] };
}
