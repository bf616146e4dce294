/**
 * Which objects the arguments mean: `pods`, `pod web`, `deploy/web svc/web`, `deploy,sts -l app=web`, `all`, files.
 * The mistakes one can make here have words of their own, which learners meet often.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Anything, Api } from '../api.ts';
import { notSimulated } from '../api-resources.ts';
import type { Call } from '../call.ts';
import { Exit, failWith, plainError, refusalText } from '../exit.ts';

/** One kind asked for, with names or without. */
export interface Asked {
  readonly definition: KindDefinition;
  /** Absent: all of them. */
  readonly name?: string;
  /** Where a file says that it is; absent: where the command looks. */
  readonly namespace?: string | undefined;
}

export interface AskedFor {
  readonly asked: readonly Asked[];
  /** What could not even be asked for, of files: told after the rest. */
  readonly refusals: readonly string[];
}

const severalTypesWithSlash =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

export function askedFor(
  api: Api,
  args: readonly string[],
  options: { readonly hasSelector?: boolean } = {},
): AskedFor {
  const slashed = args.filter((arg) => arg.includes('/'));
  if (slashed.length > 0 && slashed.length < args.length) failWith(severalTypesWithSlash);
  if (slashed.length > 0) {
    const pairs = args.map(typeAndName);
    const asked = pairs.map(({ type, name }) => ({ definition: kindOf(api, type), name }));
    if (options.hasSelector) {
      failWith('selectors and the all flag cannot be used when passing resource/name arguments');
    }
    return { asked, refusals: [] };
  }
  const [types = '', ...names] = args;
  const definitions = kindsOf(api, types);
  if (names.length > 0 && options.hasSelector) failWith('name cannot be provided when a selector is specified');
  if (names.length === 0) return { asked: definitions.map((definition) => ({ definition })), refusals: [] };
  return { asked: definitions.flatMap((definition) => names.map((name) => ({ definition, name }))), refusals: [] };
}

/** `deploy/web` in two. */
export function typeAndName(arg: string): { readonly type: string; readonly name: string } {
  const [type = '', name = '', ...more] = arg.split('/');
  if (more.length > 0) failWith('arguments in resource/name form may not have more than one slash');
  if (type === '' || name === '' || type.includes(',')) {
    failWith('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}

/** `deploy,sts`, or `all`. */
function kindsOf(api: Api, types: string): readonly KindDefinition[] {
  return [...new Set(types.split(','))].flatMap((type) => (type === 'all' ? kindsOfAll(api) : [kindOf(api, type)]));
}

const namesOfAll: readonly string[] = [
  ...['Pod', 'ReplicationController', 'Service', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  ...['HorizontalPodAutoscaler', 'CronJob', 'Job'],
];

function kindsOfAll(api: Api): readonly KindDefinition[] {
  const kinds = api.allKinds();
  const builtIn = namesOfAll.flatMap((kind) => kinds.find((one) => one.kind === kind) ?? []);
  return [...builtIn, ...kinds.filter((one) => one.custom && one.categories?.includes('all'))];
}

export function kindOf(api: Api, type: string): KindDefinition {
  const found = api.findResource(type);
  const leftOut = found ? undefined : notSimulated(type);
  if (leftOut) failWith(`the simulator leaves out ${leftOut}`);
  // Of `deployments.v2.apps` it names what stands before the first dot.
  if (!found) failWith(`the server doesn't have a resource type "${type.split('.')[0]}"`);
  return found;
}

/** What an object is called with its kind: `pod/web`, `deployment.apps/web`. */
export function shownName(definition: KindDefinition, name: string): string {
  return `${typeName(definition)}/${name}`;
}

/** `pod`, `deployment.apps`. */
export function typeName({ group, singular }: KindDefinition): string {
  return group === '' ? singular : `${singular}.${group}`;
}

export interface Found {
  readonly definition: KindDefinition;
  readonly object: Anything;
}

/** What was found, and a line for each thing that was not: kubectl shows the one and then says the other. */
export interface Visit {
  readonly found: readonly Found[];
  /** The same, in runs of one kind. */
  readonly groups: readonly (readonly Found[])[];
  readonly refusals: readonly string[];
  /** Kinds of which not even a list came back. */
  readonly refused: ReadonlySet<KindDefinition>;
}

/** Fetches what is asked for, in order; names that do not exist are told at the end. */
export function visit(
  call: Call,
  { asked, refusals: before }: AskedFor,
  options: { readonly labelSelector?: string; readonly fieldSelector?: string; readonly allNamespaces?: boolean } = {},
): Visit {
  const groups: Found[][] = [];
  const refusals: string[] = [];
  const refused = new Set<KindDefinition>();
  const add = (definition: KindDefinition, object: Anything) => {
    const last = groups.at(-1);
    if (last?.[0]?.definition === definition) last.push({ definition, object });
    else groups.push([{ definition, object }]);
  };
  for (const { definition, name, namespace = call.namespace } of asked) {
    if (name !== undefined) {
      if (options.allNamespaces && definition.namespaced) {
        failWith('a resource cannot be retrieved by name across all namespaces');
      }
      const object = call.api.get(definition, namespace, name);
      if (object.ok) add(definition, object.value);
      else refusals.push(refusalText(object.error));
      continue;
    }
    const objects = call.api.list(definition, {
      ...(options.allNamespaces ? {} : { namespace }),
      ...(options.labelSelector && { labelSelector: options.labelSelector }),
      ...(options.fieldSelector && { fieldSelector: options.fieldSelector }),
    });
    if (objects.ok) for (const object of objects.value) add(definition, object);
    else {
      refused.add(definition);
      refusals.push(refusalText(objects.error));
    }
  }
  return { found: groups.flat(), groups, refusals: [...refusals, ...before], refused };
}

/** Ends the command with what could not be found, if anything. */
export function leaveWith(refusals: readonly string[]): void {
  if (refusals.length > 0) throw new Exit(refusals.join(''));
}

/** Names are needed: `kubectl delete pod` alone says so. */
export function needNames({ asked }: AskedFor): void {
  if (asked.some(({ name }) => name === undefined)) {
    failWith('resource(s) were provided, but no name was specified');
  }
}

/** Of commands that also take files. */
export function nothingProvided(): never {
  return plainError(
    [
      'error: You must provide one or more resources by argument or filename.',
      'Example resource specifications include:',
      "   '-f rsrc.yaml'",
      "   '--filename=rsrc.json'",
      "   '<resource> <name>'",
      "   '<resource>'",
    ].join('\n'),
  );
}
