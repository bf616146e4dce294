import { noSession } from '../custom-id.ts';
import { edit, present, refuseOthers } from '../desk.ts';
import { renderScreen } from '../screen.ts';
import type { Component } from './component.ts';
import { tooLate } from './take-action.ts';

/** Turns a page. It is laid out anew, so nothing about pages is remembered anywhere. */
export const page: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language, learner }, { player }) {
    const target = /^\d{1,4}$/.test(id.argument) ? Number(id.argument) : 0;
    if (id.session === noSession) {
      await edit(interaction, renderScreen({ screen: await player.menu(learner), language, page: target }));
      return;
    }
    const turn = await player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    const late = turn.sessionId !== '' && turn.actionCount !== id.position;
    await present(interaction, turn, language, late ? { notice: tooLate } : { page: target });
  },
};
