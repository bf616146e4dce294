import { expect, test } from 'vitest';
import type { Run } from '#engine/grading.ts';
import { holds } from '#engine/questions/proposition.ts';

const nothing = { passed: false, timeline: [], failedAt: 0, simulatedSeconds: 0 };
const text = { es: 'a', en: 'a' };
const check = (id: string, passed: boolean) => ({ id, passed, statement: text, observed: text, weight: 1 });
const run: Run = { ...nothing, checks: [check('ready', true), check('restarted', false)], eventCount: 10 };
const refusal: Run = { ...nothing, checks: [], eventCount: 0 };

function checkHolds(proposition: object, expected: { run: boolean; refusal: boolean }) {
  const whole = { id: 'a', text, if: [], unless: [], ...proposition };
  expect({ run: holds(whole, run), refusal: holds(whole, refusal) }).toEqual(expected);
}

test('what must hold holds and what may not does not', () => {
  checkHolds({ if: ['ready'] }, { run: true, refusal: false });
  checkHolds({ if: ['ready'], unless: ['restarted'] }, { run: true, refusal: false });
  checkHolds({ if: ['restarted'] }, { run: false, refusal: false });
});
test('of refused manifests only the refusal is true', () => {
  checkHolds({ unless: ['restarted'] }, { run: true, refusal: false });
  checkHolds({ refused: true }, { run: false, refusal: true });
});
