/**
 * Can A reach B, and if not, at which step does it fail: name, Service, endpoint, policy, port, program. The steps are those
 * that a person would check one after the other with kubectl; each comes with a sentence that says what was found. A Service
 * is reached when every endpoint answers that gets a share of its calls.
 */
import type { Text } from '#base/text.ts';
import { isAddress } from '#container/network-namespace.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { nameServer, peerOfPod } from './cluster-network.ts';
import { resolve } from './coredns.ts';
import { usableEndpoints } from './kube-proxy.ts';
import type { LateEndpoints } from './late-endpoints.ts';
import { mayConnect } from './networkpolicy.ts';

export type ConnectionStep = 'name' | 'service' | 'endpoint' | 'policy' | 'port' | 'program';

export interface ConnectionReport {
  readonly reached: boolean;
  /** The first step that fails. */
  readonly failedAt?: ConnectionStep;
  readonly steps: readonly { readonly step: ConnectionStep; readonly passed: boolean; readonly found: Text }[];
  /** Who answered: every endpoint that a Service shares its calls among. */
  readonly pods: readonly { readonly namespace: string; readonly name: string }[];
}

export interface ConnectionQuestion {
  readonly namespace: string;
  readonly pod: string;
  readonly host: string;
  readonly port: number;
}

export function explainConnection(
  parts: {
    readonly client: ApiClient;
    readonly dataPlane: DataPlane;
    readonly controlPlane: ControlPlane;
    readonly endpoints: LateEndpoints;
  },
  { namespace, pod, host, port }: ConnectionQuestion,
): ConnectionReport {
  const { client, dataPlane, controlPlane, endpoints } = parts;
  const steps: { step: ConnectionStep; passed: boolean; found: Text }[] = [];
  const pods: { namespace: string; name: string }[] = [];
  const pass = (step: ConnectionStep, es: string, en: string) => steps.push({ step, passed: true, found: { es, en } });
  const stop = (step: ConnectionStep, es: string, en: string): ConnectionReport => {
    steps.push({ step, passed: false, found: { es, en } });
    return { reached: false, failedAt: step, steps, pods };
  };

  const from = peerOfPod(client, namespace, pod, dataPlane.pod(namespace, pod)?.network.address ?? '');
  const asks = { from, to: nameServer, port: 53 };
  const resolverAnswers = ['UDP', 'TCP'].some(
    (protocol) => mayConnect(policiesOf(client, new Set([namespace])), { ...asks, protocol }).allowed,
  );
  if (!isAddress(host) && !resolverAnswers)
    return stop(
      'name',
      `Las NetworkPolicies no dejan que ${pod} pregunte al DNS quién es ${host}.`,
      `The NetworkPolicies do not let ${pod} ask the DNS who ${host} is.`,
    );
  if (!isAddress(host) && !controlPlane.works('coredns'))
    return stop(
      'name',
      `El DNS no contesta: nadie dice quién es ${host}.`,
      `The DNS does not answer: nobody says who ${host} is.`,
    );
  const address = isAddress(host) ? host : resolve(client, namespace, host)[0];
  if (address === undefined)
    return stop(
      'name',
      `Nadie se llama ${host} visto desde el namespace ${namespace}.`,
      `Nothing is called ${host} as seen from the namespace ${namespace}.`,
    );
  if (!isAddress(host)) pass('name', `${host} es ${address}.`, `${host} is ${address}.`);

  const targets: { readonly address: string; readonly port: number }[] = [];
  const service = client.list('Service').find(({ spec }) => spec?.clusterIP === address);
  if (service) {
    const name = service.metadata.name;
    const wanted = service.spec?.ports?.find((one) => one.port === port);
    if (!wanted) {
      const ports = (service.spec?.ports ?? []).map((one) => one.port).join(', ');
      return stop(
        'service',
        `El Service ${name} no tiene el puerto ${port}; tiene ${ports}.`,
        `The Service ${name} has no port ${port}; it has ${ports}.`,
      );
    }
    pass('service', `El Service ${name} tiene el puerto ${port}.`, `The Service ${name} has the port ${port}.`);
    const all = endpoints.of(service.metadata.namespace ?? '', name);
    const usable = usableEndpoints(all).filter(({ ports }) => ports.has(wanted.name ?? ''));
    if (usable.length === 0) {
      return all.length === 0
        ? stop(
            'endpoint',
            `Ningún pod tiene las etiquetas que pide el selector del Service ${name}.`,
            `No pod has the labels that the selector of the Service ${name} asks for.`,
          )
        : stop(
            'endpoint',
            `El Service ${name} tiene ${all.length} endpoints y ninguno listo.`,
            `The Service ${name} has ${all.length} endpoints and none is ready.`,
          );
    }
    // Each gets its share of the calls: one that does not answer is felt.
    for (const endpoint of usable) {
      const target = { address: endpoint.address, port: endpoint.ports.get(wanted.name ?? '') ?? 0 };
      targets.push(target);
      pass(
        'endpoint',
        `Un endpoint es ${target.address}:${target.port} (pod ${endpoint.pod ?? '?'}).`,
        `An endpoint is ${target.address}:${target.port} (pod ${endpoint.pod ?? '?'}).`,
      );
    }
  } else targets.push({ address, port });

  for (const target of targets) {
    const there = dataPlane.at(target.address);
    const to = there ? peerOfPod(client, there.namespace, there.name, target.address) : { address: target.address };
    const policies = policiesOf(client, new Set([namespace, there?.namespace ?? namespace]));
    const permission = mayConnect(policies, { from, to, port: target.port, protocol: 'TCP' });
    if (!permission.allowed) {
      const names = permission.policies.join(', ');
      return permission.direction === 'Egress'
        ? stop(
            'policy',
            `Las NetworkPolicies que rigen la salida de ${pod} (${names}) no lo permiten.`,
            `The NetworkPolicies on egress of ${pod} (${names}) do not allow it.`,
          )
        : stop(
            'policy',
            `Las NetworkPolicies que rigen la entrada al destino (${names}) no lo permiten.`,
            `The NetworkPolicies on ingress of the destination (${names}) do not allow it.`,
          );
    }
    if (policies.length > 0) pass('policy', 'Las NetworkPolicies lo permiten.', 'The NetworkPolicies allow it.');

    if (!there)
      return stop('endpoint', `En ${target.address} no hay ningún pod.`, `There is no pod at ${target.address}.`);
    const connection = there.network.accept(target.port);
    if (connection.kind !== 'connected') {
      const listens = [...there.network.listeners.keys()].sort((a, b) => a - b).join(', ');
      return listens === ''
        ? stop('port', `Nadie escucha todavía en el pod ${there.name}.`, `Nobody listens in the pod ${there.name} yet.`)
        : stop(
            'port',
            `En el pod ${there.name} nadie escucha en el puerto ${target.port}; se escucha en ${listens}.`,
            `In the pod ${there.name} nobody listens on port ${target.port}; there are listeners on ${listens}.`,
          );
    }
    pass(
      'port',
      `El pod ${there.name} escucha en el puerto ${target.port}.`,
      `The pod ${there.name} listens on port ${target.port}.`,
    );
    const { listener } = connection;
    if (listener.protocol === 'http') {
      const reply = listener.reply({ protocol: 'http', method: 'GET', path: '/', host, body: '', headers: {} });
      if (reply.kind === 'silence')
        return stop(
          'program',
          'El programa acepta la conexión y no contesta.',
          'The program accepts the connection and does not answer.',
        );
      if (reply.kind === 'answer' && reply.status >= 500)
        return stop(
          'program',
          `El programa contesta con el estado ${reply.status}.`,
          `The program answers with status ${reply.status}.`,
        );
    }
    pods.push({ namespace: there.namespace, name: there.name });
  }
  pass('program', 'El programa contesta.', 'The program answers.');
  return { reached: true, steps, pods };
}

function policiesOf(client: ApiClient, namespaces: ReadonlySet<string>) {
  return [...namespaces].flatMap((namespace) => client.list('NetworkPolicy', { namespace }));
}
