import { changes } from '#engine/explore/changes.ts';
import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

/** Runs the answer once more with something otherwise. What is no such change is not offered and changes nothing. */
export const suppose: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const change = changes.find((each) => each === press.id.argument) ?? changes[0];
    await takeAction(press, desk, { kind: 'suppose', change });
  },
};
