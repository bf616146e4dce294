/** All commands, in the order of the help. A command is a file of this folder and a line of this list. */
import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { bot } from './bot.ts';
import { challenge } from './challenge.ts';
import { check } from './check.ts';
import { completion } from './completion.ts';
import { compose } from './compose.ts';
import { config } from './config.ts';
import { data } from './data.ts';
import { exportCommand } from './export.ts';
import { grade } from './grade.ts';
import { importCommand } from './import.ts';
import { lab } from './lab.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { live } from './live.ts';
import { menu } from './menu.ts';
import { newFile } from './new.ts';
import { play } from './play.ts';
import { preview } from './preview.ts';
import { replay } from './replay.ts';
import { review } from './review.ts';
import { show } from './show.ts';
import { stats } from './stats.ts';
import { validate } from './validate.ts';
import { why } from './why.ts';

export const commands: readonly Command[] = [
  menu,
  play,
  review,
  challenge,
  stats,
  list,
  show,
  grade,
  check,
  newFile,
  preview,
  validate,
  replay,
  compose,
  why,
  lab,
  importCommand,
  exportCommand,
  backup,
  data,
  link,
  config,
  completion,
  live,
  bot,
];
