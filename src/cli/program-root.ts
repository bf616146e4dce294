/**
 * Where the program's own scenarios and data lie: the folder of its package.json, above src/cli in a checkout and above dist
 * in an installed package, wherever the bundler has put this line.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { invariant } from '#base/invariant.ts';

export function programRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    invariant(parent !== folder, 'readyz lies in a folder with its package.json');
    folder = parent;
  }
  return folder;
}
