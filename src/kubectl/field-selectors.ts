/**
 * What the server says of `-l` and `--field-selector` that it cannot follow. Fields may name name and namespace of every kind,
 * and a few more of some; of another one kinds of the core group do not say the same as the others.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { parseSelectorText } from '#api/meta/selector-text.ts';
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

/** The server's refusal of selectors that it cannot read, or of the first field that cannot be selected by. */
export function refusedSelectors(
  definition: KindDefinition,
  { labelSelector, fieldSelector }: { readonly labelSelector: string; readonly fieldSelector: string },
): Status | undefined {
  const read = parseSelectorText(labelSelector);
  const why = read.ok ? whyNotFields(definition, fieldSelector) : read.error;
  if (why === undefined) return undefined;
  const { group, version, plural } = definition;
  const selectors = `label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}`;
  const message = `Unable to find "${group}/${version}, Resource=${plural}" that match ${selectors}: ${why}`;
  return { code: 400, reason: 'BadRequest', message, causes: [] };
}

function whyNotFields({ kind, group, namespaced, custom }: KindDefinition, selector: string): string | undefined {
  const own = !custom && Object.hasOwn(more, kind) ? (more[kind] ?? []) : [];
  const known = namespaced ? [...everywhere, ...own] : [...everywhere.slice(0, 1), ...own];
  for (const term of selector.split(',')) {
    if (term === '') continue;
    const field = /^(.*?)(?:!=|==|=)/s.exec(term)?.[1];
    if (field === undefined) return `invalid selector: '${selector}'; can't understand '${term}'`;
    if (known.includes(field) || (group === '' && everywhere.includes(field))) continue;
    if (group === '' || own.length > 0 || custom) return `field label not supported: ${field}`;
    const allowed = known.map((one) => `"${one}"`).join(', ');
    return `"${field}" is not a known field selector: only ${allowed}`;
  }
  return undefined;
}
