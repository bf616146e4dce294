/**
 * The cluster's network as a pod meets it: names through CoreDNS, cluster IPs through kube-proxy, NetworkPolicies after that,
 * pod addresses directly. Every connection is answered with the first step that fails.
 */
import type { Connection, Outside } from '#container/network-namespace.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { resolve } from './coredns.ts';
import { connectPublic, isPublic, publicAddress } from './internet.ts';
import { KubeProxy } from './kube-proxy.ts';
import type { LateEndpoints } from './late-endpoints.ts';
import { mayConnect, type Peer } from './networkpolicy.ts';

/** Who asks: a pod on a node. */
export interface Source {
  readonly namespace: string;
  readonly pod: string;
  readonly node: string;
}

export function clusterNetwork(parts: {
  readonly client: ApiClient;
  readonly dataPlane: DataPlane;
  readonly controlPlane: ControlPlane;
  readonly endpoints: LateEndpoints;
}): (source: Source) => Outside {
  const { client, dataPlane, controlPlane } = parts;
  const proxy = new KubeProxy(client, parts.endpoints);
  const isNode = (address: string) =>
    client.list('Node').some(({ metadata }) => dataPlane.nodeAddress(metadata.name) === address);
  return (source) => {
    const self = () =>
      peerOfPod(
        client,
        source.namespace,
        source.pod,
        dataPlane.pod(source.namespace, source.pod)?.network.address ?? '',
      );
    const arrive = (address: string, port: number): Connection => {
      const target = dataPlane.at(address);
      const to = target ? peerOfPod(client, target.namespace, target.name, address) : { address };
      if (!allowed(client, self(), to, port, 'TCP')) return { kind: 'timeout', address };
      if (isPublic(address)) return connectPublic(address, port);
      return target?.network.accept(port) ?? dataPlane.acceptAtNode(address, port) ?? { kind: 'timeout', address };
    };
    return {
      resolverAnswers: () =>
        controlPlane.works('coredns') &&
        (allowed(client, self(), nameServer, 53, 'UDP') || allowed(client, self(), nameServer, 53, 'TCP')),
      resolve(name) {
        const found = resolve(client, source.namespace, name);
        const outside = found.length > 0 ? undefined : publicAddress(name);
        return outside === undefined ? found : [outside];
      },
      connect(address, port) {
        const route = proxy.route(address, port, source.node, isNode(address));
        switch (route.kind) {
          case 'endpoint':
            return arrive(route.address, route.port);
          case 'no-endpoints':
          case 'no-port':
            return { kind: 'refused', address };
          case 'dropped':
            return { kind: 'timeout', address };
          case 'not-a-service':
            return arrive(address, port);
        }
      },
    };
  };
}

/** CoreDNS as policies see it: what default-deny egress cuts off as well. */
export const nameServer: Peer = {
  address: '10.96.0.10',
  pod: {
    namespace: 'kube-system',
    name: 'coredns',
    labels: { 'k8s-app': 'kube-dns' },
    namespaceLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
    hostNetwork: false,
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    ],
  },
};

function allowed(client: ApiClient, from: Peer, to: Peer, port: number, protocol: string): boolean {
  const namespaces = new Set([from.pod?.namespace, to.pod?.namespace]);
  const policies = [...namespaces].flatMap((namespace) =>
    namespace === undefined ? [] : client.list('NetworkPolicy', { namespace }),
  );
  return policies.length === 0 || mayConnect(policies, { from, to, port, protocol }).allowed;
}

export function peerOfPod(client: ApiClient, namespace: string, name: string, address: string): Peer {
  const pod = client.get('Pod', namespace, name);
  if (!pod) return { address };
  return {
    address,
    pod: {
      namespace,
      name,
      labels: pod.metadata.labels ?? {},
      namespaceLabels: client.get('Namespace', undefined, namespace)?.metadata.labels ?? {},
      hostNetwork: pod.spec?.hostNetwork ?? false,
      ports: (pod.spec?.containers ?? []).flatMap((container) =>
        (container.ports ?? []).flatMap(({ name: portName, containerPort, protocol = 'TCP' }) =>
          portName ? [{ name: portName, port: containerPort, protocol }] : [],
        ),
      ),
    },
  };
}
