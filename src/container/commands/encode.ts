/** `base64 [-d]`, `expr`, `which`, `watch`, `paste`, `rev`, `nl`. */
import { sleep } from '#simulation/coroutine.ts';
import { type Command, complain, options, say } from '../call.ts';
import { RegularExpression } from '../regular-expression.ts';
import { ArithmeticError, evaluateArithmetic } from '../shell/arithmetic.ts';
import { spawn } from './spawn.ts';
import { linesOf, sources } from './text.ts';

export const base64: Command = {
  names: ['base64'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'dD', 'w', ['decode']);
    const { sources: inputs, failed } = yield* sources(call, rest);
    for (const { text } of inputs) {
      if (flags.has('d') || flags.has('D') || flags.has('decode')) {
        const clean = text.replace(/\s/g, '');
        if (!/^[A-Za-z0-9+/]*={0,2}$/.test(clean) || clean.length % 4 === 1) return complain(call, 'invalid input');
        call.output.write(
          new TextDecoder().decode(Uint8Array.from(atob(clean), (character) => character.charCodeAt(0))),
        );
      } else say(call, btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(0, 60_000)))));
    }
    return failed ? 1 : 0;
  },
};

export const expr: Command = {
  names: ['expr'],
  directory: '/usr/bin',
  run(call) {
    const [left = '', operator, right = ''] = call.args;
    let result: string;
    if (operator === ':') {
      const match = new RegularExpression(`^${right}`).find(left);
      result = match?.groups[1] ?? String(match ? match.end : 0);
    } else if (operator === '=' || operator === '!=') result = (left === right) === (operator === '=') ? '1' : '0';
    else if (left === 'length') result = String((operator ?? '').length);
    else {
      try {
        result =
          call.args.length === 1
            ? left
            : String(evaluateArithmetic(call.args.join(' '), { get: () => undefined, set: () => undefined }));
      } catch (error) {
        if (!(error instanceof ArithmeticError)) throw error;
        return complain(call, error.message === 'divide by zero' ? 'division by zero' : 'syntax error', 2);
      }
    }
    say(call, result);
    return result === '' || result === '0' ? 1 : 0;
  },
};

export const which: Command = {
  names: ['which'],
  directory: '/usr/bin',
  run(call) {
    let status = 0;
    for (const name of call.args) {
      const found = call.process.world.find(name, call.process);
      if (found.kind === 'program' || found.kind === 'script') say(call, found.path);
      else status = 1;
    }
    return status;
  },
};

export const watch: Command = {
  names: ['watch'],
  directory: '/usr/bin',
  *run(call) {
    const { values, rest } = options(call.args, 'td', 'n');
    const seconds = Math.max(1, Number(values.get('n') ?? 2) || 2);
    for (;;) {
      yield* spawn(call, ['sh', '-c', rest.join(' ')]);
      yield sleep(call.process.world.clock, seconds * 1000);
    }
  },
};

export const columns: readonly Command[] = [
  {
    names: ['rev'],
    directory: '/usr/bin',
    *run(call) {
      const { sources: inputs } = yield* sources(call, call.args);
      for (const line of inputs.flatMap(({ text }) => linesOf(text))) say(call, [...line].reverse().join(''));
      return 0;
    },
  },
  {
    names: ['nl'],
    directory: '/usr/bin',
    *run(call) {
      const { sources: inputs } = yield* sources(
        call,
        call.args.filter((word) => !word.startsWith('-')),
      );
      for (const [index, line] of inputs.flatMap(({ text }) => linesOf(text)).entries())
        say(call, `${String(index + 1).padStart(6)}\t${line}`);
      return 0;
    },
  },
  {
    names: ['paste'],
    directory: '/usr/bin',
    *run(call) {
      const { flags, values, rest } = options(call.args, 's', 'd');
      const { sources: inputs } = yield* sources(call, rest);
      const separator = values.get('d') ?? '\t';
      const tables = inputs.map(({ text }) => linesOf(text));
      if (flags.has('s')) for (const lines of tables) say(call, lines.join(separator));
      else
        for (let index = 0; index < Math.max(0, ...tables.map((lines) => lines.length)); index++)
          say(call, tables.map((lines) => lines[index] ?? '').join(separator));
      return 0;
    },
  },
];
