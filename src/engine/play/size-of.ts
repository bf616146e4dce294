/** How long an answer is, as somebody who has to read it would count: lines that say something, and objects, with their names. */
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Play } from './play.ts';

export function sizeOf(text: string): Play['answerSize'] {
  const lines = text.split('\n').filter((line) => !/^\s*(#.*|---\s*)?$/.test(line)).length;
  const { manifests } = readManifests(text);
  const names = manifests.flatMap(({ value }) => {
    const { kind, metadata } = (value ?? {}) as {
      readonly kind?: unknown;
      readonly metadata?: { readonly name?: unknown };
    };
    return typeof kind === 'string' && typeof metadata?.name === 'string' ? [{ kind, name: metadata.name }] : [];
  });
  return { lines, objects: manifests.length, names };
}
