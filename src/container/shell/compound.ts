/** `if`, `while`, `for`, `case`, `{ }`, `( )`, `[[ ]]` and the definition of functions; what they redirect is done already. */
import type { Routine } from '#simulation/coroutine.ts';
import { LeaveLoop } from './control-flow.ts';
import { expandPattern, expandText, expandWords } from './expansion.ts';
import { matchesPattern } from './pattern.ts';
import type { Io, Shell } from './shell.ts';
import type { Command } from './syntax.ts';

type Compound = Exclude<Command, { kind: 'simple' }>;
type Of<Kind extends Compound['kind']> = Extract<Compound, { kind: Kind }>;

export function* runCompound(shell: Shell, command: Compound, io: Io): Routine<number> {
  switch (command.kind) {
    case 'group':
      return yield* shell.runList(command.body);
    case 'subshell': {
      const child = shell.fork(io, (copy) => copy.runList(command.body, true));
      return (yield child.waited()) as number;
    }
    case 'if':
      for (const branch of command.branches)
        if ((yield* shell.runCondition(branch.condition)) === 0) return yield* shell.runList(branch.body);
      shell.lastStatus = 0;
      return command.otherwise ? yield* shell.runList(command.otherwise) : 0;
    case 'while':
      return yield* runWhile(shell, command);
    case 'for':
      return yield* runFor(shell, command);
    case 'case':
      return yield* runCase(shell, command);
    case 'function':
      shell.functions.set(command.name, command.body);
      return 0;
    case 'condition': {
      const words: string[] = [];
      for (const word of command.words) words.push(yield* expandText(word, shell));
      const test = shell.parts.builtins.get('[[');
      return test ? ((test.run(shell, words, io) as number) ?? 2) : 2;
    }
  }
}

function* runWhile(shell: Shell, { condition, until, body, step }: Of<'while'>): Routine<number> {
  let status = 0;
  for (;;) {
    yield* shell.breathe();
    let goOn: boolean;
    try {
      goOn = ((yield* shell.runCondition(condition)) === 0) !== until;
      if (goOn) status = yield* shell.runList(body);
    } catch (error) {
      if (leaves(shell, error)) return 0;
      goOn = true;
    }
    if (!goOn) return status;
    if (step) yield* shell.runList(step);
  }
}

function* runFor(shell: Shell, { name, words, body }: Of<'for'>): Routine<number> {
  let status = 0;
  for (const word of words ? yield* expandWords(words, shell) : shell.positional) {
    yield* shell.breathe();
    shell.set(name, word);
    try {
      status = yield* shell.runList(body);
    } catch (error) {
      if (leaves(shell, error)) return 0;
    }
  }
  return status;
}

function* runCase(shell: Shell, { subject: word, clauses }: Of<'case'>): Routine<number> {
  const subject = yield* expandText(word, shell);
  for (const { patterns, body } of clauses) {
    for (const pattern of patterns) {
      if (!matchesPattern(subject, yield* expandPattern(pattern, shell))) continue;
      shell.lastStatus = 0;
      return yield* shell.runList(body);
    }
  }
  return 0;
}

/** True: leave this loop. False: its next round. Anything else goes on upwards. */
function leaves(shell: Shell, error: unknown): boolean {
  if (!(error instanceof LeaveLoop)) throw error;
  const isLeft = error.leavesThisLoop();
  shell.lastStatus = 0;
  return isLeft;
}
