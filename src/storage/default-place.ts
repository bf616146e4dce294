/**
 * Where a user's own data lies when nothing else is said: the folder each system keeps for programs' data, never the checkout.
 * Linux `$XDG_DATA_HOME/readyz` or `~/.local/share/readyz`, macOS `~/Library/Application Support/readyz`,
 * Windows `%LOCALAPPDATA%\readyz`.
 */
import path from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export function dataFolder({ platform, environment, home }: Machine): string {
  const { join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  // The XDG specification has relative paths ignored: they would name another folder from each place one stands in.
  const xdg = environment['XDG_DATA_HOME'];
  if (xdg && isAbsolute(xdg)) return join(xdg, 'readyz');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'readyz');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'readyz');
  return join(home, '.local', 'share', 'readyz');
}

export function databaseFile(folder: string): string {
  return path.join(folder, 'readyz.sqlite');
}
