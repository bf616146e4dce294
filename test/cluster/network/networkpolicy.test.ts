// Two ways to compute reachability that share no code: the one of the cluster, and a table made straight from the sentences
// of the specification. They must agree on ten thousand random clusters.
import { describe, expect, test } from 'vitest';
import type { NetworkPolicy } from '#api/networking/networkpolicy.ts';
import { mayConnect, type Peer } from '#cluster/network/networkpolicy.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { newCluster, podDraft } from '../kubelet/node-under-test.ts';

const labelSets = [{}, { app: 'a' }, { app: 'b' }, { app: 'a', tier: 'x' }];
const namespaceSets = { one: { env: 'prod' }, two: { env: 'dev' }, three: {} as Record<string, string> };

interface World {
  readonly policies: readonly NetworkPolicy[];
  readonly from: Peer;
  readonly to: Peer;
  readonly port: number;
  readonly protocol: string;
}

function randomWorld(random: SeededRandom): World {
  const chance = (share: number) => random.next() < share;
  const namespaces = Object.keys(namespaceSets) as (keyof typeof namespaceSets)[];
  const selector = () =>
    random.pick<object>([
      {},
      { matchLabels: { app: 'a' } },
      { matchLabels: { app: 'b' } },
      { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] },
      { matchLabels: { tier: 'x' } },
    ]);
  const namespaceSelector = () =>
    random.pick<object>([
      {},
      { matchLabels: { env: 'prod' } },
      { matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] },
    ]);
  const peer = () => {
    if (chance(0.2))
      return {
        ipBlock: {
          cidr: random.pick(['10.0.0.0/8', '10.1.0.0/16', '0.0.0.0/0', '203.0.113.0/24']),
          ...(chance(0.4) ? { except: [random.pick(['10.1.0.0/16', '10.1.1.0/24', '203.0.113.7/32'])] } : {}),
        },
      };
    return {
      ...(chance(0.7) ? { podSelector: selector() } : {}),
      ...(chance(0.4) ? { namespaceSelector: namespaceSelector() } : {}),
    };
  };
  const port = () => ({
    ...(chance(0.5) ? { protocol: random.pick(['TCP', 'UDP']) } : {}),
    ...(chance(0.8)
      ? random.pick<object>([{ port: 80 }, { port: 'web' }, { port: 8000, endPort: 9000 }, { port: 53 }])
      : {}),
  });
  const some = <Item>(make: () => Item) => Array.from({ length: random.integer(0, 2) }, make);
  const rule = (key: 'from' | 'to') => ({
    ...(chance(0.8) ? { [key]: some(peer) } : {}),
    ...(chance(0.6) ? { ports: some(port) } : {}),
  });
  const policies = Array.from({ length: random.integer(0, 4) }, (_, index) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `p${index}`, namespace: random.pick(namespaces) },
    spec: {
      podSelector: selector(),
      ...(chance(0.7) ? { policyTypes: random.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]) } : {}),
      ...(chance(0.7) ? { ingress: some(() => rule('from')) } : {}),
      ...(chance(0.5) ? { egress: some(() => rule('to')) } : {}),
    },
  })) as unknown as NetworkPolicy[];
  const end = (): Peer => {
    if (chance(0.15)) return { address: random.pick(['203.0.113.7', '203.0.113.9', '198.51.100.1']) };
    const namespace = random.pick(namespaces);
    return {
      address: random.pick(['10.1.0.5', '10.1.1.5', '10.2.0.5']),
      pod: {
        namespace,
        name: `pod-${random.integer(1, 6)}`,
        labels: random.pick(labelSets),
        namespaceLabels: namespaceSets[namespace],
        hostNetwork: chance(0.1),
        ports: chance(0.5)
          ? [{ name: 'web', port: 80, protocol: 'TCP' }]
          : [{ name: 'web', port: 8080, protocol: 'TCP' }],
      },
    };
  };
  return {
    policies,
    from: end(),
    to: end(),
    port: random.pick([80, 8080, 8500, 53]),
    protocol: random.pick(['TCP', 'TCP', 'UDP']),
  };
}

// -- the second way: one long sentence of the specification each ------------------------------------------------------

type Fields = Readonly<Record<string, unknown>>;

function chosen(selector: Fields | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (!selector) return false;
  let fits = true;
  for (const [key, value] of Object.entries((selector['matchLabels'] ?? {}) as Record<string, string>))
    fits = fits && labels[key] === value;
  for (const { key, operator, values } of (selector['matchExpressions'] ?? []) as {
    key: string;
    operator: string;
    values?: string[];
  }[]) {
    const there = key in labels;
    if (operator === 'Exists') fits = fits && there;
    if (operator === 'DoesNotExist') fits = fits && !there;
    if (operator === 'In') fits = fits && there && (values ?? []).includes(labels[key] ?? '');
    if (operator === 'NotIn') fits = fits && !(there && (values ?? []).includes(labels[key] ?? ''));
  }
  return fits;
}

const bits = (address: string) =>
  address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
const inside = (address: string, cidr: string) => {
  const [base = '', length = '32'] = cidr.split('/');
  return bits(address).slice(0, Number(length)) === bits(base).slice(0, Number(length));
};

function byTheSpecification({ policies, from, to, port, protocol }: World): boolean {
  // "a pod cannot block access to itself"
  if (from.pod && to.pod && from.pod.namespace === to.pod.namespace && from.pod.name === to.pod.name) return true;
  const side = (me: Peer, them: Peer, direction: string, list: string, key: string): boolean => {
    // pods that use the host's network are outside the reach of policies
    if (!me.pod || me.pod.hostNetwork) return true;
    let isolated = false;
    for (const policy of policies) {
      const spec = policy.spec as unknown as Fields;
      if (policy.metadata.namespace !== me.pod.namespace) continue;
      if (!chosen(spec['podSelector'] as Fields, me.pod.labels)) continue;
      // "by default Ingress is always set, and Egress if the policy has any egress rules"
      const egress = (spec['egress'] ?? []) as Fields[];
      const types =
        (spec['policyTypes'] as string[] | undefined) ?? (egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress']);
      if (!types.includes(direction)) continue;
      isolated = true;
      for (const rule of (spec[list] ?? []) as Fields[]) {
        const peers = (rule[key] ?? []) as Fields[];
        const ports = (rule['ports'] ?? []) as { protocol?: string; port?: number | string; endPort?: number }[];
        let peerFits = peers.length === 0;
        for (const peer of peers) {
          const block = peer['ipBlock'] as { cidr: string; except?: string[] } | undefined;
          if (block) {
            if (inside(them.address, block.cidr) && (block.except ?? []).every((hole) => !inside(them.address, hole)))
              peerFits = true;
          } else if (them.pod && !them.pod.hostNetwork) {
            const sameNamespace =
              peer['namespaceSelector'] === undefined
                ? them.pod.namespace === me.pod.namespace
                : chosen(peer['namespaceSelector'] as Fields, them.pod.namespaceLabels);
            const rightPod =
              peer['podSelector'] === undefined || chosen(peer['podSelector'] as Fields, them.pod.labels);
            if (sameNamespace && rightPod) peerFits = true;
          }
        }
        let portFits = ports.length === 0;
        for (const one of ports) {
          const right = (one.protocol ?? 'TCP') === protocol;
          const named =
            typeof one.port === 'string' &&
            (to.pod?.ports.some((p) => p.name === one.port && p.port === port && p.protocol === protocol) ?? false);
          const numbered = typeof one.port === 'number' && port >= one.port && port <= (one.endPort ?? one.port);
          if (right && (one.port === undefined || named || numbered)) portFits = true;
        }
        if (peerFits && portFits) return true;
      }
    }
    return !isolated;
  };
  return side(from, to, 'Egress', 'egress', 'to') && side(to, from, 'Ingress', 'ingress', 'from');
}

describe('NetworkPolicies', () => {
  test('agree with the table of the specification in 10,000 random clusters', () => {
    const random = new SeededRandom(36);
    let allowed = 0;
    for (let index = 0; index < 10_000; index++) {
      const world = randomWorld(random);
      const expected = byTheSpecification(world);
      if (expected) allowed++;
      if (mayConnect(world.policies, world).allowed !== expected)
        expect.fail(`case ${index}: ${JSON.stringify(world)} should be ${expected}`);
    }
    // Both answers occur often enough for the agreement to mean something.
    expect(allowed).toBeGreaterThan(2000);
    expect(allowed).toBeLessThan(8500);
  });

  test('in a cluster: a default deny cuts pods off, names time out under a default deny of egress', () => {
    const cluster = newCluster();
    const client = 'sleep 20; wget -T 2 -qO- http://web 2>/dev/null || echo no; nslookup web | tail -2; sleep 1000';
    const web = podDraft({ run: 'mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 80 -h /www' }, 'web');
    const policy = (name: string, spec: object) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec,
    });
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    };
    const play = (policies: readonly object[]) => {
      const fresh = newCluster();
      fresh.apply([web, service, podDraft({ run: client }, 'client'), ...policies] as never);
      fresh.advance({ seconds: 90 });
      const log = fresh.agents.get('node-1')?.readLog('default', 'client', 'main', false);
      return log?.ok ? log.value.split('\n')[0] : '';
    };
    expect(cluster.namespace).toBe('default');
    expect(play([])).toBe('hello');
    expect(play([policy('deny', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] })])).toBe(
      'no',
    );
    expect(
      play([
        policy('allow', {
          podSelector: { matchLabels: { app: 'web' } },
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'client' } } }] }],
        }),
      ]),
    ).toBe('hello');
    expect(play([policy('egress', { podSelector: { matchLabels: { app: 'client' } }, policyTypes: ['Egress'] })])).toBe(
      'no',
    );
  });
});
