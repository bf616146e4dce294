/**
 * Teams: named by the host, chosen by each, drawn at random, or taken from the roster. Sizes differ by one at most where they are
 * drawn, and whoever comes later joins the smallest; a team counts by the mean of its members (board.ts), so size decides nothing.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { shuffled } from '../../quiz.ts';
import type { LiveAction } from '../live-session.ts';
import { isHere, type LiveState } from '../live-state.ts';

type Of<Kind extends LiveAction['kind']> = Extract<LiveAction, { readonly kind: Kind }>;

export function applyToTeams(state: LiveState, action: Of<'teams' | 'draw-teams' | 'put'>): Result<LiveState, Text> {
  switch (action.kind) {
    case 'teams': {
      const teams = [...new Set(action.names)];
      const participants = new Map(
        [...state.participants].map(([id, one]) => {
          const isKept = one.team !== undefined && teams.includes(one.team);
          return [id, isKept ? one : { ...one, team: undefined }];
        }),
      );
      return ok({ ...state, teams, freeTeams: action.free, participants });
    }
    case 'draw-teams': {
      if (state.teams.length === 0) return fail(refusals.noTeams);
      const players = [...state.participants.values()].filter((one) => isHere(one) && one.role === 'player');
      const participants = new Map(state.participants);
      for (const [index, one] of shuffled(players, new SeededRandom(action.seed ?? 0)).entries())
        participants.set(one.id, { ...one, team: state.teams[index % state.teams.length] });
      return ok({ ...state, participants, freeTeams: false });
    }
    case 'put':
      return moved(state, action.participant, action.team);
  }
}

export function chooseTeam(state: LiveState, { participant, team }: Of<'choose-team'>): Result<LiveState, Text> {
  if (!state.freeTeams) return fail(refusals.notFree);
  if (state.phase !== 'lobby' && state.participants.get(participant)?.team !== undefined) return fail(refusals.settled);
  return moved(state, participant, team);
}

/** Of equal ones the first; nothing where there are no teams. */
export function smallestTeam({ teams, participants }: Pick<LiveState, 'teams' | 'participants'>): string | undefined {
  const sizes = new Map(teams.map((team) => [team, 0]));
  for (const one of participants.values()) {
    const size = one.team === undefined || !isHere(one) ? undefined : sizes.get(one.team);
    if (one.team !== undefined && size !== undefined) sizes.set(one.team, size + 1);
  }
  return teams.toSorted((one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0))[0];
}

function moved(state: LiveState, id: string, team: string): Result<LiveState, Text> {
  if (!state.teams.includes(team)) return fail(refusals.noSuchTeam);
  const participant = state.participants.get(id);
  if (!participant || !isHere(participant)) return fail(refusals.nobody);
  return ok({ ...state, participants: new Map(state.participants).set(id, { ...participant, team }) });
}

const refusals = {
  noTeams: { es: 'Primero di qué equipos hay.', en: 'First say which teams there are.' },
  notFree: {
    es: 'En este cuestionario los equipos los reparte quien dirige.',
    en: 'In this quiz the host makes the teams.',
  },
  settled: {
    es: 'Ya ha empezado: quien dirige puede cambiarte de equipo.',
    en: 'It has begun: the host can move you to another team.',
  },
  noSuchTeam: { es: 'No hay ningún equipo con ese nombre.', en: 'There is no team of that name.' },
  nobody: { es: 'No hay nadie así en la sala.', en: 'There is nobody like that in the room.' },
} as const satisfies Record<string, Text>;
