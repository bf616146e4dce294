/** Proves the content at some places: reads every scenario there, runs its answers, and reports file by file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ImageCatalogue } from '#container/image.ts';
import type { ContentError } from './content-error.ts';
import { readImages } from './images.ts';
import { scenarioFiles } from './library.ts';
import { prove } from './proof/proof.ts';
import { readScenario } from './scenario-file.ts';

export interface FileReport {
  /** As seen from where the author stands. */
  readonly file: string;
  /** Answers that were graded. */
  readonly gradings: number;
  readonly errors: readonly ContentError[];
}

/** One report after the other, so that a long check can be watched and stopped. `root` holds the program's own data. */
export function* checkContent(parts: {
  readonly root: string;
  readonly places: readonly string[];
  readonly from: string;
}): Generator<FileReport> {
  const { images, errors } = readImages(parts.root);
  if (errors.length > 0) yield { file: 'data/images', gradings: 0, errors };
  const catalogue = new ImageCatalogue(images);
  const ids = new Map<string, string>();
  const relative = (file: string) => path.relative(parts.from, path.resolve(parts.from, file));
  for (const file of parts.places.flatMap((place) => scenarioFiles(path.resolve(parts.from, place)))) {
    const shown = relative(file);
    const read = readScenario(shown, readFileSync(file, 'utf8'));
    if (!read.ok) {
      yield { file: shown, gradings: 0, errors: read.error };
      continue;
    }
    const twin = ids.get(read.value.id);
    ids.set(read.value.id, shown);
    const proof = prove(read.value, file, catalogue);
    const found = proof.errors.map((error) => ({ ...error, file: relative(error.file) }));
    yield {
      file: shown,
      gradings: proof.gradings,
      errors: twin === undefined ? found : [sameId(shown, twin), ...found],
    };
  }
}

function sameId(file: string, twin: string): ContentError {
  return { file, line: 1, column: 1, text: { es: `${twin} tiene el mismo id`, en: `${twin} has the same id` } };
}
