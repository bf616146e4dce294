/** Where one command ends and the next begins: loops, open quotes and `<<EOF` take several lines. */
import { parseScript, ShellSyntaxError } from '#container/shell/parser.ts';

/** A loop without its `done`, a `<<EOF` without its `EOF`: more lines belong to it. */
export function isIncomplete(text: string): boolean {
  if (isComment(text)) return false;
  if (missingEnd(text) !== undefined) return true;
  if (/\\$/.test(text)) return true;
  try {
    parseScript(forShell(text));
    return false;
  } catch (error) {
    return error instanceof ShellSyntaxError && /end of file|unterminated|EOF/.test(error.message);
  }
}

/** The `EOF` of a `<<EOF` that has not come yet. */
function missingEnd(text: string): string | undefined {
  const wanted = [...text.matchAll(/<<-?\s*(['"]?)([A-Za-z_]\w*)\1/g)].map(([, , end]) => end as string);
  const below = text.split('\n').slice(1);
  return wanted.find((end) => !below.some((line) => line.trim() === end));
}

/** Lines of a script put together where several belong to one. */
export function wholeLines(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  let open = '';
  for (const line of lines) {
    open = open === '' ? line : `${open}\n${line}`;
    if (isIncomplete(open)) continue;
    found.push(open);
    open = '';
  }
  return open === '' ? found : [...found, open];
}

/**
 * What was typed at once, as a script has to write it so that it is typed at once again: several commands in braces, what had no
 * end with one. Undefined where a shell cannot make sense of it, and so did nothing.
 */
export function asOneCommand(text: string): string | undefined {
  let whole = text;
  while (isIncomplete(whole)) {
    const end = missingEnd(whole);
    if (/\\$/.test(whole)) whole = whole.slice(0, -1);
    else if (end !== undefined) whole = `${whole}\n${end}`;
    else return undefined;
  }
  return wholeLines(whole.split('\n')).length > 1 ? `{\n${whole}\n}` : whole;
}

export function isComment(text: string): boolean {
  return /^\s*#[^\n]*$/.test(text);
}

/** `until` is a word of the shell's own; with a condition of the lab behind it, it is the lab's. */
export function forShell(text: string): string {
  return text.replace(/(^|[\n;&|]\s*)until(?=\s+(?:ready\b|[\w.-]+\/[\w.-]+\s+\w+)(?![^\n]*;\s*do\b))/gi, "$1'until'");
}
