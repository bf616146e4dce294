/** All builtins of the shell. */
import type { Builtin } from '../shell.ts';
import { breakAndContinue } from './break.ts';
import { cd } from './cd.ts';
import { command, type } from './command.ts';
import { condition } from './condition.ts';
import { evaluate, source } from './eval.ts';
import { exit, returnBuiltin } from './exit.ts';
import { exportBuiltin, local, readOnly, unset } from './export.ts';
import { getopts } from './getopts.ts';
import { kill } from './kill.ts';
import { letBuiltin } from './let.ts';
import { read } from './read.ts';
import { set, shift } from './set.ts';
import { trap } from './trap.ts';
import { jobs, wait } from './wait.ts';

const nothing: Builtin = { names: [':', 'umask', 'ulimit', 'alias', 'unalias', 'shopt', 'times'], run: () => 0 };

const all: readonly Builtin[] = [
  nothing,
  ...breakAndContinue,
  cd,
  command,
  condition,
  evaluate,
  exit,
  exportBuiltin,
  getopts,
  jobs,
  kill,
  letBuiltin,
  local,
  read,
  readOnly,
  returnBuiltin,
  set,
  shift,
  source,
  trap,
  type,
  unset,
  wait,
];

export const builtins: ReadonlyMap<string, Builtin> = new Map(
  all.flatMap((builtin) => builtin.names.map((name) => [name, builtin] as const)),
);
