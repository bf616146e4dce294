/** `docker compose down`: containers and networks are gone; volumes only with `-v`, and never those of somebody else. */
import type { Routine } from '#simulation/coroutine.ts';
import { type DockerAnswer, untilEnded } from '../../docker/verb.ts';
import { type ComposeProject, Progress } from './compose-project.ts';
import { resourcesOf } from './service.ts';

export function* down(
  project: ComposeProject,
  options: { readonly volumes?: boolean; readonly removeOrphans?: boolean } = {},
): Routine<DockerAnswer> {
  const { host, config } = project;
  const progress = new Progress();
  const own = [...project.order].reverse().flatMap((name) => project.containersOf(name));
  for (const container of options.removeOrphans ? [...project.orphans, ...own] : own) {
    container.stop(container.plan.stopSeconds);
    yield untilEnded(container);
    progress.say('Container', container.name, 'Stopped');
    host.remove(container, options.volumes === true);
    progress.say('Container', container.name, 'Removed');
  }
  if (options.volumes) {
    for (const { name, external } of resourcesOf(config, 'volumes').values()) {
      if (!external && host.volumes.delete(name)) progress.say('Volume', name, 'Removed');
    }
  }
  for (const { name, external } of resourcesOf(config, 'networks').values()) {
    const isUsed = host.containers.some(({ networks }) => networks.has(name));
    if (external || !host.networks.has(name)) continue;
    if (isUsed) progress.say('Network', name, 'Resource is still in use');
    else if (host.networks.delete(name)) progress.say('Network', name, 'Removed');
  }
  return progress.done();
}
