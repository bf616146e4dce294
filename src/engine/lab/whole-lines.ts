/** Where one command ends and the next begins: loops, open quotes and `<<EOF` take several lines. */
import { parseScript, ShellSyntaxError } from '#container/shell/parser.ts';

/** A loop without its `done`, a `<<EOF` without its `EOF`: more lines belong to it. */
export function isIncomplete(text: string): boolean {
  if (isComment(text)) return false;
  const wanted = [...text.matchAll(/<<-?\s*(['"]?)([A-Za-z_]\w*)\1/g)].map(([, , end]) => end as string);
  const below = text.split('\n').slice(1);
  if (wanted.some((end) => !below.some((line) => line.trim() === end))) return true;
  if (/\\$/.test(text)) return true;
  try {
    parseScript(forShell(text));
    return false;
  } catch (error) {
    return error instanceof ShellSyntaxError && /end of file|unterminated|EOF/.test(error.message);
  }
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

export function isComment(text: string): boolean {
  return /^\s*#[^\n]*$/.test(text);
}

/** `until` is a word of the shell's own; with a condition of the lab behind it, it is the lab's. */
export function forShell(text: string): string {
  return text.replace(/(^|[\n;&|]\s*)until(?=\s+(?:ready\b|[\w.-]+\/[\w.-]+\s+\w+)(?![^\n]*;\s*do\b))/gi, "$1'until'");
}
