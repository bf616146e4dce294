/** `<`, `>`, `>>`, `2>&1`, `<<EOF`: where a command reads and writes. Each shell complains in its own words. */
import type { Routine } from '#simulation/coroutine.ts';
import { FileError } from '../files/file-error.ts';
import { emptyInput, type Input, nowhere, type Output, textInput } from '../streams.ts';
import { expandText } from './expansion.ts';
import type { Io, Shell } from './shell.ts';
import type { Redirection } from './syntax.ts';

/** Undefined where a file could not be opened: the command does not run. */
export function* redirected(shell: Shell, redirections: readonly Redirection[], outer: Io): Routine<Io | undefined> {
  if (redirections.length === 0) return outer;
  let { input } = outer;
  const outputs = new Map(outer.outputs);
  for (const { descriptor, operator, target } of redirections) {
    const word = yield* expandText(target, shell);
    if (operator === '<<') input = textInput(word);
    else if (operator === '<<<') input = textInput(`${word}\n`);
    else if (operator === '>&' || operator === '<&') {
      if (word === '-') outputs.set(descriptor, nowhere);
      else if (/^\d+$/.test(word)) {
        const copied = outputs.get(Number(word));
        if (copied) outputs.set(descriptor, copied);
      } else {
        const output = openOutput(shell, word, { append: false, outer, outputs });
        if (!output) return undefined;
        outputs.set(1, output).set(2, output);
      }
    } else if (operator === '<' || operator === '<>') {
      const opened = openInput(shell, word, outer);
      if (!opened) return undefined;
      if (descriptor === 0) input = opened;
    } else {
      const output = openOutput(shell, word, { append: operator === '>>', outer, outputs });
      if (!output) return undefined;
      if (operator === '&>') outputs.set(1, output).set(2, output);
      else outputs.set(descriptor, output);
    }
  }
  return { input, outputs };
}

/** What `< word` reads; undefined, after a complaint, where it cannot be. */
export function openInput(shell: Shell, word: string, io: Io): Input | undefined {
  const path = shell.path(word);
  if (path === '/dev/null') return emptyInput;
  if (path === '/dev/stdin') return io.input;
  try {
    return textInput(shell.world.files.read(path, shell.process.user));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    shell.complain(cannotOpen(shell, word, error, 'open'), io);
    return undefined;
  }
}

interface OutputPlace {
  readonly append: boolean;
  readonly outer: Io;
  /** As the redirections before this one left them. */
  readonly outputs: ReadonlyMap<number, Output>;
}

function openOutput(shell: Shell, word: string, { append, outer, outputs }: OutputPlace): Output | undefined {
  const path = throughLinks(shell, shell.path(word));
  if (path === '/dev/null') return nowhere;
  if (path === '/dev/stdout' || path === '/dev/fd/1' || path === '/proc/self/fd/1') return outputs.get(1) ?? nowhere;
  if (path === '/dev/stderr' || path === '/dev/fd/2' || path === '/proc/self/fd/2') return outputs.get(2) ?? nowhere;
  const { world, process } = shell;
  const main = /^\/proc\/1\/fd\/([12])$/.exec(path)?.[1];
  if (main) {
    const first = world.pids.processes.get(1);
    return (main === '1' ? first?.output : first?.errors) ?? nowhere;
  }
  const tcp = shell.flavour === 'bash' ? /^\/dev\/tcp\/([^/]+)\/(\d+)$/.exec(word) : null;
  if (tcp?.[1]) {
    if (world.network.connect(tcp[1], Number(tcp[2])).kind === 'connected') return nowhere;
    shell.complain('connect: Connection refused', outer);
    return undefined;
  }
  const { user } = process;
  try {
    world.files.write(path, '', { append, user });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    shell.complain(cannotOpen(shell, word, error, 'create'), outer);
    return undefined;
  }
  return { write: (text) => world.files.write(path, text, { append: true, user }) };
}

/** A link may lead to an output: images make their log files links to /dev/stdout. One that leads nowhere fails when it is written. */
function throughLinks({ world }: Shell, path: string): string {
  try {
    return world.files.resolve(path);
  } catch (error) {
    if (error instanceof FileError) return path;
    throw error;
  }
}

const missing = {
  ash: { open: 'no such file', create: 'nonexistent directory' },
  dash: { open: 'No such file', create: 'Directory nonexistent' },
} as const;

function cannotOpen({ flavour }: Shell, word: string, error: FileError, what: 'open' | 'create'): string {
  if (flavour === 'bash') return `${word}: ${error.message}`;
  const reason = error.code === 'ENOENT' ? missing[flavour][what] : error.message;
  return `${flavour === 'dash' ? 'cannot' : "can't"} ${what} ${word}: ${reason}`;
}
