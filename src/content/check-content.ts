/** Proves scenario files: reads each, runs its answers, and reports file by file. The command line does so in several threads. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ImageCatalogue } from '#container/image.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { ContentError } from './content-error.ts';
import { readImages } from './images.ts';
import { scenarioFiles } from './library.ts';
import { prove } from './proof/proof.ts';
import { readScenario } from './scenario-file.ts';

export interface FileReport {
  /** As seen from where the author stands. */
  readonly file: string;
  /** Of the scenario in it, where it could be read. */
  readonly id?: string;
  readonly type?: Scenario['type'];
  /** Answers that were graded. */
  readonly gradings: number;
  readonly errors: readonly ContentError[];
}

/** One report after the other. `root` holds the program's own data. */
export function* checkContent(parts: {
  readonly root: string;
  readonly places: readonly string[];
  readonly from: string;
}): Generator<FileReport> {
  const { images, errors } = readImages(parts.root);
  if (errors.length > 0) yield imageReport(errors);
  const catalogue = new ImageCatalogue(images);
  const twins = new Twins();
  for (const file of parts.places.flatMap((place) => scenarioFiles(path.resolve(parts.from, place))))
    yield twins.look(checkFile(file, parts.from, catalogue));
}

export function imageReport(errors: readonly ContentError[]): FileReport {
  return { file: 'data/images', gradings: 0, errors };
}

/** `from` is where the author stands. */
export function checkFile(file: string, from: string, catalogue: ImageCatalogue): FileReport {
  const relative = (name: string) => path.relative(from, path.resolve(from, name));
  const shown = relative(file);
  const read = readScenario(shown, readFileSync(file, 'utf8'));
  if (!read.ok) return { file: shown, gradings: 0, errors: read.error };
  const { id, type } = read.value;
  const { gradings, errors } = prove(read.value, file, catalogue);
  return { file: shown, id, type, gradings, errors: errors.map((error) => ({ ...error, file: relative(error.file) })) };
}

/** Two files may not have one id. */
export class Twins {
  readonly #files = new Map<string, string>();

  look(report: FileReport): FileReport {
    const { id, file } = report;
    if (id === undefined) return report;
    const twin = this.#files.get(id);
    this.#files.set(id, file);
    if (twin === undefined) return report;
    const text = { es: `${twin} tiene el mismo id`, en: `${twin} has the same id` };
    return { ...report, errors: [{ file, line: 1, column: 1, text }, ...report.errors] };
  }
}

/** Keys that are written because nothing can be run are at most a tenth of a library that is large enough to have tenths. */
export function tooManyWritten(reports: readonly FileReport[]): boolean {
  const { written, all } = writtenKeys(reports);
  return all >= 20 && written * 10 > all;
}

export function writtenKeys(reports: readonly FileReport[]): { readonly written: number; readonly all: number } {
  const types = reports.flatMap(({ type }) => type ?? []);
  return { written: types.filter((type) => type === 'short' || type === 'documented').length, all: types.length };
}
