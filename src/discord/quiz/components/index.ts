/** What each verb on a button of a live quiz does. */
import type { Component } from '../../components/component.ts';
import type { QuizVerb } from '../verbs.ts';
import { dispute } from './dispute.ts';
import { fault } from './fault.ts';
import { fill } from './fill.ts';
import { filled } from './filled.ts';
import { join } from './join.ts';
import { lead } from './lead.ts';
import { look } from './look.ts';
import { hand, mark } from './mark.ts';
import { panel } from './panel.ts';
import { person } from './person.ts';
import { report } from './report.ts';
import { team } from './team.ts';
import { vote } from './vote.ts';

export const quizComponents: Record<QuizVerb, Component> = {
  join,
  look,
  vote,
  mark,
  hand,
  fill,
  filled,
  fault,
  team,
  lead,
  panel,
  person,
  dispute,
  report,
};
