/**
 * Reads a script as POSIX sh does (IEEE 1003.1, chapter 2.10), with bash's `[[ ]]`, `&>`, `<<<` and `function` beside it.
 * Recursive descent straight over the text: what a `{` or an `if` means depends on where it stands, so there is no token list.
 */
import type { AndOr, Assignment, Command, List, Pipeline, Redirection, Word, WordPart } from './syntax.ts';

export class ShellSyntaxError extends Error {}

const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'while',
  'until',
  'for',
  '{',
  '}',
  '!',
  'in',
  '[[',
  'function',
]);
const operatorCharacters = new Set([';', '&', '|', '<', '>', '(', ')', '\n']);
const deepest = 120;

export function parseScript(source: string): List {
  return new Parser(source).script();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #pendingDocuments: {
    readonly delimiter: string;
    readonly raw: boolean;
    readonly stripTabs: boolean;
    readonly fill: (word: Word) => void;
  }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  script(): List {
    const list = this.#list([]);
    this.#blanks(true);
    if (this.#at < this.#text.length) this.#unexpected();
    return list;
  }

  /** Commands up to one of the closing words, which is left unread. */
  #list(closers: readonly string[]): List {
    if (++this.#depth > deepest) throw new ShellSyntaxError('syntax error: nested too deeply');
    const list: AndOr[] = [];
    for (;;) {
      this.#blanks(true);
      if (
        this.#at >= this.#text.length ||
        this.#peek(')') ||
        (this.#peek(';;') && closers.includes(';;')) ||
        this.#atWord(closers)
      )
        break;
      const start = this.#at;
      const first = this.#pipeline();
      const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
      for (;;) {
        this.#blanks(false);
        const operator = this.#peek('&&') ? '&&' : this.#peek('||') ? '||' : undefined;
        if (!operator) break;
        this.#at += 2;
        this.#blanks(true);
        rest.push({ operator, pipeline: this.#pipeline() });
      }
      this.#blanks(false);
      const text = this.#text.slice(start, this.#at).trim();
      let background = false;
      if (this.#peek(';;')) {
        list.push({ first, rest, background, text });
        break;
      }
      if (this.#peek('&')) {
        this.#at++;
        background = true;
      } else if (this.#peek(';')) this.#at++;
      else if (this.#peek('\n')) this.#newline();
      else if (this.#at < this.#text.length && !this.#peek(')') && !this.#atWord(closers)) this.#unexpected();
      list.push({ first, rest, background, text });
    }
    this.#depth--;
    return list;
  }

  #pipeline(): Pipeline {
    let negated = false;
    this.#blanks(false);
    while (this.#takeWord('!')) {
      negated = !negated;
      this.#blanks(false);
    }
    const commands = [this.#command()];
    for (;;) {
      this.#blanks(false);
      if (!this.#peek('|') || this.#peek('||')) break;
      this.#at++;
      this.#blanks(true);
      commands.push(this.#command());
    }
    return { negated, commands };
  }

  #command(): Command {
    this.#blanks(false);
    const start = this.#at;
    if (this.#peek('((')) {
      const command = this.#arithmeticCommand();
      if (command) return command;
    }
    if (this.#peek('(')) {
      this.#at++;
      const body = this.#list([]);
      this.#expect(')');
      return { kind: 'subshell', body, redirections: this.#redirections() };
    }
    if (this.#takeWord('{')) {
      const body = this.#list(['}']);
      this.#expectWord('}');
      return { kind: 'group', body, redirections: this.#redirections() };
    }
    if (this.#takeWord('if')) return this.#if();
    if (this.#takeWord('while')) return this.#loop(false);
    if (this.#takeWord('until')) return this.#loop(true);
    if (this.#takeWord('for')) return this.#for();
    if (this.#takeWord('case')) return this.#case();
    if (this.#takeWord('[[')) return this.#condition();
    if (this.#takeWord('function')) {
      this.#blanks(false);
      const name = this.#name();
      this.#blanks(false);
      if (this.#peek('(')) {
        this.#at++;
        this.#expect(')');
      }
      this.#blanks(true);
      return { kind: 'function', name, body: this.#command(), redirections: [] };
    }
    if (this.#atWord([...reserved].filter((word) => word !== 'in'))) this.#unexpected();
    const definition = /^([A-Za-z_]\w*)[ \t]*\([ \t]*\)/.exec(this.#text.slice(start, start + 200));
    if (definition?.[1]) {
      this.#at += definition[0].length;
      this.#blanks(true);
      return { kind: 'function', name: definition[1], body: this.#command(), redirections: [] };
    }
    return this.#simple();
  }

  /** bash's `(( x > 3 ))`, which is `let "x > 3"`; undefined where it is a subshell in a subshell. */
  #arithmeticCommand(): Command | undefined {
    const end = this.#endOfArithmetic(this.#at + 2);
    if (end === undefined) return undefined;
    const command = letCommand(this.#text.slice(this.#at + 2, end));
    this.#at = end + 2;
    return { ...command, redirections: this.#redirections() };
  }

  #simple(): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.#blanks(false);
      const redirection = this.#redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      const next = this.#text[this.#at];
      if (next === undefined || operatorCharacters.has(next)) break;
      if (words.length === 0) {
        const assignment = /^([A-Za-z_]\w*)=/.exec(this.#text.slice(this.#at, this.#at + 200));
        if (assignment?.[1]) {
          this.#at += assignment[0].length;
          if (this.#peek('(')) {
            assignments.push({ name: assignment[1], value: [], items: this.#items() });
            continue;
          }
          const following = this.#text[this.#at];
          const empty = following === undefined || /\s/.test(following) || operatorCharacters.has(following);
          assignments.push({ name: assignment[1], value: empty ? [] : this.#word() });
          continue;
        }
      }
      words.push(this.#word());
    }
    if (assignments.length + words.length + redirections.length === 0) this.#unexpected();
    return { kind: 'simple', assignments, words, redirections };
  }

  #items(): Word[] {
    this.#at++;
    const items: Word[] = [];
    for (;;) {
      this.#blanks(true);
      if (this.#peek(')')) break;
      items.push(this.#word());
    }
    this.#at++;
    return items;
  }

  #if(): Command {
    const branches: { condition: List; body: List }[] = [];
    let otherwise: List | undefined;
    for (;;) {
      const condition = this.#list(['then']);
      this.#expectWord('then');
      branches.push({ condition, body: this.#list(['elif', 'else', 'fi']) });
      if (this.#takeWord('elif')) continue;
      if (this.#takeWord('else')) otherwise = this.#list(['fi']);
      this.#expectWord('fi');
      return { kind: 'if', branches, otherwise, redirections: this.#redirections() };
    }
  }

  /** bash's `for ((i = 0; i < 3; i++))`: a `while` with something before it and after each turn. */
  #countedFor(): Command {
    const end = this.#endOfArithmetic(this.#at + 2);
    if (end === undefined) this.#unexpected();
    const [before = '', condition = '', after = ''] = this.#text.slice(this.#at + 2, end).split(';');
    this.#at = end + 2;
    this.#blanks(false);
    if (this.#peek(';')) this.#at++;
    const loop: Command = {
      kind: 'while',
      until: false,
      condition: listOf(letCommand(condition.trim() || '1')),
      body: this.#body(),
      step: listOf(letCommand(after.trim() || '1')),
      redirections: this.#redirections(),
    };
    return { kind: 'group', body: [...listOf(letCommand(before.trim() || '1')), ...listOf(loop)], redirections: [] };
  }

  #loop(until: boolean): Command {
    const condition = this.#list(['do']);
    const body = this.#body();
    return { kind: 'while', until, condition, body, redirections: this.#redirections() };
  }

  #body(): List {
    this.#blanks(true);
    this.#expectWord('do');
    const body = this.#list(['done']);
    this.#expectWord('done');
    return body;
  }

  #for(): Command {
    this.#blanks(false);
    if (this.#peek('((')) return this.#countedFor();
    const name = this.#name();
    this.#blanks(true);
    let words: Word[] | undefined;
    if (this.#takeWord('in')) {
      words = [];
      for (;;) {
        this.#blanks(false);
        const next = this.#text[this.#at];
        if (next === undefined || operatorCharacters.has(next)) break;
        words.push(this.#word());
      }
    }
    this.#blanks(false);
    if (this.#peek(';')) this.#at++;
    const body = this.#body();
    return { kind: 'for', name, words, body, redirections: this.#redirections() };
  }

  #case(): Command {
    this.#blanks(false);
    const subject = this.#word();
    this.#blanks(true);
    this.#expectWord('in');
    const clauses: { patterns: Word[]; body: List }[] = [];
    for (;;) {
      this.#blanks(true);
      if (this.#takeWord('esac')) break;
      if (this.#peek('(')) this.#at++;
      const patterns: Word[] = [];
      for (;;) {
        this.#blanks(false);
        patterns.push(this.#word());
        this.#blanks(false);
        if (!this.#peek('|')) break;
        this.#at++;
      }
      this.#expect(')');
      const body = this.#list([';;', 'esac']);
      clauses.push({ patterns, body });
      this.#blanks(true);
      if (this.#peek(';;')) this.#at += 2;
    }
    return { kind: 'case', subject, clauses, redirections: this.#redirections() };
  }

  /** `<`, `&&` and brackets are ordinary words in here. */
  #condition(): Command {
    const words: Word[] = [];
    for (;;) {
      this.#blanks(true);
      if (this.#takeWord(']]')) break;
      if (this.#at >= this.#text.length) this.#unexpected();
      const previous = words.at(-1)?.[0];
      const afterMatch = previous?.kind === 'text' && previous.text === '=~';
      // What follows `=~` is a pattern up to the next blank: `[[ $host =~ (.*)-([0-9]+)$ ]]`.
      const symbol = afterMatch ? undefined : /^(&&|\|\||<|>|\(|\))/.exec(this.#text.slice(this.#at, this.#at + 2));
      if (symbol?.[0]) {
        this.#at += symbol[0].length;
        words.push([{ kind: 'text', text: symbol[0], quoted: false }]);
        continue;
      }
      words.push(afterMatch ? this.#word((character) => /\s/.test(character)) : this.#word());
    }
    return { kind: 'condition', words, redirections: this.#redirections() };
  }

  #redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      this.#blanks(false);
      const redirection = this.#redirection();
      if (!redirection) return found;
      found.push(redirection);
    }
  }

  #redirection(): Redirection | undefined {
    const match = /^(\d*)(<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|&>)/.exec(this.#text.slice(this.#at, this.#at + 8));
    if (!match) return undefined;
    const [whole, digits = '', operator = ''] = match;
    if (operator === '&>' && digits !== '') return undefined;
    this.#at += whole.length;
    this.#blanks(false);
    const descriptor = digits === '' ? (operator.startsWith('<') ? 0 : 1) : Number(digits);
    if (operator === '<<' || operator === '<<-') {
      const delimiter = this.#word();
      const raw = delimiter.some((part) => part.kind === 'text' && part.quoted);
      const redirection: { descriptor: number; operator: '<<'; target: Word } = {
        descriptor,
        operator: '<<',
        target: [],
      };
      this.#pendingDocuments.push({
        delimiter: delimiter.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
        raw,
        stripTabs: operator === '<<-',
        fill: (word) => {
          redirection.target = word;
        },
      });
      return redirection;
    }
    return { descriptor, operator: operator as Redirection['operator'], target: this.#word() };
  }

  #word(
    ends: (character: string) => boolean = (character) => /\s/.test(character) || operatorCharacters.has(character),
  ): Word {
    const parts: WordPart[] = [];
    const start = this.#at;
    let literal = '';
    const flush = () => {
      if (literal !== '') parts.push({ kind: 'text', text: literal, quoted: false });
      literal = '';
    };
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || ends(character)) break;
      if (character === '\\') {
        const next = this.#text[this.#at + 1];
        this.#at += 2;
        if (next === '\n') continue;
        flush();
        parts.push({ kind: 'text', text: next ?? '\\', quoted: true });
      } else if (character === "'") {
        const end = this.#text.indexOf("'", this.#at + 1);
        if (end < 0) throw new ShellSyntaxError('syntax error: unterminated quoted string');
        flush();
        parts.push({ kind: 'text', text: this.#text.slice(this.#at + 1, end), quoted: true });
        this.#at = end + 1;
      } else if (character === '"') {
        flush();
        this.#at++;
        parts.push(...this.#quoted('"'));
      } else if (character === '$' || character === '`') {
        const part = this.#substitution(false);
        if (part) {
          flush();
          parts.push(part);
        } else {
          literal += character;
          this.#at++;
        }
      } else {
        literal += character;
        this.#at++;
      }
    }
    flush();
    if (this.#at === start) this.#unexpected();
    return parts;
  }

  /** Between double quotes or in a here-document (`end` undefined: to the end of the text). */
  #quoted(end: '"' | undefined): WordPart[] {
    const parts: WordPart[] = [];
    let literal = '';
    const flush = () => {
      if (literal !== '') parts.push({ kind: 'text', text: literal, quoted: true });
      literal = '';
    };
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) {
        if (end === undefined) break;
        throw new ShellSyntaxError('syntax error: unterminated quoted string');
      }
      if (character === end) {
        this.#at++;
        break;
      }
      if (character === '\\') {
        const next = this.#text[this.#at + 1] ?? '';
        this.#at += 2;
        if (next === '\n') continue;
        literal += next !== '' && '$`"\\'.includes(next) && (next !== '"' || end !== undefined) ? next : `\\${next}`;
      } else if (character === '$' || character === '`') {
        const part = this.#substitution(true);
        if (part) {
          flush();
          parts.push(part);
        } else {
          literal += character;
          this.#at++;
        }
      } else {
        literal += character;
        this.#at++;
      }
    }
    flush();
    return parts.length === 0 ? [{ kind: 'text', text: '', quoted: true }] : parts;
  }

  /** Text as between double quotes, to its end. */
  quotedText(): WordPart[] {
    return this.#quoted(undefined);
  }

  /** At `$` or a backquote; undefined where the dollar is only a dollar. */
  #substitution(quoted: boolean): WordPart | undefined {
    if (this.#text[this.#at] === '`') {
      const end = /^`((?:[^`\\]|\\[\s\S])*)`/.exec(this.#text.slice(this.#at));
      if (!end) throw new ShellSyntaxError('syntax error: EOF in backquote substitution');
      this.#at += end[0].length;
      return { kind: 'command', list: new Parser((end[1] ?? '').replace(/\\([`$\\])/g, '$1')).script(), quoted };
    }
    const rest = this.#text.slice(this.#at + 1, this.#at + 260);
    if (rest.startsWith('((')) {
      const end = this.#endOfArithmetic(this.#at + 3);
      if (end !== undefined) {
        const inner = new Parser(this.#text.slice(this.#at + 3, end)).#quoted(undefined);
        this.#at = end + 2;
        return { kind: 'arithmetic', expression: inner, quoted };
      }
    }
    if (rest.startsWith('(')) {
      this.#at += 2;
      const list = this.#list([]);
      this.#expect(')');
      return { kind: 'command', list, quoted };
    }
    if (rest.startsWith('{')) return this.#braced(quoted);
    const name = /^([A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest)?.[0];
    if (name === undefined) return undefined;
    this.#at += 1 + name.length;
    return { kind: 'parameter', name, quoted };
  }

  #endOfArithmetic(from: number): number | undefined {
    let depth = 0;
    for (let index = from; index < this.#text.length; index++) {
      const character = this.#text[index];
      if (character === '(') depth++;
      else if (character === ')') {
        if (depth === 0) return this.#text[index + 1] === ')' ? index : undefined;
        depth--;
      }
    }
    return undefined;
  }

  #braced(quoted: boolean): WordPart {
    this.#at += 2;
    const head = /^(#(?=[A-Za-z_0-9@*]))?([A-Za-z_]\w*(?:\[[^\]]*\])?|\d+|[@*#?$!-])/.exec(
      this.#text.slice(this.#at, this.#at + 260),
    );
    if (!head) throw new ShellSyntaxError('syntax error: bad substitution');
    this.#at += head[0].length;
    const name = head[2] ?? '';
    if (head[1]) {
      this.#expectExactly('}');
      return { kind: 'parameter', name, length: true, quoted };
    }
    const operator = /^(:[-=?+]|[-=?+]|##?|%%?|\/\/?|:)/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0];
    if (operator === undefined) {
      this.#expectExactly('}');
      return { kind: 'parameter', name, quoted };
    }
    this.#at += operator.length;
    const word = this.#text[this.#at] === '}' ? [] : this.#word((character) => character === '}');
    this.#expectExactly('}');
    return { kind: 'parameter', name, operator, word, quoted };
  }

  // -- the small things -----------------------------------------------------------------------------------------------

  #blanks(newlines: boolean): void {
    for (;;) {
      const character = this.#text[this.#at];
      if (character === ' ' || character === '\t' || character === '\r') this.#at++;
      else if (character === '\\' && this.#text[this.#at + 1] === '\n') this.#at += 2;
      else if (character === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else if (character === '\n' && newlines) this.#newline();
      else return;
    }
  }

  /** A newline is where the here-documents announced on the line begin. */
  #newline(): void {
    this.#at++;
    for (const document of this.#pendingDocuments.splice(0)) {
      const lines: string[] = [];
      while (this.#at < this.#text.length) {
        const end = this.#text.indexOf('\n', this.#at);
        let line = this.#text.slice(this.#at, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#text.length : end + 1;
        if (document.stripTabs) line = line.replace(/^\t+/, '');
        if (line === document.delimiter) break;
        lines.push(`${line}\n`);
      }
      const body = lines.join('');
      document.fill(document.raw ? [{ kind: 'text', text: body, quoted: true }] : new Parser(body).#quoted(undefined));
    }
  }

  #peek(symbol: string): boolean {
    return this.#text.startsWith(symbol, this.#at);
  }

  #atWord(words: readonly string[]): boolean {
    const character = this.#text[this.#at];
    if (character === undefined) return false;
    return words.some((word) => {
      if (!this.#text.startsWith(word, this.#at)) return false;
      const after = this.#text[this.#at + word.length];
      return after === undefined || /\s/.test(after) || operatorCharacters.has(after);
    });
  }

  #takeWord(word: string): boolean {
    if (!this.#atWord([word])) return false;
    this.#at += word.length;
    return true;
  }

  #name(): string {
    const name = /^[A-Za-z_]\w*/.exec(this.#text.slice(this.#at, this.#at + 200))?.[0];
    if (name === undefined) throw new ShellSyntaxError('syntax error: bad for loop variable');
    this.#at += name.length;
    return name;
  }

  #expect(symbol: string): void {
    this.#blanks(true);
    this.#expectExactly(symbol);
  }

  #expectExactly(symbol: string): void {
    if (!this.#peek(symbol)) this.#unexpected(symbol);
    this.#at += symbol.length;
  }

  #expectWord(word: string): void {
    this.#blanks(true);
    if (!this.#takeWord(word)) this.#unexpected(word);
  }

  #unexpected(expecting?: string): never {
    const rest = this.#text.slice(this.#at);
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

function letCommand(expression: string) {
  const name: Word = [{ kind: 'text', text: 'let', quoted: true }];
  return {
    kind: 'simple' as const,
    assignments: [],
    words: [name, new Parser(expression).quotedText()],
    redirections: [],
  };
}

function listOf(command: Command): List {
  return [{ first: { negated: false, commands: [command] }, rest: [], background: false, text: '' }];
}
