/** Endpoints and EndpointSlices. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const endpointsDescriber: Describer = {
  kind: 'Endpoints',
  describe(call, writer, endpoints) {
    const { metadata } = endpoints;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line('Subsets:');
    for (const { addresses = [], notReadyAddresses = [], ports = [] } of (endpoints['subsets'] ??
      []) as readonly Anything[]) {
      const list = (some: readonly { ip: string }[]) =>
        some.length === 0 ? '<none>' : some.map(({ ip }) => ip).join(',');
      writer.line(`Addresses:\t${list(addresses)}`, 1);
      writer.line(`NotReadyAddresses:\t${list(notReadyAddresses)}`, 1);
      if (ports.length > 0) {
        writer.line('Ports:', 1);
        writer.line('Name\tPort\tProtocol', 2);
        writer.line('----\t----\t--------', 2);
        for (const { name, port, protocol } of ports) writer.line(`${name || '<unset>'}\t${port}\t${protocol}`, 2);
      }
      writer.line('');
    }
    describeEvents(call, writer, endpoints);
  },
};

export const endpointSliceDescriber: Describer = {
  kind: 'EndpointSlice',
  describe(call, writer, slice) {
    const { metadata } = slice;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`AddressType:\t${slice['addressType']}`);
    const ports = (slice['ports'] ?? []) as readonly Anything[];
    if (ports.length === 0) writer.line('Ports: <unset>');
    else {
      writer.line('Ports:');
      writer.line('Name\tPort\tProtocol', 1);
      writer.line('----\t----\t--------', 1);
      for (const { name, port, protocol } of ports)
        writer.line(`${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}`, 1);
    }
    const endpoints = (slice['endpoints'] ?? []) as readonly Anything[];
    if (endpoints.length === 0) writer.line('Endpoints: <none>');
    else {
      writer.line('Endpoints:');
      for (const { addresses, conditions = {}, hostname, targetRef, nodeName, zone } of endpoints) {
        writer.line(`- Addresses:\t${addresses.join(', ')}`, 1);
        writer.line('Conditions:', 2);
        writer.line(`Ready:\t${conditions.ready ?? '<unset>'}`, 3);
        writer.line(`Hostname:\t${hostname ?? '<unset>'}`, 2);
        if (targetRef) writer.line(`TargetRef:\t${targetRef.kind}/${targetRef.name}`, 2);
        writer.line(`NodeName:\t${nodeName ?? '<unset>'}`, 2);
        writer.line(`Zone:\t${zone ?? '<unset>'}`, 2);
      }
    }
    describeEvents(call, writer, slice);
  },
};
