/**
 * What may come next on a kubectl line: verbs, flags, types, names, files, namespaces, and the fields of `explain`. The
 * words are those after `kubectl`; the last one is being typed and may be empty.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { kindStruct } from '#api/structure/structure.ts';
import { Api } from './api.ts';
import type { FlagSpec } from './arguments/flags.ts';
import type { Surroundings } from './call.ts';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { structIn } from './explain/describe-field.ts';
import { globalFlags } from './global-flags.ts';

/** Verbs that take nodes as they are. */
const ofNodes = new Set(['cordon', 'uncordon', 'drain']);
/** Verbs that take pods, or `type/name`. */
const ofPods = new Set(['logs', 'exec', 'cp']);

export function completeKubectl(around: Surroundings, words: readonly string[]): readonly string[] {
  const typed = words.at(-1) ?? '';
  return candidates(around, words.slice(0, -1), typed)
    .filter((candidate) => candidate.startsWith(typed) && candidate !== typed)
    .sort();
}

function candidates(around: Surroundings, before: readonly string[], typed: string): readonly string[] {
  const { command, path, rest } = follow(before);
  const flags = [...(command?.flags ?? []), ...globalFlags];
  if (typed.startsWith('-')) return flags.map(({ name }) => `--${name}`);
  const api = new Api(around.cluster.client, {
    user: undefined,
    fieldValidation: 'Strict',
    onWarning: () => undefined,
  });
  const flag = flagBefore(flags, before.at(-1));
  if (flag) return valuesOf(around, api, flag);
  if (!command) return commands.map(({ name }) => name);
  if (command.subcommands && rest.length === 0) return command.subcommands.map(({ name }) => name);
  const namespace = namespaceIn(before) ?? around.namespace;
  const [verb = ''] = path;
  if (verb === 'explain') return fieldsOf(api, typed);
  if (ofNodes.has(verb)) return namesOf(api, api.findResource('nodes'), undefined);
  if (typed.includes('/')) {
    const [type = ''] = typed.split('/');
    return namesOf(api, api.findResource(type), namespace).map((name) => `${type}/${name}`);
  }
  const words = rest.filter((word) => !word.startsWith('-'));
  if (ofPods.has(verb)) return words.length === 0 ? namesOf(api, api.findResource('pods'), namespace) : [];
  if (path.join(' ') === 'config set-context') return ['--current'];
  const types = api.allKinds().map(({ plural }) => plural);
  const [type] = words;
  if (type === undefined) return takesTypes(path) ? types : [];
  return type.includes('/') ? [] : namesOf(api, api.findResource(type), namespace);
}

function takesTypes([verb = '', second = '']: readonly string[]): boolean {
  if (verb === 'rollout' || verb === 'set') return second !== '';
  return ![
    'create',
    'run',
    'apply',
    'api-resources',
    'api-versions',
    'version',
    'cluster-info',
    'top',
    'diff',
  ].includes(verb);
}

function follow(before: readonly string[]): {
  readonly command: Command | undefined;
  readonly path: readonly string[];
  readonly rest: readonly string[];
} {
  const rest = [...before];
  const path: string[] = [];
  let list: readonly Command[] = commands;
  let command: Command | undefined;
  for (;;) {
    const at = rest.findIndex((word) => !word.startsWith('-'));
    const next = list.find(({ name, aliases = [] }) => name === rest[at] || aliases.includes(rest[at] ?? ''));
    if (at < 0 || !next) return { command, path, rest };
    command = next;
    path.push(next.name);
    rest.splice(at, 1);
    list = next.subcommands ?? [];
  }
}

/** The flag that waits for its value. */
function flagBefore(flags: readonly FlagSpec[], word: string | undefined): FlagSpec | undefined {
  if (!word?.startsWith('-') || word.includes('=')) return undefined;
  const flag = flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
  return flag && flag.type !== 'bool' && flag.bare === undefined ? flag : undefined;
}

function valuesOf(around: Surroundings, api: Api, { name }: FlagSpec): readonly string[] {
  switch (name) {
    case 'filename':
    case 'from-file':
    case 'from-env-file':
      return around.folder.list();
    case 'namespace':
      return namesOf(api, api.findResource('namespaces'), undefined);
    case 'output':
      return ['wide', 'yaml', 'json', 'name', 'jsonpath=', 'custom-columns=', 'go-template='];
    case 'dry-run':
      return ['client', 'server', 'none'];
    case 'for':
      return ['condition=', 'delete', 'create', 'jsonpath='];
    default:
      return [];
  }
}

function namespaceIn(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '-n' || word === '--namespace');
  return at < 0 ? words.find((word) => word.startsWith('--namespace='))?.slice(12) : words[at + 1];
}

function namesOf(api: Api, definition: KindDefinition | undefined, namespace: string | undefined): readonly string[] {
  if (!definition) return [];
  const listed = api.list(definition, namespace === undefined ? {} : { namespace });
  return listed.ok ? listed.value.map(({ metadata }) => metadata.name) : [];
}

/** `pod.spec.con` → `pod.spec.containers`. */
function fieldsOf(api: Api, typed: string): readonly string[] {
  const steps = typed.split('.');
  const [type = '', ...path] = steps;
  if (path.length === 0) return api.allKinds().map(({ plural }) => plural);
  const definition = api.findResource(type);
  if (!definition || definition.custom) return [];
  let struct = kindStruct(definition.group, definition.version, definition.kind);
  for (const step of path.slice(0, -1)) {
    const field = struct?.fields.get(step);
    struct = field ? structIn(field.type) : undefined;
  }
  return [...(struct?.fields.keys() ?? [])].map((name) => [...steps.slice(0, -1), name].join('.'));
}
