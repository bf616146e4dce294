/** `kubectl rollout restart`: an annotation with the time in the pod template makes every pod new. */
import { qualifiedResource } from '#api/scheme.ts';
import { fieldManagerFlag, outputFlags } from '../arguments/common-flags.ts';
import { leaveWith } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { patchRollout, rolloutFlags, rolloutTargets } from './rollout-targets.ts';

const restartable: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

export const restart: Command = {
  name: 'restart',
  summary: { es: 'Renueva todos los Pods, por turnos', en: 'Renew all Pods, in turns' },
  examples: [['kubectl rollout restart deploy/web', { es: 'Un Deployment', en: 'A Deployment' }]],
  usage: 'RESOURCE',
  flags: [...rolloutFlags, ...outputFlags, fieldManagerFlag],
  run(call) {
    const refusals: string[] = [];
    for (const target of rolloutTargets(call)) {
      const { definition, object } = target;
      const subject = `${qualifiedResource(definition)} "${object.metadata.name}"`;
      if (!restartable.has(definition.kind)) {
        refusals.push(`error: ${subject} restarting is not supported\n`);
        continue;
      }
      if (object['spec'].paused) {
        refusals.push(`error: ${subject} can't restart paused deployment (run rollout resume first)\n`);
        continue;
      }
      const annotations = { 'kubectl.kubernetes.io/restartedAt': call.cluster.clock.timestamp() };
      const before = object['spec'].template.metadata?.annotations?.['kubectl.kubernetes.io/restartedAt'];
      if (before === annotations['kubectl.kubernetes.io/restartedAt']) {
        refusals.push(
          `error: failed to patch: ${subject}: if restart has already been triggered within the past second, please wait before attempting to trigger another\n`,
        );
        continue;
      }
      const patch = { spec: { template: { metadata: { annotations } } } };
      const refusal = patchRollout(call, target, patch, 'restarted');
      if (refusal !== undefined) refusals.push(refusal);
    }
    leaveWith(refusals);
  },
};
