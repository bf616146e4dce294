/** Runs another program and waits for it: what `env`, `timeout`, `nohup`, `xargs`, `watch` do with their arguments. */
import type { Routine } from '#simulation/coroutine.ts';
import { type Call, complain } from '../call.ts';
import { Process } from '../process.ts';
import type { Input } from '../streams.ts';

export function startProgram(
  call: Call,
  argv: readonly string[],
  environment: ReadonlyMap<string, string>,
  input: Input = call.input,
): Process | number {
  const { process } = call;
  const name = argv[0] ?? '';
  const found = process.world.find(name, {
    environment,
    workingDirectory: process.workingDirectory,
    user: process.user,
  });
  if (found.kind === 'not-found') return complain(call, `can't execute '${name}': No such file or directory`, 127);
  if (found.kind === 'not-executable') return complain(call, `can't execute '${name}': Permission denied`, 126);
  const child = new Process({
    argv,
    world: process.world,
    environment,
    workingDirectory: process.workingDirectory,
    user: process.user,
    input,
    output: call.output,
    errors: call.errors,
    parent: process,
  });
  return child.start(process.world.execute(child, found));
}

export function* spawn(
  call: Call,
  argv: readonly string[],
  environment: ReadonlyMap<string, string> = call.process.environment,
  input?: Input,
): Routine<number> {
  const child = startProgram(call, argv, environment, input);
  return typeof child === 'number' ? child : ((yield child.waited()) as number);
}
