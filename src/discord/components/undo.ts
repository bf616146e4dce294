import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

/** The answer was a slip and shall not count; once more, and it counts again. */
export const undo: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    await takeAction(press, desk, { kind: 'undo' });
  },
};
