/** Paths of files that a Compose file names, as absolute ones: `../db/compose.yaml` in `/app/web` is `/app/db/compose.yaml`. */
import { cleanPath } from './long-forms.ts';

export function placedAt(folder: string, path: string): string {
  return cleanPath(path.startsWith('/') ? path : `${folder}/${path}`);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
