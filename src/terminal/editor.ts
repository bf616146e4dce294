/**
 * Opens a file in the learner's own editor: $VISUAL, else $EDITOR, else the first of a few that is installed. A setting may
 * carry arguments (`code --wait`), so it goes through the shell as git does it; the file's name never becomes part of a command.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Text } from '#base/text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const usual: Readonly<Record<string, readonly string[]>> = { win32: ['notepad'], other: ['nano', 'vim', 'vi'] };

/** Undefined where no editor is set and none of the usual ones is installed. */
export function findEditor(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const chosen = environment['VISUAL']?.trim() || environment['EDITOR']?.trim();
  if (chosen) return chosen;
  const candidates = usual[platform] ?? usual['other']!;
  return candidates.find((name) => isInstalled(name, environment, platform));
}

/** Resolves when the editor is closed: with nothing where all went well, else with what to tell the learner. */
export function openEditor(editor: string, file: string, environment: Environment): Promise<Text | undefined> {
  const child =
    process.platform === 'win32'
      ? spawn(`${editor} "${file}"`, { stdio: 'inherit', shell: true, env: environment })
      : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit', env: environment });
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(troubleWith(editor, file, message)));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else if (code === 127) resolve(notFound(editor));
      else resolve(troubleWith(editor, file, signal ?? `exit ${code}`));
    });
  });
}

export const noEditor: Text = {
  es: 'No encuentro ningún editor: define EDITOR (por ejemplo, export EDITOR=nano), o pulsa f para leer un archivo.',
  en: 'I find no editor: set EDITOR (for example, export EDITOR=nano), or press f to read a file.',
};

function notFound(editor: string): Text {
  return {
    es: `El editor «${editor}» no está instalado: define EDITOR con otro, o pulsa f para leer un archivo.`,
    en: `The editor "${editor}" is not installed: set EDITOR to another, or press f to read a file.`,
  };
}

function troubleWith(editor: string, file: string, what: string): Text {
  return {
    es: `El editor «${editor}» terminó mal (${what}). Lo escrito sigue en ${file}.`,
    en: `The editor "${editor}" ended badly (${what}). What you wrote is still in ${file}.`,
  };
}

function isInstalled(name: string, environment: Environment, platform: NodeJS.Platform): boolean {
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter).filter(Boolean);
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, platform === 'win32' ? `${name}.exe` : name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
