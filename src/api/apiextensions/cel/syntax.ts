/**
 * Reads an expression of the Common Expression Language, in which CustomResourceDefinitions write their rules:
 * `self.minReplicas <= self.maxReplicas`, `self.items.all(i, i.size() < 10)`. What is no CEL, or is CEL that readyz does not
 * know (optional fields, messages), is undefined: nobody then says anything of the rule.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly on?: Expression; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'operator'; readonly operator: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] };

interface Token {
  readonly kind: 'name' | 'value' | 'sign' | 'end';
  readonly text: string;
  readonly value?: string | number | bigint;
}

class NoCel extends Error {}

/** Longer ones, or ones that open more brackets within each other, nobody writes. */
const limits = { letters: 5000, depth: 60 };

export function parseCel(source: string): Expression | undefined {
  if (source.length > limits.letters) return undefined;
  try {
    const reader = new Reader(tokensOf(source));
    const expression = reader.expression();
    reader.expect('end', '');
    return expression;
  } catch (fault) {
    if (fault instanceof NoCel) return undefined;
    throw fault;
  }
}

const tokenPattern =
  /\s+|\/\/[^\n]*|(?<text>[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<double>\d+\.\d+(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)|(?<whole>0[xX][0-9a-fA-F]+|\d+)[uU]?|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]{}])/gy;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length; ) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(source);
    if (!match?.groups) throw new NoCel();
    at = tokenPattern.lastIndex;
    const { text, double, whole, name, sign } = match.groups;
    if (text !== undefined) tokens.push({ kind: 'value', text, value: textOf(text) });
    else if (double !== undefined) tokens.push({ kind: 'value', text: double, value: Number(double) });
    else if (whole !== undefined) tokens.push({ kind: 'value', text: whole, value: BigInt(whole) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function textOf(quoted: string): string {
  const isRaw = /^[rR]/.test(quoted);
  const body = quoted.replace(/^[rR]?("""|'''|["'])([\s\S]*)\1$/, '$2');
  if (isRaw) return body;
  return body.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex2, hex4, letter: string) => {
    const hex = (hex2 ?? hex4) as string | undefined;
    return hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16));
  });
}

/** From the loosest to the tightest. */
const binary: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(): Expression {
    if (++this.#depth > limits.depth) throw new NoCel();
    const test = this.#level(0);
    this.#depth--;
    if (!this.#take('?')) return test;
    const yes = this.#level(0);
    this.expect('sign', ':');
    return { kind: 'choice', test, yes, no: this.expression() };
  }

  expect(kind: Token['kind'], text: string): void {
    const token = this.#tokens[this.#at++] as Token;
    if (token.kind !== kind || token.text !== text) throw new NoCel();
  }

  #take(...signs: readonly string[]): string | undefined {
    const { kind, text } = this.#tokens[this.#at] as Token;
    if ((kind !== 'sign' && text !== 'in') || kind === 'value' || !signs.includes(text)) return undefined;
    this.#at++;
    return text;
  }

  #level(level: number): Expression {
    const operators = binary[level];
    if (!operators) return this.#unary();
    let left = this.#level(level + 1);
    for (let operator = this.#take(...operators); operator; operator = this.#take(...operators)) {
      left = { kind: 'operator', operator, parts: [left, this.#level(level + 1)] };
    }
    return left;
  }

  #unary(): Expression {
    const operator = this.#take('!', '-');
    if (!operator) return this.#postfix();
    if (++this.#depth > limits.depth) throw new NoCel();
    const of = this.#unary();
    this.#depth--;
    return { kind: 'operator', operator: operator === '-' ? 'negative' : 'not', parts: [of] };
  }

  #postfix(): Expression {
    let value = this.#primary();
    for (;;) {
      if (this.#take('.')) {
        const name = this.#name();
        value = this.#take('(')
          ? { kind: 'call', on: value, name, parts: this.#until(')') }
          : { kind: 'member', of: value, name: plainName(name) };
      } else if (this.#take('[')) {
        value = { kind: 'index', of: value, key: this.expression() };
        this.expect('sign', ']');
      } else {
        return value;
      }
    }
  }

  #name(): string {
    const token = this.#tokens[this.#at++] as Token;
    if (token.kind !== 'name') throw new NoCel();
    return token.text;
  }

  #primary(): Expression {
    if (this.#take('(')) {
      const inner = this.expression();
      this.expect('sign', ')');
      return inner;
    }
    if (this.#take('[')) return { kind: 'list', items: this.#until(']') };
    if (this.#take('{')) return { kind: 'map', entries: this.#entries() };
    const token = this.#tokens[this.#at] as Token;
    if (token.kind === 'value') {
      this.#at++;
      return { kind: 'literal', value: token.value as string };
    }
    const name = this.#name();
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    return this.#take('(') ? { kind: 'call', name, parts: this.#until(')') } : { kind: 'name', name };
  }

  #until(end: string): Expression[] {
    const parts: Expression[] = [];
    while (!this.#take(end)) {
      if (parts.length > 0) this.expect('sign', ',');
      if (parts.length > 0 && this.#take(end)) break;
      parts.push(this.expression());
    }
    return parts;
  }

  #entries(): [Expression, Expression][] {
    const entries: [Expression, Expression][] = [];
    while (!this.#take('}')) {
      if (entries.length > 0) this.expect('sign', ',');
      const key = this.expression();
      this.expect('sign', ':');
      entries.push([key, this.expression()]);
    }
    return entries;
  }
}

/** Names of fields that are no CEL names are written otherwise: `self.my__dash__field`, `self.__in__`. */
function plainName(name: string): string {
  const word = /^__([a-z]+)__$/.exec(name)?.[1];
  if (word && word !== 'dash' && word !== 'dot' && word !== 'slash' && word !== 'underscores') return word;
  const signs: Readonly<Record<string, string>> = { dash: '-', dot: '.', slash: '/', underscores: '__' };
  return name.replace(/__(dash|dot|slash|underscores)__/g, (_, sign: string) => signs[sign] as string);
}
