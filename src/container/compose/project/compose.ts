/**
 * A line of docker compose on a project: `compose(project, ['up', '-d', '--scale', 'web=3'])`. Containers always go on in the
 * background; `logs` shows what they print.
 */
import type { Routine } from '#simulation/coroutine.ts';
import {
  type DockerAnswer,
  DockerUsage,
  type OptionShape,
  type Options,
  readOptions,
  said,
} from '../../docker/verb.ts';
import type { ComposeProject } from './compose-project.ts';
import { down } from './down.ts';
import { logs } from './logs.ts';
import { ps } from './ps.ts';
import { restart } from './restart.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { up } from './up.ts';

type Verb = (project: ComposeProject, options: Options) => Routine<DockerAnswer> | DockerAnswer;

const verbs: Readonly<Record<string, Verb>> = {
  up: (project, options) =>
    up(project, {
      services: options.words,
      scale: new Map(options.all('scale').map(scaleOf)),
      removeOrphans: options.has('remove-orphans'),
      forceRecreate: options.has('force-recreate'),
    }),
  down: (project, options) =>
    down(project, { volumes: options.has('volumes'), removeOrphans: options.has('remove-orphans') }),
  stop: (project, { words }) => stop(project, words),
  start: (project, { words }) => start(project, words),
  restart: (project, { words }) => restart(project, words),
  ps: (project, options) => ps(project, { all: options.has('all') }),
  logs: (project, { words }) => logs(project, words),
};

export const composeVerbs: readonly string[] = Object.keys(verbs);

export const composeOptions: OptionShape = {
  flags: ['detach', 'remove-orphans', 'force-recreate', 'volumes', 'all', 'follow'],
  values: ['scale', 'tail', 'timeout'],
  short: { d: 'detach', v: 'volumes', a: 'all', f: 'follow', t: 'timeout', n: 'tail' },
};

export function* compose(project: ComposeProject, words: readonly string[]): Routine<DockerAnswer> {
  const [name = '', ...rest] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) return said('', `unknown docker command: "compose ${name}"\n`, 1);
  try {
    const answer = verb(project, readOptions(rest, composeOptions));
    return 'exitCode' in answer ? answer : yield* answer;
  } catch (fault) {
    if (!(fault instanceof DockerUsage)) throw fault;
    return said('', `${fault.message}\n`, 1);
  }
}

function scaleOf(text: string): readonly [string, number] {
  const [, service, count] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (service === undefined || Number(count) > 100) {
    throw new DockerUsage(`invalid --scale option "${text}". Should be SERVICE=NUM`);
  }
  return [service, Number(count)];
}
