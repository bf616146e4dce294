/** Which objects a rollout verb is about, and what all those verbs refuse. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Draft } from '#api/meta/object.ts';
import { fileFlags } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import type { FlagSpec } from '../arguments/flags.ts';
import { type Found, leaveWith, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { failWith, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';

export const rolloutFlags: readonly FlagSpec[] = [...fileFlags, { name: 'selector', short: 'l', type: 'string' }];

/** All objects of a kind where no name is given: `kubectl rollout history deploy`. */
export function rolloutTargets(call: Call): readonly Found[] {
  const files = call.flags.list('filename');
  if (call.args.length === 0 && files.length === 0) failWith('required resource not specified');
  const selector = call.flags.text('selector').trim();
  const asked = requested(call, call.args, { hasSelector: selector !== '' });
  const { found, refusals } = visit(call, asked, { labelSelector: selector });
  leaveWith(refusals);
  return found;
}

/** The refusal, if any; what became of it is told. */
export function patchRollout(
  call: Call,
  { definition, object }: Found,
  patch: Draft,
  what: string,
): string | undefined {
  const { name, namespace } = object.metadata;
  const how = { type: 'strategic', patch } as const;
  const patched = call.api.patch(definition, namespace, name, how, { fieldManager: 'kubectl-rollout' });
  if (!patched.ok) return refusalText(patched.error);
  report(call, { definition, object: patched.value, what });
  return undefined;
}

/** `Job.batch`, `ConfigMap`. */
export function groupKind({ kind, group }: KindDefinition): string {
  return group === '' ? kind : `${kind}.${group}`;
}
