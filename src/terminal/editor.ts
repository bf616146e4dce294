/**
 * Opens a file in the learner's own editor: $VISUAL, else $EDITOR, else the first of a few that is installed. A setting may
 * carry arguments (`code --wait`), so it goes through the shell as git does it; the file's name never becomes part of a command.
 */
import { spawnSync } from 'node:child_process';
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

/**
 * Returns when the editor is closed: nothing where all went well, else what to tell the learner. It waits without letting
 * readyz do anything else, because a Node that goes on reads the keyboard now and then, and the editor misses those keys.
 */
export function openEditor(editor: string, file: string, environment: Environment): Text | undefined {
  const options = { stdio: 'inherit', env: environment } as const;
  const { error, status, signal } =
    process.platform === 'win32'
      ? spawnSync(`${editor} "${file}"`, { ...options, shell: true })
      : spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], options);
  if (error) return troubleWith(editor, file, error.message);
  if (status === 0) return undefined;
  return status === 127 ? notFound(editor) : troubleWith(editor, file, signal ?? `exit ${status}`);
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
