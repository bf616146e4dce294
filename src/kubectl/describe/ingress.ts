/** Ingresses: each rule with the endpoints that its Service has now. */
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import { type Describer, siblings } from './describer.ts';
import { describeEvents } from './events.ts';
import { endpointsText, slicesOf } from './service.ts';

export const ingressDescriber: Describer = {
  kind: 'Ingress',
  describe(call, writer, ingress) {
    const { metadata, spec, status } = ingress;
    const addresses = (status?.loadBalancer?.ingress ?? []) as readonly { ip?: string; hostname?: string }[];
    writer.line(`Name:\t${metadata.name}`);
    writer.labels('Labels', metadata.labels);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.line(`Address:\t${addresses.map(({ ip, hostname }) => ip ?? hostname ?? '').join(',')}`);
    writer.line(`Ingress Class:\t${spec.ingressClassName ?? '<none>'}`);
    const { defaultBackend, tls = [], rules = [] } = spec;
    writer.line(`Default backend:\t${defaultBackend ? backendText(call, ingress, defaultBackend) : '<default>'}`);
    if (tls.length > 0) {
      writer.line('TLS:');
      for (const { secretName, hosts = [] } of tls as readonly Anything[]) {
        const what = secretName ? `${secretName} terminates` : 'SNI routes';
        writer.line(`${what} ${hosts.join(',')}`, 1);
      }
    }
    writer.line('Rules:');
    if (rules.length > 0) {
      writer.line('Host\tPath\tBackends', 1);
      writer.line('----\t----\t--------', 1);
    }
    let isAny = false;
    for (const { host, http } of rules as readonly Anything[]) {
      if (!http) continue;
      isAny = true;
      writer.line(`${host || '*'}\t`, 1);
      for (const { path, backend } of http.paths as readonly Anything[]) {
        writer.line(`\t${path ?? ''} \t${backendText(call, ingress, backend)}`, 1);
      }
    }
    if (!isAny) {
      if (rules.length === 0) {
        writer.line('Host\tPath\tBackends', 1);
        writer.line('----\t----\t--------', 1);
      }
      writer.line(`*\t*\t${defaultBackend ? backendText(call, ingress, defaultBackend) : '<default>'}`, 1);
    }
    writer.annotations('Annotations', metadata.annotations);
    describeEvents(call, writer, ingress);
  },
};

/** `web:80 (10.0.0.1:8080)`, or why there is nobody. */
function backendText(call: Call, ingress: Anything, { service, resource }: Anything): string {
  if (!service) return `APIGroup: ${resource?.apiGroup ?? '<none>'}, Kind: ${resource?.kind}, Name: ${resource?.name}`;
  const port = service.port?.number ?? service.port?.name ?? '';
  const found = siblings(call, 'Service', ingress).find(({ metadata }) => metadata.name === service.name);
  if (!found) return `${service.name}:${port} (<error: services "${service.name}" not found>)`;
  const ports = (found['spec'].ports ?? []) as readonly Anything[];
  const own = ports.find((one) => one['port'] === port || one['name'] === port);
  const slices = slicesOf(siblings(call, 'EndpointSlice', ingress), service.name);
  return `${service.name}:${port} (${endpointsText(slices, own?.['name'])})`;
}
