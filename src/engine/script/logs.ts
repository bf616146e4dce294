/**
 * Reads the logs of the role's running pods, as `kubectl logs` does: those of the container that plays the role, or with
 * `init: true` those of its init containers, one after the other in their order. The check `command-output` looks at them:
 * all of a pod in one, or with `each: true` every container's by itself.
 */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { containersOf } from '../play/cast.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, init: z.boolean().default(false), each: z.boolean().default(false) });

export const logs = defineStep<z.infer<typeof parameters>>({
  name: 'logs',
  parameters,
  run(stage, { role: name, init, each }, as) {
    const { title } = stage.role(name);
    stage.note({ es: `Se leen los logs: ${title.es}`, en: `The logs are read: ${title.en}` });
    const living = stage.living(name);
    for (const actor of living) {
      const agent = stage.cluster.agents.get(actor.pod.spec.nodeName ?? '');
      const { namespace, name: pod } = actor.name;
      const containers = init
        ? (actor.pod.spec.initContainers ?? []).map((container) => container.name)
        : containersOf(actor, stage.role(name));
      const read = containers.map((container) => agent?.readLog(namespace, pod, container, false));
      for (const part of each ? read.map((log) => [log]) : [read]) {
        const output = part.map((log) => (log?.ok ? log.value : '')).join('');
        const refusal = part.find((log) => log && !log.ok);
        const errors = refusal && !refusal.ok ? refusal.error.message : '';
        stage.seen.remember('commands', as ?? 'logs', { actor, atMs: stage.elapsedMs, exitCode: 0, output, errors });
      }
    }
    return living.length > 0 ? 'done' : 'unreached';
  },
});
