/** `test expression` and `[ expression ]`: files, strings, numbers, `!`, `-a`, `-o`, brackets. 0 true, 1 false, 2 when it is no expression. */
import { type Call, type Command, complain, pathOf } from '../call.ts';
import { allowed } from '../files/layer.ts';

export const test: Command = {
  names: ['test', '['],
  directory: '/usr/bin',
  run(call) {
    let words = call.args;
    if (call.name === '[') {
      if (words.at(-1) !== ']') return complain(call, 'missing ]', 2);
      words = words.slice(0, -1);
    }
    return evaluateTest(words, call);
  },
};

class TestError extends Error {}

export function evaluateTest(words: readonly string[], call: Call): number {
  try {
    return evaluate(words, call) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    return complain(call, error.message, 2);
  }
}

/** POSIX decides by the number of words first, so that `[ -f = -f ]` compares strings. */
function evaluate(words: readonly string[], call: Call): boolean {
  const [first = '', second = '', third = ''] = words;
  if (words.length === 0) return false;
  if (words.length === 1) return first !== '';
  if (words.length === 2) return first === '!' ? second === '' : unary(first, second, call);
  if (words.length === 3) {
    if (isBinary(second)) return binary(first, second, third, call);
    if (first === '!') return !evaluate(words.slice(1), call);
    if (first === '(' && third === ')') return second !== '';
  }
  if (words.length > 200) throw new TestError('too many arguments');
  const or = topLevel(words, '-o');
  if (or > 0) return evaluate(words.slice(0, or), call) || evaluate(words.slice(or + 1), call);
  const and = topLevel(words, '-a');
  if (and > 0) return evaluate(words.slice(0, and), call) && evaluate(words.slice(and + 1), call);
  if (first === '!') return !evaluate(words.slice(1), call);
  if (first === '(' && words.at(-1) === ')') return evaluate(words.slice(1, -1), call);
  throw new TestError(
    `${words.length > 3 ? `${words[words.length - 1]}: unknown operand` : `${second}: unknown operand`}`,
  );
}

function topLevel(words: readonly string[], operator: string): number {
  let depth = 0;
  for (const [index, word] of words.entries()) {
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (word === operator && depth === 0 && index > 0) return index;
  }
  return -1;
}

const binaries = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

function isBinary(word: string): boolean {
  return binaries.has(word);
}

function binary(left: string, operator: string, right: string, call: Call): boolean {
  const { files } = call.process.world;
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot': {
      const [a, b] = [
        files.find(pathOf(call, left))?.modifiedMs ?? -1,
        files.find(pathOf(call, right))?.modifiedMs ?? -1,
      ];
      return operator === '-nt' ? a > b : a < b;
    }
    case '-ef':
      return files.resolve(pathOf(call, left)) === files.resolve(pathOf(call, right));
    default: {
      const [a, b] = [integer(left), integer(right)];
      if (operator === '-eq') return a === b;
      if (operator === '-ne') return a !== b;
      if (operator === '-lt') return a < b;
      if (operator === '-le') return a <= b;
      return operator === '-gt' ? a > b : a >= b;
    }
  }
}

function integer(word: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(word)) throw new TestError(`${word}: bad number`);
  return Number(word);
}

function unary(operator: string, word: string, call: Call): boolean {
  if (operator === '-z') return word === '';
  if (operator === '-n') return word !== '';
  if (operator === '-t') return false;
  const { world, user } = call.process;
  if (operator === '-L' || operator === '-h') return world.files.lstat(pathOf(call, word))?.type === 'symlink';
  const node = word === '' ? undefined : world.files.find(pathOf(call, word));
  switch (operator) {
    case '-e':
      return node !== undefined;
    case '-f':
      return node?.type === 'file';
    case '-d':
      return node?.type === 'directory';
    case '-S':
      return node?.type === 'socket';
    case '-s':
      return node?.type === 'file' ? node.size > 0 : node !== undefined;
    case '-r':
      return node !== undefined && allowed(node, user, 4);
    case '-w':
      return (
        node !== undefined && allowed(node, user, 2) && !(world.files.mountOf(pathOf(call, word))?.readOnly ?? false)
      );
    case '-x':
      return node !== undefined && allowed(node, user, 1);
    case '-O':
      return node?.uid === user.uid;
    case '-b':
    case '-c':
    case '-p':
    case '-u':
    case '-g':
    case '-k':
      return false;
    default:
      throw new TestError(`${word}: unknown operand`);
  }
}
