/** Sets the number of replicas of whatever controls the role's pods. Bare pods have nobody to ask. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, replicas: z.int().min(0) });

const scalable = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'] as const;

export const scale = defineStep<z.infer<typeof parameters>>({
  name: 'scale',
  asks: true,
  parameters,
  run(stage, { role: name, replicas }) {
    const { title } = stage.role(name);
    const workloads = stage.workloadsOf(name);
    for (const { kind, namespace, name: workload } of workloads) {
      const known = scalable.find((one) => one === kind);
      if (!known) continue;
      stage.note(
        inEach((language) =>
          language === 'es'
            ? `Se escala ${title.es} a ${replicas}: \`kubectl scale ${kind.toLowerCase()} ${workload} --replicas=${replicas}\``
            : `${title.en} is scaled to ${replicas}: \`kubectl scale ${kind.toLowerCase()} ${workload} --replicas=${replicas}\``,
        ),
      );
      stage.client.patch(known, namespace, workload, { type: 'merge', patch: { spec: { replicas } } });
      return 'done';
    }
    const controller = workloads.find(({ kind }) => kind !== 'Pod')?.kind;
    stage.note(
      controller === undefined
        ? {
            es: `Hay que escalar ${title.es} a ${replicas}, pero ningún controlador lleva su pod: no hay nada que escalar`,
            en: `${title.en} should be scaled to ${replicas}, but no controller looks after its pod: there is nothing to scale`,
          }
        : {
            es: `Hay que escalar ${title.es} a ${replicas}, pero un ${controller} no tiene número de réplicas que cambiar`,
            en: `${title.en} should be scaled to ${replicas}, but a ${controller} has no number of replicas to change`,
          },
    );
    return 'done';
  },
});
