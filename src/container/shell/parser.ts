/**
 * Reads a script as POSIX sh does (IEEE 1003.1, chapter 2.10), with bash's `[[ ]]`, `&>`, `<<<` and `function` beside it.
 * Recursive descent straight over the text: what a `{` or an `if` means depends on where it stands, so there is no token list.
 */
import { operatorCharacters, ShellSyntaxError } from './scanner.ts';
import type { AndOr, Assignment, Command, List, Pipeline, Redirection, Word, WordPart } from './syntax.ts';
import { WordReader } from './word-reader.ts';

export { ShellSyntaxError };

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
const deepest = 120;

export function parseScript(source: string): List {
  return new Parser(source).script();
}

class Parser extends WordReader {
  #depth = 0;

  script(): List {
    const list = this.list([]);
    this.blanks(true);
    if (this.at < this.text.length) this.unexpected();
    return list;
  }

  /** Commands up to one of the closing words, which is left unread. */
  protected override list(closers: readonly string[]): List {
    if (++this.#depth > deepest) throw new ShellSyntaxError('syntax error: nested too deeply');
    const list: AndOr[] = [];
    for (;;) {
      this.blanks(true);
      if (
        this.at >= this.text.length ||
        this.peek(')') ||
        (this.peek(';;') && closers.includes(';;')) ||
        this.atWord(closers)
      )
        break;
      const start = this.at;
      const first = this.#pipeline();
      const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
      for (;;) {
        this.blanks(false);
        const operator = this.peek('&&') ? '&&' : this.peek('||') ? '||' : undefined;
        if (!operator) break;
        this.at += 2;
        this.blanks(true);
        rest.push({ operator, pipeline: this.#pipeline() });
      }
      this.blanks(false);
      const text = this.text.slice(start, this.at).trim();
      let background = false;
      if (this.peek(';;')) {
        list.push({ first, rest, background, text });
        break;
      }
      if (this.peek('&')) {
        this.at++;
        background = true;
      } else if (this.peek(';')) this.at++;
      else if (this.peek('\n')) this.newline();
      else if (this.at < this.text.length && !this.peek(')') && !this.atWord(closers)) this.unexpected();
      list.push({ first, rest, background, text });
    }
    this.#depth--;
    return list;
  }

  #pipeline(): Pipeline {
    let negated = false;
    this.blanks(false);
    while (this.takeWord('!')) {
      negated = !negated;
      this.blanks(false);
    }
    const commands = [this.#command()];
    for (;;) {
      this.blanks(false);
      if (!this.peek('|') || this.peek('||')) break;
      this.at++;
      this.blanks(true);
      commands.push(this.#command());
    }
    return { negated, commands };
  }

  #command(): Command {
    this.blanks(false);
    const start = this.at;
    if (this.peek('((')) {
      const command = this.#arithmeticCommand();
      if (command) return command;
    }
    if (this.peek('(')) {
      this.at++;
      const body = this.list([]);
      this.expect(')');
      return { kind: 'subshell', body, redirections: this.#redirections() };
    }
    if (this.takeWord('{')) {
      const body = this.list(['}']);
      this.expectWord('}');
      return { kind: 'group', body, redirections: this.#redirections() };
    }
    if (this.takeWord('if')) return this.#if();
    if (this.takeWord('while')) return this.#loop(false);
    if (this.takeWord('until')) return this.#loop(true);
    if (this.takeWord('for')) return this.#for();
    if (this.takeWord('case')) return this.#case();
    if (this.takeWord('[[')) return this.#condition();
    if (this.takeWord('function')) {
      this.blanks(false);
      const name = this.name();
      this.blanks(false);
      if (this.peek('(')) {
        this.at++;
        this.expect(')');
      }
      this.blanks(true);
      return { kind: 'function', name, body: this.#command(), redirections: [] };
    }
    if (this.atWord([...reserved].filter((word) => word !== 'in'))) this.unexpected();
    const definition = /^([A-Za-z_]\w*)[ \t]*\([ \t]*\)/.exec(this.text.slice(start, start + 200));
    if (definition?.[1]) {
      this.at += definition[0].length;
      this.blanks(true);
      return { kind: 'function', name: definition[1], body: this.#command(), redirections: [] };
    }
    return this.#simple();
  }

  /** bash's `(( x > 3 ))`, which is `let "x > 3"`; undefined where it is a subshell in a subshell. */
  #arithmeticCommand(): Command | undefined {
    const end = this.endOfArithmetic(this.at + 2);
    if (end === undefined) return undefined;
    const command = letCommand(this.text.slice(this.at + 2, end));
    this.at = end + 2;
    return { ...command, redirections: this.#redirections() };
  }

  #simple(): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.blanks(false);
      const redirection = this.#redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      const next = this.text[this.at];
      if (next === undefined || operatorCharacters.has(next)) break;
      if (words.length === 0) {
        const assignment = /^([A-Za-z_]\w*)=/.exec(this.text.slice(this.at, this.at + 200));
        if (assignment?.[1]) {
          this.at += assignment[0].length;
          if (this.peek('(')) {
            assignments.push({ name: assignment[1], value: [], items: this.#items() });
            continue;
          }
          const following = this.text[this.at];
          const empty = following === undefined || /\s/.test(following) || operatorCharacters.has(following);
          assignments.push({ name: assignment[1], value: empty ? [] : this.word() });
          continue;
        }
      }
      words.push(this.word());
    }
    if (assignments.length + words.length + redirections.length === 0) this.unexpected();
    return { kind: 'simple', assignments, words, redirections };
  }

  #items(): Word[] {
    this.at++;
    const items: Word[] = [];
    for (;;) {
      this.blanks(true);
      if (this.peek(')')) break;
      items.push(this.word());
    }
    this.at++;
    return items;
  }

  #if(): Command {
    const branches: { condition: List; body: List }[] = [];
    let otherwise: List | undefined;
    for (;;) {
      const condition = this.list(['then']);
      this.expectWord('then');
      branches.push({ condition, body: this.list(['elif', 'else', 'fi']) });
      if (this.takeWord('elif')) continue;
      if (this.takeWord('else')) otherwise = this.list(['fi']);
      this.expectWord('fi');
      return { kind: 'if', branches, otherwise, redirections: this.#redirections() };
    }
  }

  /** bash's `for ((i = 0; i < 3; i++))`: a `while` with something before it and after each turn. */
  #countedFor(): Command {
    const end = this.endOfArithmetic(this.at + 2);
    if (end === undefined) this.unexpected();
    const [before = '', condition = '', after = ''] = this.text.slice(this.at + 2, end).split(';');
    this.at = end + 2;
    this.blanks(false);
    if (this.peek(';')) this.at++;
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
    const condition = this.list(['do']);
    const body = this.#body();
    return { kind: 'while', until, condition, body, redirections: this.#redirections() };
  }

  #body(): List {
    this.blanks(true);
    this.expectWord('do');
    const body = this.list(['done']);
    this.expectWord('done');
    return body;
  }

  #for(): Command {
    this.blanks(false);
    if (this.peek('((')) return this.#countedFor();
    const name = this.name();
    this.blanks(true);
    let words: Word[] | undefined;
    if (this.takeWord('in')) {
      words = [];
      for (;;) {
        this.blanks(false);
        const next = this.text[this.at];
        if (next === undefined || operatorCharacters.has(next)) break;
        words.push(this.word());
      }
    }
    this.blanks(false);
    if (this.peek(';')) this.at++;
    const body = this.#body();
    return { kind: 'for', name, words, body, redirections: this.#redirections() };
  }

  #case(): Command {
    this.blanks(false);
    const subject = this.word();
    this.blanks(true);
    this.expectWord('in');
    const clauses: { patterns: Word[]; body: List }[] = [];
    for (;;) {
      this.blanks(true);
      if (this.takeWord('esac')) break;
      if (this.peek('(')) this.at++;
      const patterns: Word[] = [];
      for (;;) {
        this.blanks(false);
        patterns.push(this.word());
        this.blanks(false);
        if (!this.peek('|')) break;
        this.at++;
      }
      this.expect(')');
      const body = this.list([';;', 'esac']);
      clauses.push({ patterns, body });
      this.blanks(true);
      if (this.peek(';;')) this.at += 2;
    }
    return { kind: 'case', subject, clauses, redirections: this.#redirections() };
  }

  /** `<`, `&&` and brackets are ordinary words in here. */
  #condition(): Command {
    const words: Word[] = [];
    for (;;) {
      this.blanks(true);
      if (this.takeWord(']]')) break;
      if (this.at >= this.text.length) this.unexpected();
      const previous = words.at(-1)?.[0];
      const afterMatch = previous?.kind === 'text' && previous.text === '=~';
      // What follows `=~` is a pattern up to the next blank: `[[ $host =~ (.*)-([0-9]+)$ ]]`.
      const symbol = afterMatch ? undefined : /^(&&|\|\||<|>|\(|\))/.exec(this.text.slice(this.at, this.at + 2));
      if (symbol?.[0]) {
        this.at += symbol[0].length;
        words.push([{ kind: 'text', text: symbol[0], quoted: false }]);
        continue;
      }
      words.push(afterMatch ? this.word((character) => /\s/.test(character)) : this.word());
    }
    return { kind: 'condition', words, redirections: this.#redirections() };
  }

  #redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      this.blanks(false);
      const redirection = this.#redirection();
      if (!redirection) return found;
      found.push(redirection);
    }
  }

  #redirection(): Redirection | undefined {
    const match = /^(\d*)(<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|&>)/.exec(this.text.slice(this.at, this.at + 8));
    if (!match) return undefined;
    const [whole, digits = '', operator = ''] = match;
    if (operator === '&>' && digits !== '') return undefined;
    this.at += whole.length;
    this.blanks(false);
    const descriptor = digits === '' ? (operator.startsWith('<') ? 0 : 1) : Number(digits);
    if (operator === '<<' || operator === '<<-') {
      const delimiter = this.word();
      const raw = delimiter.some((part) => part.kind === 'text' && part.quoted);
      const redirection: { descriptor: number; operator: '<<'; target: Word } = {
        descriptor,
        operator: '<<',
        target: [],
      };
      this.pendingDocuments.push({
        delimiter: delimiter.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
        raw,
        stripTabs: operator === '<<-',
        fill: (word) => {
          redirection.target = word;
        },
      });
      return redirection;
    }
    return { descriptor, operator: operator as Redirection['operator'], target: this.word() };
  }

  protected override scriptOf(text: string): List {
    return new Parser(text).script();
  }

  protected override textOf(body: string): WordPart[] {
    return quotedText(body);
  }

  /** The whole text as between double quotes. */
  quotedText(): WordPart[] {
    return this.quoted(undefined);
  }
}

function letCommand(expression: string) {
  const name: Word = [{ kind: 'text', text: 'let', quoted: true }];
  return {
    kind: 'simple' as const,
    assignments: [],
    words: [name, quotedText(expression)],
    redirections: [],
  };
}

function quotedText(text: string): WordPart[] {
  return new Parser(text).quotedText();
}

function listOf(command: Command): List {
  return [{ first: { negated: false, commands: [command] }, rest: [], background: false, text: '' }];
}
