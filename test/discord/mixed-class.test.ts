// A small mixed class, with the bot's process killed once in the middle: Discord, terminals and browsers in one session.
import { expect, test } from 'vitest';
import { mixedClass } from '../bench/mixed/mixed-class.ts';

test('twelve people on Discord, in terminals and browsers lose nothing when the host is killed', async () => {
  const figures = await mixedClass({
    ...{ discord: 4, terminals: 5, browsers: 3, realTerminals: 1, realPages: 0 },
    questions: ['wordpress-one-pod-or-two', 'what-a-pod-shares', 'life-of-a-pod-in-order', 'word-for-the-wait'],
    ...{ kills: 1, spanMilliseconds: 300, seed: 3 },
  });
  expect(figures).toMatchObject({ answers: 48, lost: [], wrong: [], problems: [], kills: 1 });
}, 120_000);
