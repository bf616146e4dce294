/** What came over the network as something that a host or a participant does: a copy of what it has to have, or nothing. */
import type { Answer } from '../answer.ts';
import type { HostFact, ParticipantFact } from './live-session.ts';

type Fields = Readonly<Record<string, unknown>>;

const hostReaders: { readonly [Kind in HostFact['kind']]: (fields: Fields) => HostFact | undefined } = {
  lock: () => ({ kind: 'lock' }),
  unlock: () => ({ kind: 'unlock' }),
  pause: () => ({ kind: 'pause' }),
  resume: () => ({ kind: 'resume' }),
  close: () => ({ kind: 'close' }),
  reveal: () => ({ kind: 'reveal' }),
  explain: () => ({ kind: 'explain' }),
  board: () => ({ kind: 'board' }),
  next: () => ({ kind: 'next' }),
  skip: () => ({ kind: 'skip' }),
  again: () => ({ kind: 'again' }),
  finish: () => ({ kind: 'finish' }),
  'admit-all': () => ({ kind: 'admit-all' }),
  'end-walk': () => ({ kind: 'end-walk' }),
  extend: ({ seconds }) => (isWhole(seconds, 1, 3600) ? { kind: 'extend', seconds } : undefined),
  admit: ({ participant }) => (isId(participant) ? { kind: 'admit', participant } : undefined),
  kick: ({ participant }) => (isId(participant) ? { kind: 'kick', participant } : undefined),
  ban: ({ participant }) => (isId(participant) ? { kind: 'ban', participant } : undefined),
  'extra-time': ({ participant, percent }) =>
    isId(participant) && isWhole(percent, 0, 300) ? { kind: 'extra-time', participant, percent } : undefined,
  void: ({ position }) => (isPosition(position) ? { kind: 'void', position } : undefined),
  restore: ({ position }) => (isPosition(position) ? { kind: 'restore', position } : undefined),
  regrade: ({ position }) => (isPosition(position) ? { kind: 'regrade', position } : undefined),
  approval: ({ on }) => (typeof on === 'boolean' ? { kind: 'approval', on } : undefined),
  'co-host': ({ participant, on }) =>
    isId(participant) && typeof on === 'boolean' ? { kind: 'co-host', participant, on } : undefined,
  rename: ({ participant, name }) => {
    if (!isId(participant) || (name !== undefined && !isShort(name))) return undefined;
    return { kind: 'rename', participant, ...(name !== undefined && { name }) };
  },
  teams: ({ names, free }) => {
    const areNames = Array.isArray(names) && names.length <= mostTeams && names.every(isShort);
    return areNames && typeof free === 'boolean' ? { kind: 'teams', names: [...names], free } : undefined;
  },
  'draw-teams': ({ seed }) =>
    seed === undefined
      ? { kind: 'draw-teams' }
      : isWhole(seed, 0, 2 ** 32 - 1)
        ? { kind: 'draw-teams', seed }
        : undefined,
  put: ({ participant, team }) => (isId(participant) && isShort(team) ? { kind: 'put', participant, team } : undefined),
  schedule: ({ beginsAt }) => {
    if (beginsAt === undefined) return { kind: 'schedule' };
    return isWhole(beginsAt, 0, Number.MAX_SAFE_INTEGER) ? { kind: 'schedule', beginsAt } : undefined;
  },
  chaos: ({ seconds = 30 }) => (isWhole(seconds, 5, 600) ? { kind: 'chaos', seconds } : undefined),
  strike: ({ fault }) =>
    fault === undefined ? { kind: 'strike' } : isShort(fault) ? { kind: 'strike', fault } : undefined,
  walk: ({ participant, named = false }) =>
    isId(participant) && typeof named === 'boolean' ? { kind: 'walk', participant, named } : undefined,
  step: ({ frame }) => (isWhole(frame, 0, 100_000) ? { kind: 'step', frame } : undefined),
  accept: ({ position, answer: sent, on }) => {
    const answer = readAnswer(sent);
    return isPosition(position) && answer && typeof on === 'boolean'
      ? { kind: 'accept', position, answer, on }
      : undefined;
  },
};

export const mostTeams = 20;

export function readHostFact(value: unknown): HostFact | undefined {
  const fields = fieldsOf(value);
  const { kind } = fields;
  if (typeof kind !== 'string' || !Object.hasOwn(hostReaders, kind)) return undefined;
  return hostReaders[kind as HostFact['kind']](fields);
}

/** Whatever a participant may do but join, which is another door. Who it is comes from the door, never from the message. */
export function readParticipantFact(
  value: unknown,
  participant: string,
): Exclude<ParticipantFact, { kind: 'join' }> | undefined {
  const { kind, position, round, answer: sent, fault, team, on } = fieldsOf(value);
  switch (kind) {
    case 'answer': {
      const answer = readAnswer(sent);
      if (!answer || !isPosition(position) || !isWhole(round, 1, 2)) return undefined;
      return { kind, participant, position, round, answer };
    }
    case 'vote':
      return isPosition(position) && isShort(fault) ? { kind, participant, position, fault } : undefined;
    case 'choose-team':
      return isShort(team) ? { kind, participant, team } : undefined;
    case 'sign':
      return typeof on === 'boolean' ? { kind, participant, on } : undefined;
    default:
      return undefined;
  }
}

/** A copy of what an answer has, and nothing that came along with it. */
export function readAnswer(value: unknown): Answer | undefined {
  const { kind, option, text, options } = fieldsOf(value);
  if (kind === 'choice' && typeof option === 'string') return { kind, option };
  if ((kind === 'words' || kind === 'manifest') && typeof text === 'string') return { kind, text };
  if (kind !== 'picks' || !Array.isArray(options) || options.length > 100) return undefined;
  return options.every((one) => typeof one === 'string') ? { kind, options } : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isPosition(value: unknown): value is number {
  return isWhole(value, 0, 10_000);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 80;
}
