/** What buttons of a live quiz do. Their `session` is the live session, their `position` the question that was shown. */
export const quizVerbs = [
  'join',
  'look',
  'vote',
  'mark',
  'hand',
  'fill',
  'filled',
  'fault',
  'team',
  'lead',
  'panel',
  'person',
  'dispute',
  'report',
] as const;
export type QuizVerb = (typeof quizVerbs)[number];
