import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

/** An option of a question, by its button or, where there are many, from a list. */
export const choose: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const option = press.values[0] ?? press.id.argument;
    await takeAction(press, desk, { kind: 'submit', answer: { kind: 'choice', option } });
  },
};
