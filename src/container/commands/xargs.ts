/** `xargs [-n count] [-I mark] [-r] command`: runs a command with the words of the input. */
import type { Command } from '../call.ts';
import { emptyInput, readAll } from '../streams.ts';
import { spawn } from './spawn.ts';

export const xargs: Command = {
  names: ['xargs'],
  directory: '/usr/bin',
  *run(call) {
    const words = [...call.args];
    let count = Number.POSITIVE_INFINITY;
    let mark: string | undefined;
    let skipEmpty = false;
    let separator = /\s+/;
    while (words[0]?.startsWith('-')) {
      const word = words.shift() as string;
      if (word.startsWith('-n')) count = Number(word.slice(2) || words.shift()) || 1;
      else if (word.startsWith('-I')) mark = word.slice(2) || words.shift();
      else if (word === '-r') skipEmpty = true;
      else if (word === '-0') separator = /\u0000/;
      else if (word.startsWith('-P') && word === '-P') words.shift();
    }
    const command = words.length === 0 ? ['echo'] : words;
    const text = yield* readAll(call.input);
    const items = mark === undefined ? text.split(separator).filter(Boolean) : text.split('\n').filter(Boolean);
    if (items.length === 0 && (skipEmpty || mark !== undefined)) return 0;
    const groups: string[][] = [];
    if (mark !== undefined)
      for (const item of items) groups.push(command.map((word) => word.replaceAll(mark, () => item)));
    else if (items.length === 0) groups.push(command);
    else
      for (let index = 0; index < items.length; index += count)
        groups.push([...command, ...items.slice(index, index + count)]);
    let status = 0;
    for (const argv of groups.slice(0, 1000)) {
      const exitCode = yield* spawn(call, argv, call.process.environment, emptyInput);
      if (exitCode !== 0) status = exitCode === 127 ? 127 : 123;
    }
    return status;
  },
};
