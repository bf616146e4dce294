/**
 * What a live session's actions add up to: a pure fold. Whoever asks for something that makes no sense where the session stands
 * gets a sentence; in a stored list such an action changes nothing. Only the host's clock counts: an answer is in time when it
 * was written before its participant's own deadline, and how long it took is measured from when answers were taken, pauses left out.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import type { Grading } from '../grading.ts';
import type { LiveAction, LiveQuestion, LiveSession } from './live-session.ts';

export interface LiveState {
  readonly phase: 'lobby' | 'question' | 'closed' | 'revealed' | 'explained' | 'board' | 'finished';
  readonly locked: boolean;
  readonly changes: boolean;
  readonly approval: boolean;
  /** Which question is shown; −1 in the lobby. */
  readonly position: number;
  /** In the order in which they came. */
  readonly participants: ReadonlyMap<string, Participant>;
  readonly questions: readonly LiveQuestionState[];
}

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly extraPercent: number;
  /** Whoever waits has yet to be let in; whoever was kicked may come again; whoever was banned may not. None of them counts. */
  readonly standing: 'waiting' | 'in' | 'kicked' | 'banned';
}

export interface LiveQuestionState extends LiveQuestion {
  /** 1, and 2 after a discussion. */
  readonly round: number;
  /** From when answers are taken; pauses so far have moved it. */
  readonly opensAt: number;
  /** For whoever has no extra time. */
  readonly closesAt: number;
  readonly pausedAt?: number | undefined;
  /** By participant: the one answer that counts. */
  readonly answers: ReadonlyMap<string, LiveAnswer>;
  /** What they said before the discussion. */
  readonly firstRound?: ReadonlyMap<string, LiveAnswer>;
  /** By answer (`answerKey`): the same answer always runs the same. */
  readonly verdicts: ReadonlyMap<string, Grading>;
  readonly key?: Grading | undefined;
  readonly voided: boolean;
}

export interface LiveAnswer {
  readonly answer: Answer;
  /** After answers were taken. */
  readonly seconds: number;
  /** What this participant had, extra time included. */
  readonly limitSeconds: number;
}

const mostParticipants = 1000;
export const mostNameLength = 24;

export function foldLive(session: Pick<LiveSession, 'questions' | 'rules' | 'actions'>): LiveState {
  return session.actions.reduce((state, action) => {
    const next = applyLive(state, action);
    return next.ok ? next.value : state;
  }, beginLive(session));
}

export function beginLive({ questions, rules }: Pick<LiveSession, 'questions' | 'rules'>): LiveState {
  return {
    phase: 'lobby',
    locked: false,
    changes: rules.changes,
    approval: rules.approval,
    position: -1,
    participants: new Map(),
    questions: questions.map((question) => ({
      ...question,
      round: 1,
      opensAt: 0,
      closesAt: 0,
      answers: new Map(),
      verdicts: new Map(),
      voided: false,
    })),
  };
}

export function applyLive(state: LiveState, action: LiveAction): Result<LiveState, Text> {
  if (state.phase === 'finished' && !afterTheEnd.has(action.kind)) return fail(refusals.finished);
  const shown = state.questions[state.position];
  switch (action.kind) {
    case 'lock':
    case 'unlock':
      return ok({ ...state, locked: action.kind === 'lock' });
    case 'join':
      return join(state, action);
    case 'answer':
      return shown ? answer(state, shown, action) : fail(refusals.noQuestion);
    case 'kick':
    case 'ban':
      return changeParticipant(state, action.participant, { standing: action.kind === 'kick' ? 'kicked' : 'banned' });
    case 'admit':
    case 'admit-all':
      return ok(admit(state, action.kind === 'admit' ? action.participant : undefined));
    case 'extra-time':
      return changeParticipant(state, action.participant, { extraPercent: action.percent });
    case 'pause':
      if (state.phase !== 'question' || !shown || shown.pausedAt !== undefined) return fail(refusals.nothingToPause);
      return ok(withShown(state, { pausedAt: action.at }));
    case 'resume': {
      if (shown?.pausedAt === undefined) return fail(refusals.notPaused);
      return ok(withShown(state, resumed(shown, action.at)));
    }
    case 'extend':
      if (state.phase !== 'question' || !shown) return fail(refusals.noQuestion);
      return ok(withShown(state, { closesAt: shown.closesAt + action.seconds * 1000 }));
    case 'close':
      if (state.phase !== 'question') return fail(refusals.noQuestion);
      return ok({ ...withShown(state, { pausedAt: undefined }), phase: 'closed' });
    case 'time-over':
      if (state.phase !== 'question' || !shown || action.position !== state.position) return fail(refusals.noQuestion);
      if (shown.pausedAt !== undefined || action.at < lastDeadline(state, shown)) return fail(refusals.timeIsLeft);
      return ok({ ...state, phase: 'closed' });
    case 'again':
      if (!shown || state.phase !== 'closed' || shown.round !== 1) return fail(refusals.noSecondVote);
      return ok({ ...withShown(state, { ...secondRound(shown, action.at) }), phase: 'question' });
    case 'reveal':
      if (!shown || state.phase !== 'closed') return fail(refusals.notClosed);
      if (!shown.key || ungraded(shown).length > 0) return fail(refusals.stillRunning);
      return ok({ ...state, phase: 'revealed' });
    case 'explain':
      return state.phase === 'revealed' ? ok({ ...state, phase: 'explained' }) : fail(refusals.notRevealed);
    case 'board':
      return state.phase === 'revealed' || state.phase === 'explained'
        ? ok({ ...state, phase: 'board' })
        : fail(refusals.notRevealed);
    case 'next':
      if (state.phase === 'question' || state.phase === 'closed') return fail(refusals.revealFirst);
      return ok(toNext(state, action.at));
    case 'skip':
      if (!shown || (state.phase !== 'question' && state.phase !== 'closed')) return fail(refusals.noQuestion);
      return ok(toNext(withShown(state, { voided: true, pausedAt: undefined }), action.at));
    case 'finish':
      return ok({ ...state, phase: 'finished' });
    case 'void':
    case 'restore':
      return withQuestion(state, action.position, { voided: action.kind === 'void' });
    case 'regrade':
      return withQuestion(state, action.position, { verdicts: new Map(), key: undefined });
    case 'key':
      return withQuestion(state, action.position, { key: action.grading });
    case 'graded': {
      const question = state.questions[action.position];
      if (!question) return fail(refusals.noQuestion);
      const verdicts = new Map(question.verdicts).set(answerKey(action.answer), action.grading);
      return withQuestion(state, action.position, { verdicts });
    }
  }
}

/** What is right may be disputed, and graded again, when all is over. */
const afterTheEnd: ReadonlySet<LiveAction['kind']> = new Set(['void', 'restore', 'regrade', 'key', 'graded']);

/** Equal answers have equal keys. */
export function answerKey(answer: Answer): string {
  switch (answer.kind) {
    case 'choice':
      return `choice ${answer.option}`;
    case 'picks':
      return `picks ${JSON.stringify(answer.options)}`;
    case 'words':
      return `words ${answer.text}`;
    case 'manifest':
      return `manifest ${answer.text}`;
  }
}

/** Distinct answers that wait for their verdict. */
export function ungraded({ answers, verdicts }: LiveQuestionState): readonly Answer[] {
  const waiting = new Map<string, Answer>();
  for (const { answer } of answers.values()) {
    const key = answerKey(answer);
    if (!verdicts.has(key)) waiting.set(key, answer);
  }
  return [...waiting.values()];
}

/** Who takes part now. */
export function present({ participants }: Pick<LiveState, 'participants'>): readonly Participant[] {
  return [...participants.values()].filter(({ standing }) => standing === 'in');
}

export function deadlineOf({ opensAt, closesAt }: LiveQuestionState, { extraPercent }: Participant): number {
  return closesAt + ((closesAt - opensAt) * extraPercent) / 100;
}

/** When nobody has time left. */
export function lastDeadline(state: Pick<LiveState, 'participants'>, question: LiveQuestionState): number {
  return Math.max(question.closesAt, ...present(state).map((participant) => deadlineOf(question, participant)));
}

function join(state: LiveState, action: Extract<LiveAction, { kind: 'join' }>): Result<LiveState, Text> {
  const all = [...state.participants.values()];
  if (all.some(({ key, standing }) => key === action.key && standing === 'banned')) return fail(refusals.banned);
  if (state.locked) return fail(refusals.locked);
  if (all.filter(isHere).length >= mostParticipants) return fail(refusals.full);
  if (state.participants.has(action.participant)) return fail(refusals.nameTaken);
  const name = action.name.toLocaleLowerCase('es');
  const isNamesake = (other: Participant) => other.name.toLocaleLowerCase('es') === name && other.standing !== 'kicked';
  if (all.some(isNamesake)) return fail(refusals.nameTaken);
  const participants = new Map(state.participants).set(action.participant, {
    id: action.participant,
    name: action.name,
    key: action.key,
    extraPercent: 0,
    standing: state.approval ? 'waiting' : 'in',
  });
  return ok({ ...state, participants });
}

function answer(
  state: LiveState,
  shown: LiveQuestionState,
  action: Extract<LiveAction, { kind: 'answer' }>,
): Result<LiveState, Text> {
  const participant = state.participants.get(action.participant);
  if (participant?.standing === 'waiting') return fail(refusals.waiting);
  if (participant?.standing !== 'in') return fail(refusals.notIn);
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

/** In the room or at its door. */
export function isHere({ standing }: Participant): boolean {
  return standing === 'in' || standing === 'waiting';
}

/** One who waits, or all of them. */
function admit(state: LiveState, id: string | undefined): LiveState {
  const participants = new Map(state.participants);
  for (const one of state.participants.values()) {
    if (one.standing === 'waiting' && (id === undefined || one.id === id))
      participants.set(one.id, { ...one, standing: 'in' });
  }
  return { ...state, participants };
}

function changeParticipant(state: LiveState, id: string, changed: Partial<Participant>): Result<LiveState, Text> {
  const participant = state.participants.get(id);
  if (!participant) return fail(refusals.noSuchParticipant);
  return ok({ ...state, participants: new Map(state.participants).set(id, { ...participant, ...changed }) });
}

function withShown(state: LiveState, changed: Partial<LiveQuestionState>): LiveState {
  const shown = state.questions[state.position];
  return shown ? { ...state, questions: state.questions.with(state.position, { ...shown, ...changed }) } : state;
}

function withQuestion(
  state: LiveState,
  position: number,
  changed: Partial<LiveQuestionState>,
): Result<LiveState, Text> {
  const question = state.questions[position];
  if (!question) return fail(refusals.noQuestion);
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

function toNext(state: LiveState, at: number): LiveState {
  const position = state.position + 1;
  const question = state.questions[position];
  if (!question) return { ...state, phase: 'finished' };
  const opensAt = at + question.readingSeconds * 1000;
  return withShown({ ...state, phase: 'question', position }, { opensAt, closesAt: opensAt + question.seconds * 1000 });
}

const refusals = {
  finished: { es: 'El cuestionario ha terminado.', en: 'The quiz is over.' },
  noQuestion: { es: 'Ahora no hay ninguna pregunta abierta.', en: 'There is no open question now.' },
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
  notRevealed: { es: 'Primero muestra la respuesta.', en: 'Show the answer first.' },
  revealFirst: {
    es: 'Primero muestra la respuesta, o salta la pregunta.',
    en: 'Show the answer first, or skip the question.',
  },
  banned: { es: 'Quien dirige te ha quitado el acceso.', en: 'The host has barred you.' },
  locked: {
    es: 'La sala está cerrada: pide a quien dirige que la abra.',
    en: 'The room is locked: ask the host to open it.',
  },
  full: { es: 'La sala está llena.', en: 'The room is full.' },
  nameTaken: { es: 'Ese nombre ya está en uso: elige otro.', en: 'That name is taken: choose another.' },
  notIn: { es: 'Ya no estás en la sala: vuelve a entrar.', en: 'You are no longer in the room: join again.' },
  waiting: { es: 'Espera a que te dejen entrar.', en: 'Wait to be let in.' },
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
  noSuchParticipant: { es: 'No hay nadie así en la sala.', en: 'There is nobody like that in the room.' },
} as const satisfies Record<string, Text>;
