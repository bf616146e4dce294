import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

/** How sure the learner is, said before the answer. What is no such word is not offered and changes nothing. */
export const confidence: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const said =
      (['sure', 'unsure', 'guess'] as const).find((each) => each === press.id.argument.split('+')[0]) ?? 'unsure';
    await takeAction(press, desk, { kind: 'confidence', confidence: said });
  },
};
