import { describe, expect, test } from 'vitest';
import type { Cluster, NodeShape } from '#cluster/cluster.ts';
import type { Decision } from '#cluster/scheduler/scheduler.ts';
import { bestIndex, feasibleNodesWanted } from '#cluster/scheduler/scheduling-cycle.ts';
import { deployment, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

const nothing = 'no new claims to deallocate, ';

/** A pod in YAML; `spec` is put inside its braces after the containers. */
function pod(name: string, spec = '', requests = '', labels = 'app: web') {
  const resources = requests ? `, resources: {requests: {${requests}}}` : '';
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {${labels}}}
spec: {containers: [{name: main, image: shop${resources}}]${spec}}
---
`;
}

function whereIs(cluster: Cluster, name: string): string | undefined {
  return cluster.client.get('Pod', 'default', name)?.spec.nodeName;
}

function why(cluster: Cluster, name: string): string | undefined {
  const conditions = cluster.client.get('Pod', 'default', name)?.status?.conditions ?? [];
  return conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False')?.message;
}

/** Puts everything into a cluster and checks where the pod `p` goes, or why it goes nowhere. */
function checkSchedule(nodes: number | readonly NodeShape[], yaml: string, expected: { node?: string; why?: string }) {
  const cluster = smallCluster(nodes);
  for (const document of yaml.split('---\n').filter(Boolean)) {
    put(cluster, document);
    settle(cluster, 1);
  }
  expect({ node: whereIs(cluster, 'p'), why: why(cluster, 'p') }).toEqual({
    node: undefined,
    why: undefined,
    ...expected,
  });
}

const small: NodeShape = { name: 'small', capacity: { cpu: '1', memory: '1Gi' } };
const tainted: NodeShape = { name: 'tainted', taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] };
const onHost = (kind: string) =>
  `, affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}`;

describe('a pod that fits nowhere is told', () => {
  test.each<[string, number | readonly NodeShape[], string, string]>([
    ['that there is no node', [], pod('p'), 'no nodes available to schedule pods'],
    [
      'of every resource that is short on a node',
      1,
      pod('p', '', 'cpu: 8, memory: 16Gi'),
      `0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. ${nothing}preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`,
    ],
    [
      'when others have taken the room',
      1,
      pod('a', '', 'cpu: 3') + pod('p', '', 'cpu: 2'),
      `0/1 nodes are available: 1 Insufficient cpu. ${nothing}preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    ],
    [
      'one reason a node, counted and sorted as text',
      [small, tainted, { name: 'cordoned' }],
      pod('p', ', nodeSelector: {disk: ssd}', 'cpu: 2'),
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. ${nothing}preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.`,
    ],
    [
      'that the node is full of pods',
      [{ name: 'n', capacity: { pods: 1 } }],
      pod('a') + pod('p'),
      `0/1 nodes are available: 1 Too many pods. ${nothing}preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    ],
    [
      'that its host port is taken',
      1,
      pod('a').replace('image: shop', 'image: shop, ports: [{containerPort: 80, hostPort: 80}]') +
        pod('p').replace('image: shop', 'image: shop, ports: [{containerPort: 8080, hostPort: 80}]'),
      `0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. ${nothing}preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    ],
    [
      'that it wants nobody like itself beside it',
      1,
      pod('a') + pod('p', onHost('podAntiAffinity')),
      `0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. ${nothing}preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    ],
    [
      'that somebody there wants nobody like it',
      1,
      pod('a', onHost('podAntiAffinity')) + pod('p'),
      `0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules. ${nothing}preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    ],
    [
      'that nobody it wants to be near is there',
      2,
      pod('p', onHost('podAffinity'), '', 'app: other'),
      `0/2 nodes are available: 2 node(s) didn't match pod affinity rules. ${nothing}preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.`,
    ],
    [
      'that a label to spread over is missing',
      2,
      pod(
        'p',
        ', topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]',
      ),
      `0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints (missing required label). ${nothing}preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.`,
    ],
    [
      'of a claim that is not there, before any node is looked at',
      3,
      pod('p', ', volumes: [{name: d, persistentVolumeClaim: {claimName: none}}]'),
      '0/3 nodes are available: persistentvolumeclaim "none" not found. not found',
    ],
  ])('%s', (_, nodes, yaml, expected) => {
    checkSchedule(nodes, yaml, { why: expected });
  });
});

test('a pod that tolerates the taint may go, one that asks for its own company may be the first', () => {
  checkSchedule([tainted], pod('p', ', tolerations: [{key: gpu, operator: Exists}]'), { node: 'tainted' });
  checkSchedule(1, pod('p', onHost('podAffinity')), { node: 'node-1' });
});

test('zones with 2, 1 and 0 pods and maxSkew 1: only the empty one', () => {
  const zones = ['a', 'b', 'c'].map((zone) => ({ name: zone, labels: { zone } }));
  const on = (name: string, node: string) => pod(name, `, nodeSelector: {zone: ${node}}`);
  const spread =
    ', topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]';
  checkSchedule(zones, on('one', 'a') + on('two', 'a') + on('three', 'b') + pod('p', spread), { node: 'c' });
});

test('init containers and sidecars count as they run', () => {
  const inits =
    ', initContainers: [{name: i1, image: shop, resources: {requests: {cpu: 800m}}}, {name: side, image: shop, restartPolicy: Always, resources: {requests: {cpu: 200m}}}, {name: i2, image: shop, resources: {requests: {cpu: 700m}}}]';
  checkSchedule([{ name: 'n', capacity: { cpu: '900m' } }], pod('p', inits, 'cpu: 500m'), { node: 'n' });
  checkSchedule([{ name: 'n', capacity: { cpu: '899m' } }], pod('p', inits, 'cpu: 500m'), {
    why: `0/1 nodes are available: 1 Insufficient cpu. ${nothing}preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`,
  });
});

/** Scores of the last decision. */
function scores(nodes: readonly NodeShape[], before: string, yaml: string) {
  const decisions: Decision[] = [];
  const cluster = smallCluster(nodes, { onDecision: (decision) => decisions.push(decision) });
  if (before) put(cluster, before);
  settle(cluster, 1);
  put(cluster, yaml);
  settle(cluster, 1);
  return decisions.at(-1)?.scores;
}

describe('scores', () => {
  const a: NodeShape = { name: 'a', labels: { node: 'a' }, capacity: { cpu: '4', memory: '8Gi' } };
  const b: NodeShape = { name: 'b', labels: { node: 'b' }, capacity: { cpu: '2', memory: '4Gi' } };
  const taken = pod('taken', ', nodeSelector: {node: a}', 'cpu: 1, memory: 2Gi', 'app: other');

  test('of what is left over and how evenly it is used', () => {
    const found = scores([a, b], taken, pod('p', '', 'cpu: 500m, memory: 512Mi'));
    expect(found?.['a']).toMatchObject({
      NodeResourcesFit: 65,
      NodeResourcesBalancedAllocation: 73,
      TaintToleration: 300,
    });
    expect(found?.['b']).toMatchObject({
      NodeResourcesFit: 81,
      NodeResourcesBalancedAllocation: 71,
      TaintToleration: 300,
    });
  });

  test('of a pod that requests nothing count 100m and 200Mi for it, and no balance', () => {
    const found = scores([a, b], taken, pod('p'));
    expect(found?.['a']).toMatchObject({ NodeResourcesFit: 72 });
    expect(found?.['b']).toMatchObject({ NodeResourcesFit: 95 });
    expect(found?.['a']).not.toHaveProperty('NodeResourcesBalancedAllocation');
    expect(found?.['a']).not.toHaveProperty('PodTopologySpread');
  });

  test('of preferred nodes are shares of the best', () => {
    const nodes = ['80', '20', '0'].map((weight) => ({ name: `n${weight}`, labels: { weight } }));
    const prefer = (weight: number) =>
      `{weight: ${weight}, preference: {matchExpressions: [{key: weight, operator: In, values: ["${weight}"]}]}}`;
    const found = scores(
      nodes,
      '',
      pod(
        'p',
        `, affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [${prefer(80)}, ${prefer(20)}]}}`,
      ),
    );
    expect(Object.values(found ?? {}).map((each) => each['NodeAffinity'])).toEqual([200, 50, 0]);
  });

  test('of untolerated soft taints', () => {
    const soft = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ key: `k${index}`, effect: 'PreferNoSchedule' }));
    const found = scores(
      [0, 1, 2].map((count) => ({ name: `n${count}`, taints: soft(count) })),
      '',
      pod('p'),
    );
    expect(Object.values(found ?? {}).map((each) => each['TaintToleration'])).toEqual([300, 150, 0]);
  });

  test('of spreading a Deployment over nodes with 2, 1 and 0 of its pods', () => {
    const decisions: Decision[] = [];
    const cluster = smallCluster(3, { onDecision: (decision) => decisions.push(decision) });
    put(cluster, deployment('web', { replicas: 4 }));
    settle(cluster);
    const fourth = decisions[3];
    expect(Object.values(fourth?.scores ?? {}).map((each) => each['PodTopologySpread'])).toEqual([200, 200, 200]);
    cluster.client.patch('Deployment', 'default', 'web', { type: 'merge', patch: { spec: { replicas: 5 } } });
    settle(cluster);
    const fifth = decisions[4];
    expect([...Object.values(fifth?.scores ?? {}).map((each) => each['PodTopologySpread'] ?? 0)].sort()).toEqual(
      [160, 200, 200].sort(),
    );
  });

  test('of pods that are liked and disliked are spread from 0 to 100', () => {
    const nodes = ['left', 'right', 'far'].map((node) => ({ name: node, labels: { node } }));
    const there =
      pod('friend', ', nodeSelector: {node: left}', '', 'app: friend') +
      pod('foe', ', nodeSelector: {node: right}', '', 'app: foe');
    const term = (app: string, weight: number) =>
      `preferredDuringSchedulingIgnoredDuringExecution: [{weight: ${weight}, podAffinityTerm: {topologyKey: node, labelSelector: {matchLabels: {app: ${app}}}}}]`;
    const found = scores(
      nodes,
      there,
      pod('p', `, affinity: {podAffinity: {${term('friend', 10)}}, podAntiAffinity: {${term('foe', 5)}}}`),
    );
    expect(Object.values(found ?? {}).map((each) => each['InterPodAffinity'])).toEqual([200, 0, 66]);
  });
});

test.each([
  [[1, 1, 1], 0],
  [[50, 50, 60, 60], 3],
  [[1, 2, 3], 2],
  [[5], 0],
])('of the scores %j wins index %i', (totals, index) => {
  expect(bestIndex(totals)).toBe(index);
});

test.each([
  [50, 50],
  [100, 100],
  [500, 230],
  [1000, 420],
  [5000, 500],
  [6000, 300],
])('of %i nodes %i feasible ones are enough', (nodes, wanted) => {
  expect(feasibleNodesWanted(nodes)).toBe(wanted);
});

describe('preemption', () => {
  const classes =
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1000\n---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: mid}\nvalue: 500\n---\n';

  test('takes the least important pod, and keeps the room for the one it was made for', () => {
    const cluster = smallCluster(1);
    put(
      cluster,
      classes +
        deployment('low', { replicas: 1 }).replace('image: shop', 'image: shop, resources: {requests: {cpu: 2}}'),
    );
    put(cluster, pod('mid', ', priorityClassName: mid', 'cpu: 2'));
    settle(cluster);
    put(cluster, pod('vip', ', priorityClassName: high', 'cpu: 2'));
    settle(cluster);
    expect(whereIs(cluster, 'vip')).toBe('node-1');
    expect(cluster.client.get('Pod', 'default', 'vip')?.status?.nominatedNodeName).toBeUndefined();
    expect(whereIs(cluster, 'mid')).toBe('node-1');
    expect(podsOf(cluster, 'app=low').map(({ spec }) => spec.nodeName)).toEqual([undefined]);
  });

  test('does not happen for a pod that says Never', () => {
    checkSchedule(
      1,
      classes.replace('value: 1000', 'value: 1000\npreemptionPolicy: Never') +
        pod('low', '', 'cpu: 3') +
        pod('p', ', priorityClassName: high', 'cpu: 3'),
      {
        why: `0/1 nodes are available: 1 Insufficient cpu. ${nothing}preemption: not eligible due to preemptionPolicy=Never.`,
      },
    );
  });

  test('spares a budget when another node will do', () => {
    const cluster = smallCluster(2);
    put(cluster, classes);
    put(cluster, pod('kept', '', 'cpu: 3', 'app: kept') + pod('spare', '', 'cpu: 3', 'app: spare'));
    put(
      cluster,
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 1, selector: {matchLabels: {app: kept}}}\n',
    );
    settle(cluster);
    put(cluster, pod('vip', ', priorityClassName: high', 'cpu: 3'));
    settle(cluster);
    expect(cluster.client.get('Pod', 'default', 'kept')).toBeDefined();
    expect(cluster.client.get('Pod', 'default', 'spare')).toBeUndefined();
  });
});

test('a waiting pod goes when something that kept it out changes', () => {
  const cluster = smallCluster(1);
  cluster.inject({ kind: 'cordon', node: 'node-1' });
  put(cluster, pod('p', '', 'cpu: 3'));
  settle(cluster);
  expect(whereIs(cluster, 'p')).toBeUndefined();
  cluster.inject({ kind: 'uncordon', node: 'node-1' });
  settle(cluster);
  expect(whereIs(cluster, 'p')).toBe('node-1');
  put(cluster, pod('q', '', 'cpu: 3'));
  settle(cluster);
  expect(whereIs(cluster, 'q')).toBeUndefined();
  cluster.client.delete('Pod', 'default', 'p');
  settle(cluster);
  expect(whereIs(cluster, 'q')).toBe('node-1');
});

test('a gated pod is not tried until its last gate goes', () => {
  const cluster = smallCluster(1);
  put(cluster, pod('p', ', schedulingGates: [{name: example.com/ready}]'));
  settle(cluster);
  expect(whereIs(cluster, 'p')).toBeUndefined();
  cluster.client.patch('Pod', 'default', 'p', { type: 'merge', patch: { spec: { schedulingGates: [] } } });
  settle(cluster);
  expect(whereIs(cluster, 'p')).toBe('node-1');
});
