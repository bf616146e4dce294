import { everything } from '../custom-id.ts';
import { present } from '../desk.ts';
import type { Component } from './component.ts';

/** Picked from the menu: goes on with an open session of exactly these questions, or begins one. */
export const start: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, values, language, learner }, desk) {
    const { player } = desk;
    const all = id.argument === everything ? player.library.list().map((scenario) => scenario.id) : [];
    // An item of a menu may lead to another menu as well as to a question.
    const [picked] = values;
    const turn = picked === undefined ? await player.start(learner, all) : await player.go(learner, picked);
    await present(interaction, desk, turn, language);
  },
};
