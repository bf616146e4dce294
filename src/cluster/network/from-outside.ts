/**
 * The network of somebody's own machine beside the cluster: it reaches the nodes with their open ports, the addresses that a
 * cloud gave to Services, and the ingress controller under every host that an Ingress names. Pod and cluster addresses lead
 * nowhere from there.
 */
import type { Connection, Listener, Outside } from '#container/network-namespace.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { answerByIngress, classOf } from './ingress-controller.ts';
import { connectPublic, isPublic, publicAddress } from './internet.ts';
import { KubeProxy } from './kube-proxy.ts';
import type { LateEndpoints } from './late-endpoints.ts';

/** Where the ingress controller answers, for all classes that there are. */
const ingressAddress = '203.0.113.250';

export function networkOutside(parts: {
  readonly client: ApiClient;
  readonly dataPlane: DataPlane;
  readonly isReachable: (node: string) => boolean;
  readonly endpoints: LateEndpoints;
}): Outside {
  const { client, dataPlane, isReachable } = parts;
  const proxy = new KubeProxy(client, parts.endpoints);
  const nodeAt = (address: string) =>
    client.list('Node').find(({ metadata }) => dataPlane.nodeAddress(metadata.name) === address)?.metadata.name;
  const arrive = (address: string, port: number): Connection => {
    const pod = dataPlane.at(address);
    if (!pod || !isReachable(pod.node)) return { kind: 'timeout', address };
    return pod.network.accept(port);
  };
  return {
    resolve(name) {
      if (client.get('Node', undefined, name)) return [dataPlane.nodeAddress(name)];
      const isIngressHost = client
        .list('Ingress')
        .some(({ spec }) => spec?.rules?.some(({ host }) => host !== undefined && matchesHost(host, name)));
      if (isIngressHost) return [ingressAddress];
      const address = publicAddress(name);
      return address === undefined ? [] : [address];
    },
    connect(address, port) {
      if (address === ingressAddress) return ingressController(parts, port);
      const node = nodeAt(address);
      if (node !== undefined && !isReachable(node)) return { kind: 'timeout', address };
      const isOutside = node !== undefined || hasAddress(client, address);
      const route = isOutside
        ? proxy.route(address, port, node ?? '', node !== undefined)
        : ({ kind: 'not-a-service' } as const);
      switch (route.kind) {
        case 'endpoint': {
          const reached = arrive(route.address, route.port);
          return reached.kind === 'refused' || reached.kind === 'timeout' ? { ...reached, address } : reached;
        }
        case 'no-endpoints':
        case 'no-port':
          return { kind: 'refused', address };
        case 'dropped':
          return { kind: 'timeout', address };
        case 'not-a-service':
          if (node !== undefined) return dataPlane.acceptAtNode(address, port) ?? { kind: 'refused', address };
          return isPublic(address) ? connectPublic(address, port) : { kind: 'timeout', address };
      }
    },
  };
}

/** An address that a cloud gave to a Service, or that its owner leads there. */
function hasAddress(client: ApiClient, address: string): boolean {
  return client
    .list('Service')
    .some(
      ({ spec, status }) =>
        spec?.externalIPs?.includes(address) || status?.loadBalancer?.ingress?.some(({ ip }) => ip === address),
    );
}

function matchesHost(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === name;
  return name.includes('.') && name.slice(name.indexOf('.')) === pattern.slice(1);
}

function ingressController(
  { client, dataPlane }: { readonly client: ApiClient; readonly dataPlane: DataPlane },
  port: number,
): Connection {
  const address = ingressAddress;
  // A controller is one that answers for some class: where there is none, nobody listens.
  const classes = new Set(client.list('IngressClass').map(({ metadata }) => metadata.name));
  if (classes.size === 0 || (port !== 80 && port !== 443)) return { kind: 'refused', address };
  const listener: Listener = {
    port,
    onlyLocal: false,
    protocol: 'http',
    reply(request) {
      if (request.protocol !== 'http') return { kind: 'closed' };
      const asked = { host: request.host, path: request.path.replace(/[?#].*/, ''), tls: port === 443 };
      const isServed = (ingress: Parameters<typeof classOf>[0]) => classes.has(classOf(ingress) ?? '');
      const { status, body } = answerByIngress({ client, dataPlane, isServed }, asked);
      return { kind: 'answer', ok: status < 400, status, text: `${body.replace(/\n$/, '')}\n` };
    },
  };
  return { kind: 'connected', listener, address };
}
