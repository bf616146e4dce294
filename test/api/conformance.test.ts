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
  readonly message?: string;
  readonly causes?: readonly { readonly field: string; readonly reason: string }[];
}

const folder = new URL('../../../shared/conformance/', import.meta.url);
const files = ['validate.jsonl', 'validate-update.jsonl'];
const isThere = files.every((file) => existsSync(new URL(file, folder)));

/** Each server makes its own: uids, times, the last five letters of a name. The words of a YAML parser are its own too. */
function withoutChance(message = ''): string {
  return message
    .replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-#')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
    .replace(/ \((?:[0-9a-f]{2}){8,}[^)]*\)/g, '');
}

function facts(answer: Pick<Recorded, 'accepted' | 'code' | 'message' | 'causes'>): string {
  const causes = (answer.causes ?? []).map(({ field, reason }) => `${field} ${reason}`).sort();
  const message = causes.length > 0 ? withoutChance(answer.message) : '';
  return JSON.stringify([answer.accepted, answer.code, message, ...causes]);
}

for (const file of files) {
  const title = `${file}: 99 of 100 are answered as the real server does`;
  test.skipIf(!isThere)(isThere ? title : `${title} (no recordings beside the project)`, { timeout: 60_000 }, () => {
    const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
    const sample = lines.filter((_, index) => index % 9 === 0).map((line): Recorded => JSON.parse(line));
    const different = sample.filter((real) => facts(answerManifest(real.text, real.before)) !== facts(real));
    expect(different.length / sample.length, different.map(({ id }) => id).join('\n')).toBeLessThan(0.01);
  });
}
