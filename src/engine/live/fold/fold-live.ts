/**
 * What a live session's actions add up to: a pure fold. Whoever asks for something that makes no sense where the session stands
 * gets a sentence; in a stored list such an action changes nothing.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { LiveAction, LiveSession } from '../live-session.ts';
import { acceptedKey, answerKey, type LiveState } from '../live-state.ts';
import { applyToChaos, vote } from './chaos.ts';
import { admit, changeParticipant, join, nameOf } from './people.ts';
import { answer, applyToQuestion, noQuestion, toNext, withQuestion } from './question.ts';
import { applyToTeams, chooseTeam } from './teams.ts';
import { applyToWalk } from './walk.ts';

type Beginning = Pick<LiveSession, 'questions' | 'rules' | 'beginsAt'>;

export function foldLive(session: Beginning & Pick<LiveSession, 'actions'>): LiveState {
  return session.actions.reduce((state, action) => {
    const next = applyLive(state, action);
    return next.ok ? next.value : state;
  }, beginLive(session));
}

export function beginLive({ questions, rules, beginsAt }: Beginning): LiveState {
  return {
    phase: 'lobby',
    locked: false,
    changes: rules.changes,
    approval: rules.approval,
    ...(beginsAt !== undefined && { beginsAt }),
    position: -1,
    participants: new Map(),
    teams: [],
    freeTeams: false,
    questions: questions.map((question) => ({
      ...question,
      round: 1,
      opensAt: 0,
      closesAt: 0,
      answers: new Map(),
      verdicts: new Map(),
      voided: false,
      revealed: false,
      accepted: new Set(),
    })),
  };
}

export function applyLive(state: LiveState, action: LiveAction): Result<LiveState, Text> {
  if (state.phase === 'finished' && !afterTheEnd.has(action.kind)) return fail(refusals.finished);
  switch (action.kind) {
    case 'lock':
    case 'unlock':
      return ok({ ...state, locked: action.kind === 'lock' });
    case 'approval':
      return ok({ ...state, approval: action.on });
    case 'schedule':
      if (state.phase !== 'lobby') return fail(refusals.begun);
      return ok({ ...state, beginsAt: action.beginsAt });
    case 'join':
      return join(state, action);
    case 'kick':
    case 'ban':
      return changeParticipant(state, action.participant, { standing: action.kind === 'kick' ? 'kicked' : 'banned' });
    case 'admit':
    case 'admit-all':
      return ok(admit(state, action.kind === 'admit' ? action.participant : undefined));
    case 'extra-time':
      return changeParticipant(state, action.participant, { extraPercent: action.percent });
    case 'co-host':
      return changeParticipant(state, action.participant, { role: action.on ? 'co-host' : 'player' });
    case 'rename':
      return nameOf(state, action);
    case 'sign':
      return changeParticipant(state, action.participant, { signs: action.on });
    case 'teams':
    case 'draw-teams':
    case 'put':
      return applyToTeams(state, action);
    case 'choose-team':
      return chooseTeam(state, action);
    case 'answer':
      return answer(state, action);
    case 'pause':
    case 'resume':
    case 'extend':
    case 'close':
    case 'time-over':
    case 'again':
    case 'reveal':
      return applyToQuestion(state, action);
    case 'explain':
      return isAfterReveal(state) ? ok({ ...state, phase: 'explained' }) : fail(refusals.notRevealed);
    case 'board':
      return isAfterReveal(state) ? ok({ ...state, phase: 'board' }) : fail(refusals.notRevealed);
    case 'next':
      if (state.phase === 'question' || state.phase === 'closed') return fail(refusals.revealFirst);
      return ok(toNext(state, action.at));
    case 'skip': {
      if (state.phase !== 'question' && state.phase !== 'closed') return fail(noQuestion);
      const voided = withQuestion(state, state.position, { voided: true, pausedAt: undefined });
      return voided.ok ? ok(toNext(voided.value, action.at)) : voided;
    }
    case 'finish':
      return ok({ ...state, phase: 'finished', walk: undefined });
    case 'chaos':
    case 'strike':
    case 'faced':
      return applyToChaos(state, action);
    case 'vote':
      return vote(state, action);
    case 'walk':
    case 'step':
    case 'end-walk':
    case 'walked':
      return applyToWalk(state, action);
    case 'void':
      return withQuestion(state, action.position, { voided: true });
    case 'restore': {
      // One that was skipped counts after all, though its answer was never shown.
      const isPast = action.position < state.position || state.phase === 'finished';
      return withQuestion(state, action.position, { voided: false, ...(isPast && { revealed: true }) });
    }
    case 'regrade':
      return withQuestion(state, action.position, { verdicts: new Map(), key: undefined });
    case 'accept': {
      const accepted = new Set(state.questions[action.position]?.accepted);
      if (action.on) accepted.add(acceptedKey(action.answer));
      else accepted.delete(acceptedKey(action.answer));
      return withQuestion(state, action.position, { accepted });
    }
    case 'key':
      return withQuestion(state, action.position, { key: action.grading });
    case 'graded': {
      const verdicts = new Map(state.questions[action.position]?.verdicts);
      return withQuestion(state, action.position, {
        verdicts: verdicts.set(answerKey(action.answer), action.grading),
      });
    }
  }
}

/** What is right may be disputed, and graded again, when all is over. */
const afterTheEnd: ReadonlySet<LiveAction['kind']> = new Set([
  'void',
  'restore',
  'regrade',
  'accept',
  'key',
  'graded',
  // What was still running when the host finished.
  'faced',
]);

function isAfterReveal({ phase }: LiveState): boolean {
  return phase === 'revealed' || phase === 'explained' || phase === 'chaos' || phase === 'board';
}

const refusals = {
  finished: { es: 'El cuestionario ha terminado.', en: 'The quiz is over.' },
  begun: { es: 'El cuestionario ya ha empezado.', en: 'The quiz has begun already.' },
  notRevealed: { es: 'Primero muestra la respuesta.', en: 'Show the answer first.' },
  revealFirst: {
    es: 'Primero muestra la respuesta, o salta la pregunta.',
    en: 'Show the answer first, or skip the question.',
  },
} as const satisfies Record<string, Text>;
