import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindStruct } from '#api/structure/structure.ts';
import type { JsonPatchOperation } from '#cluster/apiserver/api-client.ts';
import { jsonPatch } from '#cluster/apiserver/patch/json-patch.ts';
import { mergePatch } from '#cluster/apiserver/patch/merge-patch.ts';
import { strategicMergePatch } from '#cluster/apiserver/patch/strategic-merge-patch.ts';
import { deployment, must, newServer, said } from './new-server.ts';

const web = deployment('web', { replicas: 2 });

function checkStrategic(patch: object, expected: object) {
  const target = {
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
            { name: 'b', image: 'b:1' },
          ],
        },
      },
    },
  };
  const merged = strategicMergePatch(
    target,
    { spec: { template: { spec: patch } } },
    kindStruct('apps', 'v1', 'Deployment'),
  );
  expect(merged).toEqual({ spec: { template: { spec: expected } } });
}

describe('a strategic merge patch', () => {
  test('merges containers by name and leaves the others', () => {
    checkStrategic(
      {
        containers: [
          { name: 'b', image: 'b:2' },
          { name: 'c', image: 'c:1' },
        ],
      },
      {
        containers: [
          { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
          { name: 'b', image: 'b:2' },
          { name: 'c', image: 'c:1' },
        ],
      },
    );
  });

  test('deletes an item by its key, replaces a list when told, and orders it when told', () => {
    checkStrategic({ containers: [{ name: 'a', $patch: 'delete' }] }, { containers: [{ name: 'b', image: 'b:1' }] });
    checkStrategic(
      { containers: [{ $patch: 'replace' }, { name: 'z', image: 'z:1' }] },
      { containers: [{ name: 'z', image: 'z:1' }] },
    );
    checkStrategic(
      { $setElementOrder: undefined, '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      {
        containers: [
          { name: 'b', image: 'b:1' },
          { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
        ],
      },
    );
  });

  test('replaces lists without a key, such as args', () => {
    checkStrategic(
      { containers: [{ name: 'b', args: ['x'] }] },
      {
        containers: [
          { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
          { name: 'b', image: 'b:1', args: ['x'] },
        ],
      },
    );
  });

  test('keeps only the keys it names of a strategy', () => {
    const target = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicMergePatch(target, patch, kindStruct('apps', 'v1', 'Deployment'))).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
  });
});

describe('a JSON patch', () => {
  function checkJson(operations: JsonPatchOperation[], expected: unknown) {
    const result = jsonPatch({ list: [1, 2], 'a/b': 'x', inner: { c: 1 } }, operations);
    expect(result.ok ? result.value : result.error).toEqual(expected);
  }

  test('adds, removes, replaces, moves, copies and tests', () => {
    checkJson(
      [
        { op: 'test', path: '/a~1b', value: 'x' },
        { op: 'add', path: '/list/1', value: 9 },
        { op: 'add', path: '/list/-', value: 3 },
        { op: 'remove', path: '/list/0' },
        { op: 'replace', path: '/inner/c', value: 2 },
        { op: 'copy', from: '/inner', path: '/twin' },
        { op: 'move', from: '/a~1b', path: '/inner/d' },
      ],
      { list: [9, 2, 3], inner: { c: 2, d: 'x' }, twin: { c: 2 } },
    );
  });

  test('that names what is not there changes nothing', () => {
    checkJson(
      [{ op: 'replace', path: '/inner/x/y', value: 1 }],
      'replace operation does not apply: doc is missing path: /inner/x/y: missing value',
    );
    checkJson(
      [{ op: 'remove', path: '/list/5' }],
      'remove operation does not apply: doc is missing path: /list/5: missing value',
    );
    checkJson([{ op: 'test', path: '/inner/c', value: 7 }], 'testing value /inner/c failed: test failed');
  });
});

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const object = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), json);

describe('properties', () => {
  test('a merge patch of what it made changes nothing', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  test('no patch changes its target or the prototype of anything', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = JSON.stringify(target);
        mergePatch(target, patch);
        strategicMergePatch(target, patch, undefined);
        expect(JSON.stringify(target)).toBe(before);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
    );
  });
});

describe('the server', () => {
  test('quotes a patch with a mistyped field as Go prints it', () => {
    const { server } = newServer();
    must(server.create('Deployment', web));
    const patch = (spec: object) =>
      server.patch('Deployment', 'default', 'web', { type: 'strategic', patch: { spec } });
    expect(said(patch({ replica: 2 }))).toBe(
      '422  "" is invalid: patch: Invalid value: "map[spec:map[replica:2]]": strict decoding error: unknown field "spec.replica"',
    );
    expect(said(patch({ replicas: 'two' }))).toBe(
      '422  "" is invalid: patch: Invalid value: "map[spec:map[replicas:two]]": unrecognized type: int32',
    );
    expect(must(patch({ replicas: 5 })).spec.replicas).toBe(5);
  });

  test('refuses a JSON patch of what is not there', () => {
    const { server } = newServer();
    must(server.create('Deployment', web));
    const answer = server.patch('Deployment', 'default', 'web', {
      type: 'json',
      patch: [{ op: 'remove', path: '/spec/nope' }],
    });
    expect(said(answer)).toBe('422 the server rejected our request due to an error in our request');
  });

  test('scales by the subresource, whatever the kind', () => {
    const { server } = newServer();
    must(server.create('Deployment', web));
    must(
      server.patch(
        'Deployment',
        'default',
        'web',
        { type: 'merge', patch: { spec: { replicas: 7 } } },
        { subresource: 'scale' },
      ),
    );
    expect(server.get('Deployment', 'default', 'web')?.spec.replicas).toBe(7);
  });
});
