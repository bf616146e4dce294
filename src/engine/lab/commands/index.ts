/** All commands of the lab itself, in the order of its help. */
import type { LabCommand } from '../lab-command.ts';
import { breakCommand } from './break.ts';
import { curl } from './curl.ts';
import { dig } from './dig.ts';
import { drain } from './drain.ts';
import { files } from './files.ts';
import { helpCommand } from './help.ts';
import { history } from './history.ts';
import { load } from './load.ts';
import { mend } from './mend.ts';
import { now } from './now.ts';
import { programFaults } from './program-faults.ts';
import { reset } from './reset.ts';
import { save } from './save.ts';
import { slow } from './slow.ts';
import { step } from './step.ts';
import { traffic } from './traffic.ts';
import { undo } from './undo.ts';
import { until } from './until.ts';
import { wait } from './wait.ts';

export const labCommands: readonly LabCommand[] = [
  ...[wait, step, until, now],
  ...[breakCommand, mend, ...programFaults, slow, drain],
  ...[traffic, curl, dig],
  files,
  ...[undo, save, load, reset, history, helpCommand(() => labCommands)],
];

export function findLabCommand(name: string): LabCommand | undefined {
  return labCommands.find((command) => command.name === name);
}
