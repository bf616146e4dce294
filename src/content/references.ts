/** The files of answers beside a scenario, of which the right ones are what its last hint works towards. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '#engine/scenario.ts';

/** What lies in `<id>.answers/`, sorted by name. */
export function answerFiles(file: string): readonly string[] {
  const folder = file.replace(/\.ya?ml$/, '.answers');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^(right|wrong)-.*\.(?:yaml|sh)$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The shortest say what matters. */
const most = 4;

export function withReferences(scenario: Scenario, file: string): Scenario {
  if ((scenario.type !== 'manifest' && scenario.type !== 'fix') || scenario.variants) return scenario;
  const files = answerFiles(file);
  const [references, mistakes] = [textsOf(files, 'right-'), textsOf(files, 'wrong-')];
  return {
    ...scenario,
    ...(references.length > 0 && { references }),
    ...(mistakes.length > 0 && { mistakes }),
  };
}

function textsOf(files: readonly string[], kind: 'right-' | 'wrong-'): readonly string[] {
  return files
    .filter((name) => path.basename(name).startsWith(kind))
    .map((name) => readFileSync(name, 'utf8'))
    .sort((one, other) => one.length - other.length)
    .slice(0, most);
}
