/**
 * What a verb is: its flags, its help, and what it does. One file each in commands/, listed in commands/index.ts.
 */
import type { Text } from '#base/text.ts';
import type { FlagSpec } from './arguments/flags.ts';
import type { Call } from './call.ts';

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One sentence for the list of commands. */
  readonly summary: Text;
  /** Lines as one would type them, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: Text])[];
  /** After the name: `(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...)`. */
  readonly usage?: string;
  readonly flags?: readonly FlagSpec[];
  readonly subcommands?: readonly Command[];
  /** Where its usage errors point to: `See 'kubectl diff -h' …` rather than `--help`, and the exit code. */
  readonly usageErrors?: { readonly short: true; readonly code: number };
  /** Left out of the simulator: whatever follows is taken, so that the sentence is heard and not a word about flags. */
  readonly anyFlags?: true;
  /** It asks nobody: it works while the API server does not. */
  readonly isLocal?: true;
  run?(call: Call): void;
}
