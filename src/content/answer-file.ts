/**
 * An answer in a file: Kubernetes manifests as they are, or, for a question that takes no manifests, one line `answer: <id>`
 * or `answer: [<id>, <id>]` (a number counts the options from 1). Beside a scenario, `# fails: <check id>` in the first lines says why it is wrong.
 */
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Answer } from '#engine/answer.ts';
import { questionTypeOf } from '#engine/questions/index.ts';
import type { Scenario } from '#engine/scenario.ts';

export function readAnswer(source: string, scenario: Scenario): Answer {
  const takes = questionTypeOf(scenario).takes(scenario);
  if (takes === 'manifest') return { kind: 'manifest', text: source };
  // Lines as they are typed: the shell passes over the comments that say what an answer file is for.
  if (scenario.type === 'command') return { kind: 'words', text: source };
  const given = givenIn(source);
  if (takes === 'words') return { kind: 'words', text: words(given) };
  const ids = 'options' in scenario ? (scenario.options ?? []).map(({ id }) => id) : [];
  const option = (value: unknown) => (typeof value === 'number' ? (ids[value - 1] ?? String(value)) : words(value));
  if (takes === 'choice') return { kind: 'choice', option: Array.isArray(given) ? words(given) : option(given) };
  const list = Array.isArray(given) ? given : given === undefined || given === null ? [] : [given];
  return { kind: 'picks', options: list.map(option) };
}

function givenIn(source: string): unknown {
  const [document] = readManifests(source).manifests;
  const value = document?.value;
  return value !== null && typeof value === 'object' && 'answer' in value ? value.answer : undefined;
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The check that a known-wrong answer says it fails; `refused` where the API server must refuse it. */
export function statedFailure(source: string): string | undefined {
  return /^#\s*fails:\s*(\S+)\s*$/m.exec(source)?.[1];
}
