/** Words of a script: quotes, escapes, and what a dollar or a backquote begins. Nothing is expanded here. */
import { operatorCharacters, Scanner, ShellSyntaxError } from './scanner.ts';
import type { List, Word, WordPart } from './syntax.ts';

export abstract class WordReader extends Scanner {
  /** Commands up to one of the closing words, which is left unread. */
  protected abstract list(closers: readonly string[]): List;

  /** Another text, read as a script of its own: what stands between backquotes. */
  protected abstract scriptOf(text: string): List;

  protected word(
    ends: (character: string) => boolean = (character) => /\s/.test(character) || operatorCharacters.has(character),
  ): Word {
    const parts = new Parts(false);
    const start = this.at;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined || ends(character)) break;
      if (character === '\\') {
        const next = this.text[this.at + 1];
        this.at += 2;
        if (next === '\n') continue;
        parts.add({ kind: 'text', text: next ?? '\\', quoted: true });
      } else if (character === "'") {
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0) throw new ShellSyntaxError('syntax error: unterminated quoted string');
        parts.add({ kind: 'text', text: this.text.slice(this.at + 1, end), quoted: true });
        this.at = end + 1;
      } else if (character === '"') {
        this.at++;
        for (const part of this.quoted('"')) parts.add(part);
      } else parts.add(this.letter(character, false));
    }
    if (this.at === start) this.unexpected();
    return parts.all();
  }

  /** Between double quotes or in a here-document (`end` undefined: to the end of the text). */
  protected quoted(end: '"' | undefined): WordPart[] {
    const parts = new Parts(true);
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) {
        if (end === undefined) break;
        throw new ShellSyntaxError('syntax error: unterminated quoted string');
      }
      if (character === end) {
        this.at++;
        break;
      }
      if (character === '\\') {
        const next = this.text[this.at + 1] ?? '';
        this.at += 2;
        if (next === '\n') continue;
        parts.add(next !== '' && '$`"\\'.includes(next) && (next !== '"' || end !== undefined) ? next : `\\${next}`);
      } else parts.add(this.letter(character, true));
    }
    const all = parts.all();
    return all.length === 0 ? [{ kind: 'text', text: '', quoted: true }] : all;
  }

  /** What a dollar or a backquote begins here; any other letter is itself. */
  private letter(character: string, quoted: boolean): WordPart | string {
    const part = character === '$' || character === '`' ? this.substitution(quoted) : undefined;
    if (!part) this.at++;
    return part ?? character;
  }

  /** At `$` or a backquote; undefined where the dollar is only a dollar. */
  protected substitution(quoted: boolean): WordPart | undefined {
    if (this.text[this.at] === '`') {
      const end = /^`((?:[^`\\]|\\[\s\S])*)`/.exec(this.text.slice(this.at));
      if (!end) throw new ShellSyntaxError('syntax error: EOF in backquote substitution');
      this.at += end[0].length;
      return { kind: 'command', list: this.scriptOf((end[1] ?? '').replace(/\\([`$\\])/g, '$1')), quoted };
    }
    const rest = this.text.slice(this.at + 1, this.at + 260);
    if (rest.startsWith('((')) {
      const end = this.endOfArithmetic(this.at + 3);
      if (end !== undefined) {
        const inner = this.textOf(this.text.slice(this.at + 3, end));
        this.at = end + 2;
        return { kind: 'arithmetic', expression: inner, quoted };
      }
    }
    if (rest.startsWith('(')) {
      this.at += 2;
      const list = this.list([]);
      this.expect(')');
      return { kind: 'command', list, quoted };
    }
    if (rest.startsWith('{')) return this.braced(quoted);
    const name = /^([A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest)?.[0];
    if (name === undefined) return undefined;
    this.at += 1 + name.length;
    return { kind: 'parameter', name, quoted };
  }

  protected endOfArithmetic(from: number): number | undefined {
    let depth = 0;
    for (let index = from; index < this.text.length; index++) {
      const character = this.text[index];
      if (character === '(') depth++;
      else if (character === ')') {
        if (depth === 0) return this.text[index + 1] === ')' ? index : undefined;
        depth--;
      }
    }
    return undefined;
  }

  protected braced(quoted: boolean): WordPart {
    this.at += 2;
    const head = /^(#(?=[A-Za-z_0-9@*]))?([A-Za-z_]\w*(?:\[[^\]]*\])?|\d+|[@*#?$!-])/.exec(
      this.text.slice(this.at, this.at + 260),
    );
    if (!head) throw new ShellSyntaxError('syntax error: bad substitution');
    this.at += head[0].length;
    const name = head[2] ?? '';
    if (head[1]) {
      this.expectExactly('}');
      return { kind: 'parameter', name, length: true, quoted };
    }
    const operator = /^(:[-=?+]|[-=?+]|##?|%%?|\/\/?|:)/.exec(this.text.slice(this.at, this.at + 2))?.[0];
    if (operator === undefined) {
      this.expectExactly('}');
      return { kind: 'parameter', name, quoted };
    }
    this.at += operator.length;
    const word = this.text[this.at] === '}' ? [] : this.word((character) => character === '}');
    this.expectExactly('}');
    return { kind: 'parameter', name, operator, word, quoted };
  }
}

/** The parts of a word in order; letters that follow one another are one text. */
class Parts {
  readonly #all: WordPart[] = [];
  readonly #quoted: boolean;
  #letters = '';

  /** `quoted`: whether letters are. */
  constructor(quoted: boolean) {
    this.#quoted = quoted;
  }

  add(part: WordPart | string): void {
    if (typeof part === 'string') this.#letters += part;
    else {
      this.#flush();
      this.#all.push(part);
    }
  }

  all(): WordPart[] {
    this.#flush();
    return this.#all;
  }

  #flush(): void {
    if (this.#letters !== '') this.#all.push({ kind: 'text', text: this.#letters, quoted: this.#quoted });
    this.#letters = '';
  }
}
