/** Services. */
import type { Anything } from '../api.ts';
import { ageColumn, column, labelsText, nameColumn, type Printer, wide } from './printer.ts';

export const servicePrinter: Printer = {
  kind: 'Service',
  columns: [
    nameColumn,
    column('TYPE', ({ spec }) => spec.type),
    column('CLUSTER-IP', ({ spec }) => spec.clusterIPs?.[0] ?? spec.clusterIP ?? '<none>'),
    column('EXTERNAL-IP', (service, seen) => externalAddress(service, seen.wide)),
    column('PORT(S)', ({ spec }) => servicePorts(spec.ports)),
    ageColumn,
    wide('SELECTOR', ({ spec }) => labelsText(spec.selector)),
  ],
};

function externalAddress({ spec, status }: Anything, isWide: boolean): string {
  const given = (spec.externalIPs ?? []) as readonly string[];
  if (spec.type === 'ExternalName') return spec.externalName;
  if (spec.type !== 'LoadBalancer') return given.length > 0 ? given.join(',') : '<none>';
  const ingress = (status?.loadBalancer?.ingress ?? []) as readonly { ip?: string; hostname?: string }[];
  const addresses = ingress.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  const balancer = [...new Set(addresses)].sort().join(',');
  const shown = !isWide && balancer.length > 16 ? `${balancer.slice(0, 13)}...` : balancer;
  if (given.length > 0) return [...(shown === '' ? [] : shown.split(',')), ...given].join(',');
  return shown === '' ? '<pending>' : shown;
}

/** `80/TCP`, with a node port `80:30080/TCP`. */
function servicePorts(ports: readonly { port: number; nodePort?: number; protocol?: string }[] = []): string {
  if (ports.length === 0) return '<none>';
  return ports
    .map(({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`)
    .join(',');
}
