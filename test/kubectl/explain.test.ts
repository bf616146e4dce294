/** `kubectl explain` of every field of every kind: quick, and in the schema's words. */
import { expect, test } from 'vitest';
import { kinds } from '#api/scheme.ts';
import { explanation, kindStruct, type StructType, type Type } from '#api/structure/structure.ts';
import { openTerminal } from './terminal.ts';

function structIn(type: Type): StructType | undefined {
  if (type.is === 'struct') return type;
  return type.is === 'scalar' ? undefined : structIn(type.of);
}

/** All paths of a kind; a struct inside itself is entered once. */
function* pathsOf(
  struct: StructType,
  path: string,
  open: ReadonlySet<StructType>,
): Generator<[string, StructType, string]> {
  for (const [name, { type }] of struct.fields) {
    yield [`${path}.${name}`, struct, name];
    const inner = structIn(type);
    if (inner && !open.has(inner)) yield* pathsOf(inner, `${path}.${name}`, new Set([...open, inner]));
  }
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

test('each field of each kind is explained in less than 50 ms, with the words of the schema', {
  timeout: 120_000,
}, () => {
  const { type } = openTerminal(['node-1']);
  type('explain pod');
  const told = new Set<string>();
  const milliseconds: number[] = [];
  let count = 0;
  for (const { group, version, kind, plural } of kinds) {
    const root = kindStruct(group, version, kind);
    if (!root) continue;
    const resource = group === '' ? plural : `${plural}.${group}`;
    for (const [path, owner, field] of pathsOf(root, plural, new Set([root]))) {
      // The same struct is met under many kinds: once is enough.
      const key = `${owner.name}.${field}`;
      if (told.has(key)) continue;
      told.add(key);
      const from = performance.now();
      const text = type(`explain ${path}${group === '' ? '' : ` --api-version=${group}/${version}`}`);
      milliseconds.push(performance.now() - from);
      count++;
      expect(text, `${resource} ${path}`).toContain(`KIND:       ${kind}\n`);
      expect(text, path).toContain(`FIELD: ${field} <`);
      const words = explanation(owner.name)?.fields[field];
      if (words && field !== 'apiVersion' && field !== 'kind') expect(squeezed(text), path).toContain(squeezed(words));
    }
  }
  expect(count).toBeGreaterThan(1000);
  // One in a hundred may meet a pause of the machine.
  const sorted = milliseconds.sort((one, other) => one - other);
  expect(sorted[Math.floor(count * 0.99)]).toBeLessThan(50);
});

test('a field or a kind that does not exist is named', () => {
  const { type } = openTerminal(['node-1']);
  expect(type('explain pod.spec.conatiners')).toMatch(/error: field "conatiners" does not exist\n$/);
  expect(type('explain podz')).toBe('[1] the server doesn\'t have a resource type "podz"\n');
  expect(type('explain')).toMatch(/^\[1\] error: You must specify the type of resource to explain/);
});
