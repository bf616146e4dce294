import { noSession } from '../custom-id.ts';
import { edit, present, refuseOthers } from '../desk.ts';
import { renderScreen } from '../screen.ts';
import type { Component } from './component.ts';
import { tooLate } from './take-action.ts';

/** Turns a page. It is laid out anew, so nothing about pages is remembered anywhere. */
export const page: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language, learner }, desk) {
    const { player } = desk;
    const [, digits = '0', place] = /^(\d{1,4})(?:@(.+))?$/su.exec(id.argument) ?? [];
    const target = Number(digits);
    if (place !== undefined)
      return present(interaction, desk, await player.go(learner, place), language, { page: target });
    if (id.session === noSession) {
      await edit(interaction, renderScreen({ screen: await player.menu(learner), language, page: target }));
      return;
    }
    const turn = await player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    const late = turn.sessionId !== '' && turn.actionCount !== id.position;
    await present(interaction, desk, turn, language, late ? { notice: tooLate } : { page: target });
  },
};
