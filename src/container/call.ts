/**
 * How a program that a shell or a container runs is called. The same file serves as a shell's builtin (`echo` in `sh`) and
 * as a program of its own (`/bin/echo`): `process` is then the shell's or its own.
 */
import type { Routine } from '#simulation/coroutine.ts';
import { FileError } from './files/file-error.ts';
import { join } from './files/paths.ts';
import type { Process } from './process.ts';
import type { Input, Output } from './streams.ts';

export interface Call {
  /** As it was called: busybox's programs say it in front of their errors. */
  readonly name: string;
  readonly args: readonly string[];
  readonly process: Process;
  readonly input: Input;
  readonly output: Output;
  readonly errors: Output;
}

export interface Command {
  /** The names it answers to in PATH. */
  readonly names: readonly string[];
  /** Directory it lies in; `/bin` when not said. */
  readonly directory?: string;
  /** Returns the exit code. What it does to files may throw FileError: caught by `callCommand`, told as the real one would. */
  run(call: Call): Routine<number> | number;
}

export function* callCommand(command: Command, call: Call): Routine<number> {
  try {
    const result = command.run(call);
    return typeof result === 'number' ? result : yield* result;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    call.errors.write(`${call.name}: ${error.path}: ${error.message}\n`);
    return 1;
  }
}

/** A path as the process means it. */
export function pathOf(call: Call, path: string): string {
  return path.startsWith('/') ? path : join(call.process.workingDirectory, path);
}

export function say(call: Call, text: string): void {
  call.output.write(`${text}\n`);
}

/** `cat: can't open '/x': No such file or directory`, exit 1. */
export function complain(call: Call, text: string, exitCode = 1): number {
  call.errors.write(`${call.name}: ${text}\n`);
  return exitCode;
}

/**
 * Options of one letter, alone (`-r -f`), together (`-rf`) or with a value (`-n 5`, `-n5`); `--` ends them. Long ones are kept by
 * name with what stands behind `=`. What is not known is returned, for the caller to refuse.
 */
export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
  readonly unknown: string | undefined;
}

export function options(
  args: readonly string[],
  letters: string,
  withValue = '',
  long: readonly string[] = [],
): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  let unknown: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const word = args[index] as string;
    if (word === '--') {
      rest.push(...args.slice(index + 1));
      break;
    }
    if (word.startsWith('--')) {
      const [name = '', value] = split(word.slice(2), '=');
      if (!long.includes(name)) unknown ??= word;
      if (value === undefined) flags.add(name);
      else values.set(name, value);
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] as string;
        if (withValue.includes(letter)) {
          const value = at + 1 < word.length ? word.slice(at + 1) : args[++index];
          if (value === undefined) unknown ??= `-${letter}`;
          else values.set(letter, value);
          break;
        }
        if (letters.includes(letter)) flags.add(letter);
        else unknown ??= `-${letter}`;
      }
    } else rest.push(word);
  }
  return { flags, values, rest, unknown };
}

function split(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
