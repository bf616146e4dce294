/**
 * Where an HTTP request goes by the Ingresses of a cluster: hosts first exact and then by wildcard, paths the longest first
 * and Exact before Prefix, else a default backend. What a controller like ingress-nginx answers when there is nobody behind
 * is decided here as well: 404 without a rule, 503 without an endpoint, 502 when the endpoint refuses.
 */
import type { Ingress } from '#api/networking/ingress.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { usableEndpoints } from './kube-proxy.ts';
import { endpointsOf } from './service-endpoints.ts';

type Spec = NonNullable<Ingress['spec']>;
type Backend = NonNullable<Spec['defaultBackend']>;

export interface IngressRoute {
  readonly ingress: string;
  readonly namespace: string;
  readonly backend: Backend;
  /** Undefined for a default backend. */
  readonly path: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Whose certificate is shown over TLS; `fake` when the Secret is missing. */
  readonly certificate?: string;
  /** The pod that answered; absent where the controller did itself. */
  readonly pod?: { readonly namespace: string; readonly name: string };
}

/** Undefined: no rule and no default backend. */
export function routeOf(ingresses: readonly Ingress[], host: string, path: string): IngressRoute | undefined {
  let best: { route: IngressRoute; rank: readonly number[] } | undefined;
  for (const { metadata, spec } of ingresses) {
    for (const rule of spec?.rules ?? []) {
      const hostRank = rankOfHost(rule.host, host);
      if (hostRank === 0) continue;
      for (const { path: pattern = '/', pathType, backend } of rule.http?.paths ?? []) {
        if (!pathMatches(pathType ?? 'ImplementationSpecific', pattern, path)) continue;
        const rank = [hostRank, segments(pattern).length, pathType === 'Exact' ? 1 : 0];
        const route = { ingress: metadata.name, namespace: metadata.namespace ?? '', backend, path: pattern };
        if (!best || isHigher(rank, best.rank)) best = { route, rank };
      }
    }
  }
  if (best) return best.route;
  for (const { metadata, spec } of ingresses) {
    if (spec?.defaultBackend)
      return {
        ingress: metadata.name,
        namespace: metadata.namespace ?? '',
        backend: spec.defaultBackend,
        path: undefined,
      };
  }
  return undefined;
}

/** 3 exact, 2 wildcard, 1 any host, 0 none. `*.foo.com` stands for exactly one label. */
function rankOfHost(pattern: string | undefined, host: string): number {
  if (!pattern) return 1;
  if (pattern === host) return 3;
  if (!pattern.startsWith('*.')) return 0;
  const rest = host.indexOf('.');
  return rest > 0 && host.slice(rest) === pattern.slice(1) ? 2 : 0;
}

/** Prefix compares whole segments: `/aaa/bb` is no prefix of `/aaa/bbb`, and a slash at the end does not matter. */
function pathMatches(type: string, pattern: string, path: string): boolean {
  if (type === 'Exact') return pattern === path;
  const [wanted, given] = [segments(pattern), segments(path)];
  return wanted.length <= given.length && wanted.every((segment, index) => segment === given[index]);
}

function segments(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  for (const [index, value] of one.entries()) {
    if (value !== other[index]) return value > (other[index] ?? 0);
  }
  return false; // of equals the first stays
}

/** A request from outside to the controller. Only Ingresses of a class that a controller serves are looked at. */
export function answerByIngress(
  parts: {
    readonly client: ApiClient;
    readonly dataPlane: DataPlane;
    readonly isServed: (ingress: Ingress) => boolean;
  },
  request: { readonly host: string; readonly path: string; readonly tls: boolean },
): HttpAnswer {
  const { client, dataPlane } = parts;
  const ingresses = client.list('Ingress').filter(parts.isServed);
  const certificate = request.tls ? certificateFor(client, ingresses, request.host) : undefined;
  const answer = (status: number, body: string): HttpAnswer => ({
    status,
    body,
    ...(certificate === undefined ? {} : { certificate }),
  });
  const hasTls = ingresses.some(({ spec }) => spec?.tls?.some(({ hosts }) => hosts?.includes(request.host)));
  if (hasTls && !request.tls) return answer(308, 'Permanent Redirect');
  const route = routeOf(ingresses, request.host, request.path);
  if (!route) return answer(404, '404 Not Found');
  const wanted = route.backend.service;
  const service = wanted ? client.get('Service', route.namespace, wanted.name) : undefined;
  const port = service?.spec?.ports?.find((one) =>
    wanted?.port?.name === undefined ? one.port === wanted?.port?.number : one.name === wanted.port.name,
  );
  if (!service || !port) return answer(503, '503 Service Temporarily Unavailable');
  const [endpoint] = usableEndpoints(endpointsOf(client, route.namespace, service.metadata.name)).filter(({ ports }) =>
    ports.has(port.name ?? ''),
  );
  if (!endpoint) return answer(503, '503 Service Temporarily Unavailable');
  const pod = dataPlane.at(endpoint.address);
  const connection = pod?.network.accept(endpoint.ports.get(port.name ?? '') ?? 0);
  if (connection?.kind !== 'connected')
    return answer(connection ? 502 : 504, connection ? '502 Bad Gateway' : '504 Gateway Time-out');
  // The path arrives as it was asked for: nothing is rewritten unless an annotation says so.
  const reply = connection.listener.reply({
    protocol: 'http',
    method: 'GET',
    path: request.path,
    host: request.host,
    body: '',
    headers: {},
  });
  if (reply.kind === 'silence') return answer(504, '504 Gateway Time-out');
  if (reply.kind === 'closed') return answer(502, '502 Bad Gateway');
  const { namespace, name } = pod ?? { namespace: route.namespace, name: endpoint.pod ?? '' };
  return { ...answer(reply.status, reply.text), pod: { namespace, name } };
}

/** By its field, or by the annotation of old that controllers still heed. */
export function classOf({ metadata, spec }: Ingress): string | undefined {
  return spec?.ingressClassName ?? metadata.annotations?.['kubernetes.io/ingress.class'];
}

function certificateFor(client: ApiClient, ingresses: readonly Ingress[], host: string): string {
  for (const { metadata, spec } of ingresses) {
    for (const { hosts, secretName } of spec?.tls ?? []) {
      if (!hosts?.includes(host) || !secretName) continue;
      if (client.get('Secret', metadata.namespace ?? '', secretName)?.type === 'kubernetes.io/tls') return secretName;
    }
  }
  return 'fake';
}
