/**
 * Files without which a server does not start: a configuration that it reads, a directory or a process id that it writes.
 * Read-only roots, other users and volumes mounted in the wrong place are felt here, with the server's own words.
 */
import { FileError } from '../files/file-error.ts';
import type { StartFile } from '../image.ts';
import type { Process } from '../process.ts';

const numbers: Readonly<Record<string, number>> = { ENOENT: 2, EACCES: 13, EISDIR: 21, ENOSPC: 28, EROFS: 30 };

/** What it says before it ends, for the first file that is in the way. */
export function missingStartFile(process: Process, wanted: readonly StartFile[]): string | undefined {
  for (const { reads, writes, message } of wanted) {
    const places = reads ?? writes ?? [];
    const errors = places.map((path) => attempt(process, path, reads ? 'read' : 'write'));
    const [error] = errors;
    if (!error || errors.some((one) => one === undefined)) continue;
    return message
      .replaceAll('{path}', (places[0] ?? '').replace(/\/$/, ''))
      .replaceAll('{number}', String(numbers[error.code] ?? 1))
      .replaceAll('{error}', error.message);
  }
  return undefined;
}

function attempt({ world, user }: Process, path: string, how: 'read' | 'write'): FileError | undefined {
  try {
    if (how === 'read') world.files.read(path, user);
    else if (path.endsWith('/')) {
      if (!world.files.find(path.slice(0, -1))) world.files.makeDirectory(path.slice(0, -1), { user });
    } else world.files.write(path, '1\n', { user });
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}
