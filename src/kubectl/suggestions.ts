/** The commands that a mistyped one may mean: two edits away at most, or begun the same way. In kubectl's own order. */
import type { Command } from './command.ts';

/** kubectl offers what it groups first, first. */
const order: readonly string[] = [
  ...['create', 'expose', 'run', 'set', 'explain', 'get', 'edit', 'delete', 'rollout', 'scale', 'autoscale'],
  ...[
    'certificate',
    'cluster-info',
    'top',
    'cordon',
    'uncordon',
    'drain',
    'taint',
    'describe',
    'logs',
    'attach',
    'exec',
  ],
  ...[
    'port-forward',
    'proxy',
    'cp',
    'auth',
    'debug',
    'events',
    'diff',
    'apply',
    'patch',
    'replace',
    'wait',
    'kustomize',
  ],
  ...[
    'label',
    'annotate',
    'completion',
    'alpha',
    'api-resources',
    'api-versions',
    'config',
    'plugin',
    'version',
    'options',
  ],
];

export function suggestions(typed: string, commands: readonly Command[]): readonly string[] {
  const word = typed.toLowerCase();
  const known = new Set([...order, ...commands.map(({ name }) => name)]);
  return [...known].filter((name) => distance(word, name) <= 2 || name.startsWith(word));
}

/** Insertions, deletions and replacements between two words. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (above[column - 1] as number) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] as number) + 1, (current[column - 1] as number) + 1));
    }
    above = current;
  }
  return above[other.length] as number;
}
