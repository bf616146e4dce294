/** `sh`, `bash`, `ash`, `dash` as programs: `-c 'text' name args`, a script file, or the input. */
import type { Routine } from '#simulation/coroutine.ts';
import type { Call } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { join } from '../files/paths.ts';
import type { Base } from '../image.ts';
import { type Flavour, Shell, type ShellParts } from '../shell/shell.ts';
import { readAll } from '../streams.ts';

export const shellNames = ['sh', 'bash', 'ash', 'dash'] as const;

export function* runShell(call: Call, parts: ShellParts): Routine<number> {
  const asked = call.name.slice(call.name.lastIndexOf('/') + 1);
  const shell = new Shell({
    process: call.process,
    parts,
    flavour: flavourOf(asked, call.process.world.image.base),
    name: call.name,
  });
  const words = [...call.args];
  let text: string | undefined;
  while (words[0]?.match(/^[-+]/)) {
    const word = words.shift() as string;
    if (word === '--') break;
    if (word === '-') break;
    if (word === '-o' || word === '+o') {
      shell.settings.add(words.shift() ?? '');
      continue;
    }
    if (word.startsWith('--')) continue;
    for (const [letter, setting] of [
      ['e', 'errexit'],
      ['u', 'nounset'],
      ['x', 'xtrace'],
      ['f', 'noglob'],
    ] as const)
      if (word.includes(letter)) shell.settings.add(setting);
    if (word.includes('o')) shell.settings.add(words.shift() ?? '');
    if (word.includes('c')) {
      text = words.shift();
      if (text === undefined) {
        shell.complain('-c requires an argument');
        return 2;
      }
      if (words.length > 0) shell.name = words.shift() as string;
      break;
    }
  }
  if (text === undefined && words.length > 0) {
    const file = words.shift() as string;
    shell.name = file;
    try {
      text = call.process.world.files.read(
        file.startsWith('/') ? file : join(call.process.workingDirectory, file),
        call.process.user,
      );
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      call.errors.write(`${call.name}: can't open '${file}': ${error.message}\n`);
      return error.code === 'ENOENT' ? 2 : 126;
    }
  }
  shell.positional = words;
  return yield* shell.runScript(text ?? (yield* readAll(call.input)), { last: true });
}

function flavourOf(asked: string, base: Base): Flavour {
  if (asked === 'bash' || base === 'fedora') return 'bash';
  return base === 'debian' ? 'dash' : 'ash';
}
