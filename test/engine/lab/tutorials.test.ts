/**
 * Tutorials of Kubernetes' documentation, typed at the lab: each script in test/golden/lab is what a person would type, and
 * `#= words` below a line is what has to be seen there. Whatever is refused has to be announced so.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLab } from './open-lab.ts';

const folder = path.join(import.meta.dirname, '../../golden/lab');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.txt'));

test.each(scripts)('%s ends as the tutorial says', (name) => {
  const script = readFileSync(path.join(folder, name), 'utf8');
  const { seen, screen } = play(script);
  for (const { line, output, wanted } of seen) {
    for (const words of wanted) expect(output, line).toContain(words);
    const complaint = /^(?:error|Error from server).*|.*command not found.*/m.exec(output)?.[0];
    if (complaint && !wanted.some((words) => complaint.includes(words))) expect(complaint, line).toBeUndefined();
  }
  expect(seen.filter(({ wanted }) => wanted.length > 0).length).toBeGreaterThan(2);
  expect(play(script).screen).toBe(screen);
});

interface Seen {
  readonly line: string;
  readonly output: string;
  readonly wanted: string[];
}

function play(script: string): { readonly seen: readonly Seen[]; readonly screen: string } {
  const lab = openLab();
  const seen: Seen[] = [];
  let open = '';
  for (const line of script.split('\n')) {
    if (open === '' && line.startsWith('#= ')) seen.at(-1)?.wanted.push(line.slice(3));
    open = open === '' ? line : `${open}\n${line}`;
    if (lab.isIncomplete(open)) continue;
    if (open.trim() !== '' && !open.startsWith('#'))
      seen.push({ line: open, output: lab.type(open).output, wanted: [] });
    open = '';
  }
  return { seen, screen: seen.map(({ line, output }) => `$ ${line}\n${output}`).join('') };
}
