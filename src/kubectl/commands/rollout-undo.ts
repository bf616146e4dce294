/** `kubectl rollout undo`: the pod template of an earlier revision becomes the current one. */

import { deepEqual } from '#cluster/apiserver/structural-sharing.ts';
import { dryRunFlag, dryRunOf, outputFlags } from '../arguments/common-flags.ts';
import { type Found, leaveWith } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { refusalText } from '../exit.ts';
import { report } from '../output/result.ts';
import { type Revision, revisionsOf } from './revisions.ts';
import { groupKind, rolloutFlags, rolloutTargets } from './rollout-targets.ts';

export const undo: Command = {
  name: 'undo',
  summary: { es: 'Vuelve a una revisión anterior', en: 'Go back to an earlier revision' },
  examples: [
    ['kubectl rollout undo deploy/web', { es: 'A la anterior', en: 'To the one before' }],
    ['kubectl rollout undo deploy/web --to-revision=2', { es: 'A la 2', en: 'To the second' }],
  ],
  usage: '(TYPE NAME | TYPE/NAME)',
  flags: [...rolloutFlags, ...outputFlags, dryRunFlag, { name: 'to-revision', type: 'int', default: '0' }],
  run(call) {
    const refusals: string[] = [];
    for (const target of rolloutTargets(call)) {
      const refusal = undoOne(call, target);
      if (refusal) refusals.push(refusal);
    }
    leaveWith(refusals);
  },
};

function undoOne(call: Call, target: Found): string | undefined {
  const { definition, object } = target;
  const { name, namespace } = object.metadata;
  const wanted = call.flags.number('to-revision');
  const revisions = revisionsOf(call, target);
  if (!revisions) return `error: no rollbacker has been implemented for "${groupKind(definition)}"\n`;
  if (definition.kind === 'Deployment' && object['spec'].paused) {
    return "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again\n";
  }
  const before = wanted > 0 ? revisions.find(({ number }) => number === wanted) : revisions.at(-2);
  if (!before) {
    if (wanted > 0) return `error: unable to find specified revision ${wanted} in history\n`;
    if (definition.kind === 'Deployment')
      return `error: no rollout history found for deployment ${JSON.stringify(name)}\n`;
    return 'error: no last revision to roll back to\n';
  }
  const template = withoutHash(before);
  const dryRun = dryRunOf(call);
  if (deepEqual(template, withoutHash({ ...before, template: object['spec'].template }))) {
    report(call, {
      definition,
      object,
      what: `skipped rollback (current template already matches revision ${before.number})`,
      dryRun,
    });
    return undefined;
  }
  if (dryRun === 'client') {
    report(call, { definition, object, what: 'rolled back', dryRun });
    return undefined;
  }
  const patched = call.api.patch(
    definition,
    namespace,
    name,
    {
      type: 'json',
      patch: [{ op: 'replace', path: '/spec/template', value: template }, ...annotationsBack(object, before)],
    },
    { fieldManager: 'kubectl-rollout', dryRun: dryRun === 'server' },
  );
  if (!patched.ok) return refusalText(patched.error);
  report(call, { definition, object: patched.value, what: 'rolled back', dryRun });
  return undefined;
}

/** The label that tells ReplicaSets apart is theirs alone. */
function withoutHash({ template }: Revision): object {
  const { 'pod-template-hash': _, ...labels } = (template.metadata?.labels ?? {}) as Record<string, string>;
  const { creationTimestamp: __, ...metadata } = template.metadata ?? ({} as Revision['template']['metadata']);
  return { ...template, metadata: { ...metadata, labels } };
}

/** What a Deployment keeps for itself when it takes a ReplicaSet's annotations back. */
const keptAnnotations: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

function annotationsBack(object: Found['object'], { annotations }: Revision) {
  if (object.kind !== 'Deployment') return [];
  const own = object.metadata.annotations ?? {};
  const value: Record<string, string> = {};
  for (const key of keptAnnotations) if (own[key] !== undefined) value[key] = own[key];
  for (const [key, text] of Object.entries(annotations)) if (!keptAnnotations.includes(key)) value[key] = text;
  return [{ op: 'add', path: '/metadata/annotations', value } as const];
}
