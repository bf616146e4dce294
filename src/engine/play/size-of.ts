/** How long an answer is, as somebody who has to read it would count: lines that say something, and objects. */
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Play } from './play.ts';

export function sizeOf(text: string): Play['answerSize'] {
  const lines = text.split('\n').filter((line) => !/^\s*(#.*|---\s*)?$/.test(line)).length;
  return { lines, objects: readManifests(text).manifests.length };
}
