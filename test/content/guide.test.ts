// The question of the authors' guide does what the guide says of it, and its commands exist.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commands } from '#cli/commands/index.ts';
import { checkContent } from '#content/check-content.ts';

const root = new URL('../..', import.meta.url).pathname;
const guide = readFileSync(path.join(root, 'scenarios', 'GUIDE.md'), 'utf8');
const example = /<!-- example -->\n```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'readyz-guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

function prove(source: string) {
  const scenarios = path.join(folder, 'scenarios');
  mkdirSync(scenarios, { recursive: true });
  writeFileSync(path.join(scenarios, 'pod-o-deployment.yaml'), source);
  // As the guide has it done: the lines between the two `cd`.
  const answers = path.join(scenarios, 'pod-o-deployment.answers');
  mkdirSync(answers, { recursive: true });
  execFileSync('bash', ['-ec', /answers\n(rm [\s\S]*?)cd -/.exec(guide)?.[1]?.replace('rm ', 'rm -f ') ?? 'false'], {
    cwd: answers,
  });
  const reports = [...checkContent({ root, places: [scenarios], from: folder })];
  return reports.flatMap(({ errors }) => errors.map(({ text }) => text.en));
}

test('the example proves itself: of its options exactly the Deployment comes back', () => {
  expect(prove(example)).toEqual([]);
  const withoutFault = example.replace(/ {2}- \{ step: delete-pod.*\n/, '');
  expect(prove(withoutFault).join('\n')).toContain('exactly one option has to be right');
});

test('both halves show the same commands, and all of them exist', () => {
  const [spanish = [], english = []] = guide
    .split('\n## English\n')
    .map((half) => [...half.matchAll(/(?:^|`)readyz ([a-z]+)/gm)].map(([, name]) => name));
  expect(spanish).toEqual(english);
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(english));
});
