/**
 * The cluster's network as a pod meets it: names through CoreDNS, cluster IPs through kube-proxy, pod addresses directly.
 */
import type { Connection, Outside } from '#container/network-namespace.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { resolve } from './coredns.ts';
import { connectPublic, isPublic, publicAddress } from './internet.ts';
import { KubeProxy } from './kube-proxy.ts';

export function clusterNetwork(client: ApiClient, dataPlane: DataPlane): (namespace: string, node: string) => Outside {
  const proxy = new KubeProxy(client);
  const toPod = (address: string, port: number): Connection =>
    dataPlane.at(address)?.network.accept(port) ?? { kind: 'timeout', address };
  return (namespace, node) => ({
    resolve(name) {
      const found = resolve(client, namespace, name);
      const outside = found.length > 0 ? undefined : publicAddress(name);
      return outside === undefined ? found : [outside];
    },
    connect(address, port) {
      if (isPublic(address)) return connectPublic(address, port);
      const route = proxy.route(address, port, node);
      switch (route.kind) {
        case 'endpoint':
          return toPod(route.address, route.port);
        case 'no-endpoints':
        case 'no-port':
          return { kind: 'refused', address };
        case 'dropped':
          return { kind: 'timeout', address };
        case 'not-a-service':
          return toPod(address, port);
      }
    },
  });
}
