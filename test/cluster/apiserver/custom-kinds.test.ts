import { describe, expect, test } from 'vitest';
import { must, newServer, said } from './new-server.ts';

const name = 'Backup.example.com';

function serverWithBackups() {
  const parts = newServer();
  const items = {
    type: 'object',
    properties: { key: { type: 'string' }, value: { type: 'string' } },
    required: ['key'],
  };
  const targets = { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['key'], items };
  const spec = { type: 'object', properties: { size: { type: 'integer', minimum: 1, default: 5 }, targets } };
  const openAPIV3Schema = { type: 'object', properties: { spec } };
  must(
    parts.server.create('CustomResourceDefinition', {
      metadata: { name: 'backups.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Backup', plural: 'backups' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
      },
    }),
  );
  parts.clock.advance(0);
  return parts;
}

const backup = (spec: object) => ({ apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'b' }, spec });
const ana = { fieldManager: 'ana' };
const ben = { fieldManager: 'ben' };

describe('a custom kind', () => {
  test('is created, defaulted and checked by its schema', () => {
    const { server } = serverWithBackups();
    expect(must(server.create(name, backup({})))).toMatchObject({ metadata: { generation: 1 }, spec: { size: 5 } });
    expect(said(server.create(name, { ...backup({ size: 0 }), metadata: { name: 'c' } }))).toBe(
      '422 Backup.example.com "c" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
    );
    expect(server.list(name)).toHaveLength(1);
  });

  test('is merged by its schema when it is applied: items by their keys', () => {
    const { server } = serverWithBackups();
    must(server.apply(backup({ targets: [{ key: 'x', value: '1' }] }), ana));
    must(server.apply(backup({ targets: [{ key: 'y', value: '2' }] }), ben));
    const both = must(server.apply(backup({ targets: [{ key: 'x', value: '3' }] }), ana));
    expect(both).toMatchObject({
      spec: {
        targets: [
          { key: 'x', value: '3' },
          { key: 'y', value: '2' },
        ],
      },
    });
    expect(said(server.apply(backup({ targets: [{ key: 'x', value: '4' }] }), ben))).toBe(
      '409 Apply failed with 1 conflict: conflict with "ana": .spec.targets[key="x"].value',
    );
    expect(said(server.apply(backup({ nope: 1, size: 'big' }), ana))).toBe(
      '500 failed to create typed patch object (/b; example.com/v1, Kind=Backup): errors:\n' +
        '  .spec.nope: field not declared in schema\n' +
        '  .spec.size: expected numeric (int or float), got &value.valueUnstructured{Value:"big"}',
    );
  });

  test('goes with its definition, objects and all; what nobody defines is not found', () => {
    const { server, clock } = serverWithBackups();
    must(server.create(name, backup({})));
    must(server.delete('CustomResourceDefinition', undefined, 'backups.example.com'));
    clock.advance(0);
    expect(server.list(name)).toEqual([]);
    expect(said(server.create(name, backup({})))).toBe('404 the server could not find the requested resource');
    expect(said(server.delete('Nothing', 'default', 'x'))).toBe('404 the server could not find the requested resource');
    expect(said(server.apply(backup({}), ana))).toBe('404 no matches for kind "Backup" in version "example.com/v1"');
    expect(server.get('Nothing', 'default', 'x')).toBeUndefined();
  });

  test('of a group that begins like a built-in one keeps its own structure', () => {
    const { server, clock } = newServer();
    const openAPIV3Schema = {
      type: 'object',
      properties: { spec: { type: 'object', properties: { replicas: { type: 'string' } } } },
    };
    must(
      server.create('CustomResourceDefinition', {
        metadata: { name: 'deployments.apps.example.com' },
        spec: {
          group: 'apps.example.com',
          scope: 'Namespaced',
          names: { kind: 'Deployment', plural: 'deployments' },
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
        },
      }),
    );
    clock.advance(0);
    const draft = {
      apiVersion: 'apps.example.com/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { replicas: 'many' },
    };
    expect(must(server.apply(draft, ana))).toMatchObject({ spec: { replicas: 'many' } });
  });
});
