/**
 * What may come next on a line of docker or docker compose: verbs, flags, containers, images, networks, volumes, services. The
 * words are those after `docker`; the last one is being typed and may be empty.
 */
import { composeOptions, composeVerbs } from '#container/compose/project/compose.ts';
import type { Named, OptionShape } from '#container/docker/verb.ts';
import { verbs } from '#container/docker/verbs/index.ts';
import { shareFiles } from './docker-program.ts';
import type { World } from './world.ts';

export function completeDocker(world: World, words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words[0] === 'container' && words.length > 1 ? words.slice(1) : words;
  if (rest.length === 0) return [...verbs.map(({ name }) => name), 'compose', 'container'];
  if (first === 'compose') return compose(world, rest);
  const verb = verbs.find(({ name }) => name === first);
  if (!verb) return [];
  if (!verb.actions) return wordsOf(world, verb.options, verb.takes, rest);
  const [action = '', ...behind] = rest;
  if (behind.length === 0) return Object.keys(verb.actions);
  const isSecondOfTwo = /connect$/.test(action) && wordsIn(verb.options, behind.slice(0, -1)).length > 0;
  const named = Object.hasOwn(verb.actions, action) ? verb.actions[action] : undefined;
  return wordsOf(world, verb.options, isSecondOfTwo ? 'containers' : named, behind);
}

const composeGlobals: OptionShape = {
  values: ['file', 'project-name'],
  short: { f: 'file', p: 'project-name' },
};

function compose(world: World, words: readonly string[]): readonly string[] {
  const before = words.slice(0, -1);
  const [verb] = wordsIn(composeGlobals, before);
  if (verb === undefined) {
    return flagBefore(composeGlobals, before.at(-1)) === 'file' ? world.workstation.list() : composeVerbs;
  }
  const behind = words.slice(words.indexOf(verb) + 1);
  const typed = behind.at(-1) ?? '';
  if (typed.startsWith('-')) return flagsOf(composeOptions);
  shareFiles(world);
  const project = world.machine.project(undefined, undefined);
  const services = typeof project === 'string' ? [] : project.order;
  const flag = flagBefore(composeOptions, behind.at(-2));
  if (flag === 'scale') return services.map((service) => `${service}=`);
  return flag === undefined ? services : [];
}

function wordsOf(
  world: World,
  shape: OptionShape,
  named: Named | undefined,
  words: readonly string[],
): readonly string[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const isOfContainer = shape.stopsAtWord === true && wordsIn(shape, before).length > 0;
  if (isOfContainer) return [];
  if (typed.startsWith('-')) return flagsOf(shape);
  const flag = flagBefore(shape, before.at(-1));
  return flag === undefined ? namesOf(world, named) : valuesOf(world, flag);
}

function namesOf({ machine, workstation, cluster }: World, named: Named | undefined): readonly string[] {
  const { host } = machine;
  switch (named) {
    case 'containers':
      return host.containers.map(({ name }) => name);
    case 'images':
      return [...host.images.all().map(imageName), ...imagesInPods(cluster)];
    case 'networks':
      return [...host.networks.keys()];
    case 'volumes':
      return [...host.volumes.keys()];
    case undefined:
      return workstation.list();
  }
}

/** Whoever types an image has probably named it before. */
function imagesInPods(cluster: World['cluster']): readonly string[] {
  return cluster.client.list('Pod').flatMap(({ spec }) => spec.containers.flatMap(({ image }) => image ?? []));
}

function imageName({ repository, tag }: { readonly repository: string; readonly tag: string }): string {
  return tag === 'latest' ? repository : `${repository}:${tag}`;
}

function valuesOf(world: World, flag: string): readonly string[] {
  switch (flag) {
    case 'network':
    case 'net':
      return namesOf(world, 'networks');
    case 'volumes-from':
      return namesOf(world, 'containers');
    case 'volume':
      return namesOf(world, 'volumes').map((name) => `${name}:`);
    case 'restart':
      return ['no', 'always', 'unless-stopped', 'on-failure'];
    case 'pull':
      return ['always', 'missing', 'never'];
    case 'env-file':
      return world.workstation.list();
    default:
      return [];
  }
}

function flagsOf({ flags = [], values = [] }: OptionShape): readonly string[] {
  return [...flags, ...values].sort().map((name) => `--${name}`);
}

/** The flag that waits for its value. */
function flagBefore({ values = [], short = {} }: OptionShape, word: string | undefined): string | undefined {
  if (!word?.startsWith('-') || word.includes('=')) return undefined;
  const letter = word.at(-1) ?? '';
  const name = word.startsWith('--') ? word.slice(2) : Object.hasOwn(short, letter) ? short[letter] : undefined;
  return name !== undefined && values.includes(name) ? name : undefined;
}

/** Words that are no flags and no flags' values. */
function wordsIn(shape: OptionShape, words: readonly string[]): readonly string[] {
  return words.filter((word, at) => !word.startsWith('-') && flagBefore(shape, words[at - 1]) === undefined);
}
