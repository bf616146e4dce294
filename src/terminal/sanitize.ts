/**
 * Makes visible what would act instead of being read: control characters (they steer the terminal), characters that turn the
 * direction of writing (they make text say something else than it does) and invisible ones. `\x1b[31m` is shown as typed.
 * The one door to the screen, words.tsx, calls this on every string, so a hostile manifest cannot paint over a verdict.
 */

// C0 but tab and newline, DEL, C1; soft hyphen; Arabic letter mark, zero width space, direction marks, line and paragraph
// separators, embeddings, overrides, isolates, word joiner and invisible operators; byte order mark; interlinear marks; tags.
// Joiners (U+200C, U+200D) stay: Persian and many emoji are written with them.
export const acting =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** A half of a surrogate pair stands for nothing, and terminals disagree about what to do with it. */
const loneSurrogate = /\p{Surrogate}/gu;

export function sanitize(text: string): string {
  // A tab jumps to a column that Ink does not know of; two spaces keep the layout.
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(acting, visible).replace(loneSurrogate, visible);
}

function visible(character: string): string {
  const code = character.codePointAt(0)!;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

const replacements: Readonly<Record<string, string>> = {
  '✔': 'v',
  '✘': 'x',
  '…': '...',
  '·': '-',
  '•': '*',
  '●': '*',
  '—': '-',
  '–': '-',
  '−': '-',
  '→': '->',
  '←': '<-',
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '¿': '',
  '¡': '',
  '≤': '<=',
  '≥': '>=',
  '×': 'x',
  '⇥': '>',
  '↑': '^',
  '↓': 'v',
  '▲': '^',
  '▼': 'v',
  '✖': 'X',
};

/** For terminals that show nothing beyond ASCII: signs become words or likenesses, letters lose their accents. */
export function toAscii(text: string): string {
  return text
    .replace(/[^\u0000-\u007f]/gu, (character) => replacements[character] ?? character)
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\u0000-\u007f]/gu, '?');
}
