/**
 * The door of the tests of kinds: a document in, the server's answer out, as `readyz validate` gives it:
 * `accepted`, or the message without its opening words (`Service "db" is invalid: `).
 */
import { expect } from 'vitest';
import { answerManifest } from '#cli/validate/answer-manifest.ts';

/** `kind` and `metadata.name: x` are written for you; `body` is the rest of the document. */
export function manifest(apiVersion: string, kind: string, body: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n${body}`;
}

export function answerTo(text: string, before?: string): string {
  const answer = answerManifest(text, before);
  return answer.accepted ? 'accepted' : answer.message.replace(/^.*? is invalid: /, '');
}

export function checkRefused(text: string, message: string): void {
  expect(answerTo(text)).toBe(message);
}

export function checkChangeRefused(before: string, text: string, message: string): void {
  expect(answerTo(text, before)).toBe(message);
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks where it likes
export function stored(text: string): any {
  const answer = answerManifest(text, undefined);
  expect(answer.message).toBe('');
  return answer.object;
}
