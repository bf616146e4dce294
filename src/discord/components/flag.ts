import type { Component } from './component.ts';
import { takeAction } from './take-action.ts';

const reasons = ['unclear', 'verdict', 'unlike-kubernetes', 'text', 'none'] as const;

/** Without a reason it asks for one. */
export const flag: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const reason = reasons.find((each) => each === press.id.argument);
    await takeAction(press, desk, { kind: 'flag', ...(reason && { reason }) });
  },
};
