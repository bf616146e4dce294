/**
 * NetworkPolicies: may this source open a connection to that port of that destination. Policies only add permission: a pod
 * that no policy selects for a direction is open in it; one that is selected may do what any rule of any of them allows.
 * Both directions must agree. Ports are those of the pod, not of a Service.
 */
import { containsIp, parseCidr, parseIp } from '#api/meta/ip.ts';
import { matchesSelector } from '#api/meta/label-selector.ts';
import type { NetworkPolicy } from '#api/networking/networkpolicy.ts';

/** One end of a connection. Without `pod` it is an address outside the cluster. */
export interface Peer {
  readonly address: string;
  readonly pod?: {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly namespaceLabels: Readonly<Record<string, string>>;
    /** On the host network policies do not apply to it. */
    readonly hostNetwork: boolean;
    /** Named ports of its containers. */
    readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
  };
}

export interface Attempt {
  readonly from: Peer;
  readonly to: Peer;
  readonly port: number;
  readonly protocol: string;
}

export type Permission =
  | { readonly allowed: true }
  /** The direction that forbids it, and the policies that select the pod there. */
  | { readonly allowed: false; readonly direction: 'Egress' | 'Ingress'; readonly policies: readonly string[] };

type Spec = NonNullable<NetworkPolicy['spec']>;
type Rule = NonNullable<Spec['ingress']>[number] & NonNullable<Spec['egress']>[number];
type PolicyPeer = NonNullable<NonNullable<Spec['egress']>[number]['to']>[number];
type PolicyPort = NonNullable<NonNullable<Spec['egress']>[number]['ports']>[number];

export function mayConnect(policies: readonly NetworkPolicy[], attempt: Attempt): Permission {
  const { from, to } = attempt;
  if (from.pod && to.pod && from.pod.namespace === to.pod.namespace && from.pod.name === to.pod.name)
    return { allowed: true };
  for (const [direction, self, other] of [
    ['Egress', from, to],
    ['Ingress', to, from],
  ] as const) {
    const selecting = policies.filter((policy) => selects(policy, self, direction));
    if (selecting.length === 0) continue;
    const rules = selecting.flatMap((policy) => rulesOf(policy, direction).map((rule) => ({ policy, rule })));
    if (rules.some(({ policy, rule }) => peersMatch(rule.peers, other, policy) && portsMatch(rule.ports, attempt)))
      continue;
    return { allowed: false, direction, policies: selecting.map(({ metadata }) => metadata.name) };
  }
  return { allowed: true };
}

function selects({ metadata, spec }: NetworkPolicy, { pod }: Peer, direction: 'Egress' | 'Ingress'): boolean {
  if (!pod || pod.hostNetwork || pod.namespace !== metadata.namespace) return false;
  const types = spec?.policyTypes ?? ['Ingress', ...(spec?.egress?.length ? ['Egress'] : [])];
  return types.includes(direction) && matchesSelector(spec?.podSelector ?? {}, pod.labels);
}

function rulesOf(
  { spec }: NetworkPolicy,
  direction: 'Egress' | 'Ingress',
): { readonly peers: readonly PolicyPeer[]; readonly ports: readonly PolicyPort[] }[] {
  const rules = ((direction === 'Egress' ? spec?.egress : spec?.ingress) ?? []) as readonly Rule[];
  return rules.map((rule) => ({
    peers: ((direction === 'Egress' ? rule.to : rule.from) ?? []) as readonly PolicyPeer[],
    ports: (rule.ports ?? []) as readonly PolicyPort[],
  }));
}

/** No peers: everybody. Both selectors in one peer must hold; several peers are alternatives. */
function peersMatch(peers: readonly PolicyPeer[], other: Peer, policy: NetworkPolicy): boolean {
  if (peers.length === 0) return true;
  return peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
    if (ipBlock)
      return (
        inBlock(other.address, ipBlock.cidr) && !(ipBlock.except ?? []).some((block) => inBlock(other.address, block))
      );
    const { pod } = other;
    if (!pod || pod.hostNetwork) return false;
    const inNamespace = namespaceSelector
      ? matchesSelector(namespaceSelector, pod.namespaceLabels)
      : pod.namespace === policy.metadata.namespace;
    return inNamespace && (!podSelector || matchesSelector(podSelector, pod.labels));
  });
}

function portsMatch(ports: readonly PolicyPort[], { to, port, protocol }: Attempt): boolean {
  if (ports.length === 0) return true;
  return ports.some((wanted) => {
    if ((wanted.protocol ?? 'TCP') !== protocol) return false;
    if (wanted.port === undefined) return true;
    if (typeof wanted.port === 'number')
      return wanted.endPort === undefined ? wanted.port === port : port >= wanted.port && port <= wanted.endPort;
    return (to.pod?.ports ?? []).some(
      (named) => named.name === wanted.port && named.port === port && named.protocol === protocol,
    );
  });
}

function inBlock(address: string, block: string): boolean {
  const [ip, range] = [parseIp(address), parseCidr(block)];
  return ip !== undefined && range !== undefined && containsIp(range, ip);
}
