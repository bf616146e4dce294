import { describe, expect, test } from 'vitest';
import { readCase, type Step } from '../../src/cli/replay/case.ts';
import { playCase } from '../../src/cli/replay/play.ts';
import { RecordedBindings } from '../../src/cli/replay/recorded-bindings.ts';

const pod = (name: string, command = '["sleep", "5"]') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {restartPolicy: Never, containers: [{name: main, image: shop, command: ${command}}]}\n`;

function play(steps: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  const read = readCase({ name: 'case', cluster: { nodes: [{ name: 'a' }, { name: 'b' }] }, steps, ...more });
  if (!read.ok) throw new Error(read.error.en);
  return playCase(read.value, 1);
}

test('a play answers each step and shows how things stood', () => {
  const played = play([
    { apply: pod('one') },
    { apply: pod('one').replace('shop', 'shop:2') },
    { wait: '2s' },
    { snapshot: 'running' },
    { wait: '10s' },
    { delete: 'pod/two' },
    { cordon: 'a' },
    { evict: 'one' },
    { snapshot: 'end' },
  ]);
  expect(played.answers).toEqual([
    [{ code: 201 }],
    [{ code: 200 }],
    null,
    null,
    null,
    { code: 404, reason: 'NotFound', message: 'pods "two" not found' },
    { code: 200 },
    { code: 201 },
    null,
  ]);
  const phases = played.snapshots.map(({ objects }) =>
    objects['pod']?.map((object) => (object as { status?: { phase?: string } }).status?.phase),
  );
  expect(phases).toEqual([['Running'], undefined]);
  expect(played.snapshots[0]?.events[0]).toMatchObject({ object: 'Pod/one', reason: 'Scheduled' });
});

test('where the best nodes tie the recording decides, and nowhere else', () => {
  const nodes = (bindings: readonly string[]) =>
    play([{ apply: pod('one') }, { wait: '1s' }], { bindings }).decisions.map(({ node }) => node);
  expect([nodes(['a']), nodes(['b']), nodes(['nowhere'])]).toEqual([['a'], ['b'], ['a']]);
});

test('two bindings that were recorded in swapped order are put at their places', () => {
  const bindings = new RecordedBindings(['b', 'a']);
  expect(bindings.choose(['a'])).toBe('a');
  bindings.note('a', { pod: 'first', node: 'a', scores: {} });
  expect(bindings.choose(['b', 'a'])).toBe('b');
  bindings.note('b', { pod: 'second', node: 'b', scores: {} });
  expect(bindings.decisions.map(({ pod: name }) => name)).toEqual(['second', 'first']);
});

describe('a case that makes no sense is refused with a sentence', () => {
  test.each<[unknown, string]>([
    [7, 'a case is an object with "cluster" and "steps"'],
    [{ cluster: {} }, '"steps" must be a list'],
    [{ cluster: { nodes: [{}] }, steps: [] }, 'every node needs a name'],
    [{ steps: [{ wait: '1s' }, { fly: 'away' }] }, 'step 2 is not one that replay knows: fly'],
    [{ steps: [{ wait: 'a while' }] }, 'step 1 is not one that replay knows: wait'],
  ])('%j: %s', (value, sentence) => {
    const read = readCase(value);
    expect(read.ok ? undefined : read.error.en).toBe(sentence);
  });
});

test.each<[string, number]>([
  ['20s', 20],
  ['1m30s', 90],
  ['500ms', 0.5],
])('wait %s is %d seconds', (text, seconds) => {
  const read = readCase({ steps: [{ wait: text }] });
  expect(read.ok && read.value.steps).toEqual([{ kind: 'wait', seconds }] satisfies Step[]);
});
