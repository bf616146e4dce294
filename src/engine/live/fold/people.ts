/** Who comes, waits, is let in, and is called what. */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { LiveAction } from '../live-session.ts';
import { isHere, type LiveState, type Participant } from '../live-state.ts';
import { smallestTeam } from './teams.ts';

type Of<Kind extends LiveAction['kind']> = Extract<LiveAction, { readonly kind: Kind }>;

const mostParticipants = 1000;

export function join(state: LiveState, action: Of<'join'>): Result<LiveState, Text> {
  const all = [...state.participants.values()];
  if (all.some(({ key, standing }) => key === action.key && standing === 'banned')) return fail(refusals.banned);
  if (state.locked) return fail(refusals.locked);
  if (all.filter(isHere).length >= mostParticipants) return fail(refusals.full);
  if (state.participants.has(action.participant) || isTaken(state, action.name)) return fail(refusals.nameTaken);
  const { entry, extraPercent = 0 } = action;
  const isListed = all.some((one) => one.entry === entry && isHere(one));
  if (entry !== undefined && isListed) return fail(refusals.listedAlready);
  const team = action.team !== undefined && state.teams.includes(action.team) ? action.team : undefined;
  return ok({
    ...state,
    participants: new Map(state.participants).set(action.participant, {
      id: action.participant,
      name: action.name,
      key: action.key,
      extraPercent,
      standing: state.approval ? 'waiting' : 'in',
      role: 'player',
      team: team ?? (state.freeTeams ? undefined : smallestTeam(state)),
      entry,
      signs: false,
    }),
  });
}

/** One who waits, or all of them. */
export function admit(state: LiveState, id: string | undefined): LiveState {
  const participants = new Map(state.participants);
  for (const one of state.participants.values()) {
    if (one.standing === 'waiting' && (id === undefined || one.id === id))
      participants.set(one.id, { ...one, standing: 'in' });
  }
  return { ...state, participants };
}

export function changeParticipant(
  state: LiveState,
  id: string,
  changed: Partial<Participant>,
): Result<LiveState, Text> {
  const participant = state.participants.get(id);
  if (!participant) return fail(refusals.noSuchParticipant);
  return ok({ ...state, participants: new Map(state.participants).set(id, { ...participant, ...changed }) });
}

/** The room has filled in a name where the host gave none. */
export function nameOf(state: LiveState, { participant, name }: Of<'rename'>): Result<LiveState, Text> {
  if (name === undefined) return ok(state);
  const isOwn = state.participants.get(participant)?.name === name;
  if (!isOwn && isTaken(state, name)) return fail(refusals.nameTaken);
  return changeParticipant(state, participant, { name });
}

/** Whoever was kicked leaves the name free. */
export function isTaken({ participants }: Pick<LiveState, 'participants'>, name: string): boolean {
  const plain = name.toLocaleLowerCase('es');
  return [...participants.values()].some(
    (other) => other.name.toLocaleLowerCase('es') === plain && other.standing !== 'kicked',
  );
}

const refusals = {
  banned: { es: 'Quien dirige te ha quitado el acceso.', en: 'The host has barred you.' },
  locked: {
    es: 'La sala está cerrada: pide a quien dirige que la abra.',
    en: 'The room is locked: ask the host to open it.',
  },
  full: { es: 'La sala está llena.', en: 'The room is full.' },
  nameTaken: { es: 'Ese nombre ya está en uso: elige otro.', en: 'That name is taken: choose another.' },
  listedAlready: {
    es: 'Ya ha entrado alguien con ese identificador: avisa a quien dirige.',
    en: 'Somebody has joined as that one already: tell the host.',
  },
  noSuchParticipant: { es: 'No hay nadie así en la sala.', en: 'There is nobody like that in the room.' },
} as const satisfies Record<string, Text>;
