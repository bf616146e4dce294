/**
 * Text in lines of a width: breaks between words, keeps line breaks and blanks that are there; a word that is too long
 * begins a line of its own and stays whole.
 */
export function wrap(text: string, width: number): string {
  let out = '';
  let column = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) {
      out += '\n';
      column = 0;
    }
    for (const [, blanks = '', word = ''] of line.matchAll(/(\s*)(\S*)/g)) {
      if (word === '') {
        if (column + blanks.length <= width) out += blanks;
        continue;
      }
      const start = column + blanks.length;
      if (start + word.length > width && start > 1) {
        out += `\n${word}`;
        column = word.length;
      } else {
        out += blanks + word;
        column = start + word.length;
      }
    }
  }
  return out;
}

export function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}
