/**
 * What a button remembers: `v1:choose:k3f9x2:4:two-pods` is "take option two-pods in session k3f9x2, whose list of actions is
 * four long". Nothing else is kept anywhere, so every button survives a restart, and one that is pressed too late is known
 * by its position. Discord allows a hundred characters.
 */
import { invariant } from '#base/invariant.ts';
import { quizVerbs } from './quiz/verbs.ts';

export const verbs = [
  ...quizVerbs,
  'start',
  'resume',
  'choose',
  'pick',
  'send',
  'type',
  'write',
  'submit',
  'hint',
  'skip',
  'retry',
  'next',
  'finish',
  'restart',
  'confidence',
  'flag',
  'undo',
  'share',
  'suppose',
  'go',
  'page',
  'show',
  'menu',
  'card',
  'picture',
  'board',
  'daily',
  'own',
  'erase',
  'here',
  'gather',
  'lab',
  'labform',
  'tolab',
] as const;
export type Verb = (typeof verbs)[number];

export interface CustomId {
  readonly verb: Verb;
  /** `-` where there is no session yet: the menu. */
  readonly session: string;
  /** The number of actions the session had when the button was shown. */
  readonly position: number;
  /** An option's id, a page, or nothing. */
  readonly argument: string;
}

export const noSession = '-';
/** As the argument of `start`: all that the menu has, in its order. */
export const everything = 'all';
const longest = 100;

export function encodeCustomId({ verb, session, position, argument }: CustomId): string {
  invariant(/^[\w.-]+$/.test(session), `a session id on a button is letters, digits, "-", "_" and ".": ${session}`);
  const text = `v1:${verb}:${session}:${position}:${argument}`;
  invariant(text.length <= longest, `a custom_id has at most ${longest} characters: ${text}`);
  return text;
}

/** Nothing for what is not ours: another version's button, or somebody's invention. */
export function decodeCustomId(text: string): CustomId | undefined {
  const match = /^v1:(?<verb>[a-z]+):(?<session>[\w.-]+):(?<position>\d{1,6}):(?<argument>.*)$/su.exec(text);
  if (!match?.groups) return undefined;
  const { verb, session, position, argument } = match.groups;
  const known = verbs.find((each) => each === verb);
  if (!known || session === undefined || argument === undefined) return undefined;
  return { verb: known, session, position: Number(position), argument };
}
