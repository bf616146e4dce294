/**
 * CoreDNS as a pod asks it: the search path of its resolv.conf, then the records of Services and of pods behind headless
 * ones. A Service with a cluster IP resolves even without endpoints; a headless one only to its ready pods.
 */
import type { ApiClient } from '../apiserver/api-client.ts';
import { endpointsOf } from './service-endpoints.ts';

const domain = 'cluster.local';

/** Addresses in the order a resolver gets them; empty: NXDOMAIN. */
export function resolve(client: ApiClient, namespace: string, name: string): readonly string[] {
  for (const candidate of candidates(namespace, name)) {
    const found = records(client, candidate);
    if (found.length > 0) return found;
  }
  return [];
}

/** Fewer than five dots (`ndots:5`): every suffix of the search path first, then the name as it is. */
function candidates(namespace: string, name: string): readonly string[] {
  const plain = name.replace(/\.$/, '').toLowerCase();
  const suffixes = [`${namespace}.svc.${domain}`, `svc.${domain}`, domain];
  const searched = suffixes.map((suffix) => `${plain}.${suffix}`);
  if (name.endsWith('.')) return [plain];
  return plain.split('.').length - 1 >= 5 ? [plain, ...searched] : [...searched, plain];
}

function records(client: ApiClient, name: string): readonly string[] {
  const pod = new RegExp(`^(\\d+-\\d+-\\d+-\\d+)\\.([^.]+)\\.pod\\.${domain}$`).exec(name);
  if (pod?.[1]) return [pod[1].replaceAll('-', '.')];
  const match = new RegExp(`^(?:(.+)\\.)?([^.]+)\\.([^.]+)\\.svc\\.${domain}$`).exec(name);
  if (!match) return [];
  const [, hostname, serviceName = '', namespace = ''] = match;
  const service = client.get('Service', namespace, serviceName);
  if (!service) return [];
  if (service.spec?.type === 'ExternalName') {
    const target = service.spec.externalName ?? '';
    return target.endsWith(domain) ? records(client, target) : [];
  }
  if (service.spec?.clusterIP && service.spec.clusterIP !== 'None')
    return hostname === undefined ? [service.spec.clusterIP] : [];
  const ready = endpointsOf(client, namespace, serviceName).filter((endpoint) => endpoint.ready);
  const addresses = ready
    .filter(
      (endpoint) =>
        hostname === undefined ||
        endpoint.hostname === hostname ||
        (endpoint.hostname === undefined && endpoint.address.replaceAll('.', '-') === hostname),
    )
    .map((endpoint) => endpoint.address);
  return [...new Set(addresses)];
}
