import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

export const next: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    await takeAction(press, desk, { kind: 'next' });
  },
};
