/**
 * An answer in a file: Kubernetes manifests as they are, or, for a question that takes no manifests, one line `answer: <id>`
 * (a number counts the options from 1). Beside a scenario, `# fails: <check id>` in the first lines says why it is wrong.
 */
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Answer } from '#engine/answer.ts';
import type { Scenario } from '#engine/scenario.ts';

export function readAnswer(source: string, scenario: Scenario): Answer {
  if (scenario.type === 'manifest') return { kind: 'manifest', text: source };
  const [document] = readManifests(source).manifests;
  const value = document?.value;
  const given = value !== null && typeof value === 'object' && 'answer' in value ? value.answer : undefined;
  const words = Array.isArray(given) ? given.join(', ') : given === undefined || given === null ? '' : String(given);
  const byNumber = typeof given === 'number' ? scenario.options[given - 1]?.id : undefined;
  return { kind: 'choice', option: byNumber ?? words };
}

/** The check that a known-wrong answer says it fails; `refused` where the API server must refuse it. */
export function statedFailure(source: string): string | undefined {
  return /^#\s*fails:\s*(\S+)\s*$/m.exec(source)?.[1];
}
