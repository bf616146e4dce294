// The program's own questions, graded in this very process.

import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { explore } from '#engine/explore/explore.ts';
import { grade } from '#engine/grade.ts';
import type { SimulationParts } from '#engine/play/simulate.ts';
import type { Grader, Library } from '#engine/ports.ts';
import { root } from '../helpers/source-file.ts';

export async function realParts(): Promise<{ readonly library: Library; readonly grader: Grader }> {
  const library = await openLibrary([root]);
  const images = new ImageCatalogue(readImages(root).images);
  // All options of a question are run for each answer to it: once is enough here.
  const memories = new Map<string, NonNullable<SimulationParts['memory']>>();
  const memoryOf = (scenario: string) => {
    const memory = memories.get(scenario) ?? new Map();
    memories.set(scenario, memory);
    return memory;
  };
  const grader: Grader = {
    grade: async ({ scenario, answer, seed }) =>
      grade(library.find(scenario)!, answer, seed, { images, memory: memoryOf(scenario) }),
    explore: async ({ scenario, answer, seed, ask }) => explore(library.find(scenario)!, answer, seed, ask, { images }),
    close: async () => {},
  };
  return { library, grader };
}
