/** `--append-hash`, beside the hashes that kubectl itself gives. */
import { expect, test } from 'vitest';
import { withHash } from '#kubectl/commands/create/append-hash.ts';
import { openTerminal } from './terminal.ts';

test.each([
  ['ConfigMap', {}, '-42745tchd9'],
  ['ConfigMap', { data: { one: '' } }, '-9g67k2htb6'],
  ['Secret', { type: 'my-type' }, '-t75bgf6ctb'],
  ['Secret', { type: 'my-type', data: { one: '' } }, '-74bd68bm66'],
])('%s %j', (kind, content, name) => {
  expect(withHash(kind, '', content)).toBe(name);
});

test('another content is another object', () => {
  const { type } = openTerminal();
  const create = (value: string) => type(`create configmap c --append-hash --from-literal=a=${value}`);
  const [one, other] = [create('1'), create('2')];
  expect(one).toMatch(/^configmap\/c-[a-z0-9]{10} created\n$/);
  expect(other).not.toBe(one);
  expect(create('1')).toMatch(/AlreadyExists|already exists/);
});
