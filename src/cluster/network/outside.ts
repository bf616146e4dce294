/**
 * What somebody outside of the cluster finds: at a port of a node, at the address of a balancer, at a host behind the ingress
 * controller. Pod and cluster addresses lead nowhere from there. A Service is reached when every endpoint answers that gets a
 * share of the calls.
 */
import type { Service } from '#api/core/service.ts';
import type { Ingress } from '#api/networking/ingress.ts';
import type { Text } from '#base/text.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { DataPlane, RunningPod } from '../kubelet/data-plane.ts';
import { answerByIngress, classOf } from './ingress-controller.ts';
import { usableEndpoints } from './kube-proxy.ts';
import type { LateEndpoints } from './late-endpoints.ts';

export type Visit =
  | { readonly through: 'node'; readonly node: string; readonly port: number; readonly path?: string }
  /** `service` is `namespace/name`; the first Service with a balancer on this port where it is absent. */
  | { readonly through: 'balancer'; readonly port: number; readonly service?: string; readonly path?: string }
  | { readonly through: 'ingress'; readonly host: string; readonly ingressClass: string; readonly path?: string };

export interface VisitReport {
  readonly reached: boolean;
  readonly found: Text;
  /** Who answered. */
  readonly pods: readonly { readonly namespace: string; readonly name: string }[];
}

export interface VisitParts {
  readonly client: ApiClient;
  readonly dataPlane: DataPlane;
  /** A node without power or network is not reached. */
  readonly isReachable: (node: string) => boolean;
  readonly endpoints: LateEndpoints;
}

export function visitFromOutside(parts: VisitParts, visit: Visit): VisitReport {
  switch (visit.through) {
    case 'node':
      return visitNode(parts, visit);
    case 'balancer':
      return visitBalancer(parts, visit);
    case 'ingress':
      return visitHost(parts, visit);
  }
}

function visitNode(parts: VisitParts, { node, port, path }: Extract<Visit, { through: 'node' }>): VisitReport {
  const { client, dataPlane, isReachable } = parts;
  if (!client.get('Node', undefined, node)) return no(`No existe el nodo ${node}.`, `There is no node ${node}.`);
  if (!isReachable(node)) return no(`El nodo ${node} no responde.`, `The node ${node} does not respond.`);
  const service = client
    .list('Service')
    .find(({ spec }) => spec?.ports?.some(({ nodePort, protocol = 'TCP' }) => nodePort === port && protocol === 'TCP'));
  if (service) {
    const own = service.spec?.externalTrafficPolicy === 'Local' ? node : undefined;
    return visitService(parts, service, ({ nodePort }) => nodePort === port, { path, onlyNode: own });
  }
  const onHost = [...dataPlane.pods.values()].find((pod) => pod.node === node && pod.hostPorts.has(port));
  if (onHost) return ask(onHost, onHost.hostPorts.get(port) ?? port, path);
  const connection = dataPlane.acceptAtNode(dataPlane.nodeAddress(node), port);
  if (connection?.kind === 'connected')
    return {
      reached: true,
      found: { es: `El nodo ${node} contesta en el ${port}.`, en: `The node ${node} answers on ${port}.` },
      pods: [],
    };
  return no(`En el puerto ${port} de ${node} no hay nada abierto.`, `Nothing is open on port ${port} of ${node}.`);
}

function visitBalancer(parts: VisitParts, { port, service: wanted, path }: Extract<Visit, { through: 'balancer' }>) {
  const candidates = parts.client
    .list('Service')
    .filter(
      ({ metadata, spec }) =>
        spec?.type === 'LoadBalancer' &&
        (wanted === undefined || wanted === `${metadata.namespace}/${metadata.name}`) &&
        spec.ports?.some((one) => one.port === port),
    );
  const [first] = candidates;
  if (!first)
    return no(
      `Ningún Service pide un balanceador en el puerto ${port}.`,
      `No Service asks for a balancer on port ${port}.`,
    );
  const service = candidates.find(({ status }) => (status?.loadBalancer?.ingress ?? []).length > 0);
  if (!service)
    return no(
      `El Service ${first.metadata.name} no tiene dirección externa: \`<pending>\`.`,
      `The Service ${first.metadata.name} has no external address: \`<pending>\`.`,
    );
  return visitService(parts, service, (one) => one.port === port, { path, onlyNode: undefined });
}

function visitHost(parts: VisitParts, { host, ingressClass, path = '/' }: Extract<Visit, { through: 'ingress' }>) {
  const isServed = (ingress: Ingress) => classOf(ingress) === ingressClass;
  const ask = (tls: boolean) => answerByIngress({ ...parts, isServed }, { host, path, tls });
  const plain = ask(false);
  // A browser follows the redirection to https.
  const { status, pod } = plain.status === 308 ? ask(true) : plain;
  const who = pod
    ? { es: `el pod ${pod.name}`, en: `the pod ${pod.name}` }
    : { es: 'el controlador', en: 'the controller' };
  const found = {
    es: `En ${host}${path} contesta ${who.es} con el estado ${status}.`,
    en: `At ${host}${path} ${who.en} answers with status ${status}.`,
  };
  return { reached: pod !== undefined && status < 400, found, pods: pod ? [pod] : [] };
}

type Port = NonNullable<NonNullable<Service['spec']>['ports']>[number];

function visitService(
  { dataPlane, isReachable, endpoints }: VisitParts,
  { metadata: { name, namespace = '' }, spec }: Service,
  isPort: (port: Port) => boolean,
  { path, onlyNode }: { readonly path: string | undefined; readonly onlyNode: string | undefined },
): VisitReport {
  const port = spec?.ports?.find(isPort);
  const all = usableEndpoints(endpoints.of(namespace, name)).filter(({ ports }) => ports.has(port?.name ?? ''));
  const near = onlyNode === undefined ? all : all.filter(({ node }) => node === onlyNode);
  if (near.length === 0)
    return onlyNode !== undefined && all.length > 0
      ? no(
          `El Service ${name} tiene endpoints, pero ninguno en ${onlyNode}.`,
          `The Service ${name} has endpoints, but none on ${onlyNode}.`,
        )
      : no(`El Service ${name} no tiene ningún endpoint listo.`, `The Service ${name} has no ready endpoint.`);
  const reports = near.map(({ address, node, ports }) => {
    const pod = dataPlane.at(address);
    if (!pod || (node !== undefined && !isReachable(node)))
      return no(`Nadie contesta en ${address}.`, `Nobody answers at ${address}.`);
    return ask(pod, ports.get(port?.name ?? '') ?? 0, path);
  });
  const failed = reports.find(({ reached }) => !reached);
  return (
    failed ?? { reached: true, found: (reports[0] as VisitReport).found, pods: reports.flatMap(({ pods }) => pods) }
  );
}

function ask(pod: RunningPod, port: number, path = '/'): VisitReport {
  const { namespace, name } = pod;
  const connection = pod.network.accept(port);
  if (connection.kind !== 'connected')
    return no(`En ${name} nadie escucha en el puerto ${port}.`, `In ${name} nobody listens on port ${port}.`);
  const { listener } = connection;
  if (listener.protocol !== 'http')
    return { reached: true, found: { es: `${name} contesta.`, en: `${name} answers.` }, pods: [{ namespace, name }] };
  const reply = listener.reply({ protocol: 'http', method: 'GET', path, host: 'example.com', body: '', headers: {} });
  if (reply.kind !== 'answer')
    return no(`${name} acepta la conexión y no contesta.`, `${name} accepts the connection and does not respond.`);
  const { status } = reply;
  const found = { es: `${name} contesta con el estado ${status}.`, en: `${name} answers with status ${status}.` };
  return { reached: status < 400, found, pods: status < 400 ? [{ namespace, name }] : [] };
}

function no(es: string, en: string): VisitReport {
  return { reached: false, found: { es, en }, pods: [] };
}
