/**
 * A command line as typed, split as a shell splits it: single and double quotes, backslashes, blanks. Variables, pipes and
 * patterns are no part of it.
 */
import { fail, ok, type Result } from '#base/result.ts';

/** The words, or what is wrong with the quoting. */
export function splitWords(line: string): Result<string[], string> {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'") {
      const end = line.indexOf("'", at + 1);
      if (end < 0) return fail("unexpected EOF while looking for matching `''");
      word = (word ?? '') + line.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      word ??= '';
      for (at++; line[at] !== '"'; at++) {
        if (at >= line.length) return fail('unexpected EOF while looking for matching `"\'');
        // In double quotes a backslash escapes only what means something there: "\n" stays two characters.
        if (line[at] === '\\' && /["\\$`\n]/.test(line[at + 1] ?? '')) at++;
        word += line[at];
      }
    } else if (char === '\\') {
      at++;
      if (line[at] !== '\n') word = (word ?? '') + (line[at] ?? '\\');
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return ok(words);
}
