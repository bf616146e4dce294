/** Every flag that a verb declares does something, has no effect by nature, or is answered in a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isKnownAsLeftOut } from '#kubectl/arguments/left-out-flags.ts';
import type { Command } from '#kubectl/command.ts';
import { commands } from '#kubectl/commands/index.ts';
import { openTerminal } from './terminal.ts';

const folder = new URL('../../src/kubectl/', import.meta.url);
const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

function flagsOf(list: readonly Command[], path = ''): readonly (readonly [string, string])[] {
  return list.flatMap(({ name, flags = [], subcommands = [] }) => [
    ...flags.map((flag) => [`${path}${name}`, flag.name] as const),
    ...flagsOf(subcommands, `${path}${name} `),
  ]);
}

test('no declared flag is silently ignored', () => {
  const ignored = flagsOf(commands).filter(
    ([, flag]) =>
      !isKnownAsLeftOut(flag) && !new RegExp(`(is|text|list|number|seconds|given)\\(\\s*'${flag}'`).test(source),
  );
  expect(ignored).toEqual([]);
});

test('what is left out says so', () => {
  const { type, pass } = openTerminal();
  expect(type('set image deploy/web web=nginx --local')).toBe(
    '[1] error: the simulator leaves out --local of "kubectl set image"\n',
  );
  expect(type('apply -f x.yaml --validate=maybe')).toMatch(/invalid - validate option "maybe"/);
  type('run web --image=nginx');
  pass(5);
  expect(type('port-forward web 80')).toMatch(/^\[1\] error: port-forward is left out/);
});
