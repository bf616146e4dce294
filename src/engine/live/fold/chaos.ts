/**
 * A chaos round: the class votes for a fault, then all designs face it. The most votes win; of faults with as many the one that
 * stands first in the list, so that a replay and another machine agree. It moves no points: its ranking is its own.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { LiveAction } from '../live-session.ts';
import { answerKey, type Chaos, type LiveState } from '../live-state.ts';
import { withQuestion, withShown } from './question.ts';

type Of<Kind extends LiveAction['kind']> = Extract<LiveAction, { readonly kind: Kind }>;

export function applyToChaos(state: LiveState, action: Of<'chaos' | 'strike' | 'faced'>): Result<LiveState, Text> {
  const shown = state.questions[state.position];
  switch (action.kind) {
    case 'chaos': {
      const isAfter = ['revealed', 'explained', 'chaos', 'board'].includes(state.phase);
      if (!shown || !isAfter) return fail(refusals.notYet);
      if (!action.faults || action.faults.length === 0) return fail(refusals.nothingToInject);
      const chaos: Chaos = {
        faults: action.faults,
        closesAt: action.at + action.seconds * 1000,
        votes: new Map(),
        outcomes: new Map(),
      };
      return ok({ ...withShown(state, { chaos }), phase: 'vote', walk: undefined });
    }
    case 'strike': {
      const { chaos } = shown ?? {};
      if (state.phase !== 'vote' || !chaos) return fail(refusals.noVote);
      if (action.fault !== undefined && !chaos.faults.includes(action.fault)) return fail(refusals.noSuchFault);
      const fault = action.fault ?? mostVoted(chaos);
      return ok({ ...withShown(state, { chaos: { ...chaos, fault } }), phase: 'chaos' });
    }
    case 'faced': {
      const chaos = state.questions[action.position]?.chaos;
      // Another vote has begun meanwhile.
      if (chaos?.fault !== action.fault) return fail(refusals.noVote);
      const outcomes = new Map(chaos.outcomes).set(answerKey(action.answer), action.outcome);
      return withQuestion(state, action.position, { chaos: { ...chaos, outcomes } });
    }
  }
}

export function vote(state: LiveState, { participant, position, fault }: Of<'vote'>): Result<LiveState, Text> {
  const chaos = state.questions[state.position]?.chaos;
  if (state.phase !== 'vote' || !chaos || position !== state.position) return fail(refusals.noVote);
  const voter = state.participants.get(participant);
  if (voter?.standing !== 'in' || voter.role !== 'player') return fail(refusals.notIn);
  if (!chaos.faults.includes(fault)) return fail(refusals.noSuchFault);
  if (chaos.votes.get(participant) === fault) return ok(state);
  return ok(withShown(state, { chaos: { ...chaos, votes: new Map(chaos.votes).set(participant, fault) } }));
}

function mostVoted({ faults, votes }: Chaos): string {
  const counts = (fault: string) => [...votes.values()].filter((one) => one === fault).length;
  return faults.reduce((most, fault) => (counts(fault) > counts(most) ? fault : most));
}

const refusals = {
  notYet: {
    es: 'Primero muestra la respuesta: después la clase puede votar un fallo.',
    en: 'Show the answer first: then the class can vote for a fault.',
  },
  nothingToInject: {
    es: 'En esta pregunta no hay diseños que un fallo pueda poner a prueba.',
    en: 'In this question there are no designs that a fault could test.',
  },
  noVote: { es: 'Ahora no se vota ningún fallo.', en: 'No fault is being voted for now.' },
  noSuchFault: { es: 'Ese fallo no se puede elegir aquí.', en: 'That fault cannot be chosen here.' },
  notIn: { es: 'Votan quienes participan.', en: 'Those who take part vote.' },
} as const satisfies Record<string, Text>;
