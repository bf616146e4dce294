/** Programs that are no part of the shell: found by PATH, run in a process of their own or, as the last word, in the shell's. */
import type { Routine } from '#simulation/coroutine.ts';
import { Process } from '../process.ts';
import { nowhere } from '../streams.ts';
import { ExitShell } from './control-flow.ts';
import type { Io, Shell } from './shell.ts';

const mostProcesses = 250;

export interface ProgramCall {
  /** The program's name, then its arguments. */
  readonly words: readonly string[];
  /** Variables that only this program sees. */
  readonly assignments: readonly (readonly [string, string])[];
  readonly io: Io;
  /** The shell has nothing left to do: the program takes its process over. */
  readonly replace: boolean;
}

export function* runProgram(shell: Shell, { words, assignments, io, replace }: ProgramCall): Routine<number> {
  const [name = ''] = words;
  const { world, process } = shell;
  const environment = shell.environment();
  for (const [variable, value] of assignments) environment.set(variable, value);
  const { workingDirectory, user } = process;
  const found = world.find(name, { environment, workingDirectory, user });
  if (found.kind === 'not-found') {
    // The last word of a script in an image nobody described is its program, which is taken to be there.
    if (replace && !world.image.described) {
      process.argv = words;
      return yield* world.execute(process, { kind: 'program', program: 'server:0', path: name });
    }
    shell.complain(notFound(shell, name), io);
    return 127;
  }
  if (found.kind === 'not-executable') {
    shell.complain(`${name}: Permission denied`, io);
    return 126;
  }
  if (replace) {
    process.argv = words;
    process.environment = environment;
    process.input = io.input;
    process.output = io.outputs.get(1) ?? nowhere;
    process.errors = io.outputs.get(2) ?? nowhere;
    return yield* world.execute(process, found);
  }
  const child = childOf(shell, io, { argv: words, environment });
  for (const [signal, handler] of process.handlers) if (handler === 'ignore') child.handlers.set(signal, 'ignore');
  child.start(world.execute(child, found));
  return (yield child.waited()) as number;
}

/** A process of this shell's that has yet to start. Too many of them end the shell, as where `fork` fails. */
export function childOf(
  shell: Shell,
  io: Io,
  { argv, environment }: { readonly argv: readonly string[]; readonly environment: Map<string, string> },
): Process {
  const { world, process } = shell;
  if (world.pids.processes.size >= mostProcesses) {
    shell.complain("can't fork: Resource temporarily unavailable");
    throw new ExitShell(2);
  }
  return new Process({
    argv,
    world,
    environment,
    workingDirectory: process.workingDirectory,
    user: process.user,
    input: io.input,
    output: io.outputs.get(1) ?? nowhere,
    errors: io.outputs.get(2) ?? nowhere,
    parent: process,
  });
}

function notFound({ flavour }: Shell, name: string): string {
  if (flavour !== 'bash') return `${name}: not found`;
  return name.includes('/') ? `${name}: No such file or directory` : `${name}: command not found`;
}
