/**
 * A place in a script, and the small steps of reading it: blanks and comments, single words and symbols, the here-documents
 * that begin where a line ends.
 */
import type { Word, WordPart } from './syntax.ts';

export class ShellSyntaxError extends Error {}

export const operatorCharacters: ReadonlySet<string> = new Set([';', '&', '|', '<', '>', '(', ')', '\n']);

/** `<<EOF`, announced on a line whose end has not been reached yet. */
interface PendingDocument {
  readonly delimiter: string;
  readonly raw: boolean;
  readonly stripTabs: boolean;
  readonly fill: (word: Word) => void;
}

export abstract class Scanner {
  protected readonly text: string;
  protected at = 0;
  protected readonly pendingDocuments: PendingDocument[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** The parts of a here-document whose delimiter was not quoted. */
  protected abstract textOf(body: string): WordPart[];

  protected blanks(newlines: boolean): void {
    for (;;) {
      const character = this.text[this.at];
      if (character === ' ' || character === '\t' || character === '\r') this.at++;
      else if (character === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (character === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (character === '\n' && newlines) this.newline();
      else return;
    }
  }

  /** A newline is where the here-documents announced on the line begin. */
  protected newline(): void {
    this.at++;
    for (const document of this.pendingDocuments.splice(0)) {
      const lines: string[] = [];
      while (this.at < this.text.length) {
        const end = this.text.indexOf('\n', this.at);
        let line = this.text.slice(this.at, end < 0 ? undefined : end);
        this.at = end < 0 ? this.text.length : end + 1;
        if (document.stripTabs) line = line.replace(/^\t+/, '');
        if (line === document.delimiter) break;
        lines.push(`${line}\n`);
      }
      const body = lines.join('');
      document.fill(document.raw ? [{ kind: 'text', text: body, quoted: true }] : this.textOf(body));
    }
  }

  protected peek(symbol: string): boolean {
    return this.text.startsWith(symbol, this.at);
  }

  protected atWord(words: readonly string[]): boolean {
    const character = this.text[this.at];
    if (character === undefined) return false;
    return words.some((word) => {
      if (!this.text.startsWith(word, this.at)) return false;
      const after = this.text[this.at + word.length];
      return after === undefined || /\s/.test(after) || operatorCharacters.has(after);
    });
  }

  protected takeWord(word: string): boolean {
    if (!this.atWord([word])) return false;
    this.at += word.length;
    return true;
  }

  protected name(): string {
    const name = /^[A-Za-z_]\w*/.exec(this.text.slice(this.at, this.at + 200))?.[0];
    if (name === undefined) throw new ShellSyntaxError('syntax error: bad for loop variable');
    this.at += name.length;
    return name;
  }

  protected expect(symbol: string): void {
    this.blanks(true);
    this.expectExactly(symbol);
  }

  protected expectExactly(symbol: string): void {
    if (!this.peek(symbol)) this.unexpected(symbol);
    this.at += symbol.length;
  }

  protected expectWord(word: string): void {
    this.blanks(true);
    if (!this.takeWord(word)) this.unexpected(word);
  }

  protected unexpected(expecting?: string): never {
    const rest = this.text.slice(this.at);
    const found =
      rest === ''
        ? 'end of file'
        : rest[0] === '\n'
          ? 'newline'
          : `"${/^(;;|&&|\|\||[;&|<>()]|[^\s;&|<>()]+)/.exec(rest)?.[0] ?? rest[0]}"`;
    throw new ShellSyntaxError(
      `syntax error: unexpected ${found}${expecting === undefined ? '' : ` (expecting "${expecting}")`}`,
    );
  }
}
