/**
 * What a CEL expression says of a value. Whole numbers are BigInts, numbers with a fraction are numbers, lists and objects are
 * JSON's. Three ends: a value; an error of the expression, which the server reports; or `Unknown`, when the expression uses
 * something that readyz does not simulate or costs too much, and then nobody says anything.
 */
import { isSame } from '../../meta/object-meta.ts';
import { CelFault, type CelValue, callFunction, isList, isMap, Unknown } from './functions.ts';
import type { Expression } from './syntax.ts';

export type Names = Readonly<Record<string, CelValue>>;

/** Steps that the rules of one object may take together. The server counts differently, and more generously. */
export interface Budget {
  steps: number;
}

export function newBudget(): Budget {
  return { steps: 100_000 };
}

export function evaluateCel(expression: Expression, names: Names, budget: Budget): CelValue {
  return evaluate(expression, names);

  function spend(steps: number): void {
    budget.steps -= steps;
    if (budget.steps < 0) throw new Unknown();
  }

  function evaluate(part: Expression, scope: Names): CelValue {
    spend(1);
    switch (part.kind) {
      case 'literal':
        return part.value;
      case 'name':
        if (Object.hasOwn(scope, part.name)) return scope[part.name] as CelValue;
        throw new Unknown();
      case 'member':
        return memberOf(evaluate(part.of, scope), part.name);
      case 'index':
        return itemOf(evaluate(part.of, scope), evaluate(part.key, scope));
      case 'list':
        return part.items.map((item) => evaluate(item, scope));
      case 'map':
        return Object.fromEntries(
          part.entries.map(([key, value]) => [String(evaluate(key, scope)), evaluate(value, scope)]),
        );
      case 'choice':
        return truth(evaluate(part.test, scope)) ? evaluate(part.yes, scope) : evaluate(part.no, scope);
      case 'operator':
        return operate(part.operator, part.parts, scope);
      case 'call':
        return call(part, scope);
    }
  }

  function operate(operator: string, [left, right]: readonly Expression[], scope: Names): CelValue {
    const first = left as Expression;
    if (operator === '&&' || operator === '||') return decided(operator === '||', first, right as Expression, scope);
    const one = evaluate(first, scope);
    if (operator === 'not') return !truth(one);
    if (operator === 'negative') {
      if (typeof one === 'bigint') return -one;
      if (typeof one === 'number') return -one;
      throw new CelFault('no such overload');
    }
    const other = evaluate(right as Expression, scope);
    spend(costOf(one) + costOf(other));
    switch (operator) {
      case '==':
        return isEqual(one, other);
      case '!=':
        return !isEqual(one, other);
      case 'in':
        if (isList(other)) return other.some((item) => isEqual(one, item));
        if (isMap(other)) return Object.hasOwn(other, String(one));
        throw new CelFault('no such overload');
      case '<':
      case '<=':
      case '>':
      case '>=':
        return compare(operator, one, other);
      default:
        return calculate(operator, one, other);
    }
  }

  /** Either side may decide alone: an error on the other then does not matter. */
  function decided(deciding: boolean, left: Expression, right: Expression, scope: Names): boolean {
    let fault: unknown;
    for (const part of [left, right]) {
      try {
        if (truth(evaluate(part, scope)) === deciding) return deciding;
      } catch (caught) {
        if (!(caught instanceof CelFault)) throw caught;
        fault ??= caught;
      }
    }
    if (fault) throw fault;
    return !deciding;
  }

  function call({ on, name, parts }: Extract<Expression, { kind: 'call' }>, scope: Names): CelValue {
    const [first, second] = parts;
    if (!on && name === 'has' && first?.kind === 'member') {
      const value = evaluate(first.of, scope);
      if (!isMap(value)) throw new CelFault('no such overload');
      return Object.hasOwn(value, first.name) && value[first.name] !== undefined;
    }
    if (on && macros.has(name) && first?.kind === 'name' && second) {
      return overItems(name, evaluate(on, scope), first.name, parts.slice(1), scope);
    }
    const values = [...(on ? [on] : []), ...parts].map((part) => evaluate(part, scope));
    for (const value of values) spend(costOf(value));
    return callFunction(name, values, on !== undefined);
  }

  function overItems(
    macro: string,
    over: CelValue,
    variable: string,
    [body, mapped]: readonly Expression[],
    scope: Names,
  ): CelValue {
    const items = isList(over) ? over : isMap(over) ? Object.keys(over) : undefined;
    if (!items) throw new CelFault('no such overload');
    const inner = (item: CelValue): Names => ({ ...scope, [variable]: item });
    const test = (item: CelValue) => truth(evaluate(body as Expression, inner(item)));
    switch (macro) {
      case 'all':
        return items.every(test);
      case 'exists':
        return items.some(test);
      case 'exists_one':
        return items.filter(test).length === 1;
      case 'filter':
        return items.filter(test);
      default:
        if (!mapped) return items.map((item) => evaluate(body as Expression, inner(item)));
        return items.filter(test).map((item) => evaluate(mapped, inner(item)));
    }
  }
}

/** Lists, objects and long texts are gone through as a whole when they are compared, joined or searched. */
function costOf(value: CelValue): number {
  if (typeof value === 'string') return value.length >> 6;
  if (isList(value)) return 100 + value.length;
  return isMap(value) ? 100 : 0;
}

export const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

export function truth(value: CelValue): boolean {
  if (typeof value === 'boolean') return value;
  throw new CelFault('no such overload');
}

function memberOf(value: CelValue, name: string): CelValue {
  if (!isMap(value)) throw new CelFault('no such overload');
  if (!Object.hasOwn(value, name)) throw new CelFault(`no such key: ${name}`);
  return value[name] as CelValue;
}

function itemOf(value: CelValue, key: CelValue): CelValue {
  if (isMap(value)) return memberOf(value, String(key));
  if (!isList(value) || (typeof key !== 'bigint' && typeof key !== 'number')) throw new CelFault('no such overload');
  const index = Number(key);
  if (index < 0 || index >= value.length) throw new CelFault(`index out of bounds: ${index}`);
  return value[index] as CelValue;
}

function isNumber(value: CelValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function isEqual(one: CelValue, other: CelValue): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: a whole number and one with a fraction may be equal
  if (isNumber(one) && isNumber(other)) return one == other;
  return isSame(one, other);
}

function compare(operator: string, one: CelValue, other: CelValue): boolean {
  const fits = (isNumber(one) && isNumber(other)) || (typeof one === 'string' && typeof other === 'string');
  if (!fits) throw new CelFault('no such overload');
  const [left, right] = [one as number, other as number];
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function calculate(operator: string, one: CelValue, other: CelValue): CelValue {
  if (operator === '+') {
    if (typeof one === 'string' && typeof other === 'string') return one + other;
    if (isList(one) && isList(other)) return [...one, ...other];
  }
  if (typeof one === 'number' && typeof other === 'number') {
    if (operator === '+') return one + other;
    if (operator === '-') return one - other;
    if (operator === '*') return one * other;
    if (operator === '/') return one / other;
  }
  if (typeof one !== 'bigint' || typeof other !== 'bigint') throw new CelFault('no such overload');
  if (other === 0n && operator === '/') throw new CelFault('division by zero');
  if (other === 0n && operator === '%') throw new CelFault('modulus by zero');
  const results: Readonly<Record<string, () => bigint>> = {
    '+': () => one + other,
    '-': () => one - other,
    '*': () => one * other,
    '/': () => one / other,
    '%': () => one % other,
  };
  const result = (results[operator] as () => bigint)();
  if (BigInt.asIntN(64, result) !== result) throw new CelFault('integer overflow');
  return result;
}
