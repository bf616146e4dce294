/** What each verb on a button does. */
import type { Verb } from '../custom-id.ts';
import { quizComponents } from '../quiz/components/index.ts';
import { board } from './board.ts';
import { card } from './card.ts';
import { choose } from './choose.ts';
import type { Component } from './component.ts';
import { confidence } from './confidence.ts';
import { daily } from './daily.ts';
import { erase } from './erase.ts';
import { finish } from './finish.ts';
import { flag } from './flag.ts';
import { gather } from './gather.ts';
import { go } from './go.ts';
import { hint } from './hint.ts';
import { lab } from './lab.ts';
import { labform } from './labform.ts';
import { menu } from './menu.ts';
import { next } from './next.ts';
import { own } from './own.ts';
import { page } from './page.ts';
import { pick, send } from './pick.ts';
import { picture } from './picture.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { retry } from './retry.ts';
import { share } from './share.ts';
import { show } from './show.ts';
import { skip } from './skip.ts';
import { start } from './start.ts';
import { submit } from './submit.ts';
import { suppose } from './suppose.ts';
import { tolab } from './tolab.ts';
import { type } from './type.ts';
import { undo } from './undo.ts';
import { write } from './write.ts';

export const components: Record<Verb, Component> = {
  ...quizComponents,
  board,
  card,
  choose,
  confidence,
  daily,
  erase,
  finish,
  flag,
  gather,
  go,
  hint,
  lab,
  labform,
  menu,
  next,
  own,
  page,
  pick,
  picture,
  send,
  restart,
  resume,
  retry,
  share,
  show,
  skip,
  start,
  submit,
  suppose,
  tolab,
  type,
  undo,
  write,
  // The page number between the two page buttons: it cannot be pressed, and should it be, it shows the present state.
  here: show,
};
