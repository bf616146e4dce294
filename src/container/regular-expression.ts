/**
 * Regular expressions for `grep`, `sed`, `expr` and `[[ =~ ]]`, run by a Pike machine: all ways are followed at once, so the
 * time is text length × pattern length whatever a learner writes; JavaScript's own engine can be made to hang.
 * Basic (`\(`, `\|`, `\{`) and extended syntax, leftmost match, greedy repetition, groups. No back references.
 */
type Instruction =
  | { readonly kind: 'one'; readonly test: (character: string) => boolean }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'assert'; readonly test: (text: string, at: number) => boolean }
  | { readonly kind: 'match' };

export class PatternError extends Error {}

const mostInstructions = 4000;

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Group 0 is the whole match. */
  readonly groups: readonly (string | undefined)[];
}

const namedClasses: Readonly<Record<string, RegExp>> = {
  digit: /\d/, alpha: /[A-Za-z]/, alnum: /[A-Za-z0-9]/, upper: /[A-Z]/, lower: /[a-z]/, space: /\s/, blank: /[ \t]/, punct: /[!-/:-@[-`{-~]/, xdigit: /[0-9A-Fa-f]/, print: /[ -~]/, cntrl: /[\u0000-\u001f]/,
}; // biome-ignore format: a table

export class RegularExpression {
  readonly #program: Instruction[] = [];
  readonly #pattern: string;
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  #at = 0;
  #groups = 0;
  #depth = 0;

  constructor(pattern: string, options: { readonly extended?: boolean; readonly ignoreCase?: boolean } = {}) {
    this.#pattern = pattern;
    this.#extended = options.extended ?? false;
    this.#ignoreCase = options.ignoreCase ?? false;
    this.#emit({ kind: 'save', slot: 0 });
    this.#alternatives();
    if (this.#at < pattern.length) throw new PatternError('Unmatched ) or \\)');
    this.#emit({ kind: 'save', slot: 1 });
    this.#emit({ kind: 'match' });
  }

  test(text: string): boolean {
    return this.find(text) !== undefined;
  }

  /** The leftmost match at or after `from`. */
  find(text: string, from = 0): Match | undefined {
    type Thread = { readonly at: number; readonly slots: readonly (number | undefined)[] };
    let current: Thread[] = [];
    let found: readonly (number | undefined)[] | undefined;
    const seen = new Uint32Array(this.#program.length);
    let mark = 0;
    const add = (list: Thread[], start: Thread, position: number) => {
      const stack = [start];
      while (stack.length > 0) {
        const thread = stack.pop() as Thread;
        if (seen[thread.at] === mark) continue;
        seen[thread.at] = mark;
        const instruction = this.#program[thread.at] as Instruction;
        if (instruction.kind === 'jump') stack.push({ at: instruction.to, slots: thread.slots });
        else if (instruction.kind === 'split')
          stack.push({ at: instruction.second, slots: thread.slots }, { at: instruction.first, slots: thread.slots });
        else if (instruction.kind === 'save') {
          const slots = [...thread.slots];
          slots[instruction.slot] = position;
          stack.push({ at: thread.at + 1, slots });
        } else if (instruction.kind === 'assert') {
          if (instruction.test(text, position)) stack.push({ at: thread.at + 1, slots: thread.slots });
        } else list.push(thread);
      }
    };
    for (let position = from; position <= text.length; position++) {
      mark++;
      if (position === from) add(current, { at: 0, slots: [] }, position);
      else if (!found) {
        for (const thread of current) seen[thread.at] = mark;
        add(current, { at: 0, slots: [] }, position);
      }
      const next: Thread[] = [];
      mark++;
      const character = text[position];
      for (const thread of current) {
        const instruction = this.#program[thread.at] as Instruction;
        if (instruction.kind === 'match') {
          found = thread.slots;
          break;
        }
        if (instruction.kind === 'one' && character !== undefined && instruction.test(character))
          add(next, { at: thread.at + 1, slots: thread.slots }, position + 1);
      }
      current = next;
      if (current.length === 0 && found) break;
    }
    if (!found) return undefined;
    const groups = Array.from({ length: this.#groups + 1 }, (_, index) => {
      const [start, end] = [found[2 * index], found[2 * index + 1]];
      return start === undefined || end === undefined ? undefined : text.slice(start, end);
    });
    return { start: found[0] ?? 0, end: found[1] ?? 0, groups };
  }

  #emit(instruction: Instruction): number {
    if (this.#program.length >= mostInstructions) throw new PatternError('Regular expression too big');
    return this.#program.push(instruction) - 1;
  }

  #alternatives(): void {
    const start = this.#program.length;
    this.#sequence();
    const ends: number[] = [];
    while (this.#takeOperator('|')) {
      // Everything so far moves one down to make room for the split.
      this.#insert(start, { kind: 'split', first: start + 1, second: 0 });
      ends.push(this.#emit({ kind: 'jump', to: 0 }));
      for (let index = 0; index < ends.length - 1; index++) ends[index] = (ends[index] as number) + 1;
      const second = this.#program.length;
      (this.#program[start] as { second: number }).second = second;
      this.#alternatives();
    }
    for (const index of ends) (this.#program[index] as { to: number }).to = this.#program.length;
  }

  #sequence(): void {
    while (this.#at < this.#pattern.length && !this.#peekOperator('|') && !this.#peekOperator(')')) this.#repeated();
  }

  #repeated(): void {
    const start = this.#program.length;
    const atStart = this.#at === 0 || this.#pattern.endsWith(this.#extended ? '(' : '\\(', this.#at);
    this.#atom(atStart);
    for (;;) {
      const character = this.#pattern[this.#at];
      if (character === '*') {
        this.#at++;
        this.#repeat(start, 0, undefined);
      } else if (this.#takeOperator('+')) this.#repeat(start, 1, undefined);
      else if (this.#takeOperator('?')) this.#repeat(start, 0, 1);
      else {
        const bounds = (this.#extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/).exec(
          this.#pattern.slice(this.#at),
        );
        if (!bounds) return;
        this.#at += bounds[0].length;
        const low = Number(bounds[1] || 0);
        const high = bounds[2] === '' ? low : bounds[3] === '' ? undefined : Number(bounds[3]);
        if (low > 255 || (high ?? 0) > 255) throw new PatternError('Regular expression too big');
        this.#repeat(start, low, high);
      }
    }
  }

  /** The code from `start` to the end is what is repeated. */
  #repeat(start: number, low: number, high: number | undefined): void {
    const body = this.#program.splice(start);
    const place = () => {
      const offset = this.#program.length - start;
      for (const instruction of body) {
        if (instruction.kind === 'split')
          this.#emit({ kind: 'split', first: instruction.first + offset, second: instruction.second + offset });
        else if (instruction.kind === 'jump') this.#emit({ kind: 'jump', to: instruction.to + offset });
        else this.#emit(instruction);
      }
    };
    for (let index = 0; index < low; index++) place();
    if (high === undefined) {
      const split = this.#emit({ kind: 'split', first: this.#program.length + 1, second: 0 });
      place();
      this.#emit({ kind: 'jump', to: split });
      (this.#program[split] as { second: number }).second = this.#program.length;
    } else {
      const splits: number[] = [];
      for (let index = low; index < high; index++) {
        splits.push(this.#emit({ kind: 'split', first: this.#program.length + 1, second: 0 }));
        place();
      }
      for (const split of splits) (this.#program[split] as { second: number }).second = this.#program.length;
    }
  }

  #atom(atStart: boolean): void {
    if (this.#takeOperator('(')) {
      if (++this.#depth > 50) throw new PatternError('Regular expression too big');
      const group = ++this.#groups;
      this.#emit({ kind: 'save', slot: 2 * group });
      this.#alternatives();
      if (!this.#takeOperator(')')) throw new PatternError('Unmatched ( or \\(');
      this.#emit({ kind: 'save', slot: 2 * group + 1 });
      this.#depth--;
      return;
    }
    const character = this.#pattern[this.#at++] as string;
    if (character === '.') this.#emit({ kind: 'one', test: () => true });
    else if (character === '[') this.#bracket();
    else if (character === '^' && (this.#extended || atStart))
      this.#emit({ kind: 'assert', test: (_text, at) => at === 0 });
    else if (
      character === '$' &&
      (this.#extended || this.#at === this.#pattern.length || this.#pattern.startsWith('\\)', this.#at))
    ) {
      this.#emit({ kind: 'assert', test: (text, at) => at === text.length });
    } else if (character === '\\' && this.#at < this.#pattern.length) this.#escape(this.#pattern[this.#at++] as string);
    else this.#literal(character);
  }

  #escape(character: string): void {
    const word = (text: string, at: number) => /\w/.test(text[at] ?? '');
    if (character === 'b') this.#emit({ kind: 'assert', test: (text, at) => word(text, at - 1) !== word(text, at) });
    else if (character === '<')
      this.#emit({ kind: 'assert', test: (text, at) => !word(text, at - 1) && word(text, at) });
    else if (character === '>')
      this.#emit({ kind: 'assert', test: (text, at) => word(text, at - 1) && !word(text, at) });
    else if (/[wWsSdD]/.test(character)) {
      const expression = new RegExp(`\\${character}`);
      this.#emit({ kind: 'one', test: (c) => expression.test(c) });
    } else if (character === 'n' || character === 't') this.#literal(character === 'n' ? '\n' : '\t');
    else this.#literal(character);
  }

  #literal(character: string): void {
    const lower = character.toLowerCase();
    this.#emit({ kind: 'one', test: this.#ignoreCase ? (c) => c.toLowerCase() === lower : (c) => c === character });
  }

  #bracket(): void {
    const negated = this.#pattern[this.#at] === '^';
    if (negated) this.#at++;
    const tests: ((character: string) => boolean)[] = [];
    for (let first = true; ; first = false) {
      const character = this.#pattern[this.#at];
      if (character === undefined) throw new PatternError('Unmatched [, [^, [:, [., or [=');
      if (character === ']' && !first) break;
      const named = /^\[:(\w+):\]/.exec(this.#pattern.slice(this.#at))?.[1];
      if (named !== undefined && Object.hasOwn(namedClasses, named)) {
        const expression = namedClasses[named] as RegExp;
        tests.push((c) => expression.test(c));
        this.#at += named.length + 4;
        continue;
      }
      this.#at++;
      const high =
        this.#pattern[this.#at] === '-' && this.#pattern[this.#at + 1] !== ']'
          ? this.#pattern[this.#at + 1]
          : undefined;
      if (high !== undefined) {
        this.#at += 2;
        tests.push((c) => c >= character && c <= high);
      } else tests.push((c) => c === character);
    }
    this.#at++;
    const test = (c: string) => tests.some((one) => one(c));
    this.#emit({
      kind: 'one',
      test: this.#ignoreCase
        ? (c) => (test(c.toLowerCase()) || test(c.toUpperCase())) !== negated
        : (c) => test(c) !== negated,
    });
  }

  #insert(at: number, instruction: Instruction): void {
    this.#program.splice(at, 0, instruction);
    for (let index = at + 1; index < this.#program.length; index++) {
      const moved = this.#program[index] as Instruction;
      if (moved.kind === 'split')
        this.#program[index] = { kind: 'split', first: shifted(moved.first, at), second: shifted(moved.second, at) };
      else if (moved.kind === 'jump') this.#program[index] = { kind: 'jump', to: shifted(moved.to, at) };
    }
  }

  /** `|`, `(`, `)`, `+`, `?` are bare in extended syntax and carry a backslash in basic. */
  #peekOperator(character: string): boolean {
    return this.#pattern.startsWith(this.#extended ? character : `\\${character}`, this.#at);
  }

  #takeOperator(character: string): boolean {
    if (!this.#peekOperator(character)) return false;
    this.#at += this.#extended ? 1 : 2;
    return true;
  }
}

function shifted(target: number, at: number): number {
  return target >= at ? target + 1 : target;
}
