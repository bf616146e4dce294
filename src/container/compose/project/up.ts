/**
 * `docker compose up -d`: networks, volumes and containers that are missing are made, those whose description changed are
 * made anew, surplus ones removed, and all are started after what they depend on. What is as declared is left alone.
 */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { DockerContainer } from '../../docker/docker-container.ts';
import type { DockerAnswer } from '../../docker/verb.ts';
import { untilEnded } from '../../docker/verb.ts';
import { pullIfMissing } from '../../docker/verbs/create.ts';
import { ComposeFault } from '../compose-fault.ts';
import { type ComposeProject, noSuchService, numberOf, Progress } from './compose-project.ts';
import { resourcesOf, type Service } from './service.ts';
import { configHash, label, servicePlan } from './service-plan.ts';

export interface UpOptions {
  /** Only these and what they need. */
  readonly services?: readonly string[];
  /** `--scale web=3` */
  readonly scale?: ReadonlyMap<string, number>;
  readonly removeOrphans?: boolean;
  readonly forceRecreate?: boolean;
}

const pollMs = 500;

export function* up(project: ComposeProject, options: UpOptions = {}): Routine<DockerAnswer> {
  const unknown = options.services?.find((name) => !project.services.has(name));
  if (unknown !== undefined) return noSuchService(unknown);
  const progress = new Progress();
  try {
    makeResources(project, progress);
    yield* removeOrphans(project, options, progress);
    const wanted = withDependencies(project, options.services ?? []);
    for (const name of wanted) yield* makeContainers(project, name, options, progress);
    for (const name of wanted) yield* startService(project, name, progress);
    return progress.done();
  } catch (fault) {
    if (!(fault instanceof ComposeFault)) throw fault;
    return progress.failed(fault.message);
  }
}

function withDependencies(project: ComposeProject, names: readonly string[]): readonly string[] {
  if (names.length === 0) return project.order;
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const needed of Object.keys(project.services.get(name)?.depends_on ?? {})) add(needed);
  };
  for (const name of names) add(name);
  return project.order.filter((name) => wanted.has(name));
}

function makeResources({ config, host, name, services }: ComposeProject, progress: Progress): void {
  const labels = new Map([[label.project, name]]);
  const used = new Set([...services.values()].flatMap((service) => Object.keys(service.networks ?? {})));
  for (const [key, network] of resourcesOf(config, 'networks')) {
    if (!used.has(key) || host.networks.has(network.name)) continue;
    if (network.external)
      throw new ComposeFault(`network ${network.name} declared as external, but could not be found`);
    host.addNetwork(network.name, labels);
    progress.say('Network', network.name, 'Created');
  }
  for (const volume of resourcesOf(config, 'volumes').values()) {
    if (host.volumes.has(volume.name)) continue;
    if (volume.external) throw new ComposeFault(`external volume "${volume.name}" not found`);
    host.addVolume(volume.name, labels);
    progress.say('Volume', volume.name, 'Created');
  }
}

function* removeOrphans(project: ComposeProject, options: UpOptions, progress: Progress): Routine<void> {
  const { orphans } = project;
  if (orphans.length === 0) return;
  if (options.removeOrphans) {
    for (const container of orphans) yield* removeContainer(project, container, progress);
    return;
  }
  const names = orphans.map(({ name }) => name).join(' ');
  progress.warn(
    `Found orphan containers ([${names}]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.`,
  );
}

function* makeContainers(project: ComposeProject, name: string, options: UpOptions, progress: Progress): Routine<void> {
  const { host } = project;
  const service = project.services.get(name) as Service;
  const count = options.scale?.get(name) ?? service.scale ?? service.deploy?.replicas ?? 1;
  const present = project.containersOf(name);
  for (const container of present.slice(count).reverse()) yield* removeContainer(project, container, progress);
  const kept = present.slice(0, count);
  for (const container of kept) {
    const isSame = container.plan.labels.get(label.hash) === configHash(service);
    if (!isSame || options.forceRecreate) yield* recreate(project, name, container, progress);
  }
  const numbers = new Set(kept.map(numberOf));
  for (let number = 1; numbers.size < count; number++) {
    if (numbers.has(number)) continue;
    numbers.add(number);
    const plan = servicePlan(project, name, service, number);
    yield* pullIfMissing(host, plan.image);
    const made = host.create(plan);
    if (!made.ok) throw new ComposeFault(`Error response from daemon: ${made.error}`);
    progress.say('Container', plan.name, 'Created');
  }
}

/** What it kept in volumes nobody named goes over to the new one. */
function* recreate(project: ComposeProject, name: string, old: DockerContainer, progress: Progress): Routine<void> {
  const { host } = project;
  old.stop(old.plan.stopSeconds);
  yield untilEnded(old);
  host.remove(old, false);
  const plan = servicePlan(project, name, project.services.get(name) as Service, numberOf(old));
  const inherited = old.plan.mounts.filter(
    ({ isAnonymous, target }) =>
      isAnonymous && !plan.mounts.some((mount) => mount.target === target && !mount.isAnonymous),
  );
  const own = plan.mounts.filter(({ target }) => !inherited.some((mount) => mount.target === target));
  yield* pullIfMissing(host, plan.image);
  const made = host.create({ ...plan, mounts: [...own, ...inherited] });
  if (!made.ok) throw new ComposeFault(`Error response from daemon: ${made.error}`);
  progress.say('Container', plan.name, 'Recreated');
}

function* removeContainer({ host }: ComposeProject, container: DockerContainer, progress: Progress): Routine<void> {
  container.stop(container.plan.stopSeconds);
  yield untilEnded(container);
  host.remove(container, false);
  progress.say('Container', container.name, 'Removed');
}

/** Starts what does not run, once everything it waits for is as it should be. */
export function* startService(project: ComposeProject, name: string, progress: Progress): Routine<void> {
  const waiting = project.containersOf(name).filter((container) => !container.isUp);
  if (waiting.length === 0) return;
  for (const [needed, { condition, required }] of Object.entries(project.services.get(name)?.depends_on ?? {})) {
    if (required || project.services.has(needed)) yield* waitFor(project, needed, condition, progress);
  }
  for (const container of waiting) {
    const started = project.host.start(container);
    if (!started.ok) throw new ComposeFault(`Error response from daemon: ${started.error}`);
    progress.say('Container', container.name, 'Started');
  }
}

function* waitFor(project: ComposeProject, needed: string, condition: string, progress: Progress): Routine<void> {
  if (condition === 'service_started') return;
  for (const container of project.containersOf(needed)) {
    progress.say('Container', container.name, 'Waiting');
    if (condition === 'service_healthy') yield* waitForHealth(project, container);
    else yield* waitForSuccess(project, container, needed);
    progress.say('Container', container.name, condition === 'service_healthy' ? 'Healthy' : 'Exited');
  }
}

function* waitForHealth({ host }: ComposeProject, container: DockerContainer): Routine<void> {
  const failed = (what: string) => new ComposeFault(`dependency failed to start: container ${container.name} ${what}`);
  if (!container.plan.health) throw failed('has no healthcheck configured');
  for (;;) {
    if (container.health === 'healthy') return;
    if (container.health === 'unhealthy') throw failed('is unhealthy');
    if (container.state === 'exited') throw failed(`exited (${container.exitCode})`);
    yield sleep(host.clock, pollMs);
  }
}

function* waitForSuccess({ host }: ComposeProject, container: DockerContainer, service: string): Routine<void> {
  while (container.isUp) yield sleep(host.clock, pollMs);
  if (container.exitCode === 0) return;
  throw new ComposeFault(`service "${service}" didn't complete successfully: exit ${container.exitCode}`);
}
