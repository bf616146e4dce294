import { expect, test } from 'vitest';
import { isSameTerm } from '#engine/questions/term.ts';

const check = (typed: string, meant: string, same: boolean) => expect(isSameTerm(typed, meant)).toBe(same);

test('capitals, accents and signs between words do not matter', () => {
  check('  storage-class ', 'StorageClass', true);
  check('réplica', 'Replica', true);
});
test('a slip of the finger is forgiven in a longer word', () => {
  check('StorgeClas', 'StorageClass', true);
  check('DeamonSet', 'DaemonSet', true);
  check('Sob', 'Job', false);
});
test('another word, another number and nothing are not the same', () => {
  check('ReplicaSet', 'DaemonSet', false);
  check('node-1', 'node-2', false);
  check('', 'Job', false);
  check('a'.repeat(100_000), 'Job', false);
});
