/**
 * A sample of what a real Kubernetes v1.36 answered, where the recordings lie beside the project (`../shared/conformance`).
 * All of them are compared by their own tool; here every ninth guards against steps back.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerManifest } from '#cli/validate/answer-manifest.ts';

interface Recorded {
  readonly id: string;
  readonly text: string;
  readonly before?: string;
  readonly accepted: boolean;
  readonly code: number;
  readonly causes?: readonly { readonly field: string; readonly reason: string }[];
}

const folder = new URL('../../../shared/conformance/', import.meta.url);
const files = ['validate.jsonl', 'validate-update.jsonl'];
const isThere = files.every((file) => existsSync(new URL(file, folder)));

function facts(answer: Pick<Recorded, 'accepted' | 'code' | 'causes'>): string {
  const causes = (answer.causes ?? []).map(({ field, reason }) => `${field} ${reason}`).sort();
  return JSON.stringify([answer.accepted, answer.code, ...causes]);
}

for (const file of files) {
  const title = `${file}: 98 of 100 are answered as the real server does`;
  test.skipIf(!isThere)(isThere ? title : `${title} (no recordings beside the project)`, { timeout: 60_000 }, () => {
    const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
    const sample = lines.filter((_, index) => index % 9 === 0).map((line): Recorded => JSON.parse(line));
    const different = sample.filter((real) => facts(answerManifest(real.text, real.before)) !== facts(real));
    expect(different.length / sample.length, different.map(({ id }) => id).join('\n')).toBeLessThan(0.02);
  });
}
