/**
 * A sample of what the real kubectl v1.36 printed, where the recordings lie beside the project (`../shared/conformance`). All
 * sessions are compared by their own tool; here every third guards against steps back: exit codes always, texts mostly.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCase } from '#cli/replay/case.ts';
import { playCase } from '#cli/replay/play.ts';

const file = new URL('../../../shared/conformance/kubectl.jsonl', import.meta.url);
const isThere = existsSync(file);
const title = 'typed sessions end with the exit codes of the real kubectl, and nine of ten texts are equal';

interface Recorded {
  readonly name: string;
  readonly steps: readonly { readonly kubectl?: string }[];
  readonly real: {
    readonly answers: readonly ({ readonly code: number; readonly text: string; readonly error: string } | null)[];
  };
}

/** Ages, addresses, and what is left to chance. */
function plain(text: string): string {
  return text
    .replace(/\b(\d+[dhms]){1,2}\b/g, 'AGE')
    .replace(/-[a-z0-9]{6,10}(-[a-z0-9]{5})?\b/g, '-#')
    .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
    .replace(/\s+/g, ' ');
}

test.skipIf(!isThere)(isThere ? title : `${title} (no recordings beside the project)`, { timeout: 60_000 }, () => {
  const cases = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Recorded => JSON.parse(line))
    .filter((_, index) => index % 3 === 0);
  let [all, equal] = [0, 0];
  for (const one of cases) {
    const read = readCase(one);
    expect(read.ok, one.name).toBe(true);
    const answers = read.ok ? (playCase(read.value, 1).answers as Recorded['real']['answers']) : [];
    for (const [index, { kubectl }] of one.steps.entries()) {
      const [real, ours] = [one.real.answers[index], answers[index]];
      if (kubectl === undefined || !real) continue;
      expect(ours?.code, `${one.name}: kubectl ${kubectl}`).toBe(real.code);
      all++;
      if (plain(real.text + real.error) === plain(`${ours?.text}${ours?.error}`)) equal++;
    }
  }
  expect(equal / all).toBeGreaterThan(0.85);
});
