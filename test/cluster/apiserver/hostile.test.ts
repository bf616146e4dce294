import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiVersionOf, kinds } from '#api/scheme.ts';
import { kindStruct, type Type } from '#api/structure/structure.ts';
import type { Patch } from '#cluster/apiserver/api-client.ts';
import { deployment, must, newServer, pod, said } from './new-server.ts';

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', 'web', '0/0', '1e999', '-1', '\u0000', '__proto__', null, -1, 0, 2 ** 53, true),
);

/** A value of about the right shape: mostly what the schema wants, now and then something else. */
function nearly(type: Type, depth: number): fc.Arbitrary<unknown> {
  if (depth === 0) return anything;
  const right = (): fc.Arbitrary<unknown> => {
    switch (type.is) {
      case 'scalar':
        if (type.scalar === 'string') return fc.constantFrom('', 'web', 'a b', 'Web_1', '10.0.0.1', 'v1');
        if (type.scalar === 'bool') return fc.boolean();
        if (type.scalar === 'quantity') return fc.constantFrom('1', '500m', '1Gi', '-1', 'x');
        return fc.constantFrom(0, 1, -1, 80, 70000, 'http', '30%');
      case 'list':
        return fc.array(nearly(type.of, depth - 1), { maxLength: 2 });
      case 'map':
        return fc.dictionary(
          fc.constantFrom('app', 'cpu', 'a/b/c', '__proto__', 'constructor'),
          nearly(type.of, depth - 1),
          {
            maxKeys: 2,
          },
        );
      case 'struct': {
        const names = [...type.fields.keys()];
        if (names.length === 0) return fc.constant({});
        return fc
          .uniqueArray(fc.constantFrom(...names), { maxLength: 4 })
          .chain((chosen) =>
            fc.record(
              Object.fromEntries(
                chosen.map((name) => [name, nearly(type.fields.get(name)?.type ?? type, depth - 1)]),
              ) as Record<string, fc.Arbitrary<unknown>>,
            ),
          );
      }
    }
  };
  return fc.oneof({ weight: 30, arbitrary: right() }, { weight: 1, arbitrary: anything });
}

const document = fc.constantFrom(...kinds).chain((definition) => {
  const type = kindStruct(definition.group, definition.version, definition.kind);
  const named = { apiVersion: apiVersionOf(definition.group, definition.version), kind: definition.kind };
  const body = type ? nearly(type, 6) : anything;
  return body.map((fields) => ({
    kind: definition.kind,
    draft: { ...(typeof fields === 'object' ? fields : {}), ...named } as Record<string, unknown>,
  }));
});

describe('whatever is sent', () => {
  test('creating and applying it ends with an answer, never with an exception', () => {
    const { server, clock } = newServer();
    fc.assert(
      fc.property(document, fc.boolean(), ({ kind, draft }, force) => {
        expect(typeof server.create(kind, draft).ok).toBe('boolean');
        expect(typeof server.apply(draft, { fieldManager: 'ana', force }).ok).toBe('boolean');
        expect(typeof server.apply(draft, { fieldManager: 'ben', force }).ok).toBe('boolean');
        clock.advance(0);
      }),
      { numRuns: 500 },
    );
    expect(({} as Record<string, unknown>)['app']).toBeUndefined();
  });

  test('a patch of anything with anything ends with an answer', () => {
    const { server } = newServer();
    must(server.create('Deployment', deployment('web')));
    const type = kindStruct('apps', 'v1', 'Deployment') as Type;
    const operation = fc.record({
      op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'jump'),
      path: fc.oneof(
        fc.constantFrom(
          '',
          '/',
          '/spec',
          '/spec/template/spec/containers/0',
          '/spec/x/y',
          'spec',
          '/metadata/labels/-',
        ),
        anything,
      ),
      from: fc.oneof(fc.constantFrom('/spec', '/metadata', '/spec/template'), anything),
      value: anything,
    });
    const patch = fc.oneof(
      fc.record({ type: fc.constantFrom('merge', 'strategic'), patch: nearly(type, 7) }),
      fc.record({ type: fc.constant('json'), patch: fc.oneof(fc.array(operation, { maxLength: 4 }), anything) }),
    );
    fc.assert(
      fc.property(patch, (each) => {
        const answer = server.patch('Deployment', 'default', 'web', each as Patch, { dryRun: true });
        expect(typeof answer.ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  test('a patch that is no object, or a tower of lists, is a bad request', () => {
    const { server } = newServer();
    must(server.create('Pod', pod('web')));
    const tower = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const patch = (value: unknown) =>
      said(server.patch('Pod', 'default', 'web', { type: 'strategic', patch: value } as Patch));
    expect(patch('text')).toBe('400 json: cannot unmarshal string into Go value of type map[string]interface {}');
    expect(patch({ spec: tower })).toBe('400 json: exceeded max depth');
  });
});
