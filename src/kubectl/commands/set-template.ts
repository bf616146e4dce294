/**
 * What the verbs of `kubectl set` share: find the objects, change their pod template, send what changed as a patch, say so.
 */
import type { Draft } from '#api/meta/object.ts';
import { kindStruct } from '#api/structure/structure.ts';
import type { Anything } from '../api.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fileFlags,
  outputFlags,
  selectorFlags,
} from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import type { FlagSpec } from '../arguments/flags.ts';
import { type Found, leaveWith, nothingProvided, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { failWith, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';
import { threeWayPatch } from '../three-way-patch.ts';

export const setFlags: readonly FlagSpec[] = [
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  dryRunFlag,
  fieldManagerFlag,
  { name: 'local', type: 'bool' },
];

// biome-ignore lint/suspicious/noExplicitAny: pod specs of any kind, being edited
export type EditablePodSpec = any;

/** The pod spec inside an object that runs pods; undefined for others. */
export function podSpecOf(object: Anything): EditablePodSpec {
  if (object.kind === 'Pod') return object['spec'];
  if (object.kind === 'CronJob') return object['spec'].jobTemplate.spec.template.spec;
  return object['spec']?.template?.spec;
}

/** What is said of an object that runs no pods. */
function withoutTemplate({ definition, object }: Found): string {
  const { plural, version, kind } = definition;
  return `${plural}/${object.metadata.name} the object is not a pod or does not have a pod template: *${version}.${kind}`;
}

/** The objects named, or the end of the command. */
export function targets(call: Call, resources: readonly string[]): readonly Found[] {
  const files = call.flags.list('filename');
  if (resources.length === 0 && files.length === 0) nothingProvided();
  const selector = call.flags.text('selector').trim();
  const asked = requested(call, resources, { hasSelector: selector !== '' });
  const isUnnamed = asked.asked.some(({ name }) => name === undefined);
  if (isUnnamed && selector === '' && !call.flags.is('all'))
    failWith('resource(s) were provided, but no name was specified');
  const { found, refusals } = visit(call, asked, { labelSelector: selector });
  leaveWith(refusals);
  return found;
}

/**
 * `change` edits a copy and says what is wrong with the request, if anything. An object that stays as it was is not
 * reported, as kubectl does it. One without a pod spec is refused before it is asked, unless `change` is about another part.
 */
export function changeEach(
  call: Call,
  found: readonly Found[],
  what: string,
  change: (object: EditablePodSpec, podSpec: EditablePodSpec) => string | undefined,
  options: { readonly needsPodSpec: boolean } = { needsPodSpec: true },
): void {
  const refusals: string[] = [];
  const dryRun = dryRunOf(call);
  for (const { definition, object } of found) {
    const copy = structuredClone(object) as EditablePodSpec;
    const podSpec = podSpecOf(copy);
    const isWithout = options.needsPodSpec && podSpec === undefined;
    const wrong = isWithout ? withoutTemplate({ definition, object }) : change(copy, podSpec);
    if (wrong !== undefined) {
      refusals.push(`error: ${wrong}\n`);
      continue;
    }
    const type = definition.custom ? undefined : kindStruct(definition.group, definition.version, definition.kind);
    const patch = threeWayPatch({ last: object, file: copy, live: object }, type);
    if (Object.keys(patch).length === 0) continue;
    if (dryRun === 'client') {
      report(call, { definition, object: copy, what, dryRun });
      continue;
    }
    const { namespace, name } = object.metadata;
    const patched = call.api.patch(
      definition,
      namespace,
      name,
      { type: 'strategic', patch: patch as Draft },
      {
        fieldManager: 'kubectl-set',
        dryRun: dryRun === 'server',
      },
    );
    if (patched.ok) report(call, { definition, object: patched.value, what, dryRun });
    else {
      refusals.push(
        patched.error.reason === 'Invalid'
          ? refusalText(patched.error)
          : `error: failed to patch ${what.replace(/ updated$/, '')} update to pod template: ${patched.error.message}\n`,
      );
    }
  }
  leaveWith(refusals);
}

/** `key=value` at the end of the arguments are changes, what stands before are resources. */
export function splitChanges(args: readonly string[]): {
  readonly resources: readonly string[];
  readonly changes: readonly string[];
} {
  const isChange = (arg: string) => /^[^/]*=/.test(arg) || (/^[^/]+-$/.test(arg) && !arg.includes('/'));
  return { resources: args.filter((arg) => !isChange(arg)), changes: args.filter(isChange) };
}

/** Containers whose name fits the pattern, `*` being any: init containers too. */
export function containersLike(podSpec: EditablePodSpec, pattern: string): EditablePodSpec[] {
  const all = [...(podSpec.initContainers ?? []), ...(podSpec.containers ?? [])];
  if (pattern === '*') return all;
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
  return all.filter(({ name }: { name: string }) => expression.test(name));
}
