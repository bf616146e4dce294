/** All slash commands. */
import type { Command } from './command.ts';
import { practicar } from './practicar.ts';

export const commands: readonly Command[] = [practicar];
