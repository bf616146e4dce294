/**
 * What a command of `readyz` is. One command = one file in commands/, listed in commands/index.ts.
 *
 * A command file is loaded on every start, for the help and for "did you mean", so its own imports stay small: whatever is
 * large (the cluster, SQL, Ink, discord.js) is imported inside `run`, `const { wire } = await import('../wire.ts')`.
 * The start (main.ts) has parsed and checked the line by then: unknown flags, missing values and surplus arguments never
 * reach `run`. Results go to `io.out`, everything about them (progress, errors) to `io.err`.
 */
import type { Language, Text } from '#base/text.ts';

export interface Command {
  /** What is typed: `readyz grade`. */
  readonly name: string;
  /** One line in small letters, without a full stop, for the list in `readyz --help`. */
  readonly summary: Text;
  /** Shown first in `readyz NAME --help`, because people read examples before they read rules. The first is the commonest. */
  readonly examples: readonly { readonly line: string; readonly meaning: Text }[];
  /** In order. `main.ts` refuses a line with fewer or more than these. */
  readonly parameters?: readonly Parameter[];
  /** Keyed by the long name without dashes: `{ output: { … } }` is `--output`. Every command also has the global flags. */
  readonly flags?: Readonly<Record<string, Flag>>;
  /** Returns the exit code. Throw `UsageError` or `Trouble` for what the user should read; anything else counts as a bug. */
  run(argv: Argv, io: Io): Promise<ExitCode>;
}

export interface Parameter {
  /** As the usage line shows it: `FILE`, `ID`. */
  readonly name: string;
  readonly meaning: Text;
  readonly optional?: boolean;
  /** Takes all that are left; only the last one may. */
  readonly repeated?: boolean;
  /** What a shell offers here; files where it is absent. */
  readonly suggests?: Suggestions;
}

export type Suggestions = readonly string[] | 'questions' | 'questions and quizzes';

export interface Flag {
  readonly meaning: Text;
  /** How the help calls the value: `--seed NUMBER`. A flag without it is a switch and takes no value. */
  readonly value?: string;
  /** Only these values are let through. */
  readonly oneOf?: readonly string[];
  /** One letter: `-o`. */
  readonly short?: string;
  /** Refused as a usage error where the flag is missing. */
  readonly required?: boolean;
  /** May be given more than once; read it with `argv.all`. */
  readonly repeated?: boolean;
  /** What a shell offers as its value; files where neither this nor `oneOf` is there. */
  readonly suggests?: Suggestions;
}

/** The checked command line. */
export interface Argv {
  readonly positionals: readonly string[];
  /** The value of `--name VALUE`, the last one where it was repeated. */
  value(name: string): string | undefined;
  /** All values of a repeated flag, in order. */
  all(name: string): readonly string[];
  /** Whether the switch was given. */
  has(name: string): boolean;
}

/** The world outside, handed in so that a test can hold it. */
export interface Io {
  readonly language: Language;
  /** True after `--lang`: then no remembered choice overrules it. */
  readonly languageWasAsked: boolean;
  readonly in: NodeJS.ReadStream;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** False after NO_COLOR, `--no-color`, TERM=dumb, or where `out` is no terminal. */
  readonly color: boolean;
  /** What colours have to be read on: as configured, else as the terminal says in COLORFGBG, else dark. */
  readonly background: 'dark' | 'light';
  /** The editor that `readyz config` names; $VISUAL and $EDITOR come first. */
  readonly editor?: string;
  /** `--accessible`, or what screen readers set: the terminal app as a conversation. */
  readonly accessible: boolean;
  /** `--db PATH`; the default place where absent (wire.ts knows it). */
  readonly databaseFile?: string;
  /** `--content DIR`: folders with somebody's own questions and quizzes, beside the program's. */
  readonly contentFolders: readonly string[];
  /** Aborts on Ctrl-C, SIGTERM and SIGHUP: a long command stops, closes what it opened and returns `exitCodes.interrupted`. */
  readonly signal: AbortSignal;
  /** While this works, Ctrl-C goes to a program that was started in the same terminal, and `signal` does not hear of it. */
  ignoringInterrupts(work: () => Promise<void>): Promise<void>;
  readonly now: () => number;
  /** All there are, for whoever tells of them. */
  readonly commands: readonly Command[];
}

/** 0 and 1 answer a question (`grade`: right or wrong; `check`: all well or not), 2 says the question could not be asked. */
export const exitCodes = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The line cannot be meant as it was written: printed with a hint at `--help`, exit 2. Say what to write instead. */
export class UsageError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = 'UsageError';
    this.text = text;
  }
}

/** What was asked for cannot be done: an unreadable file, a refused database. Says what happened and what to do; exit 2. */
export class Trouble extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = 'Trouble';
    this.text = text;
  }
}
