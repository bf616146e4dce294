/** `sed [-n] [-E] [-i] script files`: `s`, `p`, `d`, `q`, `a`, `i`, `c`, `y`, `=`, with line, `$`, `/regex/` and range addresses. */
import { type Command, complain, options, pathOf } from '../call.ts';
import { PatternError, RegularExpression } from '../regular-expression.ts';
import { linesOf, sources } from './text.ts';

type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'match'; readonly expression: RegularExpression };

interface Instruction {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly verb: string;
  readonly text: string;
  readonly expression: RegularExpression | undefined;
  readonly flags: string;
  /** Inside its range, from line to line. */
  active: boolean;
}

export const sed: Command = {
  names: ['sed'],
  *run(call) {
    const inPlace = call.args.some((word) => /^-[nEr]*i/.test(word));
    const args = call.args
      .map((word) => (/^-[nEr]*i/.test(word) ? word.replace(/i.*$/, '') : word))
      .filter((word) => word !== '-');
    const scripts: string[] = [];
    const plain: string[] = [];
    for (let index = 0; index < args.length; index++) {
      if (args[index] === '-e') scripts.push(args[++index] ?? '');
      else plain.push(args[index] as string);
    }
    const { flags, rest } = options(plain, 'nEr');
    const [first, ...others] = rest;
    const files = scripts.length > 0 ? rest : others;
    if (scripts.length === 0) scripts.push(first ?? '');
    let program: Instruction[];
    try {
      program = scripts.flatMap((script) => parse(script, flags.has('E') || flags.has('r')));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return complain(call, error.message);
    }
    const { sources: inputs, failed } = yield* sources(call, files);
    for (const { name, text } of inputs) {
      const output = edit(linesOf(text), program, flags.has('n'));
      if (inPlace && name !== '(standard input)')
        call.process.world.files.write(pathOf(call, name), output, { user: call.process.user });
      else call.output.write(output);
    }
    return failed ? 1 : 0;
  },
};

function edit(lines: readonly string[], program: readonly Instruction[], quiet: boolean): string {
  let output = '';
  for (const [index, original] of lines.entries()) {
    let line: string | undefined = original;
    let after = '';
    let quit = false;
    for (const instruction of program) {
      if (line === undefined) break;
      if (!applies(instruction, line, index + 1, lines.length)) continue;
      switch (instruction.verb) {
        case 's':
          [line, after] = substitute(instruction, line, after);
          break;
        case 'p':
          output += `${line}\n`;
          break;
        case '=':
          output += `${index + 1}\n`;
          break;
        case 'd':
          line = undefined;
          break;
        case 'q':
          quit = true;
          break;
        case 'a':
          after += `${instruction.text}\n`;
          break;
        case 'i':
          output += `${instruction.text}\n`;
          break;
        case 'c':
          output += `${instruction.text}\n`;
          line = undefined;
          break;
        case 'y': {
          const [from = '', to = ''] = instruction.text.split('\u0000');
          line = [...line]
            .map((character) => (from.includes(character) ? (to[from.indexOf(character)] ?? character) : character))
            .join('');
          break;
        }
      }
      if (quit) break;
    }
    if (line !== undefined && !quiet) output += `${line}\n`;
    output += after;
    if (quit) break;
  }
  return output;
}

function substitute({ expression, text, flags }: Instruction, line: string, after: string): [string, string] {
  if (!expression) return [line, after];
  const wanted = Number(/\d+/.exec(flags)?.[0] ?? 1);
  let result = '';
  let at = 0;
  let count = 0;
  let changed = false;
  while (at <= line.length) {
    const match = expression.find(line, at);
    if (!match) break;
    count++;
    const replace = flags.includes('g') ? count >= wanted : count === wanted;
    result += line.slice(at, match.start);
    if (replace) {
      result += text.replace(/\\(\d)|\\([\s\S])|&/g, (whole, group: string | undefined, escaped: string | undefined) =>
        group !== undefined
          ? (match.groups[Number(group)] ?? '')
          : escaped !== undefined
            ? escaped === 'n'
              ? '\n'
              : escaped === 't'
                ? '\t'
                : escaped
            : whole === '&'
              ? (match.groups[0] ?? '')
              : whole,
      );
      changed = true;
    } else result += line.slice(match.start, match.end);
    if (match.end === match.start) result += line[match.end] ?? '';
    at = match.end === match.start ? match.end + 1 : match.end;
    if (replace && !flags.includes('g')) break;
  }
  result += line.slice(at);
  return [result, changed && flags.includes('p') ? `${after}${result}\n` : after];
}

function applies(instruction: Instruction, line: string, number: number, last: number): boolean {
  const hit = (address: Address) =>
    address.kind === 'line'
      ? address.line === number
      : address.kind === 'last'
        ? number === last
        : address.expression.test(line);
  const { from, to } = instruction;
  let inside: boolean;
  if (!from) inside = true;
  else if (!to) inside = hit(from);
  else if (instruction.active) {
    inside = true;
    if (to.kind === 'line' ? number >= to.line : hit(to)) instruction.active = false;
  } else {
    inside = hit(from);
    if (inside && !(to.kind === 'line' && to.line <= number)) instruction.active = true;
  }
  return inside !== instruction.negated;
}

function parse(script: string, extended: boolean): Instruction[] {
  const found: Instruction[] = [];
  let at = 0;
  const bad = (why: string): never => {
    throw new PatternError(`bad option in substitution expression: ${why}`);
  };
  const delimited = (delimiter: string): string => {
    let text = '';
    for (; at < script.length; at++) {
      const character = script[at] as string;
      if (character === '\\' && script[at + 1] === delimiter) text += script[++at];
      else if (character === '\\') text += character + (script[++at] ?? '');
      else if (character === delimiter) {
        at++;
        return text;
      } else text += character;
    }
    return bad('unterminated');
  };
  const address = (): Address | undefined => {
    const number = /^\d+/.exec(script.slice(at))?.[0];
    if (number !== undefined) {
      at += number.length;
      return { kind: 'line', line: Number(number) };
    }
    if (script[at] === '$') {
      at++;
      return { kind: 'last' };
    }
    if (script[at] !== '/') return undefined;
    at++;
    return { kind: 'match', expression: new RegularExpression(delimited('/'), { extended }) };
  };
  while (at < script.length) {
    if (/[\s;{}]/.test(script[at] as string)) {
      at++;
      continue;
    }
    const from = address();
    let to: Address | undefined;
    if (script[at] === ',') {
      at++;
      to = address();
    }
    while (script[at] === ' ') at++;
    const negated = script[at] === '!';
    if (negated) at++;
    const verb = script[at++] ?? '';
    let text = '';
    let flags = '';
    let expression: RegularExpression | undefined;
    if (verb === 's' || verb === 'y') {
      const delimiter = script[at++] ?? '/';
      const pattern = delimited(delimiter);
      text = delimited(delimiter);
      flags = /^[gpiIm\d]*/.exec(script.slice(at))?.[0] ?? '';
      at += flags.length;
      if (verb === 's') expression = new RegularExpression(pattern, { extended, ignoreCase: /[iI]/.test(flags) });
      else text = `${pattern}\u0000${text}`;
    } else if (verb === 'a' || verb === 'i' || verb === 'c') {
      const end = script.indexOf('\n', at);
      text = script.slice(at, end < 0 ? undefined : end).replace(/^\s*\\?\s*/, '');
      at = end < 0 ? script.length : end + 1;
    } else if (!'pdq='.includes(verb) || verb === '') bad(`unsupported command ${verb}`);
    found.push({ from, to, negated, verb, text, expression, flags, active: false });
  }
  return found;
}
