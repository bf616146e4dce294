/**
 * An apply request from front to back: the document is checked against its schema, then creates the object or is merged
 * into the one that exists. Either way what comes out goes through the registry like any other write.
 */
import { decodeObject } from '#api/decode/decode.ts';
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { fail, type Result } from '#base/result.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApplyOptions } from '../api-client.ts';
import type { Registry } from '../registry.ts';
import { isObject, type Json } from '../structural-sharing.ts';
import { type Application, applyTo, firstManagers } from './apply.ts';
import { structOfKind } from './typed-value.ts';

export function applyDocument(
  registry: Registry,
  clock: VirtualClock,
  definition: KindDefinition,
  sent: Readonly<Json>,
  options: ApplyOptions,
): Result<KubernetesObject, Status> {
  const type = structOfKind(definition);
  const decoded = options.decoded ? undefined : decodeObject(definition, sent, { apply: true });
  if (decoded && !decoded.ok) return fail(decoded.error.status);
  const document = (decoded ? decoded.value : sent) as Json;
  const { force, fieldManager, ...rest } = options;
  const application: Application = {
    definition,
    type,
    document,
    manager: fieldManager,
    force: force === true,
    time: clock.timestamp(),
  };
  const metadata = isObject(document['metadata']) ? document['metadata'] : {};
  const namespace = definition.namespaced ? String(metadata['namespace'] ?? 'default') : undefined;
  const name = String(metadata['name'] ?? '');
  const writeOptions = { ...rest, fieldManager };
  if (!registry.get(definition, namespace, name)) {
    const managedFields = firstManagers(application);
    return registry.create(definition, { ...document, metadata: { ...metadata, managedFields } }, writeOptions);
  }
  const manner = { verb: 'patch', isApply: true } as const;
  return registry.update(definition, namespace, name, (live) => applyTo(live, application), writeOptions, manner);
}
