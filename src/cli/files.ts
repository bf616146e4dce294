/** Files that a user names: read whole and written new, with a sentence where that cannot be done. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Trouble } from './command.ts';
import { quoted } from './output.ts';

const mostBytes = 64 * 1024 * 1024;

/** `shown` is the file as the user wrote it. */
export function readNamedFile(cwd: string, shown: string): string {
  const file = path.resolve(cwd, shown);
  try {
    if (statSync(file).size > mostBytes) {
      throw new Trouble({
        es: `${quoted(shown)} es demasiado grande: caben como mucho 64 MiB.`,
        en: `${quoted(shown)} is too large: it has at most 64 MiB.`,
      });
    }
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof Trouble) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Trouble(
      code === 'ENOENT'
        ? { es: `No existe el archivo ${quoted(shown)}.`, en: `There is no file ${quoted(shown)}.` }
        : {
            es: `No se puede leer ${quoted(shown)}. (${message})`,
            en: `${quoted(shown)} cannot be read. (${message})`,
          },
    );
  }
}

/** Never over a file that is there. */
export function writeNewFile(cwd: string, shown: string, text: string): void {
  const file = path.resolve(cwd, shown);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Trouble(
      code === 'EEXIST'
        ? { es: `${quoted(shown)} ya existe y no se toca.`, en: `${quoted(shown)} exists already and is left alone.` }
        : {
            es: `No se puede escribir ${quoted(shown)}. (${message})`,
            en: `${quoted(shown)} cannot be written. (${message})`,
          },
    );
  }
}
