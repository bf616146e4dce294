/** All commands, in the order of the help. A command is a file of this folder and a line of this list. */
import type { Command } from '../command.ts';

export const commands: readonly Command[] = [];
