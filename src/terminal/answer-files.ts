/**
 * The files in which a learner writes: one for each question of a session, in the data folder, so that a draft outlives
 * a closed window. Also reads a file the learner names. Nothing here is fatal: what went wrong comes back as a sentence.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Draft } from './model.ts';

/** Far beyond any answer; what is larger was not meant. */
const mostBytes = 256 * 1024;

export interface AnswerFiles {
  /** Of the question with this title in this session. */
  fileOf(sessionId: string, title: Text): string;
  /** What was written there earlier, if it is readable. */
  find(file: string): Draft | undefined;
  write(file: string, text: string): Result<Draft, Text>;
  /** `typed` as in a shell: `~` is the home folder, the rest is relative to where readyz was started. */
  read(typed: string): Result<Draft, Text>;
}

export function answerFiles(places: {
  readonly folder: string;
  readonly home: string;
  readonly cwd: string;
}): AnswerFiles {
  const { folder, home, cwd } = places;

  function read(typed: string): Result<Draft, Text> {
    const name = typed.trim();
    const file = path.resolve(cwd, /^~(?=$|[/\\])/.test(name) ? home + name.slice(1) : name);
    try {
      const stats = statSync(file);
      if (!stats.isFile()) return fail({ es: `${file} no es un archivo.`, en: `${file} is not a file.` });
      if (stats.size > mostBytes) {
        return fail({
          es: `${file} es demasiado grande: una respuesta tiene como mucho 256 KiB.`,
          en: `${file} is too large: an answer has at most 256 KiB.`,
        });
      }
      return ok({ file, text: readFileSync(file, 'utf8').replace(/^\ufeff/, '') });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        return fail({ es: `No existe el archivo ${file}.`, en: `There is no file ${file}.` });
      }
      return fail({ es: `No se puede leer ${file}. (${message})`, en: `${file} cannot be read. (${message})` });
    }
  }

  return {
    fileOf(sessionId, title) {
      const words = title.en.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      return path.join(folder, `${words.join('-').slice(0, 60) || 'answer'}.${sessionId}.yaml`);
    },
    find(file) {
      const found = read(file);
      return found.ok ? found.value : undefined;
    },
    write(file, text) {
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
        return ok({ file, text });
      } catch (error) {
        const { message } = error as Error;
        return fail({
          es: `No se puede escribir ${file}: comprueba los permisos de su carpeta. (${message})`,
          en: `${file} cannot be written: check its folder’s permissions. (${message})`,
        });
      }
    },
    read,
  };
}
