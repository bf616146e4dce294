/**
 * The history of the lab between sessions: a file in the data folder, one line typed to a line, as JSON because a line typed may
 * have several. It holds what people type, so only they may read it. A history that cannot be kept is no reason to stop.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mostLines } from './history.ts';

export interface HistoryFile {
  read(): readonly string[];
  add(line: string): void;
}

const mostCharacters = 20_000;
const onlyOwner = 0o600;

export function historyFile(file: string): HistoryFile {
  return {
    read() {
      try {
        const kept = readFileSync(file, 'utf8').split('\n').flatMap(lineIn);
        const last = kept.slice(-mostLines);
        // It grows by a line at a time, and is made shorter when it is read.
        if (kept.length > 2 * mostLines) {
          writeFileSync(file, last.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: onlyOwner });
        }
        return last;
      } catch {
        return [];
      }
    },
    add(line) {
      if (line.length > mostCharacters) return;
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: onlyOwner });
      } catch {
        // Told nowhere: the line has been run all the same.
      }
    },
  };
}

function lineIn(text: string): readonly string[] {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'string' && line !== '' && line.length <= mostCharacters ? [line] : [];
  } catch {
    return [];
  }
}
