/**
 * Which objects the arguments mean: `pods`, `pod web`, `deploy/web svc/web`, `deploy,sts -l app=web`, `all`, files.
 * The mistakes one can make here have words of their own, which learners meet often.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Anything, Api } from '../api.ts';
import type { Call } from '../call.ts';
import { Exit, failWith, plainError, refusalText } from '../exit.ts';

/** One kind asked for, with names or without. */
export interface Asked {
  readonly definition: KindDefinition;
  /** Absent: all of them. */
  readonly name?: string;
}

export interface AskedFor {
  readonly asked: readonly Asked[];
  /** Several kinds were named, or `type/name`: names are printed with their kind in front. */
  readonly severalKinds: boolean;
}

const severalTypesWithSlash =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

/** `names` false: what is asked for may not be named, there is a selector. */
export function askedFor(
  api: Api,
  args: readonly string[],
  options: { readonly hasSelector?: boolean } = {},
): AskedFor {
  const slashed = args.filter((arg) => arg.includes('/'));
  if (slashed.length > 0 && slashed.length < args.length) failWith(severalTypesWithSlash);
  if (slashed.length > 0) {
    if (options.hasSelector) failWith('name cannot be provided when a selector is specified');
    const asked = args.map((arg) => {
      const [type = '', name = '', ...more] = arg.split('/');
      if (more.length > 0 || type === '' || name === '') {
        failWith('arguments in resource/name form must have a single resource and name');
      }
      return { definition: kindOf(api, type), name };
    });
    return { asked, severalKinds: new Set(asked.map(({ definition }) => definition)).size > 1 };
  }
  const [types = '', ...names] = args;
  const definitions = kindsOf(api, types);
  if (names.length > 0 && options.hasSelector) failWith('name cannot be provided when a selector is specified');
  const severalKinds = definitions.length > 1;
  if (names.length === 0) return { asked: definitions.map((definition) => ({ definition })), severalKinds };
  return { asked: definitions.flatMap((definition) => names.map((name) => ({ definition, name }))), severalKinds };
}

/** `deploy,sts`, or `all`. */
function kindsOf(api: Api, types: string): readonly KindDefinition[] {
  return types
    .split(',')
    .filter((type) => type !== '')
    .flatMap((type) => (type === 'all' ? kindsOfAll(api) : [kindOf(api, type)]));
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
  if (!found) failWith(`the server doesn't have a resource type "${type}"`);
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
  readonly refusals: readonly string[];
}

/** Fetches what is asked for, in order; names that do not exist are told at the end. */
export function visit(
  call: Call,
  { asked }: AskedFor,
  options: { readonly labelSelector?: string; readonly fieldSelector?: string; readonly allNamespaces?: boolean } = {},
): Visit {
  const found: Found[] = [];
  const refusals: string[] = [];
  for (const { definition, name } of asked) {
    if (name !== undefined) {
      if (options.allNamespaces) failWith('a resource cannot be retrieved by name across all namespaces');
      const object = call.api.get(definition, call.namespace, name);
      if (object.ok) found.push({ definition, object: object.value });
      else refusals.push(refusalText(object.error));
      continue;
    }
    const objects = call.api.list(definition, {
      ...(options.allNamespaces ? {} : { namespace: call.namespace }),
      ...(options.labelSelector && { labelSelector: options.labelSelector }),
      ...(options.fieldSelector && { fieldSelector: options.fieldSelector }),
    });
    if (objects.ok) found.push(...objects.value.map((object) => ({ definition, object })));
    else refusals.push(refusalText(objects.error));
  }
  return { found, refusals };
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
