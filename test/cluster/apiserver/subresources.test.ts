import { describe, expect, test } from 'vitest';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import { must, newServer, pod, said } from './new-server.ts';

function budget(server: ApiServer, status: object, spec: object = {}, name = 'b') {
  must(
    server.create('PodDisruptionBudget', {
      metadata: { name },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } }, ...spec },
    }),
  );
  const patch = { type: 'merge', patch: { status: { observedGeneration: 1, ...status } } } as const;
  must(server.patch('PodDisruptionBudget', 'default', name, patch, { subresource: 'status' }));
}

function runningPod(server: ApiServer, name: string, ready = true) {
  must(server.create('Pod', pod(name, { labels: { app: 'web' } })));
  must(server.bind('default', name, 'node-1'));
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] };
  must(server.patch('Pod', 'default', name, { type: 'merge', patch: { status } }, { subresource: 'status' }));
}

describe('an eviction', () => {
  test('takes a disruption off the budget, and is refused when there is none left', () => {
    const { server, clock } = newServer();
    budget(server, { disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1 });
    runningPod(server, 'a');
    runningPod(server, 'b');
    must(server.evict('default', 'a'));
    const evicted = server.get('Pod', 'default', 'a');
    expect(evicted?.metadata.deletionTimestamp).toBe(clock.timestamp(clock.nowMs + 30_000));
    expect(evicted?.status?.conditions?.at(-1)).toMatchObject({
      type: 'DisruptionTarget',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    });
    expect(server.get('PodDisruptionBudget', 'default', 'b')?.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { a: clock.timestamp() },
    });
    const refused = server.evict('default', 'b');
    expect(said(refused)).toBe("429 Cannot evict pod as it would violate the pod's disruption budget.");
    expect(refused.ok ? [] : refused.error.causes).toEqual([
      {
        field: '',
        reason: 'DisruptionBudget',
        message: 'The disruption budget b needs 1 healthy pods and has 2 currently',
      },
    ]);
  });

  test('asks no budget for a pod that is pending, has ended or is going', () => {
    const { server } = newServer();
    budget(server, { disruptionsAllowed: 0, desiredHealthy: 1 });
    must(server.create('Pod', pod('pending', { labels: { app: 'web' } })));
    expect(said(server.evict('default', 'pending'))).toBe('accepted');
    expect(said(server.evict('default', 'pending'))).toBe('404 pods "pending" not found');
  });

  test('of a pod that is not ready goes through when enough others are healthy, or always if the budget says so', () => {
    const unready = (status: object, spec: object = {}) => {
      const { server } = newServer();
      budget(server, { disruptionsAllowed: 0, ...status }, spec);
      runningPod(server, 'a', false);
      return said(server.evict('default', 'a'));
    };
    expect(unready({ currentHealthy: 1, desiredHealthy: 1 })).toBe('accepted');
    expect(unready({ currentHealthy: 0, desiredHealthy: 1 })).toContain('429');
    expect(unready({ currentHealthy: 0, desiredHealthy: 1 }, { unhealthyPodEvictionPolicy: 'AlwaysAllow' })).toBe(
      'accepted',
    );
  });

  test('is not possible with two budgets, nor while one is behind', () => {
    const { server } = newServer();
    budget(server, { disruptionsAllowed: 1, observedGeneration: 0 });
    runningPod(server, 'a');
    expect(said(server.evict('default', 'a'))).toContain('429');
    budget(server, { disruptionsAllowed: 1 }, {}, 'second');
    expect(said(server.evict('default', 'a'))).toBe(
      '500 This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  });
});

describe('a binding', () => {
  test('holds once, and tells the pod its zone', () => {
    const { server } = newServer();
    must(server.create('Node', { metadata: { name: 'node-1', labels: { 'topology.kubernetes.io/zone': 'a' } } }));
    must(server.create('Pod', pod('web')));
    must(server.bind('default', 'web', 'node-1'));
    const bound = server.get('Pod', 'default', 'web');
    expect(bound?.metadata.labels).toEqual({ 'topology.kubernetes.io/zone': 'a' });
    expect(bound?.status?.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True' }]);
    expect(said(server.bind('default', 'web', 'node-2'))).toBe(
      '409 Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-1"',
    );
  });
});

describe('Services', () => {
  const service = (name: string, spec: object = {}) => ({
    metadata: { name },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  });
  const create = (server: ApiServer, name: string, spec?: object) =>
    must(server.create('Service', service(name, spec))).spec;

  test('get an address of their own from the range, the same for the same seed', () => {
    const addresses = (seed: number) => {
      const { server } = newServer(seed);
      return ['a', 'b', 'c'].map((name) => create(server, name)?.clusterIP);
    };
    const three = addresses(1);
    expect(new Set(three).size).toBe(3);
    for (const address of three) expect(address).toMatch(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
    expect(addresses(1)).toEqual(three);
    expect(addresses(2)).not.toEqual(three);
  });

  test('may choose an address and a node port that are free and in the range', () => {
    const { server } = newServer();
    create(server, 'mine', { clusterIP: '10.96.0.50', type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] });
    expect(said(server.create('Service', service('same', { clusterIP: '10.96.0.50' })))).toBe(
      '422 Service "same" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.50"]: failed to allocate IP 10.96.0.50: provided IP is already allocated',
    );
    expect(said(server.create('Service', service('far', { clusterIP: '1.2.3.4' })))).toContain(
      'the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    );
    const port = (nodePort: number) =>
      said(server.create('Service', service('p', { type: 'NodePort', ports: [{ port: 80, nodePort }] })));
    expect(port(30080)).toBe(
      '422 Service "p" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    );
    expect(port(80)).toContain('provided port is not in the valid range. The range of valid ports is 30000-32767');
  });

  test('keep what they were given, and give it back when they go or change their type', () => {
    const { server } = newServer();
    const first = create(server, 'web', { type: 'NodePort' });
    const nodePort = first?.ports?.[0]?.nodePort ?? 0;
    expect(nodePort).toBeGreaterThanOrEqual(30086);
    const relabelled = must(server.update('Service', service('web', { type: 'NodePort', selector: { app: 'other' } })));
    expect(relabelled.spec?.clusterIP).toBe(first?.clusterIP);
    expect(relabelled.spec?.ports?.[0]?.nodePort).toBe(nodePort);
    must(server.delete('Service', 'default', 'web'));
    expect(create(server, 'next', { clusterIP: first?.clusterIP })?.clusterIP).toBe(first?.clusterIP);
  });

  test('that are headless or external have no address', () => {
    const { server } = newServer();
    expect(create(server, 'headless', { clusterIP: 'None' })?.clusterIPs).toEqual(['None']);
    expect(
      create(server, 'outside', { type: 'ExternalName', externalName: 'example.com', ports: undefined })?.clusterIP,
    ).toBeUndefined();
  });
});
