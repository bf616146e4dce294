// Which misconceptions an answer fell for.
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import type { Answer } from '#engine/answer.ts';
import { grade } from '#engine/grade.ts';
import { misconceptions } from '#engine/misconceptions.ts';
import { story } from '../helpers/story.ts';

const parts = { images: new ImageCatalogue(readImages(new URL('../..', import.meta.url).pathname).images) };

function check(setting: string, answer: Answer, expected: readonly string[]): void {
  const { misconceptions: found = [] } = grade(story(setting), answer, 1, parts);
  expect(found.map(({ id }) => id)).toEqual(expected);
}

const pod = (image: string) =>
  `'{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: a, image: ${image} }] } }'`;
const script = `
script: [{ step: answer }, { step: wait, seconds: 30, as: end }]
checks: [{ id: up, check: replicas-ready, role: web, replicas: 1, at: end, misconception: a-container-runs-until-stopped }]`;
const choice = `type: choice
options:
  - { id: right, text: { es: a, en: a }, manifests: ${pod('nginx')} }
  - { id: wrong, text: { es: b, en: b }, misconception: command-replaces-cmd, manifests: ${pod('busybox')} }${script}`;

test('a wrong option names its own', () => {
  check(choice, { kind: 'choice', option: 'wrong' }, ['command-replaces-cmd']);
  check(choice, { kind: 'choice', option: 'right' }, []);
});
test('a broken check names its own where manifests are written', () => {
  const yaml = (image: string) => pod(image).slice(1, -1);
  check(script, { kind: 'manifest', text: yaml('busybox') }, ['a-container-runs-until-stopped']);
  check(script, { kind: 'manifest', text: yaml('nginx') }, []);
});
test('one that does not exist is told at its place', () =>
  expect(() => story(choice.replace('command-replaces-cmd', 'comand-replaces-cmd'))).toThrow(
    /write "command-replaces-cmd"/,
  ));
test('every one has its own id', () =>
  expect(new Set(misconceptions.map(({ id }) => id)).size).toBe(misconceptions.length));
