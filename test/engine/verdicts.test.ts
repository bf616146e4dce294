// What must not change a verdict, over all questions that take manifests: names, order, strangers. A share of the random
// variations here; test/long tries thousands more.
import { test } from 'vitest';
import { expectSameVerdicts } from '../helpers/expect-same-verdicts.ts';

test('a verdict survives what must not matter', { timeout: 60_000 }, () => expectSameVerdicts({ runs: 80 }));
