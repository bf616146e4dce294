/** How whoever presses takes part: found in the room or let in, answering, and shown where they stand. */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import type { QuestionView } from '#engine/live/live-views.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import type { Press } from '../components/component.ts';
import { type Answerable, type Desk, edit, whisper } from '../desk.ts';
import { prose } from '../markdown.ts';
import { type OwnParts, ownMessage } from './own-message.ts';
import { nameFor, seatOf } from './who.ts';

/** The room of a button; whoever presses one of a room that is gone is told. */
export async function roomOf({ interaction, id, language }: Press, desk: Desk): Promise<LiveRoom | undefined> {
  const room = await desk.live.house.room(id.session);
  if (!room) await whisper(interaction, prose(gone[language]));
  // Another process leads it, and may have written since.
  else if (!desk.live.house.leads(room)) await room.refresh();
  return room;
}

/** The participant's id. Whoever was asked to leave comes back by `join` alone. */
export async function enter(
  room: LiveRoom,
  interaction: Answerable,
  how: { readonly again: boolean } = { again: true },
): Promise<Result<string, Text>> {
  const { participant, wasKicked, id, key } = seatOf(room, interaction.user.id);
  if (participant) return ok(participant.id);
  if (wasKicked && !how.again) return fail(asked);
  const joined = await room.act({ kind: 'join', participant: id, name: nameFor(room, interaction, id), key });
  return joined.ok ? ok(id) : joined;
}

/** Whoever answers takes part from then on. Written to disk when it resolves. */
export async function answer(
  room: LiveRoom,
  interaction: Answerable,
  given: { readonly position: number; readonly round: number; readonly answer: Answer },
): Promise<Result<undefined, Text>> {
  const entered = await enter(room, interaction, { again: false });
  if (!entered.ok) return entered;
  return room.act({ kind: 'answer', participant: entered.value, ...given });
}

export async function showOwn(
  {
    interaction,
    language,
  }:
    | Pick<Press, 'interaction' | 'language'>
    | { readonly interaction: Answerable; readonly language: Press['language'] },
  room: LiveRoom,
  look: Omit<OwnParts, 'session' | 'language'> = {},
): Promise<void> {
  const stage = room.views.stage(room.state);
  const { participant } = seatOf(room, interaction.user.id);
  const own = participant && room.views.own(room.state, participant);
  await edit(interaction, ownMessage(stage, own ?? nobody, { session: room.session.id, language, ...look }));
}

/** The question that is open now, where it is the one of the button. */
export function openQuestion(room: LiveRoom, position: number, round: number): QuestionView | undefined {
  const { phase, position: shown, question } = room.views.stage(room.state);
  return phase === 'question' && shown === position && question?.round === round ? question : undefined;
}

/** `2.blue` is of the second vote. */
export function readRound(argument: string): { readonly round: number; readonly rest: string } {
  const [, round, rest = ''] = /^(\d)(?:\.(.*))?$/s.exec(argument) ?? [];
  return { round: Number(round ?? 0), rest };
}

const nobody = { name: '', standing: 'kicked', role: 'player', signs: false, closesAt: 0, points: 0 } as const;

export const tooLate: Text = {
  es: 'Ese botón es de una pregunta que ya está cerrada. Ahora se ve esto:',
  en: 'That button is of a question that is closed. This is what is shown now:',
};
const gone: Text = {
  es: 'Este cuestionario ya no existe: se ha borrado con todo lo que se respondió.',
  en: 'This quiz is no more: it was erased with all that was answered.',
};
const asked: Text = {
  es: 'Quien dirige te ha sacado de la sala. Para volver, pulsa «Entrar».',
  en: 'The host has asked you to leave. To come back, press "Join".',
};
