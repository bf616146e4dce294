/** Documents a second; what is measured, and how, stands in test/helpers/validate-speed.ts. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Speed {
  readonly documents: number;
  readonly letters: number;
  readonly microseconds: Readonly<Record<string, number>>;
}

test('documents a second', { timeout: 120_000 }, () => {
  // The test runner rewrites every import of ours, not the library's, and so slows down one side only: hence plain Node.
  const program = fileURLToPath(new URL('../helpers/validate-speed.ts', import.meta.url));
  const { documents, letters, microseconds } = JSON.parse(
    execFileSync(process.execPath, [program], { encoding: 'utf8' }),
  ) as Speed;
  const { 'js-yaml: values and places': library = 0, 'readyz: read, decode, default, validate': whole = 0 } =
    microseconds;
  console.table(
    Object.entries(microseconds).map(([name, cost]) => ({
      name,
      'µs a document': Number(cost.toFixed(1)),
      'documents a second': Math.round(1e6 / cost),
      'of the whole': `${Math.round((100 * cost) / whole)} %`,
    })),
  );
  console.log(`${documents} valid documents of ${letters} letters`);
  // The aim is that whoever parses with places has done half of the work already; what is held here is the order of magnitude.
  expect(library / whole).toBeGreaterThan(0.35);
});
