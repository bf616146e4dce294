/** What each button of a lab does. `type` and `load` open forms, which components/labform.ts does. */
import type { DeedName } from '../deed-words.ts';
import type { Deed } from '../lab-call.ts';
import { minute, minutes, ready, step } from './advance.ts';
import { close, closed } from './close.ts';
import { fault, faults, strike } from './faults.ts';
import { loaded } from './load.ts';
import { picture } from './picture.ts';
import { fresh, reset } from './reset.ts';
import { save } from './save.ts';
import { page, panel, show } from './show.ts';
import { typed } from './type.ts';
import { undo } from './undo.ts';

export const deeds: Readonly<Record<Exclude<DeedName, 'type' | 'load'>, Deed>> = {
  show,
  page,
  panel,
  typed,
  step,
  minute,
  minutes,
  ready,
  faults,
  fault,
  strike,
  picture,
  undo,
  save,
  loaded,
  reset,
  fresh,
  close,
  closed,
};
