import { describe, expect, test } from 'vitest';
import type { WatchEvent } from '#cluster/apiserver/api-client.ts';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import { must, newServer, pod, said } from './new-server.ts';

const names = (server: ApiServer, options = {}) => server.list('Pod', options).map((object) => object.metadata.name);

describe('writes', () => {
  test('a created object is complete and frozen to its depth', () => {
    const { server } = newServer();
    const created = must(server.create('Pod', pod('web')));
    expect(created.metadata).toMatchObject({
      name: 'web',
      namespace: 'default',
      creationTimestamp: '2026-01-05T00:00:00Z',
    });
    expect(created.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.isFrozen(created.spec.containers[0])).toBe(true);
    expect(server.get('Pod', 'default', 'web')).toBe(created);
  });

  test('a name is taken once, a missing one is not found, an unknown namespace refuses', () => {
    const { server } = newServer();
    must(server.create('Pod', pod('web')));
    expect(said(server.create('Pod', pod('web')))).toBe('409 pods "web" already exists');
    expect(said(server.delete('Deployment', 'default', 'wbe'))).toBe('404 deployments.apps "wbe" not found');
    const elsewhere = { ...pod('web'), metadata: { name: 'web', namespace: 'shop' } };
    expect(said(server.create('Pod', elsewhere))).toBe('404 namespaces "shop" not found');
  });

  test('a stale resourceVersion conflicts, an absent one does not', () => {
    const { server } = newServer();
    const first = must(server.create('ConfigMap', { metadata: { name: 'settings' }, data: { a: '1' } }));
    must(server.update('ConfigMap', { ...first, data: { a: '2' } }));
    expect(said(server.update('ConfigMap', { ...first, data: { a: '3' } }))).toBe(
      '409 Operation cannot be fulfilled on configmaps "settings": the object has been modified; please apply your changes to the latest version and try again',
    );
    const unconditional = { metadata: { name: 'settings' }, data: { a: '3' } };
    expect(must(server.update('ConfigMap', unconditional)).data).toEqual({ a: '3' });
  });

  test('a write that changes nothing keeps the resourceVersion, and unchanged parts are shared', () => {
    const { server } = newServer();
    const first = must(server.create('Pod', pod('web')));
    const same = must(server.patch('Pod', 'default', 'web', { type: 'merge', patch: { metadata: { name: 'web' } } }));
    expect(same).toBe(first);
    const status = { type: 'merge', patch: { status: { phase: 'Running' } } } as const;
    const running = must(server.patch('Pod', 'default', 'web', status, { subresource: 'status' }));
    expect(running.spec).toBe(first.spec);
    expect(running.metadata.resourceVersion).not.toBe(first.metadata.resourceVersion);
  });

  test('a dry run answers as the real thing and stores nothing', () => {
    const { server } = newServer();
    expect(must(server.create('Pod', pod('web'), { dryRun: true })).metadata.name).toBe('web');
    expect(server.get('Pod', 'default', 'web')).toBeUndefined();
  });

  test('generated names differ, and are the same for the same seed', () => {
    const generate = (seed: number) => {
      const { server } = newServer(seed);
      const draft = { ...pod(''), metadata: { generateName: 'web-' } };
      return [must(server.create('Pod', draft)), must(server.create('Pod', draft))].map(
        ({ metadata }) => metadata.name,
      );
    };
    const [first, second] = generate(7);
    expect(first).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(second).not.toBe(first);
    expect(generate(7)).toEqual([first, second]);
  });

  test.each([{ name: 'shop' }, { generateName: 'shop-' }])('a namespace %o is labelled with its name', (metadata) => {
    const { server } = newServer();
    const { name, uid, labels } = must(server.create('Namespace', { metadata })).metadata;
    expect(uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(labels).toEqual({ 'kubernetes.io/metadata.name': name });
  });
});

describe('lists', () => {
  test('select by labels, by node and by namespace, in order of creation', () => {
    const { server } = newServer();
    for (let index = 0; index < 40; index++) {
      must(
        server.create(
          'Pod',
          pod(`p${index}`, { labels: { app: index % 2 ? 'odd' : 'even' }, nodeName: `n${index % 4}` }),
        ),
      );
    }
    expect(
      names(server, { namespace: 'default', labelSelector: 'app=odd', fieldSelector: 'spec.nodeName=n3' }),
    ).toEqual([3, 7, 11, 15, 19, 23, 27, 31, 35, 39].map((index) => `p${index}`));
    expect(names(server, { labelSelector: { app: 'even' }, fieldSelector: 'spec.nodeName!=n0' })).toHaveLength(10);
    expect(names(server, { labelSelector: 'app notin (odd),!tier' })).toHaveLength(20);
    expect(names(server, { namespace: 'kube-system' })).toEqual([]);
    // an index that exists follows changes of what it indexes
    must(server.patch('Pod', 'default', 'p3', { type: 'merge', patch: { metadata: { labels: { app: 'even' } } } }));
    expect(names(server, { namespace: 'default', labelSelector: 'app=even' }).slice(0, 4)).toEqual([
      'p0',
      'p2',
      'p3',
      'p4',
    ]);
  });
});

describe('watches', () => {
  test('tell what exists, then each change in order, never inside the write', () => {
    const { server, clock } = newServer();
    must(server.create('Pod', pod('a')));
    const seen: string[] = [];
    server.watch('Pod', (event) => seen.push(`${event.type} ${event.object.metadata.name}`));
    must(server.create('Pod', pod('b')));
    must(server.delete('Pod', 'default', 'a'));
    expect(seen).toEqual([]);
    clock.advance(0);
    expect(seen).toEqual(['ADDED a', 'ADDED b', 'MODIFIED a', 'DELETED a']);
  });

  test('a watch of one node sees pods come and go as they are bound', () => {
    const { server, clock } = newServer();
    const seen: string[] = [];
    const onEvent = (event: WatchEvent<{ metadata: { name: string } }>) => {
      seen.push(`${event.type} ${event.object.metadata.name}`);
    };
    server.watch('Pod', onEvent, { fieldSelector: 'spec.nodeName=node-1' });
    must(server.create('Pod', pod('a')));
    must(server.create('Pod', pod('b', { nodeName: 'node-2' })));
    must(server.bind('default', 'a', 'node-1'));
    clock.advance(0);
    expect(seen).toEqual(['ADDED a']);
  });
});

describe('deletes', () => {
  test('a pod on a node waits for its kubelet, a pod without node goes at once', () => {
    const { server, clock } = newServer();
    must(server.create('Pod', pod('waiting')));
    must(server.delete('Pod', 'default', 'waiting'));
    expect(server.get('Pod', 'default', 'waiting')).toBeUndefined();

    must(server.create('Pod', pod('running')));
    must(server.bind('default', 'running', 'node-1'));
    must(server.delete('Pod', 'default', 'running'));
    expect(server.get('Pod', 'default', 'running')?.metadata).toMatchObject({
      deletionTimestamp: clock.timestamp(clock.nowMs + 30_000),
      deletionGracePeriodSeconds: 30,
    });
    must(server.delete('Pod', 'default', 'running', { gracePeriodSeconds: 60 }));
    expect(server.get('Pod', 'default', 'running')?.metadata.deletionGracePeriodSeconds).toBe(30);
    must(server.delete('Pod', 'default', 'running', { gracePeriodSeconds: 0 }));
    expect(server.get('Pod', 'default', 'running')).toBeUndefined();
  });

  test('a finalizer holds an object until it is taken off', () => {
    const { server } = newServer();
    must(server.create('ConfigMap', { metadata: { name: 'kept', finalizers: ['example.com/keep'] } }));
    must(server.delete('ConfigMap', 'default', 'kept'));
    expect(server.get('ConfigMap', 'default', 'kept')?.metadata.deletionTimestamp).toBeDefined();
    must(server.patch('ConfigMap', 'default', 'kept', { type: 'merge', patch: { metadata: { finalizers: null } } }));
    expect(server.get('ConfigMap', 'default', 'kept')).toBeUndefined();
  });

  test('foreground keeps the owner with a finalizer, preconditions name the object meant', () => {
    const { server } = newServer();
    must(server.create('ConfigMap', { metadata: { name: 'owner' } }));
    const wrong = server.delete('ConfigMap', 'default', 'owner', { preconditions: { uid: 'another' } });
    expect(said(wrong)).toContain('Precondition failed: UID in precondition: another, UID in object meta: ');
    must(server.delete('ConfigMap', 'default', 'owner', { propagationPolicy: 'Foreground' }));
    expect(server.get('ConfigMap', 'default', 'owner')?.metadata.finalizers).toEqual(['foregroundDeletion']);
  });
});

describe('replicas', () => {
  test('of one owner share what is equal in them', () => {
    const { server } = newServer();
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'u', controller: true };
    const make = (name: string) => {
      const draft = pod(name, { labels: { app: 'web' }, container: { resources: { requests: { cpu: '1' } } } });
      return must(server.create('Pod', { ...draft, metadata: { ...draft.metadata, ownerReferences: [owner] } }));
    };
    const [first, second] = [make('a'), make('b')];
    expect(second.spec.containers[0]?.resources).toBe(first.spec.containers[0]?.resources);
    expect(second.spec.tolerations).toBe(first.spec.tolerations);
    expect(second.metadata.name).toBe('b');
  });
});

describe('a Job deleted without a word on its pods', () => {
  test('leaves them behind, and says so', () => {
    const { server } = newServer();
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox:1.36' }] } };
    must(server.create('Job', { metadata: { name: 'j' }, spec: { template } }));
    const warnings: string[] = [];
    const job = must(server.delete('Job', 'default', 'j', { onWarning: (warning) => warnings.push(warning) }));
    expect(job?.metadata.finalizers).toEqual(['orphan']);
    expect(warnings.join()).toContain('child pods are preserved by default when jobs are deleted');
  });
});
