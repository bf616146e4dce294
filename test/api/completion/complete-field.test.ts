/** What is offered at the place marked with `|`. */
import { expect, test } from 'vitest';
import { completeField } from '#api/completion/complete-field.ts';

function check(marked: string, ...expected: readonly string[]): void {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const found = completeField(marked.replace('|', ''), before.length - 1, before.at(-1)!.length);
  expect(found?.candidates.map(({ word }) => word) ?? []).toEqual(expected);
}

const pod = 'apiVersion: v1\nkind: Pod\n';
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n';

test('an empty file begins with what every object has', () => check('|', 'apiVersion', 'kind', 'metadata', 'spec'));

test('a kind’s apiVersion is known, and an apiVersion’s kinds', () => {
  check('apiVersion: a|\nkind: Deployment\n', 'apps/v1');
  check('apiVersion: batch/v1\nkind: |\n', 'CronJob', 'Job');
});

test('fields at the head of a kind, without those it has', () => check(`${pod}|`, 'metadata', 'spec'));

test('fields of a container, whose dash stands under its list or further in', () => {
  check(`${pod}spec:\n  containers:\n  - image|`, 'imagePullPolicy');
  check(`${pod}spec:\n  containers:\n    - name: web\n      imag|`, 'image', 'imagePullPolicy');
  check(`${pod}spec:\n  containers:\n    - name: web\n      image: nginx\n      imageP|`, 'imagePullPolicy');
});

test('deep in a template, behind an earlier container with fields of its own', () =>
  check(
    `${deployment}  template:\n    spec:\n      containers:\n      - name: one\n        readinessProbe:\n          exec:\n            command: [x]\n          periodSeconds: 1\n      - name: two\n        livenessProbe:\n          fail|`,
    'failureThreshold',
  ));

test('fields below the line count as taken', () =>
  check(`${deployment}  re|\n  replicas: 3\n`, 'revisionHistoryLimit'));

test('values where they are few', () => {
  check(`${pod}spec:\n  restartPolicy: |`, 'Always', 'Never', 'OnFailure');
  check(`${pod}spec:\n  hostNetwork: t|`, 'true');
});

test('of several documents the one that is written in counts', () =>
  check(`${deployment}  replicas: 1\n---\n${pod}spec:\n  restartP|\n---\nkind: Service\n`, 'restartPolicy'));

test('nothing in a comment, in labels, in a text, behind a tab, in a kind that nobody knows', () => {
  check(`${pod}# me|`);
  check(`${pod}metadata:\n  labels:\n    ap|`);
  check(`${pod}spec:\n  containers:\n  - command: ["sh|`);
  check(`${pod}\tme|`);
  check('apiVersion: v9\nkind: Nothing\nspec:\n  re|');
});

test('any place of any text is answered, whatever it says', () => {
  const text = `${deployment}  template:\n    spec:\n      containers:\n      - {name: a}\n      - - - name: b\n  - x\n- \n: \n__proto__:\n  constructor: \n    `;
  for (const [line, words] of text.split('\n').entries()) {
    for (let column = 0; column <= words.length; column++)
      expect(() => completeField(text, line, column)).not.toThrow();
  }
});
