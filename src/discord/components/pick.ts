import { answerOf } from '#engine/picks.ts';
import { present, refuseOthers } from '../desk.ts';
import { decodePicks } from '../picks.ts';
import type { Component, Press } from './component.ts';
import { takeAction, tooLate } from './take-action.ts';

/** Of several options one more, or one fewer: only what is shown changes. */
export const pick: Component = {
  acknowledged: 'deferred',
  async run(press: Press, desk) {
    const { interaction, id, language } = press;
    const turn = await desk.player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    const offer = turn.screen.offers.find((one) => one.kind === 'pick');
    if (!offer || turn.actionCount !== id.position)
      return present(interaction, desk, turn, language, { notice: tooLate });
    await present(interaction, desk, turn, language, { picks: decodePicks(offer, id.argument) });
  },
};

/** All that was picked is the answer. */
export const send: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const turn = await desk.player.show(press.id.session);
    const offer = turn.screen.offers.find((one) => one.kind === 'pick');
    const answer = offer
      ? answerOf(offer, decodePicks(offer, press.id.argument))
      : ({ kind: 'picks', options: [] } as const);
    await takeAction(press, desk, { kind: 'submit', answer });
  },
};
