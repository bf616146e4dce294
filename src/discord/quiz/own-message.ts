/** A live quiz as one participant sees it, in their own language and for their eyes only. */
import type { Language, Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import type { OwnView, QuestionView, Stage } from '#engine/live/live-views.ts';
import { isComplete, press, withPicks } from '#engine/picks.ts';
import type { Block, Offer, Screen } from '#engine/screen.ts';
import type { Message } from '../layout.ts';
import { letter } from '../marks.ts';
import { encodePicks } from '../picks.ts';
import { boardBlocks, inBoth, revealParts, titleOf } from './blocks.ts';
import { type Button, compose, countdown, type Picker, type QuizMessage } from './compose.ts';
import { faultButtons, optionButton, teamButton } from './public-message.ts';

export interface OwnParts {
  readonly session: string;
  readonly language: Language;
  /** Something to say first: that an answer is saved, that a press came too late. */
  readonly notice?: Text;
  readonly page?: number;
  /** Options picked so far, where several are wanted; those of the answer given where absent. */
  readonly picks?: readonly string[];
}

/** More options than this are picked from a list. */
const mostOptionButtons = 10;
const mostInList = 25;
const boardRows = 5;

export function ownMessage(stage: Stage, own: OwnView, parts: OwnParts): Message {
  const { session, language, notice, page } = parts;
  const shown = shownIn(stage, own, parts);
  return compose({
    ...{ session, language },
    position: stage.position,
    title: titleOf(stage),
    pages: 'look',
    ...(page !== undefined && { page }),
    ...shown,
    blocks: [...(notice ? [{ kind: 'notice', tone: 'info', text: notice } as const] : []), ...shown.blocks],
  });
}

type Shown = Pick<QuizMessage, 'blocks' | 'buttons' | 'note' | 'tone' | 'pickers'>;

function shownIn(stage: Stage, own: OwnView, parts: OwnParts): Shown {
  const { question, reveal, teams, chaos, walk } = stage;
  if (own.standing === 'waiting') return { blocks: [said(atTheDoor)], buttons: [again], tone: 'waiting' };
  if (own.standing !== 'in') return { blocks: [said(out)], buttons: [join] };
  if (walk) return { blocks: walk.blocks, buttons: [again] };
  switch (stage.phase) {
    case 'lobby':
      return {
        blocks: [said(inside(own.name)), ...(own.team === undefined ? [] : [said(inTeam(own.team))])],
        buttons: [...(teams?.free ? teams.names.map(teamButton) : []), again],
      };
    case 'question':
      return question ? asked(question, own, parts) : { blocks: [], buttons: [again] };
    case 'closed':
      return {
        blocks: [said(closed), ...(question ? answerBlocks(question, own.answer) : [])],
        buttons: [again],
        tone: 'waiting',
      };
    case 'revealed':
    case 'explained': {
      const { result } = own;
      const { facts, why } = revealParts(stage);
      return {
        blocks: [
          ...why,
          ...(reveal?.voided ? [{ kind: 'notice', tone: 'warning', text: voided } as const] : []),
          ...(result && result.verdict !== 'none' ? result.blocks : [said(none)]),
          ...facts,
          said(pointsSoFar(own)),
        ],
        buttons: [again],
        tone: result?.verdict === 'right' ? 'right' : result && result.verdict !== 'none' ? 'wrong' : 'plain',
      };
    }
    case 'vote':
      return { blocks: chaos?.blocks ?? [], buttons: [...faultButtons(stage, own.chaos?.vote), again] };
    case 'chaos':
      return { blocks: [...(own.chaos?.blocks ?? []), ...(chaos?.blocks ?? [])], buttons: [again] };
    case 'board':
    case 'finished':
      return {
        blocks: [
          ...(stage.phase === 'finished' ? [said(over)] : []),
          said(own.place === undefined ? pointsSoFar(own) : placeOf(own, own.place)),
          ...boardBlocks(stage.board ?? [], boardRows),
        ],
        buttons: stage.phase === 'finished' ? [] : [again],
        tone: 'right',
      };
  }
}

function asked(question: QuestionView, own: OwnView, parts: OwnParts): Shown {
  const pick = question.offers.find((offer) => offer.kind === 'pick');
  const given = own.answer;
  const picks = parts.picks ?? (given?.kind === 'picks' ? given.options : []);
  const screen: Screen = { kind: 'question', title: question.title, blocks: question.blocks, offers: question.offers };
  const note = timeLeft(question, own)[parts.language];
  return {
    note,
    blocks: [
      ...(pick ? withPicks(screen, picks).blocks : question.blocks),
      ...question.choosable.map((yaml, index): Block => ({ kind: 'manifest', title: whole(index), yaml, marks: [] })),
      ...answerBlocks(question, given),
    ],
    buttons: [
      ...question.offers.flatMap((offer) => offerButtons(offer, question, picks)),
      ...question.choosable.map(
        (_, index): Button => ({ text: handWhole(index), verb: 'vote', argument: `${question.round}.#${index}` }),
      ),
      again,
    ],
    pickers: longLists(question),
  };
}

function offerButtons(offer: Offer, question: QuestionView, picks: readonly string[]): readonly Button[] {
  const { round, offers } = question;
  switch (offer.kind) {
    case 'choose': {
      const options = offers.filter(({ kind }) => kind === 'choose');
      return options.length <= mostOptionButtons ? [optionButton(round)(offer, options.indexOf(offer))] : [];
    }
    case 'pick':
      return pickButtons(offer, round, picks);
    case 'type':
    case 'write':
      return [{ text: offer.label, verb: 'fill', argument: String(round), style: 'main' }];
    default:
      return [];
  }
}

/** A button carries what will have been picked once it is pressed, so nothing is remembered anywhere. */
function pickButtons(
  offer: Extract<Offer, { kind: 'pick' }>,
  round: number,
  picks: readonly string[],
): readonly Button[] {
  const mark = (after: readonly string[]) =>
    ({ verb: 'mark', argument: `${round}.${encodePicks(offer, after)}` }) as const;
  const isFull = offer.manner === 'partners' && isComplete(offer, picks);
  const options = offer.options.map(
    ({ id, text }, index): Button => ({
      text: inBoth(({ language }) => `${letter(index)}. ${text[language]}`),
      ...mark(press(offer, picks, id)),
      style: offer.manner !== 'partners' && picks.includes(id) ? 'main' : 'plain',
    }),
  );
  return [
    ...(isFull ? [] : options),
    ...(offer.manner === 'partners' && picks.length > 0 ? [{ text: takeBack, ...mark(picks.slice(0, -1)) }] : []),
    ...(isComplete(offer, picks)
      ? [
          {
            text: offer.label,
            verb: 'hand',
            argument: `${round}.${encodePicks(offer, picks)}`,
            style: 'good',
          } as const,
        ]
      : []),
  ];
}

function longLists({ offers, round }: QuestionView): readonly Picker[] {
  const options = offers.filter((offer) => offer.kind === 'choose');
  if (options.length <= mostOptionButtons) return [];
  const lists = Array.from({ length: Math.ceil(options.length / mostInList) }, (_, index) =>
    options.slice(index * mostInList, (index + 1) * mostInList),
  );
  return lists.map((list, index) => ({
    verb: 'vote',
    argument: `${round}.#list${index}`,
    placeholder: { es: 'Elige una opción', en: 'Pick an option' },
    options: list.map(({ option, label }, at) => ({
      value: option,
      text: inBoth(({ language }) => `${letter(index * mostInList + at)}. ${label[language]}`),
    })),
  }));
}

/** What one has said so far. */
function answerBlocks(question: QuestionView, answer: Answer | undefined): readonly Block[] {
  if (!answer) return [];
  if (answer.kind === 'manifest') return [{ kind: 'manifest', title: yours, yaml: answer.text, marks: [] }];
  return [said(inBoth(({ language }) => `${yours[language]}: ${inWords(question, answer)[language]}`))];
}

export function inWords({ offers }: QuestionView, answer: Answer): Text {
  switch (answer.kind) {
    case 'choice': {
      const options = offers.filter((offer) => offer.kind === 'choose');
      const index = options.findIndex(({ option }) => option === answer.option);
      const found = options[index];
      return found ? inBoth(({ language }) => `${letter(index)}. ${found.label[language]}`) : bare(answer.option);
    }
    case 'picks': {
      const offer = offers.find(({ kind }) => kind === 'pick');
      const options = offer?.kind === 'pick' ? offer.options : [];
      return bare(answer.options.map((pick) => letter(options.findIndex(({ id }) => id === pick))).join(' '));
    }
    case 'words':
      return bare(answer.text);
    case 'manifest':
      return { es: 'tu YAML', en: 'your YAML' };
  }
}

function bare(words: string): Text {
  return { es: words, en: words };
}

function timeLeft({ pausedAt, opensAt }: QuestionView, { closesAt }: OwnView): Text {
  if (pausedAt !== undefined) return { es: '⏸ En pausa: enseguida sigue.', en: '⏸ Paused: it goes on in a moment.' };
  return {
    es: `Se responde ${countdown(opensAt)} y se cierra para ti ${countdown(closesAt)}.`,
    en: `Answers are taken ${countdown(opensAt)} and close for you ${countdown(closesAt)}.`,
  };
}

function said(text: Text): Block {
  return { kind: 'prose', text };
}

const join: Button = { text: { es: 'Entrar', en: 'Join' }, verb: 'join', style: 'good' };
const again: Button = { text: { es: 'Actualizar', en: 'Refresh' }, verb: 'look' };
const takeBack: Text = { es: 'Quitar la última', en: 'Take the last back' };
const yours: Text = { es: 'Tu respuesta', en: 'Your answer' };
const atTheDoor: Text = {
  es: 'Espera a que te dejen entrar. Después, pulsa «Actualizar».',
  en: 'Wait to be let in. Then press "Refresh".',
};
const out: Text = { es: 'No estás en la sala.', en: 'You are not in the room.' };
const closed: Text = { es: 'La pregunta está cerrada.', en: 'The question is closed.' };
const none: Text = { es: 'No respondiste a esta pregunta.', en: 'You did not answer this question.' };
const over: Text = { es: 'El cuestionario ha terminado.', en: 'The quiz is over.' };
const voided: Text = { es: 'Esta pregunta está anulada: no cuenta.', en: 'This question is void: it does not count.' };

function inside(name: string): Text {
  return {
    es: `Estás dentro como ${name}. Cuando empiece, responde en el mensaje del canal o aquí.`,
    en: `You are in as ${name}. Once it begins, answer on the channel’s message or here.`,
  };
}

function whole(index: number): Text {
  return { es: `Respuesta ${letter(index)}`, en: `Answer ${letter(index)}` };
}

function handWhole(index: number): Text {
  return { es: `Elegir la ${letter(index)}`, en: `Pick ${letter(index)}` };
}

function inTeam(team: string): Text {
  return { es: `Tu equipo: ${team}.`, en: `Your team: ${team}.` };
}

function pointsSoFar({ points }: OwnView): Text {
  return { es: `Puntos hasta ahora: ${Math.round(points)}.`, en: `Points so far: ${Math.round(points)}.` };
}

function placeOf({ points }: OwnView, place: number): Text {
  return {
    es: `Tu puesto: ${place}, con ${Math.round(points)} puntos.`,
    en: `Your place: ${place}, with ${Math.round(points)} points.`,
  };
}
