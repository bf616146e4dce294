import { describe, expect, test } from 'vitest';
import { deployment, eventsOf, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

function daemonSet(image = 'agent', spec = '', pod = '') {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
${spec}  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: main, image: "${image}"}]${pod}}
`;
}

describe('a DaemonSet', () => {
  test('has a pod on every node that is fit for it, cordoned ones too, tainted ones not', () => {
    const cluster = smallCluster([
      { name: 'node-1' },
      { name: 'node-2' },
      { name: 'node-3', taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] },
    ]);
    cluster.inject({ kind: 'cordon', node: 'node-2' });
    put(cluster, daemonSet());
    settle(cluster);
    expect(
      podsOf(cluster)
        .map((pod) => pod.spec.nodeName)
        .sort(),
    ).toEqual(['node-1', 'node-2']);
    cluster.addNode({ name: 'node-4' });
    settle(cluster);
    expect(podsOf(cluster)).toHaveLength(3);
  });

  test('in a bad update stops at one node', () => {
    const cluster = smallCluster(3);
    put(cluster, daemonSet());
    settle(cluster);
    put(cluster, daemonSet('agent:missing'));
    settle(cluster);
    const [set] = cluster.client.list('DaemonSet');
    const { numberAvailable, numberUnavailable, updatedNumberScheduled } = set?.status ?? {};
    expect([numberAvailable, numberUnavailable, updatedNumberScheduled]).toEqual([2, 1, 1]);
  });

  test('surges when it may: the old pod goes when the new one is there', () => {
    const cluster = smallCluster(2);
    const spec = '  updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n';
    put(cluster, daemonSet('agent', spec));
    settle(cluster);
    put(cluster, daemonSet('agent:2', spec));
    let fewest = 2;
    cluster.advance({
      seconds: 10,
      until: () => {
        const ready = podsOf(cluster).filter((pod) =>
          pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
        );
        fewest = Math.min(fewest, ready.length);
        return false;
      },
    });
    expect(fewest).toBe(2);
    expect(podsOf(cluster).map((pod) => pod.spec.containers[0]?.image)).toEqual(['agent:2', 'agent:2']);
  });
});

describe('a disruption budget', () => {
  test('beside another one for the same pods: the pods say so, and none of them can be evicted', () => {
    const cluster = smallCluster(2);
    for (const name of ['a', 'b']) {
      put(
        cluster,
        `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n`,
      );
    }
    put(cluster, deployment('web', { replicas: 1 }));
    settle(cluster);
    const [pod] = podsOf(cluster);
    const name = pod?.metadata.name ?? '';
    expect(eventsOf(cluster, 'Pod', name)).toContain(
      `MultiplePodDisruptionBudgets: Pod "default"/"${name}" matches multiple PodDisruptionBudgets.  Chose "a" arbitrarily.`,
    );
    expect(cluster.client.evict('default', name)).toMatchObject({ ok: false, error: { code: 500 } });
  });
  test.each([
    ['minAvailable: 50%', 7, 4, 3],
    ['maxUnavailable: 30%', 7, 4, 3],
    ['maxUnavailable: 50%', 5, 2, 3],
    ['minAvailable: 50%', 1, 1, 0],
    ['maxUnavailable: 1%', 3, 2, 1],
    ['minAvailable: 2', 3, 2, 1],
  ])('of %s over %i pods wants %i healthy and allows %i to go', (rule, replicas, desired, allowed) => {
    const cluster = smallCluster();
    put(cluster, deployment('web', { replicas }));
    put(
      cluster,
      `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {${rule}, selector: {matchLabels: {app: web}}}\n`,
    );
    settle(cluster);
    const [budget] = cluster.client.list('PodDisruptionBudget');
    expect([budget?.status?.desiredHealthy, budget?.status?.disruptionsAllowed]).toEqual([desired, allowed]);
  });

  test('cannot share out DaemonSet pods, and says so', () => {
    const cluster = smallCluster();
    put(cluster, daemonSet());
    put(
      cluster,
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: agent}}}\n',
    );
    settle(cluster);
    const [budget] = cluster.client.list('PodDisruptionBudget');
    expect(budget?.status?.conditions?.[0]?.message).toBe('daemonsets.apps does not implement the scale subresource');
  });
});

describe('endpoints', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}\n';
  function conditions(cluster: ReturnType<typeof smallCluster>) {
    return cluster.client
      .list('EndpointSlice', { namespace: 'default', labelSelector: 'kubernetes.io/service-name=web' })
      .flatMap(({ endpoints }) => endpoints ?? [])
      .map((endpoint) => endpoint.conditions);
  }
  test('a Service without pods has one empty slice; a pod that is not ready is listed as such', () => {
    const cluster = smallCluster();
    put(cluster, service);
    settle(cluster);
    expect(cluster.client.list('EndpointSlice', { namespace: 'default' })).toHaveLength(1);
    put(
      cluster,
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: web}}\nspec: {containers: [{name: main, image: shop, readinessProbe: {exec: {command: ["false"]}}}]}\n',
    );
    settle(cluster);
    expect(conditions(cluster)).toEqual([{ ready: false, serving: false, terminating: false }]);
    expect(cluster.client.list('EndpointSlice', { namespace: 'default' })).toHaveLength(1);
  });
  test('more than a hundred pods take a second slice', () => {
    const cluster = smallCluster(4);
    put(cluster, service);
    put(cluster, deployment('web', { replicas: 150 }));
    settle(cluster, 30);
    const sizes = cluster.client
      .list('EndpointSlice', { namespace: 'default' })
      .map(({ endpoints }) => endpoints?.length ?? 0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(150);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  });
});

describe('the garbage collector', () => {
  test('takes an owner in another namespace for gone, and says so', () => {
    const cluster = smallCluster(1);
    put(cluster, 'apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n');
    put(cluster, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: owner, namespace: other}\n');
    settle(cluster, 1);
    const { uid } = cluster.client.get('ConfigMap', 'other', 'owner')!.metadata;
    const reference = `{apiVersion: v1, kind: ConfigMap, name: owner, uid: ${uid}}`;
    put(cluster, `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine, ownerReferences: [${reference}]}\n`);
    settle(cluster, 1);
    expect(cluster.client.get('ConfigMap', 'default', 'mine')).toBeUndefined();
    expect(eventsOf(cluster, 'ConfigMap', 'mine')).toEqual([
      `OwnerRefInvalidNamespace: ownerRef [v1/ConfigMap, namespace: default, name: owner, uid: ${uid}] does not exist in namespace "default"`,
    ]);
  });
  function cascade(propagationPolicy: 'Background' | 'Foreground' | 'Orphan') {
    const cluster = smallCluster();
    put(cluster, deployment('web', { replicas: 2 }));
    settle(cluster);
    cluster.client.delete('Deployment', 'default', 'web', { propagationPolicy });
    settle(cluster);
    const { client } = cluster;
    return [client.list('Deployment').length, client.list('ReplicaSet').length, podsOf(cluster).length];
  }
  test('takes ReplicaSets and pods with their Deployment', () => {
    expect(cascade('Background')).toEqual([0, 0, 0]);
    expect(cascade('Foreground')).toEqual([0, 0, 0]);
  });
  test('leaves them when they are to be orphans', () => {
    expect(cascade('Orphan')).toEqual([0, 1, 2]);
  });
  test('deletes the owner last in the foreground', () => {
    const cluster = smallCluster();
    put(cluster, deployment('web', { replicas: 1 }));
    settle(cluster);
    cluster.client.delete('Deployment', 'default', 'web', { propagationPolicy: 'Foreground' });
    settle(cluster);
    const gone = cluster.trace.entries.flatMap((entry) => (entry.kind === 'deleted' ? [entry.object.kind] : []));
    expect(gone).toEqual(['Pod', 'ReplicaSet', 'Deployment']);
  });
  test('deletes what names an owner that does not exist', () => {
    const cluster = smallCluster();
    put(
      cluster,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: 11111111-2222-4333-8444-555555555555}]}\n',
    );
    settle(cluster);
    expect(cluster.client.get('ConfigMap', 'default', 'c')).toBeUndefined();
  });
});

test('a namespace takes everything in it along', () => {
  const cluster = smallCluster();
  put(cluster, 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
  settle(cluster);
  expect(cluster.client.get('ServiceAccount', 'shop', 'default')).toBeDefined();
  put(cluster, deployment('web').replace('name: web}', 'name: web, namespace: shop}'));
  settle(cluster);
  cluster.client.delete('Namespace', undefined, 'shop');
  settle(cluster, 60);
  expect(cluster.client.get('Namespace', undefined, 'shop')).toBeUndefined();
  expect(cluster.client.list('Pod', { namespace: 'shop' })).toHaveLength(0);
});

test('a pod may outlive its welcome on a lost node by as long as it tolerates it', () => {
  const cluster = smallCluster(2);
  put(cluster, deployment('web', { replicas: 1 }));
  settle(cluster);
  const [pod] = podsOf(cluster);
  const node = pod?.spec.nodeName ?? '';
  cluster.inject({ kind: 'node-down', node });
  const whenSeconds = (reason: string) => {
    const entry = cluster.trace.entries.find((each) => each.kind === 'event' && each.reason === reason);
    return entry ? Math.round(entry.atMs / 1000) : undefined;
  };
  settle(cluster, 600);
  // Lost at 5 s: noticed at the first look after 50 s, and 300 s of toleration from then.
  expect(whenSeconds('NodeNotReady')).toBe(60);
  expect(whenSeconds('TaintManagerEviction')).toBe(360);
  const running = podsOf(cluster).filter((each) => each.metadata.deletionTimestamp === undefined);
  expect(running).toHaveLength(1);
  expect(running[0]?.spec.nodeName).not.toBe(node);
});

test('a drain evicts as the budget allows and leaves the node empty', () => {
  const cluster = smallCluster(3);
  put(cluster, deployment('web', { replicas: 3 }));
  put(
    cluster,
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n',
  );
  settle(cluster);
  cluster.inject({ kind: 'drain', node: 'node-1' });
  settle(cluster, 60);
  expect(podsOf(cluster).filter((pod) => pod.spec.nodeName === 'node-1')).toHaveLength(0);
  expect(podsOf(cluster)).toHaveLength(3);
  expect(cluster.client.get('Node', undefined, 'node-1')?.spec?.taints?.map(({ key }) => key)).toEqual([
    'node.kubernetes.io/unschedulable',
  ]);
});

test('an event is told of a ReplicaSet for each pod, the tenth combined with the others', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { replicas: 12 }));
  settle(cluster);
  const said = cluster.client.list('Event', { namespace: 'default' }).map(({ message }) => message ?? '');
  expect(said.some((message) => message.startsWith('(combined from similar events): Created pod: web-'))).toBe(true);
  expect(eventsOf(cluster, 'ReplicaSet')).toHaveLength(12);
});

test('every namespace has an account and the cluster’s certificate, which come back whole', () => {
  const cluster = smallCluster(1);
  put(cluster, 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
  settle(cluster, 1);
  const { client } = cluster;
  const certificate = () => client.get('ConfigMap', 'shop', 'kube-root-ca.crt')?.data;
  const first = certificate();
  expect(first?.['ca.crt']).toContain('BEGIN CERTIFICATE');
  client.patch('ConfigMap', 'shop', 'kube-root-ca.crt', { type: 'merge', patch: { data: { 'ca.crt': 'mine' } } });
  client.delete('ServiceAccount', 'shop', 'default');
  settle(cluster, 1);
  expect(certificate()).toEqual(first);
  expect(client.get('ServiceAccount', 'shop', 'default')).toBeDefined();
  client.delete('ConfigMap', 'shop', 'kube-root-ca.crt');
  settle(cluster, 1);
  expect(certificate()).toEqual(first);
});
