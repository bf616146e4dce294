/** A live quiz as everybody in the channel sees it. Nobody's answer is on it, and nothing tells what is right before the reveal. */
import { type Language, plural, type Text, verbatim } from '#base/text.ts';
import type { Stage, WallView } from '#engine/live/live-views.ts';
import type { Block, Offer } from '#engine/screen.ts';
import type { Message, Picture } from '../layout.ts';
import { inlineCode } from '../markdown.ts';
import { letter } from '../marks.ts';
import {
  answeredText,
  boardBlocks,
  inBoth,
  namesBlock,
  revealParts,
  tallyBlocks,
  teamBlocks,
  titleOf,
} from './blocks.ts';
import { type Button, compose, countdown, isLinkable, type QuizMessage } from './compose.ts';

export interface PublicParts {
  readonly session: string;
  readonly language: Language;
  /** For phones and terminals, where there are pages. */
  readonly joinUrl?: string;
  readonly pictures: readonly Picture[];
}

/** More options than this are picked in one's own message. */
const mostOptionButtons = 10;
const boardRows = 10;

export function publicMessage(view: WallView, parts: PublicParts): Message {
  return compose({
    ...{ session: parts.session, language: parts.language, pictures: parts.pictures },
    position: view.position,
    title: titleOf(view),
    pages: 'look',
    ...shownIn(view, parts),
  });
}

type Shown = Pick<QuizMessage, 'blocks' | 'buttons' | 'note' | 'tone'>;

function shownIn(view: WallView, parts: PublicParts): Shown {
  const { question, reveal, chaos, walk } = view;
  if (walk) return { blocks: walk.blocks, buttons: [own(seeIt)], tone: 'waiting' };
  switch (view.phase) {
    case 'lobby':
      return {
        note: lobbyNote(view, parts),
        blocks: [namesBlock(view.names)],
        buttons: [join, ...(view.teams?.free ? view.teams.names.map(teamButton) : []), ...elsewhere(parts)],
      };
    case 'question':
      return {
        note: times(view)[parts.language],
        blocks: [...(question?.blocks ?? []), { kind: 'prose', text: answeredText(view.answered, view.participants) }],
        buttons: [...answerButtons(view), own(question?.offers.length === 0 ? seeIt : inPrivate), ...late(view)],
      };
    case 'closed':
      return {
        blocks: [
          { kind: 'prose', text: view.running > 0 ? running(view.running) : closed },
          { kind: 'prose', text: answeredText(view.answered, view.participants) },
          ...tallyBlocks(view),
        ],
        buttons: [own(mine)],
        tone: 'waiting',
      };
    case 'revealed':
    case 'explained': {
      const { facts, why } = revealParts(view);
      return {
        blocks: [
          ...(reveal?.voided ? [{ kind: 'notice', tone: 'warning', text: voided } as const] : []),
          ...why,
          ...tallyBlocks(view),
          ...facts,
        ],
        buttons: [own(result), ...late(view)],
      };
    }
    case 'vote':
      return {
        note: chaos ? `⏱ ${countdown(chaos.closesAt)}` : '',
        blocks: [...(chaos?.blocks ?? []), ...votesBlocks(view)],
        buttons: faultButtons(view),
        tone: 'waiting',
      };
    case 'chaos':
      return { blocks: chaos?.blocks ?? [], buttons: [own(result)], tone: 'waiting' };
    case 'board':
      return { blocks: boards(view), buttons: [own(result), ...late(view)] };
    case 'finished':
      return {
        blocks: [{ kind: 'prose', text: over }, ...boards(view)],
        buttons: [own(result)],
        tone: 'right',
      };
  }
}

export function teamButton(name: string, index: number): Button {
  return { text: { es: `Equipo ${name}`, en: `Team ${name}` }, verb: 'team', argument: String(index) };
}

function lobbyNote(view: WallView, { language, joinUrl }: PublicParts): string {
  const code = inlineCode(`${view.code.slice(0, 4)} ${view.code.slice(4)}`);
  const lines: Text[] = [
    joinUrl === undefined
      ? { es: `Código de la sala: ${code}`, en: `Code of the room: ${code}` }
      : {
          es: `Código de la sala: ${code} · desde el móvil: <${joinUrl}>`,
          en: `Code of the room: ${code} · from a phone: <${joinUrl}>`,
        },
    ...(view.beginsAt === undefined
      ? []
      : [{ es: `Empieza ${countdown(view.beginsAt)}.`, en: `It begins ${countdown(view.beginsAt)}.` }]),
    ...(view.locked
      ? [{ es: '🔒 La sala está cerrada: ya no entra nadie.', en: '🔒 The room is locked: nobody joins any more.' }]
      : []),
  ];
  return lines.map((line) => line[language]).join('\n');
}

/** Both moments at once, so that the message needs no edit when reading ends. */
function times({ question }: WallView): Text {
  if (!question) return { es: '', en: '' };
  if (question.pausedAt !== undefined)
    return { es: '⏸ En pausa: enseguida sigue.', en: '⏸ Paused: it goes on in a moment.' };
  const [opens, closes] = [countdown(question.opensAt), countdown(question.closesAt)];
  const again: Text =
    question.round > 1
      ? {
          es: 'Segunda votación: puedes mantener tu respuesta o cambiarla. ',
          en: 'Second vote: keep your answer or change it. ',
        }
      : { es: '', en: '' };
  return {
    es: `${again.es}Se responde ${opens} y se cierra ${closes}. Contestas solo a tu vista.`,
    en: `${again.en}Answers are taken ${opens} and close ${closes}. You answer for your eyes only.`,
  };
}

function answerButtons({ question }: WallView): readonly Button[] {
  if (!question) return [];
  const options = question.offers.filter((offer) => offer.kind === 'choose');
  if (options.length > 0 && options.length <= mostOptionButtons) return options.map(optionButton(question.round));
  const [offer] = question.offers;
  if (offer?.kind !== 'type' && offer?.kind !== 'write') return [];
  return [{ text: offer.label, verb: 'fill', argument: String(question.round), style: 'main' }];
}

export function optionButton(round: number) {
  return (offer: Extract<Offer, { kind: 'choose' }>, index: number): Button => ({
    text: inBoth(({ language }) => `${letter(index)}. ${offer.label[language]}`),
    verb: 'vote',
    argument: `${round}.${offer.option}`,
    style: 'main',
  });
}

/** What may be voted for, the same under everybody's message and one's own. */
export function faultButtons({ chaos }: Stage, chosen?: string): readonly Button[] {
  return (chaos?.faults ?? []).map(({ id, title }) => ({
    text: title,
    verb: 'fault',
    argument: id,
    style: id === chosen ? 'good' : 'main',
  }));
}

function votesBlocks({ chaos, votes = [] }: WallView): readonly Block[] {
  if (!chaos) return [];
  return [
    {
      kind: 'table',
      columns: [
        { es: 'Fallo', en: 'Fault' },
        { es: 'Votos', en: 'Votes' },
      ],
      rows: chaos.faults.map(({ title }, index) => [title, verbatim(String(votes[index] ?? 0))]),
    },
  ];
}

function boards({ board = [], teamBoard = [] }: Stage): readonly Block[] {
  return [...teamBlocks(teamBoard), ...boardBlocks(board, boardRows)];
}

function elsewhere({ joinUrl }: PublicParts): readonly Button[] {
  return joinUrl === undefined || !isLinkable(joinUrl)
    ? []
    : [{ text: { es: 'En el navegador', en: 'In the browser' }, url: joinUrl }];
}

/** Whoever comes late joins from here too. */
function late({ locked }: WallView): readonly Button[] {
  return locked ? [] : [{ ...join, style: 'plain' }];
}

function own(text: Text): Button {
  return { text, verb: 'look' };
}

const join: Button = { text: { es: 'Entrar', en: 'Join' }, verb: 'join', style: 'good' };
const inPrivate: Text = { es: 'Responder en privado', en: 'Answer in private' };
const seeIt: Text = { es: 'Ver en privado', en: 'See in private' };
const mine: Text = { es: 'Mi respuesta', en: 'My answer' };
const result: Text = { es: 'Mi resultado', en: 'My result' };
const closed: Text = { es: 'La pregunta está cerrada.', en: 'The question is closed.' };
const over: Text = {
  es: 'El cuestionario ha terminado. ¡Gracias por participar!',
  en: 'The quiz is over. Thank you for taking part!',
};
const voided: Text = { es: 'Esta pregunta está anulada: no cuenta.', en: 'This question is void: it does not count.' };

function running(count: number): Text {
  return {
    es: `La pregunta está cerrada. ${plural('es', count, { one: 'Queda {n} respuesta por ejecutar.', other: 'Quedan {n} respuestas por ejecutar.' })}`,
    en: `The question is closed. ${plural('en', count, { one: '{n} answer is still to be run.', other: '{n} answers are still to be run.' })}`,
  };
}
