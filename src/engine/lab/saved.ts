/** A saved session: a script that a person can read and a pipe can run. Its first line says in which lab it was typed. */

export interface SavedStart {
  readonly seed?: number;
  readonly nodes?: number;
  readonly scenario?: string;
}

export function writeSaved({ seed, nodes, scenario }: SavedStart, lines: readonly string[]): string {
  const facts = [`seed=${seed}`, ...(scenario === undefined ? [`nodes=${nodes}`] : [`scenario=${scenario}`])];
  return `# readyz lab ${facts.join(' ')}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** Any script will do: what its first line does not say is as it was. */
export function readSaved(text: string): { readonly start: SavedStart; readonly lines: readonly string[] } {
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
    lines: lines.filter((line, index) => index > 0 || !line.startsWith('# readyz lab ')),
  };
}
