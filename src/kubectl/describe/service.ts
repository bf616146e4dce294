/** Services, with the endpoints behind each port. */
import type { Anything } from '../api.ts';
import { labelsText } from '../printers/printer.ts';
import { type Describer, siblings } from './describer.ts';
import { describeEvents } from './events.ts';

export const serviceDescriber: Describer = {
  kind: 'Service',
  describe(call, writer, service) {
    const { metadata, spec, status } = service;
    const slices = slicesOf(siblings(call, 'EndpointSlice', service), metadata.name);
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Selector:\t${labelsText(spec.selector)}`);
    writer.line(`Type:\t${spec.type}`);
    if (spec.ipFamilyPolicy) writer.line(`IP Family Policy:\t${spec.ipFamilyPolicy}`);
    if ((spec.ipFamilies ?? []).length > 0) writer.line(`IP Families:\t${spec.ipFamilies.join(',')}`);
    else writer.line('IP Families:\t<none>');
    writer.line(`IP:\t${spec.clusterIP ?? ''}`);
    const addresses = (spec.clusterIPs ?? []) as readonly string[];
    writer.line(`IPs:\t${addresses.length > 0 ? addresses.join(',') : '<none>'}`);
    if ((spec.externalIPs ?? []).length > 0) writer.line(`External IPs:\t${spec.externalIPs.join(',')}`);
    if (spec.loadBalancerIP) writer.line(`Desired LoadBalancer IP:\t${spec.loadBalancerIP}`);
    if (spec.externalName) writer.line(`External Name:\t${spec.externalName}`);
    const ingress = (status?.loadBalancer?.ingress ?? []) as readonly {
      ip?: string;
      hostname?: string;
      ipMode?: string;
    }[];
    if (ingress.length > 0) {
      const shown = ingress.map(({ ip, hostname, ipMode }) => `${ip ?? hostname ?? ''}${ipMode ? ` (${ipMode})` : ''}`);
      writer.line(`LoadBalancer Ingress:\t${shown.join(', ')}`);
    }
    for (const port of (spec.ports ?? []) as readonly Anything[]) {
      const { name, protocol = 'TCP', nodePort, targetPort, appProtocol } = port;
      const named = name || '<unset>';
      writer.line(`Port:\t${named}\t${port['port']}/${protocol}`);
      writer.line(`TargetPort:\t${targetPort ?? port['port']}/${protocol}`);
      if (appProtocol) writer.line(`AppProtocol:\t${appProtocol}`);
      if (nodePort) writer.line(`NodePort:\t${named}\t${nodePort}/${protocol}`);
      writer.line(`Endpoints:\t${endpointsText(slices, name)}`);
    }
    writer.line(`Session Affinity:\t${spec.sessionAffinity ?? 'None'}`);
    if (spec.externalTrafficPolicy) writer.line(`External Traffic Policy:\t${spec.externalTrafficPolicy}`);
    if (spec.internalTrafficPolicy) writer.line(`Internal Traffic Policy:\t${spec.internalTrafficPolicy}`);
    if (spec.healthCheckNodePort) writer.line(`HealthCheck NodePort:\t${spec.healthCheckNodePort}`);
    if ((spec.loadBalancerSourceRanges ?? []).length > 0) {
      writer.line(`LoadBalancer Source Ranges:\t${spec.loadBalancerSourceRanges.join(',')}`);
    }
    describeEvents(call, writer, service);
  },
};

export function slicesOf(all: readonly Anything[], service: string): readonly Anything[] {
  return all.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service);
}

/** The first three that are ready; `<none>` where nobody even looks for any. */
export function endpointsText(slices: readonly Anything[], portName: string | undefined): string {
  if (slices.length === 0) return '<none>';
  const all: string[] = [];
  for (const slice of slices) {
    for (const { name, port } of (slice['ports'] ?? []) as readonly Anything[]) {
      if ((name ?? '') !== (portName ?? '')) continue;
      for (const { addresses, conditions } of (slice['endpoints'] ?? []) as readonly Anything[]) {
        if (conditions?.ready === false) continue;
        for (const address of addresses) all.push(`${address}:${port}`);
      }
    }
  }
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}
