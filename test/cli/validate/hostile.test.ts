import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkText } from '#cli/validate/check-text.ts';
import { hostileTexts } from '../../helpers/hostile-manifests.ts';

/** Whatever comes in, every document is either accepted or refused with a message, at lines that exist. */
function checkAnswered(text: string): void {
  const { documents, advice, error } = checkText(text);
  const lineCount = text.split('\n').length;
  const issues = [...documents.flatMap((document) => document.issues), ...(error ? [error] : [])];
  for (const { line, column } of [...issues, ...advice]) {
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(lineCount);
    expect(column).toBeGreaterThan(0);
  }
  for (const { accepted, status, issues: own } of documents) {
    expect(accepted).toBe(status === undefined);
    if (!accepted) expect(own.length).toBeGreaterThan(0);
  }
}

test('a thousand poisoned manifests', () => {
  const next = hostileTexts(1);
  for (let count = 0; count < 1000; count++) checkAnswered(next());
});

test('random text and random JSON', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json({ maxDepth: 5 }));
  const body = fc.json({ maxDepth: 4 });
  const manifest = body.map((json) => `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: ${json}\n`);
  fc.assert(fc.property(fc.oneof(text, manifest), checkAnswered), { numRuns: 500 });
});

const manifestOf = (kind: string, body: string) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: x\n${body}`;
const times = (count: number, line: string) => line.repeat(count);

test.each([
  ['a hundred megabytes', 'x'.repeat(100 * 1024 * 1024)],
  ['brackets without end', '['.repeat(200_000)],
  ['anchors without end', `a: ${'&a '.repeat(80_000)}`],
  ['a quarter of a million commas', `a: [${','.repeat(250_000)}]`],
  ['lines of tabs', `a: |\n${' \tx\n'.repeat(40_000)}`],
  [
    'unknown fields',
    manifestOf('Pod', `spec:\n${Array.from({ length: 15_000 }, (_, index) => `  k${index}: 1\n`).join('')}`),
  ],
  [
    'mounts of nothing',
    manifestOf(
      'Pod',
      `spec:\n  containers:\n  - name: a\n    image: b\n    volumeMounts:\n${times(7000, '    - {name: A, mountPath: /a}\n')}`,
    ),
  ],
  [
    'bad finalizers',
    manifestOf('ConfigMap', '').replace('name: x', `name: x\n  finalizers:\n${times(10_000, '  - "b d"\n')}`),
  ],
  ['scopes that no quota has', manifestOf('ResourceQuota', `spec: {scopes: [${times(7000, 'X, ')}]}`)],
  [
    'owners that are all the controller',
    manifestOf('ConfigMap', '').replace(
      'name: x',
      `name: x\n  ownerReferences:\n${times(6000, '  - {controller: true, kind: A}\n')}`,
    ),
  ],
  [
    'spread over nothing, again and again',
    manifestOf(
      'Pod',
      `spec:\n  containers: [{name: a, image: b}]\n  topologySpreadConstraints:\n${times(9000, '  - {}\n')}`,
    ),
  ],
  [
    'a list of thousands',
    `apiVersion: v1\nkind: List\nitems:\n${times(2000, '- {apiVersion: v1, kind: ConfigMap}\n')}`,
  ],
  ['a number of a hundred thousand digits', manifestOf('ResourceQuota', `spec: {hard: {cpu: ${'9'.repeat(100_000)}}}`)],
  [
    'merges of merges',
    `a: &a {${Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join(', ')}}\n${times(90, 'm: {<<: *a}\n')}`,
  ],
])('%s take no time', (_name, text) => {
  const began = performance.now();
  checkAnswered(text);
  // Some hundredths of a second on a quiet machine; a walk of n² would take minutes.
  expect(performance.now() - began).toBeLessThan(3000);
});
