/** Small filters over lines: `wc`, `sort`, `uniq`, `cut`, `tr`, `tee`, `rev`, `nl`. */
import { type Command, complain, options, pathOf, say } from '../call.ts';
import { byteLength } from '../files/layer.ts';
import { readAll } from '../streams.ts';
import { unescapeText } from './printf.ts';
import { linesOf, sources } from './text.ts';

export const wc: Command = {
  names: ['wc'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'lwcm');
    const { sources: inputs, failed } = yield* sources(call, rest);
    for (const { name, text } of inputs) {
      const figures = [];
      const all = flags.size === 0;
      if (all || flags.has('l')) figures.push(text.split('\n').length - 1);
      if (all || flags.has('w')) figures.push(text.split(/\s+/).filter(Boolean).length);
      if (all || flags.has('c') || flags.has('m')) figures.push(byteLength(text));
      const label = rest.length > 0 ? ` ${name}` : '';
      say(
        call,
        (figures.length === 1 ? String(figures[0]) : figures.map((figure) => String(figure).padStart(9)).join(' ')) +
          label,
      );
    }
    return failed ? 1 : 0;
  },
};

export const sort: Command = {
  names: ['sort'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, values, rest } = options(call.args, 'rnufhV', 'kto');
    const { sources: inputs, failed } = yield* sources(call, rest);
    const field = Number.parseInt(values.get('k') ?? '', 10);
    const separator = values.get('t');
    const key = (line: string) =>
      Number.isNaN(field)
        ? line
        : ((separator === undefined ? line.trim().split(/\s+/) : line.split(separator)).slice(field - 1).join(' ') ??
          '');
    const compare =
      flags.has('n') || flags.has('h') || values.get('k')?.includes('n')
        ? (a: string, b: string) => (Number.parseFloat(key(a)) || 0) - (Number.parseFloat(key(b)) || 0)
        : (a: string, b: string) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
    let lines = inputs
      .flatMap(({ text }) => linesOf(text))
      .sort((a, b) => compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
    if (flags.has('r')) lines.reverse();
    if (flags.has('u')) lines = lines.filter((line, index) => line !== lines[index - 1]);
    for (const line of lines) say(call, line);
    return failed ? 1 : 0;
  },
};

export const uniq: Command = {
  names: ['uniq'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'cdui');
    const { sources: inputs } = yield* sources(call, rest);
    const groups: { line: string; count: number }[] = [];
    for (const line of inputs.flatMap(({ text }) => linesOf(text))) {
      const last = groups.at(-1);
      if (last?.line === line) last.count++;
      else groups.push({ line, count: 1 });
    }
    for (const { line, count } of groups) {
      if ((flags.has('d') && count === 1) || (flags.has('u') && count > 1)) continue;
      say(call, flags.has('c') ? `${String(count).padStart(7)} ${line}` : line);
    }
    return 0;
  },
};

export const cut: Command = {
  names: ['cut'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, values, rest } = options(call.args, 's', 'dfcb');
    const spec = values.get('f') ?? values.get('c') ?? values.get('b');
    if (spec === undefined) return complain(call, 'expected a list of bytes, characters, or fields');
    const wanted = (index: number) =>
      spec.split(',').some((range) => {
        const [low = '', high] = range.split('-');
        return high === undefined
          ? index === Number(low)
          : index >= Number(low || 1) && index <= (high === '' ? Number.POSITIVE_INFINITY : Number(high));
      });
    const separator = values.get('d') ?? '\t';
    const { sources: inputs, failed } = yield* sources(call, rest);
    for (const line of inputs.flatMap(({ text }) => linesOf(text))) {
      if (!values.has('f')) say(call, [...line].filter((_, index) => wanted(index + 1)).join(''));
      else if (!line.includes(separator)) {
        if (!flags.has('s')) say(call, line);
      } else
        say(
          call,
          line
            .split(separator)
            .filter((_, index) => wanted(index + 1))
            .join(separator),
        );
    }
    return failed ? 1 : 0;
  },
};

export const tr: Command = {
  names: ['tr'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'dscC');
    const from = characters(rest[0] ?? '');
    const to = characters(rest[1] ?? '');
    const complement = flags.has('c') || flags.has('C');
    const inSet = (character: string) => from.includes(character) !== complement;
    let result = '';
    for (const character of yield* readAll(call.input)) {
      if (!inSet(character)) {
        result += character;
        continue;
      }
      if (flags.has('d')) continue;
      const replaced =
        to.length === 0
          ? character
          : (to[complement ? to.length - 1 : Math.min(from.indexOf(character), to.length - 1)] ?? character);
      if (flags.has('s') && result.endsWith(replaced)) continue;
      result += replaced;
    }
    call.output.write(result);
    return 0;
  },
};

const classes: Readonly<Record<string, string>> = {
  lower: 'a-z',
  upper: 'A-Z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  space: ' \\t\\n\\r',
  punct: '!-/:-@',
};

function characters(set: string): string[] {
  const text = unescapeText(
    set.replace(/\[:(\w+):\]/g, (whole, name: string) =>
      Object.hasOwn(classes, name) ? (classes[name] as string) : whole,
    ),
  );
  const found: string[] = [];
  for (let index = 0; index < text.length; index++) {
    const low = text[index] as string;
    if (text[index + 1] === '-' && index + 2 < text.length) {
      for (let code = low.charCodeAt(0); code <= text.charCodeAt(index + 2); code++)
        found.push(String.fromCharCode(code));
      index += 2;
    } else found.push(low);
  }
  return found;
}

export const tee: Command = {
  names: ['tee'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'ai');
    const { files } = call.process.world;
    if (!flags.has('a')) for (const file of rest) files.write(pathOf(call, file), '', { user: call.process.user });
    for (;;) {
      const piece = yield* call.input.read();
      if (piece === undefined) return 0;
      call.output.write(piece);
      for (const file of rest) files.write(pathOf(call, file), piece, { append: true, user: call.process.user });
    }
  },
};
