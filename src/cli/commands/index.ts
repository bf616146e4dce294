/** All commands, in the order of the help. A command is a file of this folder and a line of this list. */
import type { Command } from '../command.ts';
import { list } from './list.ts';
import { show } from './show.ts';

export const commands: readonly Command[] = [show, list];
