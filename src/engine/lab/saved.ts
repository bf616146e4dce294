/**
 * A saved session: a script that a person can read and a pipe can run. Its first line says in which lab it was typed; a line
 * that was interrupted has a comment above it that says where (`# ^C after 12 slices`).
 */
import { wholeLines } from './whole-lines.ts';

export interface SavedStart {
  readonly seed?: number;
  readonly nodes?: number;
  readonly scenario?: string;
}

export interface SavedLine {
  readonly line: string;
  /** After so many slices. */
  readonly interruptedAfter?: number;
}

export function writeSaved({ seed, nodes, scenario }: SavedStart, lines: readonly SavedLine[]): string {
  const facts = [`seed=${seed}`, ...(scenario === undefined ? [`nodes=${nodes}`] : [`scenario=${scenario}`])];
  return `# readyz lab ${facts.join(' ')}\n${lines.map((line) => `${savedText(line)}\n`).join('')}`;
}

/** The line as it stands in a saved session. */
export function savedText({ line, interruptedAfter }: SavedLine): string {
  return interruptedAfter === undefined ? line : `# ^C after ${interruptedAfter} slices\n${line}`;
}

/** Any script will do: what its first line does not say is as it was. */
export function readSaved(text: string): { readonly start: SavedStart; readonly lines: readonly SavedLine[] } {
  const lines = text.replace(/\r/g, '').split('\n');
  const [, facts = ''] = /^# readyz lab (.*)$/.exec(lines[0] ?? '') ?? [];
  const found = new Map(facts.split(' ').map((fact) => fact.split('=', 2) as [string, string]));
  const number = (name: string, most: number) => {
    const value = Number(found.get(name));
    return Number.isSafeInteger(value) && value >= 0 && value <= most ? value : undefined;
  };
  const [seed, nodes, scenario] = [number('seed', 2 ** 32), number('nodes', 50), found.get('scenario')];
  return {
    start: {
      ...(seed !== undefined && { seed }),
      ...(nodes !== undefined && nodes > 0 && { nodes }),
      ...(scenario !== undefined && { scenario }),
    },
    lines: savedLines(lines),
  };
}

/** The slices after which the line below this comment was interrupted. */
export function interruptionIn(comment: string): number | undefined {
  const [, slices] = /^\s*# \^C after (\d{1,9}) slices\s*$/.exec(comment) ?? [];
  return slices === undefined ? undefined : Number(slices);
}

function savedLines(lines: readonly string[]): readonly SavedLine[] {
  const found: SavedLine[] = [];
  let interruptedAfter: number | undefined;
  for (const line of wholeLines(lines)) {
    if (line.trim() === '') continue;
    if (line.trimStart().startsWith('#')) {
      interruptedAfter = interruptionIn(line);
      continue;
    }
    found.push({ line, ...(interruptedAfter !== undefined && { interruptedAfter }) });
    interruptedAfter = undefined;
  }
  return found;
}
