/** Replaces the role's pods in good order, as `kubectl rollout restart` does: nothing changes but an annotation of the template. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role });

const restartable = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

export const restart = defineStep<z.infer<typeof parameters>>({
  name: 'restart',
  asks: true,
  parameters,
  run(stage, { role: name }) {
    const { title } = stage.role(name);
    stage.note({
      es: `Se reinicia en orden (\`kubectl rollout restart\`): ${title.es}`,
      en: `It is restarted in good order (\`kubectl rollout restart\`): ${title.en}`,
    });
    const annotations = { 'kubectl.kubernetes.io/restartedAt': stage.cluster.clock.timestamp() };
    const patch = { spec: { template: { metadata: { annotations } } } };
    const workloads = stage.workloadsOf(name).filter(({ kind }) => restartable.some((one) => one === kind));
    for (const { kind, namespace, name: workload } of workloads) {
      const known = restartable.find((one) => one === kind);
      if (known) stage.client.patch(known, namespace, workload, { type: 'strategic', patch });
    }
    return workloads.length > 0 ? 'done' : 'unreached';
  },
});
