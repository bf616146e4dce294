/**
 * `$(( … ))`: integers with C's operators, variables by name, assignments. Precedence climbing over the text.
 */
export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

export class ArithmeticError extends Error {}

const binary: readonly (readonly string[])[] = [
  ['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<=', '>=', '<', '>'], ['<<', '>>'], ['+', '-'], ['*', '/', '%'],
]; // biome-ignore format: a table

export function evaluateArithmetic(text: string, variables: Variables): number {
  return new Evaluator(text, variables).whole();
}

class Evaluator {
  readonly #tokens: readonly string[];
  readonly #variables: Variables;
  #at = 0;
  #depth = 0;

  constructor(text: string, variables: Variables) {
    this.#variables = variables;
    const tokens =
      text.match(
        /\s+|0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<=|>>=|\+\+|--|[-+*/%&|^]=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>=!~&|^?:(),]|./g,
      ) ?? [];
    this.#tokens = tokens.filter((token) => token.trim() !== '');
  }

  whole(): number {
    if (this.#tokens.length === 0) return 0;
    const value = this.#comma();
    if (this.#at < this.#tokens.length) throw new ArithmeticError('arithmetic syntax error');
    return value;
  }

  #comma(): number {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): number {
    if (++this.#depth > 100) throw new ArithmeticError('expression recursion level exceeded');
    try {
      const name = this.#tokens[this.#at];
      const operator = this.#tokens[this.#at + 1];
      if (
        name !== undefined &&
        /^[A-Za-z_]/.test(name) &&
        operator !== undefined &&
        /^([-+*/%&|^]|<<|>>)?=$/.test(operator)
      ) {
        this.#at += 2;
        const right = this.#assignment();
        const value = operator === '=' ? right : apply(operator.slice(0, -1), this.#value(name), right);
        this.#variables.set(name, String(value));
        return value;
      }
      return this.#ternary();
    } finally {
      this.#depth--;
    }
  }

  #ternary(): number {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const yes = this.#assignment();
    if (!this.#take(':')) throw new ArithmeticError('arithmetic syntax error');
    const no = this.#assignment();
    return condition !== 0 ? yes : no;
  }

  #binary(level: number): number {
    const operators = binary[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.#tokens[this.#at];
      if (operator === undefined || !operators.includes(operator)) return left;
      this.#at++;
      left = apply(operator, left, this.#binary(level + 1));
    }
  }

  #unary(): number {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new ArithmeticError('arithmetic syntax error');
    if (token === '-') return -this.#unary();
    if (token === '+') return this.#unary();
    if (token === '!') return this.#unary() === 0 ? 1 : 0;
    if (token === '~') return Number(BigInt.asIntN(64, ~BigInt(this.#unary())));
    if (token === '++' || token === '--') {
      const name = this.#tokens[this.#at++] ?? '';
      return this.#step(name, token === '++' ? 1 : -1);
    }
    if (token === '(') {
      if (++this.#depth > 100) throw new ArithmeticError('expression recursion level exceeded');
      const value = this.#comma();
      this.#depth--;
      if (!this.#take(')')) throw new ArithmeticError('arithmetic syntax error');
      return value;
    }
    if (/^0[xX]/.test(token)) return Number.parseInt(token, 16);
    if (/^0\d/.test(token)) return Number.parseInt(token, 8);
    if (/^\d/.test(token)) return Number(token);
    if (/^[A-Za-z_]/.test(token)) {
      const value = this.#value(token);
      if (this.#take('++')) this.#step(token, 1);
      else if (this.#take('--')) this.#step(token, -1);
      return value;
    }
    throw new ArithmeticError('arithmetic syntax error');
  }

  #step(name: string, by: number): number {
    const value = this.#value(name) + by;
    this.#variables.set(name, String(value));
    return value;
  }

  #value(name: string): number {
    const text = (this.#variables.get(name) ?? '').trim();
    if (text === '') return 0;
    if (!/^[-+]?(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) throw new ArithmeticError('arithmetic syntax error');
    return /^[-+]?0\d/.test(text) ? Number.parseInt(text, 8) : Number(text);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/':
    case '%':
      if (right === 0) throw new ArithmeticError('divide by zero');
      return operator === '/' ? Math.trunc(left / right) : left % right;
    case '<<': return Number(BigInt.asIntN(64, BigInt(left) << BigInt(right & 63)));
    case '>>': return Number(BigInt(left) >> BigInt(right & 63));
    case '&': return Number(BigInt(left) & BigInt(right));
    case '|': return Number(BigInt(left) | BigInt(right));
    case '^': return Number(BigInt(left) ^ BigInt(right));
    case '==': return Number(left === right);
    case '!=': return Number(left !== right);
    case '<': return Number(left < right);
    case '>': return Number(left > right);
    case '<=': return Number(left <= right);
    case '>=': return Number(left >= right);
    case '&&': return Number(left !== 0 && right !== 0);
    case '||': return Number(left !== 0 || right !== 0);
    default: throw new ArithmeticError('arithmetic syntax error');
  }
} // biome-ignore format: a table
