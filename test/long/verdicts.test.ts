// Names, unrelated objects and order never change a verdict: ten thousand random variations of the answers to all questions that
// take manifests; and every variant of every question has a decided key.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { scenarioFiles } from '#content/library.ts';
import { prove } from '#content/proof/proof.ts';
import { readScenario } from '#content/scenario-file.ts';
import { expectSameVerdicts } from '../helpers/expect-same-verdicts.ts';

test('a verdict survives what must not matter', { timeout: 1_800_000 }, () => expectSameVerdicts({ runs: 10_000 }));

test('fifty draws of every question with variants are proven', { timeout: 900_000 }, () => {
  const root = new URL('../..', import.meta.url).pathname;
  const images = new ImageCatalogue(readImages(root).images);
  const seeds = Array.from({ length: 50 }, (_, seed) => seed);
  for (const file of scenarioFiles(`${root}scenarios`)) {
    const source = readFileSync(file, 'utf8');
    const read = readScenario(file, source);
    if (read.ok && read.value.variants) expect(prove(read.value, file, images, seeds).errors).toEqual([]);
  }
});
