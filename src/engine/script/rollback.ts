/** Goes back to the template of before, as `kubectl rollout undo` does. Bare pods have no history. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import type { Stage } from '../play/stage/stage.ts';
import type { Workload } from '../play/stage/workloads.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role });

export const rollback = defineStep<z.infer<typeof parameters>>({
  name: 'rollback',
  asks: true,
  parameters,
  run(stage, { role: name }) {
    const { title } = stage.role(name);
    const undone = stage.workloadsOf(name).filter((workload) => rollBack(stage, workload));
    stage.note(
      inEach((language) =>
        undone.length > 0
          ? { es: `Se vuelve a la versión anterior: ${title.es}`, en: `Back to the version of before: ${title.en}` }[
              language
            ]
          : {
              es: `No hay versión anterior a la que volver: ${title.es}`,
              en: `There is no earlier version to go back to: ${title.en}`,
            }[language],
      ),
    );
    return undone.length > 0 ? 'done' : 'unreached';
  },
});

/** False where there is nothing to go back to. */
function rollBack({ client }: Stage, { kind, namespace, name }: Workload): boolean {
  if (kind === 'Deployment') {
    const deployment = client.get('Deployment', namespace, name);
    const owned = client
      .list('ReplicaSet', { namespace })
      .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === deployment?.metadata.uid));
    const [, before] = owned.sort((one, other) => revisionOf(other) - revisionOf(one));
    if (!deployment || !before?.spec?.template) return false;
    const { metadata, spec } = before.spec.template;
    const { 'pod-template-hash': _hash, ...labels } = metadata?.labels ?? {};
    const template = { metadata: { ...metadata, labels }, spec };
    return client.update('Deployment', { ...deployment, spec: { ...deployment.spec, template } }).ok;
  }
  if (kind !== 'StatefulSet' && kind !== 'DaemonSet') return false;
  const object = client.get(kind, namespace, name);
  const owned = client
    .list('ControllerRevision', { namespace })
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === object?.metadata.uid));
  const [, before] = owned.sort((one, other) => other.revision - one.revision);
  if (!before) return false;
  const patch = before.data as Readonly<Record<string, unknown>>;
  return client.patch(kind, namespace, name, { type: 'strategic', patch }).ok;
}

function revisionOf({ metadata }: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }) {
  return Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}
