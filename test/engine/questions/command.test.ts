// A typed line is judged by what came of it, never by its words.
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { grade } from '#engine/grade.ts';
import { foldSession } from '#engine/state.ts';
import { story } from '../../helpers/story.ts';

const parts = { images: new ImageCatalogue(readImages(new URL('../../..', import.meta.url).pathname).images) };

const question = story(`
type: command
cluster:
  nodes: 2
  objects:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: nginx }] }
files: { patch.json: '{"spec":{"replicas":3}}' }
script:
  - { step: answer, as: applied }
  - { step: wait, seconds: 60, as: end }
checks: [{ id: three, check: replicas-ready, role: web, replicas: 3, at: end }]`);

function check(text: string, verdict: 'right' | 'wrong' | 'refused', message?: string | RegExp) {
  const grading = grade(question, { kind: 'words', text }, 1, parts);
  expect(grading.verdict, text).toBe(verdict);
  if (message !== undefined) expect(grading.errors.map((error) => error.message).join('\n')).toMatch(message);
  return grading;
}

test('different words with the same effect are right', () => {
  check('kubectl scale deploy/web --replicas=3', 'right');
  check('$ k scale --replicas 3 deployment web', 'right');
  check(`kubectl patch deploy web -p '{"spec":{"replicas":3}}'`, 'right');
  check('kubectl patch deploy web --patch-file patch.json', 'right');
  check('kubectl get deploy web -o yaml | sed "s/replicas: 1$/replicas: 3/" | kubectl apply -f -', 'right');
  check('for n in 2 3; do kubectl scale deploy/web --replicas=$n; done', 'right');
});

test('another effect is wrong, and the counter-example shows what was typed', () => {
  const grading = check('kubectl scale deploy/web --replicas=2', 'wrong');
  expect(grading.counterExample?.map(({ text }) => text.en)).toContain('`kubectl scale deploy/web --replicas=2`');
  check('kubectl get pods', 'wrong');
});

test("lines of which none works are refused in kubectl's words, at their line", () => {
  check('kubectl scale deploy/web --replica=3', 'refused', /^error: unknown flag: --replica\n/);
  check('kubectl get pods\nkubectl scale deploy/wbe --replicas=3', 'wrong');
  const grading = check('# now\nkubectl scale deploy/wbe --replicas=3', 'refused', /deployments\.apps "wbe" not found/);
  expect(grading.errors[0]?.line).toBe(2);
  const unknown = check('kubctl scale', 'refused', 'kubctl: command not found');
  expect(unknown.errors[0]?.advice?.en).toContain('Did you mean `kubectl`?');
  check('', 'refused', 'no command');
  check('kubectl scale "', 'refused', /unterminated quoted string/);
});

test('an endless line, or a swarm of pods, ends in a verdict all the same', () => {
  check('while true; do :; done', 'refused');
  check('kubectl scale deploy/web --replicas=500', 'refused', /30 pods/);
});

test('a wrong line can be mended and typed again', () => {
  const answer = { kind: 'words', text: 'kubectl scale deploy/web --replicas=2' } as const;
  const grading = grade(question, answer, 1, parts);
  const state = foldSession({
    questions: [{ scenario: question.id, version: 1 }],
    actions: [
      { at: 1, kind: 'submit', answer },
      { at: 2, kind: 'graded', grading },
      { at: 3, kind: 'retry' },
    ],
  });
  expect(state.phase).toBe('question');
});
