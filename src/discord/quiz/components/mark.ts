import { answerOf } from '#engine/picks.ts';
import type { Offer } from '#engine/screen.ts';
import type { Component, Press } from '../../components/component.ts';
import type { Desk } from '../../desk.ts';
import { decodePicks } from '../../picks.ts';
import { saved } from '../own-answer.ts';
import { answer, openQuestion, readRound, roomOf, showOwn, tooLate } from '../take-part.ts';

/** Of several options one more, or one fewer: only what is shown changes. */
export const mark: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await pickedIn(press, desk);
    if (found) await showOwn(press, found.room, { picks: found.picks });
  },
};

/** All that was picked is the answer. */
export const hand: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await pickedIn(press, desk);
    if (!found) return;
    const { room, question, offer, picks, round } = found;
    const result = await answer(room, press.interaction, {
      position: press.id.position,
      round,
      answer: answerOf(offer, picks),
    });
    await showOwn(press, room, { picks, notice: result.ok ? saved(question) : result.error });
  },
};

async function pickedIn(press: Press, desk: Desk) {
  const room = await roomOf(press, desk);
  if (!room) return undefined;
  const { round, rest } = readRound(press.id.argument);
  const question = openQuestion(room, press.id.position, round);
  const offer = question?.offers.find((one): one is Extract<Offer, { kind: 'pick' }> => one.kind === 'pick');
  if (!question || !offer) {
    await showOwn(press, room, { notice: tooLate });
    return undefined;
  }
  return { room, question, offer, round, picks: decodePicks(offer, rest) };
}
