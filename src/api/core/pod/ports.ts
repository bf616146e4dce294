/** Ports of a container, and the conflict of two containers that want the same port of the node. */

import { invalidEach } from '../../meta/field-checks.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { portName, portNumber } from '../../meta/names.ts';
import type { ContainerDraft } from './model.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

export function validatePorts(ports: ContainerDraft['ports'], field: FieldPath): FieldError[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap(({ name = '', containerPort = 0, hostPort = 0, protocol = '' }, index) => {
    const place = field.index(index);
    const errors: FieldError[] = [];
    if (name !== '') {
      const details = portName(name);
      if (details.length > 0) errors.push(...invalidEach(place.child('name'), name, details));
      else if (names.has(name)) errors.push(duplicate(place.child('name'), name));
      else names.add(name);
    }
    if (containerPort === 0) errors.push(required(place.child('containerPort')));
    else errors.push(...invalidEach(place.child('containerPort'), containerPort, portNumber(containerPort)));
    if (hostPort !== 0) errors.push(...invalidEach(place.child('hostPort'), hostPort, portNumber(hostPort)));
    if (protocol === '') errors.push(required(place.child('protocol')));
    else if (!protocols.includes(protocol)) errors.push(notSupported(place.child('protocol'), protocol, protocols));
    return errors;
  });
}

/** `TCP//8080` twice on one node cannot be; the address is empty unless hostIP is set. */
export function validateHostPortConflicts(containers: readonly ContainerDraft[], field: FieldPath): FieldError[] {
  const taken = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, { ports = [] }] of containers.entries()) {
    for (const [portIndex, { hostPort = 0, hostIP = '', protocol = '' }] of ports.entries()) {
      if (hostPort === 0) continue;
      const claim = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(claim)) {
        errors.push(duplicate(field.index(index).child('ports').index(portIndex).child('hostPort'), claim));
      }
      taken.add(claim);
    }
  }
  return errors;
}

/** On the node's network a container cannot be reached by another port than its own. */
export function validateHostNetworkPorts(
  containers: readonly ContainerDraft[] | undefined,
  field: FieldPath,
): FieldError[] {
  return (containers ?? []).flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, containerPort = 0 }, portIndex) => {
      if (hostPort === containerPort) return [];
      const place = field.index(index).child('ports').index(portIndex).child('hostPort');
      return [invalid(place, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
    }),
  );
}
