/**
 * The page that `kubectl describe` fills: lines with tabs between key and value, two blanks for each level, laid out at the
 * end. `line('Name:\tweb')`.
 */
import { longDate } from '../output/age.ts';
import { tabwriter } from '../output/table.ts';

type Map = Readonly<Record<string, string>> | undefined | null;

export class Writer {
  readonly #lines: string[] = [];

  line(text: string, level = 0): void {
    this.#lines.push('  '.repeat(level) + text);
  }

  /** `Labels:` with a pair on each line, in order of keys. */
  labels(title: string, labels: Map, indent = ''): void {
    this.#pairs(
      title,
      sortedEntries(labels).map(([key, value]) => `${key}=${value}`),
      indent,
    );
  }

  /** Without what kubectl keeps there for itself; long values stand below their key. */
  annotations(title: string, annotations: Map, indent = ''): void {
    const shown = sortedEntries(annotations).filter(
      ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration',
    );
    const lines = shown.flatMap(([key, value]) => {
      const text = value.endsWith('\n') ? value.slice(0, -1) : value;
      if (`${key}: ${text}`.length <= 140 && !text.includes('\n')) return [`${key}: ${text}`];
      return [`${key}:`, ...text.split('\n').map((line) => `  ${line}`)];
    });
    this.#pairs(title, lines, indent);
  }

  time(title: string, timestamp: string | undefined | null, level = 0): void {
    if (timestamp) this.line(`${title}:\t${longDate(timestamp)}`, level);
  }

  text(): string {
    return tabwriter(this.#lines.map((line) => `${line}\n`).join(''), { minWidth: 0, padding: 2 });
  }

  /** As it stands, tabs and all. */
  lines(): readonly string[] {
    return this.#lines;
  }

  #pairs(title: string, lines: readonly string[], indent: string): void {
    const [first = '<none>', ...others] = lines;
    this.line(`${indent}${title}:\t${first}`);
    for (const other of others) this.line(`${indent}\t${other}`);
  }
}

export function sortedEntries<T>(map: Readonly<Record<string, T>> | undefined | null): [string, T][] {
  return Object.entries(map ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
}
