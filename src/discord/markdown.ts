/**
 * The one place where words become Discord markdown. Nothing reaches a message but through these functions, so that no
 * text of a learner, an author or a program can mention anybody, break out of a code block, or hide what it says behind
 * invisible or right-to-left characters.
 */

/**
 * Control, zero-width, bidirectional and tag characters, but for the line break. Soft hyphens, joiners and fillers are in:
 * in YAML they are never wanted, and a learner must see why `web` is not `web`.
 */
const hidden =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\u{e0000}-\u{e007f}]/gu;

/** Makes hidden characters visible: `a\u202eb` becomes `a‹U+202E›b`. Tabs become two blanks, line ends become `\n`. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(hidden, (character) => `‹U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`);
}

/** Words that are shown as they are: every sign that Discord would read as markup is escaped. */
export function plain(text: string): string {
  return (
    visible(text)
      .replaceAll(/[\\*_~|`<>[\]]/g, '\\$&')
      // At the start of a line these make headings, lists and small print; "1." makes a numbered list.
      .replaceAll(/^(\s*)([#+-])/gm, '$1\\$2')
      .replaceAll(/^(\s*\d+)\./gm, '$1\\.')
      // Messages are sent with no mentions allowed; this keeps them from even looking like one.
      .replaceAll(/@(?=everyone|here)/g, '@\u200b')
  );
}

/** The engine's prose: lines of code stand between lines of ```, `code` between backticks, all else is plain. */
export function prose(text: string): string {
  // Every second part is a fence with what stands in it.
  const parts = text.split(/^(```[\w-]*[ \t]*\n[\s\S]*?\n```[ \t]*)$/m);
  return parts.map((part, index) => (index % 2 === 1 ? codeBlock(part) : inline(part))).join('');
}

function codeBlock(fence: string): string {
  const lines = fence.split('\n');
  return fenced(lines.slice(1, -1).join('\n'), /^```ya?ml\b/.test(fence) ? 'yaml' : '');
}

/** A backtick without a partner is a backtick. */
function inline(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2).join('`')}`);
  return parts.map((part, index) => (index % 2 === 1 && part !== '' ? inlineCode(part) : plain(part))).join('');
}

/** Inside one pair of backticks nothing else is markup, so only backticks themselves must go. */
export function inlineCode(text: string): string {
  return `\`${visible(text).replaceAll('\n', ' ').replaceAll('`', 'ˋ')}\``;
}

/** A code block. Three backticks inside would end it: a zero-width blank between them does not show and keeps it whole. */
export function fenced(text: string, syntax: 'yaml' | '' = ''): string {
  return `\`\`\`${syntax}\n${fenceBody(text)}\n\`\`\``;
}

/** What may stand inside a code block. */
export function fenceBody(text: string): string {
  return visible(text).replaceAll(/`(?=`)/g, '`\u200b');
}

/** One line of at most `length` characters, cut with an ellipsis, and never empty: Discord takes no empty labels. */
export function shorten(text: string, length: number): string {
  const oneLine = visible(text).replaceAll(/\s+/g, ' ').trim();
  if (oneLine.length <= length) return oneLine || '–';
  return `${cut(oneLine, length - 1).trimEnd()}…`;
}

/** Prose on a button or in a list, where no markup is shown: without the backticks around code. */
export function label(text: string, length: number): string {
  return shorten(text.replaceAll('`', ''), length);
}

/** The longest beginning of at most `length` UTF-16 units that ends between two characters. */
export function cut(text: string, length: number): string {
  const beginning = text.slice(0, length);
  return beginning.isWellFormed() ? beginning : beginning.slice(0, -1);
}
