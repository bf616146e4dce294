/**
 * A small `awk [-F separator] 'pattern { print … }'`: BEGIN, END, `/regex/`, `NR==2`, `$1=="x"`, `print` and `printf` of fields,
 * NR, NF, texts and sums in a variable. What it does not know it refuses by name.
 */
import { type Call, type Command, complain } from '../call.ts';
import { PatternError, RegularExpression } from '../regular-expression.ts';
import { unescapeText } from './printf.ts';
import { linesOf, sources } from './text.ts';

interface Rule {
  readonly pattern: string;
  readonly actions: readonly string[];
}

export const awk: Command = {
  names: ['awk', 'gawk', 'mawk'],
  directory: '/usr/bin',
  *run(call) {
    const args = [...call.args];
    let separator: string | undefined;
    const variables = new Map<string, string>();
    while (args[0]?.startsWith('-')) {
      const word = args.shift() as string;
      if (word.startsWith('-F')) separator = unescapeText(word.slice(2) || args.shift() || ' ');
      else if (word === '-v') {
        const [name = '', value = ''] = (args.shift() ?? '').split('=');
        variables.set(name, value);
      } else return complain(call, `unknown option ${word}`);
    }
    const rules = parse(args.shift() ?? '');
    if (typeof rules === 'string') return complain(call, rules);
    const { sources: inputs, failed } = yield* sources(call, args);
    const lines = inputs.flatMap(({ text }) => linesOf(text));
    const scope: Scope = { variables, fields: [], line: '', number: 0 };
    try {
      for (const rule of rules) if (rule.pattern === 'BEGIN') run(rule, scope, call);
      for (const line of lines) {
        scope.line = line;
        scope.number++;
        scope.fields =
          separator === undefined || separator === ' '
            ? line.trim().split(/\s+/).filter(Boolean)
            : line.split(separator);
        for (const rule of rules)
          if (rule.pattern !== 'BEGIN' && rule.pattern !== 'END' && matches(rule.pattern, scope))
            run(rule, scope, call);
      }
      for (const rule of rules) if (rule.pattern === 'END') run(rule, scope, call);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return complain(call, error.message, 2);
    }
    return failed ? 2 : 0;
  },
};

interface Scope {
  readonly variables: Map<string, string>;
  fields: string[];
  line: string;
  number: number;
}

function parse(program: string): Rule[] | string {
  const rules: Rule[] = [];
  let rest = program.trim();
  while (rest !== '') {
    const match = /^((?:\/(?:[^/\\]|\\.)*\/|[^{}])*?)\s*(?:\{((?:"(?:[^"\\]|\\.)*"|[^{}"])*)\}|$)/.exec(rest);
    if (!match || match[0] === '') return `syntax error at source line 1: ${rest.slice(0, 30)}`;
    const body = match[2];
    rules.push({
      pattern: (match[1] ?? '').trim(),
      actions:
        body === undefined
          ? ['print']
          : (body.match(/(?:"(?:[^"\\]|\\.)*"|[^;"\n])+/g) ?? []).map((one) => one.trim()).filter(Boolean),
    });
    rest = rest.slice(match[0].length).replace(/^[\s;]+/, '');
  }
  return rules;
}

function matches(pattern: string, scope: Scope): boolean {
  if (pattern === '') return true;
  const regular = /^(!?)\/((?:[^/\\]|\\.)*)\/$/.exec(pattern);
  if (regular)
    return new RegularExpression(regular[2] ?? '', { extended: true }).test(scope.line) !== (regular[1] === '!');
  const both = pattern.split(/\s*&&\s*/);
  if (both.length > 1) return both.every((one) => matches(one, scope));
  const comparison = /^(.+?)\s*(==|!=|<=|>=|<|>|!~|~)\s*(.+)$/.exec(pattern);
  if (!comparison) return !['', '0'].includes(value(pattern, scope));
  const [, left = '', operator, right = ''] = comparison;
  if (operator === '~' || operator === '!~')
    return (
      new RegularExpression(right.replace(/^\/|\/$/g, ''), { extended: true }).test(value(left, scope)) ===
      (operator === '~')
    );
  const [a, b] = [value(left, scope), value(right, scope)];
  const numeric = a !== '' && b !== '' && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
  const order = numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
  return { '==': order === 0, '!=': order !== 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[
    operator as '=='
  ];
}

function run({ actions }: Rule, scope: Scope, call: Call): void {
  for (const action of actions) {
    const print = /^print\s*(.*)$/.exec(action);
    const assignment = /^(\w+)\s*(\+?=|\+\+)\s*(.*)$/.exec(action);
    if (/^printf\b/.test(action)) {
      const [format = '', ...words] = list(action.replace(/^printf\s*\(?/, '').replace(/\)$/, ''), scope);
      let index = 0;
      call.output.write(
        format.replace(/%-?\d*\.?\d*([sdif%])/g, (_whole, kind: string) =>
          kind === '%' ? '%' : kind === 's' ? (words[index++] ?? '') : String(Math.trunc(Number(words[index++]) || 0)),
        ),
      );
    } else if (print) call.output.write(`${print[1] === '' ? scope.line : list(print[1] ?? '', scope).join(' ')}\n`);
    else if (assignment?.[1]) {
      const before = Number(scope.variables.get(assignment[1]) ?? 0) || 0;
      const given = assignment[3] ?? '';
      scope.variables.set(
        assignment[1],
        assignment[2] === '='
          ? value(given, scope)
          : String(before + (assignment[2] === '++' ? 1 : Number(value(given, scope)) || 0)),
      );
    } else throw new PatternError(`not simulated: ${action}`);
  }
}

/** Expressions separated by commas; side by side they are joined. */
function list(text: string, scope: Scope): string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((one) => value(one.trim(), scope));
}

function value(text: string, scope: Scope): string {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|\$NF|\$\w+|[\w.]+|\S/g) ?? [];
  if (parts.length === 3 && /^[-+*/%]$/.test(parts[1] ?? '')) {
    const [a, b] = [Number(value(parts[0] ?? '', scope)), Number(value(parts[2] ?? '', scope))];
    return String({ '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b }[parts[1] as '+']);
  }
  return parts
    .map((part) => {
      if (part.startsWith('"')) return unescapeText(part.slice(1, -1));
      if (part === '$NF') return scope.fields.at(-1) ?? '';
      if (part === '$0') return scope.line;
      if (/^\$\d+$/.test(part)) return scope.fields[Number(part.slice(1)) - 1] ?? '';
      if (part === 'NR') return String(scope.number);
      if (part === 'NF') return String(scope.fields.length);
      return /^[\d.]+$/.test(part) ? part : (scope.variables.get(part) ?? '');
    })
    .join('');
}
