// One scenario, several variants: drawn from the seed, each graded by its own run.
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { readScenario } from '#content/scenario-file.ts';
import { grade } from '#engine/grade.ts';
import { variantFor } from '#engine/variants.ts';
import { story, storyText } from '../helpers/story.ts';

const parts = { images: new ImageCatalogue(readImages(new URL('../..', import.meta.url).pathname).images) };

const predict = (parameters: string) => `
type: predict
parameters: ${parameters}
measure: { measure: seconds-until-ended, role: job, from: applied, full: 0.05, none: 0.2 }
given: [{ es: 'Duerme \${naps} veces \${nap} s.', en: 'It sleeps \${naps} times \${nap} s.' }]
manifests: |
  apiVersion: v1
  kind: Pod
  metadata: { name: a, labels: { app: job } }
  spec:
    restartPolicy: Never
    containers: [{ name: a, image: busybox, command: [sh, -c, 'X=1; echo \${X}; sleep \${naps * nap}'] }]
script: [{ step: answer, as: applied }, { step: wait, seconds: '\${naps * nap + 60}' }]`;

const sleeps = predict('{ naps: { min: 2, max: 4 }, nap: [10, 100] }');

test('each seed draws one variant, the same each time, and all are drawn', () => {
  const scenario = story(sleeps);
  const drawn = (seed: number) => JSON.stringify(variantFor(scenario, seed).values);
  expect(drawn(7)).toBe(drawn(7));
  const all = new Set(Array.from({ length: 100 }, (_, seed) => drawn(seed)));
  expect(all.size).toBe(6);
  expect(all).toContain('{"naps":3,"nap":100}');
});

test('figures stand in texts, manifests and the script; what a shell means by braces is left alone', () => {
  const scenario = story(sleeps);
  const variant = [...Array(50).keys()]
    .map((seed) => variantFor(scenario, seed))
    .find(({ values }) => values?.['naps'] === 4 && values['nap'] === 10);
  expect(variant?.given[0]?.es).toBe('Duerme 4 veces 10 s.');
  expect(variant?.type === 'predict' && variant.manifests).toContain('echo ${X}; sleep 40');
  expect(variant?.script[1]).toEqual({ step: 'wait', seconds: 100 });
});

test('the key is the run of the variant', () => {
  const scenario = story(sleeps);
  for (const seed of [1, 2, 3, 4, 5]) {
    const { naps, nap } = variantFor(scenario, seed).values as { naps: number; nap: number };
    const verdict = (said: number) => grade(scenario, { kind: 'words', text: `${said} s` }, seed, parts).verdict;
    expect(verdict(naps * nap + 1)).toBe('right');
    expect(verdict(naps * nap * 2)).toBe('wrong');
  }
});

test('what is wrong with parameters is told at its place', () => {
  const complaints = (text: string) => {
    const read = readScenario('', storyText(text));
    return read.ok ? [] : read.error.map(({ text: told }) => told.en);
  };
  expect(complaints(predict('{ naps: [2, 3], nap: [10, 20], idle: [1, 2] }'))).toEqual([
    'nothing uses the parameter "idle"; remove it',
  ]);
  expect(complaints(sleeps.replace('Duerme ${naps}', 'Duerme ${napz}'))).toEqual([
    'there is no parameter "napz"; write "naps"',
  ]);
  expect(complaints(predict('{ naps: [2, 3], nap: [-200, 20] }'))).toEqual(['"seconds" is below the least, 0']);
});
