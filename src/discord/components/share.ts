import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

/** Shows the code that others can run the same answer with. */
export const share: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    await takeAction(press, desk, { kind: 'share' });
  },
};
