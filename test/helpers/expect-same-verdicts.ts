// Grades random variations of the answers beside all questions that take manifests, and holds each to the answer's own verdict.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { answerFiles } from '#content/references.ts';
import { grade } from '#engine/grade.ts';
import type { Scenario } from '#engine/scenario.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { vary } from './vary-manifests.ts';

interface WrittenAnswer {
  readonly scenario: Scenario;
  readonly file: string;
  readonly text: string;
}

export async function expectSameVerdicts({ runs }: { readonly runs: number }): Promise<void> {
  const root = new URL('../..', import.meta.url).pathname;
  const library = await openLibrary([root]);
  const parts = { images: new ImageCatalogue(readImages(root).images) };
  const answers = library.list().flatMap(({ id }): readonly WrittenAnswer[] => {
    const scenario = library.find(id);
    if (!scenario || scenario.world === 'docker' || scenario.variants) return [];
    if (scenario.type !== 'manifest' && scenario.type !== 'fix') return [];
    return answerFiles(library.fileOf(id) ?? '').map((file) => ({ scenario, file, text: readFileSync(file, 'utf8') }));
  });
  const verdict = ({ scenario }: WrittenAnswer, text: string): readonly string[] => {
    const { verdict: kind, checks } = grade(scenario, { kind: 'manifest', text }, 1, parts);
    return [kind, ...checks.map(({ id, passed }) => `${id} ${passed ? 'holds' : 'breaks'}`)];
  };
  const known = new Map<WrittenAnswer, readonly string[]>();
  const knownOf = (answer: WrittenAnswer) => {
    const found = known.get(answer) ?? verdict(answer, answer.text);
    known.set(answer, found);
    return found;
  };
  const variations = fc.record({ answer: fc.constantFrom(...answers), seed: fc.nat() });
  fc.assert(
    fc.property(variations, ({ answer, seed }) => {
      const before = knownOf(answer);
      // What the server refuses outright may be refused for another of its faults first.
      if (before[0] === 'refused') return;
      const text = vary(answer.scenario, answer.text, new SeededRandom(seed));
      expect(verdict(answer, text), `${answer.file}\n${text}`).toEqual(before);
    }),
    { numRuns: runs },
  );
}
