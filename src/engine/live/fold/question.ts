/**
 * What befalls the question shown: its time, its answers, its reveal. An answer is in time when it was written before its
 * participant's own deadline; how long it took is measured from when answers were taken, pauses left out.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { LiveAction } from '../live-session.ts';
import {
  answerKey,
  deadlineOf,
  type LiveAnswer,
  type LiveQuestionState,
  type LiveState,
  lastDeadline,
  ungraded,
} from '../live-state.ts';

type Of<Kind extends LiveAction['kind']> = Extract<LiveAction, { readonly kind: Kind }>;

export function applyToQuestion(
  state: LiveState,
  action: Of<'pause' | 'resume' | 'extend' | 'close' | 'time-over' | 'again' | 'reveal'>,
): Result<LiveState, Text> {
  const shown = state.questions[state.position];
  switch (action.kind) {
    case 'pause':
      if (state.phase !== 'question' || !shown || shown.pausedAt !== undefined) return fail(refusals.nothingToPause);
      return ok(withShown(state, { pausedAt: action.at }));
    case 'resume':
      if (shown?.pausedAt === undefined) return fail(refusals.notPaused);
      return ok(withShown(state, resumed(shown, action.at)));
    case 'extend': {
      const { chaos } = shown ?? {};
      if (state.phase === 'vote' && chaos)
        return ok(withShown(state, { chaos: { ...chaos, closesAt: chaos.closesAt + action.seconds * 1000 } }));
      if (state.phase !== 'question' || !shown) return fail(noQuestion);
      return ok(withShown(state, { closesAt: shown.closesAt + action.seconds * 1000 }));
    }
    case 'close':
      if (state.phase !== 'question') return fail(noQuestion);
      return ok({ ...withShown(state, { pausedAt: undefined }), phase: 'closed' });
    case 'time-over':
      if (state.phase !== 'question' || !shown || action.position !== state.position) return fail(noQuestion);
      if (shown.pausedAt !== undefined || action.at < lastDeadline(state, shown)) return fail(refusals.timeIsLeft);
      return ok({ ...state, phase: 'closed' });
    case 'again':
      if (!shown || state.phase !== 'closed' || shown.round !== 1) return fail(refusals.noSecondVote);
      return ok({ ...withShown(state, secondRound(shown, action.at)), phase: 'question' });
    case 'reveal':
      if (!shown || state.phase !== 'closed') return fail(refusals.notClosed);
      if (!shown.key || ungraded(shown).length > 0) return fail(refusals.stillRunning);
      return ok({ ...withShown(state, { revealed: true }), phase: 'revealed' });
  }
}

export function answer(state: LiveState, action: Of<'answer'>): Result<LiveState, Text> {
  const shown = state.questions[state.position];
  if (!shown) return fail(noQuestion);
  const participant = state.participants.get(action.participant);
  if (participant?.standing === 'waiting') return fail(refusals.waiting);
  if (participant?.standing !== 'in') return fail(refusals.notIn);
  if (participant.role !== 'player') return fail(refusals.leads);
  if (action.position !== state.position || action.round !== shown.round || state.phase !== 'question')
    return fail(refusals.tooLate);
  if (shown.pausedAt !== undefined) return fail(refusals.paused);
  if (action.at < shown.opensAt) return fail(refusals.reading);
  const deadline = deadlineOf(shown, participant);
  if (action.at > deadline) return fail(refusals.tooLate);
  const before = shown.answers.get(participant.id);
  if (before && answerKey(before.answer) === answerKey(action.answer)) return ok(state);
  if (before && !state.changes) return fail(refusals.answered);
  const given: LiveAnswer = {
    answer: action.answer,
    seconds: (action.at - shown.opensAt) / 1000,
    limitSeconds: (deadline - shown.opensAt) / 1000,
  };
  return ok(withShown(state, { answers: new Map(shown.answers).set(participant.id, given) }));
}

/** The first question, the following one, or the end after the last. */
export function toNext(state: LiveState, at: number): LiveState {
  const position = state.position + 1;
  const question = state.questions[position];
  if (!question) return { ...state, phase: 'finished', walk: undefined };
  const opensAt = at + question.readingSeconds * 1000;
  return withShown(
    { ...state, phase: 'question', position, beginsAt: undefined, walk: undefined },
    { opensAt, closesAt: opensAt + question.seconds * 1000 },
  );
}

export function withShown(state: LiveState, changed: Partial<LiveQuestionState>): LiveState {
  const shown = state.questions[state.position];
  return shown ? { ...state, questions: state.questions.with(state.position, { ...shown, ...changed }) } : state;
}

export function withQuestion(
  state: LiveState,
  position: number,
  changed: Partial<LiveQuestionState>,
): Result<LiveState, Text> {
  const question = state.questions[position];
  if (!question) return fail(noQuestion);
  return ok({ ...state, questions: state.questions.with(position, { ...question, ...changed }) });
}

/** A pause moves what was still to come: 20 s of 60 gone, 5 minutes of pause, 40 s are left. */
function resumed({ opensAt, closesAt, pausedAt = 0 }: LiveQuestionState, at: number): Partial<LiveQuestionState> {
  const pause = Math.max(0, at - pausedAt);
  return { opensAt: opensAt + pause, closesAt: closesAt + pause, pausedAt: undefined };
}

/** No time to read once more; what was said stays until it is said otherwise. */
function secondRound(question: LiveQuestionState, at: number): Partial<LiveQuestionState> {
  return { round: 2, firstRound: question.answers, opensAt: at, closesAt: at + question.seconds * 1000 };
}

export const noQuestion: Text = {
  es: 'Ahora no hay ninguna pregunta abierta.',
  en: 'There is no open question now.',
};

const refusals = {
  nothingToPause: { es: 'No hay nada en marcha que se pueda pausar.', en: 'Nothing is running that could be paused.' },
  notPaused: { es: 'No está en pausa.', en: 'It is not paused.' },
  timeIsLeft: { es: 'Todavía queda tiempo.', en: 'There is time left.' },
  noSecondVote: {
    es: 'Se vota por segunda vez cuando la primera votación se ha cerrado, y solo una vez.',
    en: 'A second vote comes after the first one has closed, and only once.',
  },
  notClosed: { es: 'Primero cierra la pregunta.', en: 'Close the question first.' },
  stillRunning: {
    es: 'Todavía se están ejecutando respuestas: espera un momento.',
    en: 'Answers are still being run: wait a moment.',
  },
  notIn: { es: 'Ya no estás en la sala: vuelve a entrar.', en: 'You are no longer in the room: join again.' },
  waiting: { es: 'Espera a que te dejen entrar.', en: 'Wait to be let in.' },
  leads: {
    es: 'Quien dirige ve las respuestas, así que no responde.',
    en: 'Whoever leads sees the answers and so gives none.',
  },
  tooLate: {
    es: 'La respuesta llegó tarde: la pregunta está cerrada.',
    en: 'The answer came late: the question is closed.',
  },
  paused: { es: 'Está en pausa: espera a que siga.', en: 'It is paused: wait until it goes on.' },
  reading: { es: 'Todavía es tiempo de leer.', en: 'It is still time to read.' },
  answered: {
    es: 'Tu respuesta ya está anotada y en este cuestionario no se cambia.',
    en: 'Your answer is noted already, and this quiz lets none be changed.',
  },
} as const satisfies Record<string, Text>;
