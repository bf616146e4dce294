/**
 * A selector as one line, read as the API server reads it: `app=web`, `tier!=db`, `env in (a,b)`, `size>3`, `app`, `!old`,
 * with commas between. What is wrong is told in the server's words: `found '=', expected: ',' or 'end of string'`.
 */
import { fail, ok, type Result } from '#base/result.ts';
import { labelKey, labelValue } from './names.ts';

export type Sign = 'exists' | '!' | 'in' | 'notin' | '=' | '==' | '!=' | '>' | '<';

export interface Requirement {
  readonly key: string;
  readonly sign: Sign;
  /** In order, each once. */
  readonly values: readonly string[];
}

export function parseSelectorText(text: string): Result<readonly Requirement[], string> {
  try {
    return ok(new Reader(text).requirements());
  } catch (error) {
    if (error instanceof Unreadable) return fail(error.message);
    throw error;
  }
}

class Unreadable extends Error {}

const signs: readonly string[] = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = [...text.matchAll(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g)].map(([token]) => token);
  }

  requirements(): readonly Requirement[] {
    const all: Requirement[] = [];
    if (this.#next() === '') return all;
    if (!isWord(this.#next()) && this.#next() !== '!') this.#found("!, identifier, or 'end of string'");
    for (;;) {
      all.push(this.#requirement());
      if (this.#next() === '') return all;
      const separator = this.#take();
      if (separator !== ',') throw new Unreadable(`found '${separator}', expected: ',' or 'end of string'`);
      if (!isWord(this.#next()) && this.#next() !== '!') this.#found("identifier after ','");
    }
  }

  /** '' at the end. */
  #next(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(): string {
    const token = this.#next();
    this.#at++;
    return token;
  }

  #found(expected: string): never {
    throw new Unreadable(`found '${this.#next()}', expected: ${expected}`);
  }

  #requirement(): Requirement {
    try {
      return checked(this.#unchecked());
    } catch (error) {
      if (error instanceof Unreadable) throw new Unreadable(`unable to parse requirement: ${error.message}`);
      throw error;
    }
  }

  #unchecked(): Requirement {
    const isNegated = this.#next() === '!';
    if (isNegated) this.#take();
    if (!isWord(this.#next())) this.#found('identifier');
    const key = this.#take();
    checkKey(key);
    const isAlone = this.#next() === '' || this.#next() === ',';
    if (isNegated || isAlone) return { key, sign: isNegated ? '!' : 'exists', values: [] };
    const sign = this.#take();
    switch (sign) {
      case 'in':
      case 'notin':
        return { key, sign, values: this.#list() };
      case '=':
      case '==':
      case '!=':
      case '>':
      case '<':
        return { key, sign, values: [this.#value()] };
      default:
        throw new Unreadable(`found '${sign}', expected: ${signs.join(', ')}`);
    }
  }

  /** `app=` asks for the empty value. */
  #value(): string {
    if (this.#next() === '' || this.#next() === ',') return '';
    if (!isWord(this.#next())) this.#found('identifier');
    return this.#take();
  }

  /** `(a,b)`; between two commas stands an empty value. */
  #list(): readonly string[] {
    // The server's own slip: here it has no comma behind what it found.
    if (this.#next() !== '(') throw new Unreadable(`found '${this.#next()}' expected: '('`);
    this.#take();
    const values = new Set<string>();
    if (this.#next() !== ')') {
      if (!isWord(this.#next()) && this.#next() !== ',') this.#found("',', ')' or identifier");
      for (let wantsValue = true; this.#next() !== ')'; ) {
        if (this.#next() === ',') {
          if (wantsValue) values.add('');
          this.#take();
          wantsValue = true;
          if (this.#next() === ')') values.add('');
        } else if (!isWord(this.#next())) this.#found(wantsValue ? "',', or identifier" : "',' or ')'");
        else if (!wantsValue) this.#found("',' or ')'");
        else {
          values.add(this.#take());
          wantsValue = false;
        }
      }
    }
    this.#take();
    return [...values].sort();
  }
}

function isWord(token: string): boolean {
  return token !== '' && !/^[=!(),<>]/.test(token);
}

function checkKey(key: string): void {
  const [wrong] = labelKey(key);
  if (wrong) throw new Unreadable(`key: Invalid value: ${JSON.stringify(key)}: ${wrong}`);
}

function checked(requirement: Requirement): Requirement {
  const { key, sign, values } = requirement;
  if ((sign === 'in' || sign === 'notin') && values.length === 0) {
    throw new Unreadable("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
  }
  for (const [index, value] of values.entries()) {
    const refused = (place: string, why: string): never => {
      throw new Unreadable(`${place}: Invalid value: ${JSON.stringify(value)}: ${why}`);
    };
    if ((sign === '>' || sign === '<') && !/^[+-]?\d+$/.test(value)) {
      refused(`values[${index}]`, "for 'Gt', 'Lt' operators, the value must be an integer");
    }
    const [wrong] = labelValue(value);
    if (wrong) refused(`values[${index}][${key}]`, wrong);
  }
  return requirement;
}
