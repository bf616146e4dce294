import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deployment, must, newServer, pod, said } from './new-server.ts';

const web = deployment('web', { replicas: 2 });

function settings(data: Record<string, string>, labels?: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', ...(labels ? { labels } : {}) }, data };
}

const ana = { fieldManager: 'ana' };
const ben = { fieldManager: 'ben' };

describe('server-side apply', () => {
  test('creates what is not there and says who set what', () => {
    const { server } = newServer();
    const created = must(server.apply(settings({ a: '1' }, { app: 'web' }), ana));
    expect(created.metadata.managedFields).toEqual([
      {
        manager: 'ana',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-05T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:a': {} }, 'f:metadata': { 'f:labels': { 'f:app': {} } } },
      },
    ]);
  });

  test('applying the same again changes nothing', () => {
    const { server, clock } = newServer();
    const first = must(server.apply(web, ana));
    clock.advance(60_000);
    expect(must(server.apply(web, ana))).toBe(first);
  });

  test('a field that is applied no more goes, one that others own stays', () => {
    const { server } = newServer();
    must(server.apply(settings({ a: '1', b: '2' }, { app: 'web' }), ana));
    must(server.apply(settings({ b: '2' }), ben));
    const next = must(server.apply(settings({ c: '3' }), ana)) as { data?: object; metadata: { labels?: object } };
    expect(next.data).toEqual({ b: '2', c: '3' });
    expect(next.metadata.labels).toBeUndefined();
  });

  test('two managers who want different things conflict, unless one forces', () => {
    const { server } = newServer();
    must(server.apply(settings({ a: '1', b: '1' }), ana));
    expect(said(server.apply(settings({ a: '2' }), ben))).toBe(
      '409 Apply failed with 1 conflict: conflict with "ana": .data.a',
    );
    expect(said(server.apply(settings({ a: '2', b: '2' }), ben))).toBe(
      '409 Apply failed with 2 conflicts: conflicts with "ana":\n- .data.a\n- .data.b',
    );
    expect(said(server.apply(settings({ a: '1' }), ben))).toBe('accepted');
    must(server.apply(settings({ a: '2' }), { ...ben, force: true }));
    expect(said(server.apply(settings({ a: '1', b: '1' }), ana))).toBe(
      '409 Apply failed with 1 conflict: conflict with "ben": .data.a',
    );
  });

  test('a write that is no apply takes the field over', () => {
    const { server } = newServer();
    must(server.apply(web, ana));
    const scale = { type: 'merge', patch: { spec: { replicas: 5 } } } as const;
    must(server.patch('Deployment', 'default', 'web', scale, { fieldManager: 'kubectl-scale' }));
    expect(said(server.apply(web, ana))).toBe(
      '409 Apply failed with 1 conflict: conflict with "kubectl-scale" using apps/v1: .spec.replicas',
    );
  });

  test('containers are merged by name, ports by number and protocol', () => {
    const { server } = newServer();
    const container = (fields: object) =>
      deployment('web', {
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'main', image: 'nginx:1.27', ...fields }] },
        },
      });
    must(server.apply(container({ ports: [{ containerPort: 80 }] }), ana));
    const sidecar = deployment('web', {
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'log', image: 'log:1' }] } },
    });
    must(server.apply(sidecar, ben));
    must(server.apply(container({ ports: [{ containerPort: 8080 }] }), ana));
    const { containers } = server.get('Deployment', 'default', 'web')?.spec.template.spec ?? { containers: [] };
    expect(containers.map(({ name, ports }) => [name, ports?.map(({ containerPort }) => containerPort)])).toEqual([
      ['main', [8080]],
      ['log', undefined],
    ]);
  });

  test('what others own of an item keeps the item', () => {
    const { server } = newServer();
    const env = (variables: object[]) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'robot' },
      secrets: variables,
    });
    must(server.apply(env([{ name: 'a' }, { name: 'b' }]), ana));
    must(server.apply(env([{ name: 'b' }]), ben));
    must(server.apply(env([{ name: 'c' }]), ana));
    expect(server.get('ServiceAccount', 'default', 'robot')?.secrets).toEqual([{ name: 'b' }, { name: 'c' }]);
  });

  test('finalizers are a set, to which the server may have added', () => {
    const { server } = newServer();
    const claim = (finalizers?: string[]) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', ...(finalizers ? { finalizers } : {}) },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    must(server.apply(claim(), ana));
    const next = must(server.apply(claim(['example.com/keep']), ana));
    expect(next.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection', 'example.com/keep']);
  });

  test('a wrong type is a 500 with words of its own', () => {
    const { server } = newServer();
    expect(said(server.apply({ ...pod('p1'), metadata: { name: 'p1', labels: { app: true } } }, ana))).toBe(
      '500 failed to create typed patch object (/p1; /v1, Kind=Pod): .metadata.labels.app: expected string, got &value.valueUnstructured{Value:true}',
    );
    const spread = [
      {
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        maxSkew: 1,
        labelSelector: { matchLabels: { app: true } },
      },
    ];
    expect(said(server.apply(pod('p1', { spec: { topologySpreadConstraints: spread, foo: 1 } }), ana))).toBe(
      '500 failed to create typed patch object (/p1; /v1, Kind=Pod): errors:\n' +
        '  .spec.foo: field not declared in schema\n' +
        '  .spec.topologySpreadConstraints[topologyKey="zone",whenUnsatisfiable="DoNotSchedule"].labelSelector.matchLabels.app: expected string, got &value.valueUnstructured{Value:true}',
    );
    const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: true } } };
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    // Keys in order: affinity, containers, topologySpreadConstraints. The walk is round, so the last mostly comes first.
    expect(said(server.apply(pod('p1', { spec: { affinity, topologySpreadConstraints: spread } }), ana))).toMatch(
      /errors:\n {2}\.spec\.topologySpreadConstraints.*\n {2}\.spec\.affinity/,
    );
  });

  test('an unknown kind is not matched', () => {
    const { server } = newServer();
    expect(said(server.apply({ ...web, apiVersion: 'extensions/v1beta1' }, ana))).toBe(
      '404 no matches for kind "Deployment" in version "extensions/v1beta1"',
    );
  });
});

describe('whatever was applied before', () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const words = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'), { maxKeys: 2 });
  const container = (name: string) =>
    fc.record({
      name: fc.constant(name),
      image: fc.constantFrom('nginx:1', 'nginx:2'),
      args: maybe(fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 })),
      env: maybe(
        fc
          .uniqueArray(fc.constantFrom('A', 'B', 'C'), { maxLength: 3 })
          .map((names) => names.map((each) => ({ name: each, value: each }))),
      ),
      ports: maybe(
        fc
          .uniqueArray(fc.constantFrom(80, 81, 82), { maxLength: 2 })
          .map((ports) => ports.map((containerPort) => ({ containerPort }))),
      ),
      resources: maybe(fc.record({ requests: maybe(fc.constantFrom({ cpu: '1' }, { cpu: '2', memory: '1Gi' })) })),
      readinessProbe: maybe(
        fc.constantFrom({ exec: { command: ['true'] } }, { exec: { command: ['true', '-v'] }, periodSeconds: 3 }),
      ),
    });
  const document = fc
    .record({
      labels: maybe(words),
      annotations: maybe(words),
      replicas: maybe(fc.constantFrom(0, 1, 3)),
      strategy: maybe(fc.constantFrom({ rollingUpdate: { maxSurge: 2 } }, { type: 'RollingUpdate' }, {})),
      containers: fc
        .uniqueArray(fc.constantFrom('main', 'log', 'proxy'), { minLength: 1, maxLength: 3 })
        .chain((names) => fc.tuple(...names.map(container))),
      nodeSelector: maybe(words),
      volumes: maybe(
        fc
          .uniqueArray(fc.constantFrom('v', 'w'), { maxLength: 2 })
          .map((names) => names.map((name) => ({ name, emptyDir: {} }))),
      ),
      tolerations: maybe(fc.constantFrom([], [{ key: 'k', operator: 'Exists' }])),
    })
    .map(({ labels, annotations, replicas, strategy, ...pod }) =>
      JSON.parse(
        JSON.stringify({
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web', labels, annotations },
          spec: {
            replicas,
            strategy,
            selector: { matchLabels: { app: 'web' } },
            template: { metadata: { labels: { app: 'web' } }, spec: pod },
          },
        }),
      ),
    );

  /** What is stored, without what tells one life of the object from another; lists by key in any order. */
  function essence(object: object): unknown {
    const { metadata, ...rest } = object as { metadata: { labels?: object; annotations?: object }; spec?: object };
    const byName = (value: unknown): unknown =>
      Array.isArray(value) && value.every((item) => typeof item === 'object')
        ? value.map(byName).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, byName(field)]))
          : value;
    return byName({ labels: metadata.labels, annotations: metadata.annotations, ...rest });
  }

  test('the last document of a manager who is alone decides', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), document, (before, last) => {
        const used = newServer().server;
        for (const each of before) must(used.apply(each, ana));
        const stored = must(used.apply(last, ana));
        expect(essence(stored)).toEqual(essence(must(newServer().server.apply(last, ana))));
        expect(must(used.apply(last, ana))).toBe(stored);
      }),
      { numRuns: 150 },
    );
  });

  test('two managers by force: what each said last is there, unless the other said something else after', () => {
    fc.assert(
      fc.property(document, document, (first, second) => {
        const { server } = newServer();
        must(server.apply(first, { ...ana, force: true }));
        const stored = must(server.apply(second, { ...ben, force: true })) as unknown as {
          metadata: { labels?: Record<string, string> };
        };
        expect(stored.metadata.labels ?? {}).toEqual({ ...first.metadata.labels, ...second.metadata.labels });
        must(server.apply(second, ben)); // no conflict is left
      }),
      { numRuns: 100 },
    );
  });
});
