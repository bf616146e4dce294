/**
 * Which fields `--field-selector` may name: name and namespace of every kind, and a few more of some. Another one is refused
 * by the server, which does not say the same for kinds of the core group and for the others.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Status } from '#api/meta/status.ts';

const everywhere = ['metadata.name', 'metadata.namespace'];

const more: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    ...['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork'],
    ...['status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName'],
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
  ReplicationController: ['status.replicas'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
  Event: [
    ...['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid'],
    ...['involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath'],
    ...['reason', 'reportingComponent', 'source', 'type'],
  ],
};

/** The server's refusal of the first field that cannot be selected by. */
export function refusedField(
  { kind, group, version, plural, namespaced }: KindDefinition,
  selector: string,
  labelSelector: string,
): Status | undefined {
  const own = Object.hasOwn(more, kind) ? (more[kind] ?? []) : [];
  const asked = selector.split(',').map((term) => term.split(/!?==?/)[0]?.trim() ?? '');
  const known = [...everywhere, ...own];
  const field = asked.find((one) => one !== '' && !known.includes(one));
  if (field === undefined) return undefined;
  const resource = `${group === '' ? '' : group}/${version}, Resource=${plural}`;
  const allowed = (namespaced ? everywhere : everywhere.slice(0, 1)).map((one) => `"${one}"`).join(', ');
  const why =
    group === '' || own.length > 0
      ? `field label not supported: ${field}`
      : `"${field}" is not a known field selector: only ${allowed}`;
  const message = `Unable to find "${resource}" that match label selector "${labelSelector}", field selector "${selector}": ${why}`;
  return { code: 400, reason: 'BadRequest', message, causes: [] };
}
