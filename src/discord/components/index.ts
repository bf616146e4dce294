/** What each verb on a button does. */
import type { Verb } from '../custom-id.ts';
import { choose } from './choose.ts';
import type { Component } from './component.ts';
import { finish } from './finish.ts';
import { hint } from './hint.ts';
import { menu } from './menu.ts';
import { next } from './next.ts';
import { page } from './page.ts';
import { pick, send } from './pick.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { retry } from './retry.ts';
import { show } from './show.ts';
import { skip } from './skip.ts';
import { start } from './start.ts';
import { submit } from './submit.ts';
import { type } from './type.ts';
import { write } from './write.ts';

export const components: Record<Verb, Component> = {
  choose,
  finish,
  hint,
  menu,
  next,
  page,
  pick,
  send,
  restart,
  resume,
  retry,
  show,
  skip,
  start,
  submit,
  type,
  write,
  // The page number between the two page buttons: it cannot be pressed, and should it be, it shows the present state.
  here: show,
};
