/** `echo [-n] [-e] words`: busybox and bash read `-n` and `-e`, both at once. */
import type { Command } from '../call.ts';
import { unescapeText } from './printf.ts';

export const echo: Command = {
  names: ['echo'],
  run({ args, output }) {
    let index = 0;
    let newline = true;
    let escapes = false;
    for (; /^-[neE]+$/.test(args[index] ?? ''); index++) {
      if (args[index]?.includes('n')) newline = false;
      if (args[index]?.includes('e')) escapes = true;
    }
    const text = args.slice(index).join(' ');
    output.write((escapes ? unescapeText(text) : text) + (newline ? '\n' : ''));
    return 0;
  },
};
