/** In which language an answer is being written, told by its question and by what stands there so far. */
import type { Scenario } from '#engine/scenario.ts';

export type Syntax = 'manifest' | 'compose' | 'commands';

/** Undefined where the answer is no text to help with: a term, a figure. */
export function syntaxOf(text: string, question: Scenario | undefined): Syntax | undefined {
  if (question?.type === 'command') return 'commands';
  if (question && question.type !== 'manifest' && question.type !== 'fix') return undefined;
  if (/^services\s*:/m.test(text)) return 'compose';
  if (/^\s*(sudo\s+)?(docker|kubectl)(-compose)?\s/m.test(text)) return 'commands';
  if (question?.world !== 'docker') return 'manifest';
  // A machine with docker takes both: what begins like a key is a file. A word alone goes on like what one began from.
  const first = firstLine(text);
  if (isKey(first)) return 'compose';
  return !/\s/.test(first.trim()) && isKey(firstLine(question.starter)) ? 'compose' : 'commands';
}

/** The first that is neither empty nor a comment. */
function firstLine(text: string): string {
  return text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? '';
}

function isKey(line: string): boolean {
  return /^[\w-]+\s*:/.test(line);
}
