/** `kubectl rollout pause` and `resume`: of Deployments only. */
import { qualifiedResource } from '#api/scheme.ts';
import { fieldManagerFlag, outputFlags } from '../arguments/common-flags.ts';
import { leaveWith } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { patchRollout, rolloutFlags, rolloutTargets } from './rollout-targets.ts';

const flags = [...rolloutFlags, ...outputFlags, fieldManagerFlag];

export const pause: Command = {
  name: 'pause',
  summary: { es: 'Detiene un despliegue', en: 'Pause a rollout' },
  examples: [['kubectl rollout pause deploy/web', { es: 'Los cambios esperan', en: 'Changes wait' }]],
  usage: 'RESOURCE',
  flags,
  run: (call) => setPaused(call, true),
};

export const resume: Command = {
  name: 'resume',
  summary: { es: 'Reanuda un despliegue detenido', en: 'Resume a paused rollout' },
  examples: [['kubectl rollout resume deploy/web', { es: 'Los cambios siguen', en: 'Changes go on' }]],
  usage: 'RESOURCE',
  flags,
  run: (call) => setPaused(call, false),
};

function setPaused(call: Call, paused: boolean): void {
  const refusals: string[] = [];
  for (const target of rolloutTargets(call)) {
    const { definition, object } = target;
    const subject = `${qualifiedResource(definition)} "${object.metadata.name}"`;
    if (definition.kind !== 'Deployment') {
      refusals.push(`error: ${subject} ${paused ? 'pausing' : 'resuming'} is not supported\n`);
      continue;
    }
    if ((object['spec'].paused ?? false) === paused) {
      refusals.push(`error: ${subject} is ${paused ? 'already' : 'not'} paused\n`);
      continue;
    }
    const patch = { spec: { paused: paused ? true : null } };
    const refusal = patchRollout(call, target, patch, paused ? 'paused' : 'resumed');
    if (refusal !== undefined) refusals.push(refusal);
  }
  leaveWith(refusals);
}
