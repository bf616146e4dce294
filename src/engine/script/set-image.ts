/** Upgrades the role's containers to another image, as `kubectl set image` does: in the template, or in a bare pod itself. */
import * as z from 'zod';
import type { Pod } from '#api/core/pod.ts';
import { role } from '../checks/parameters.ts';
import { containersOf } from '../play/cast.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, image: z.string() });

const templated = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'] as const;

export const setImage = defineStep<z.infer<typeof parameters>>({
  name: 'set-image',
  asks: true,
  parameters,
  run(stage, { role: name, image }) {
    const { title } = stage.role(name);
    const workloads = stage.workloadsOf(name);
    stage.note(
      inEach((language) =>
        language === 'es' ? `Se actualiza ${title.es} a \`${image}\`` : `${title.en} is upgraded to \`${image}\``,
      ),
    );
    for (const { kind, namespace, name: workload, actor } of workloads) {
      const containers = containersOf(actor, stage.role(name));
      const known = templated.find((one) => one === kind);
      if (known) {
        const patch = { spec: { template: { spec: images(actor.pod, containers, image) } } };
        stage.client.patch(known, namespace, workload, { type: 'strategic', patch });
      } else if (kind === 'Pod') {
        stage.client.patch('Pod', namespace, workload, {
          type: 'strategic',
          patch: { spec: images(actor.pod, containers, image) },
        });
      }
    }
    return 'done';
  },
});

function images(pod: Pod, containers: readonly string[], image: string) {
  const named = (list: readonly { readonly name: string }[] | undefined) =>
    (list ?? []).filter(({ name }) => containers.includes(name)).map(({ name }) => ({ name, image }));
  const [main, init] = [named(pod.spec.containers), named(pod.spec.initContainers)];
  return { ...(main.length > 0 ? { containers: main } : {}), ...(init.length > 0 ? { initContainers: init } : {}) };
}
