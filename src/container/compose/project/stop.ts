/** `docker compose stop`: containers end, those that others need last; they stay, with their layers. */
import type { Routine } from '#simulation/coroutine.ts';
import { type DockerAnswer, untilEnded } from '../../docker/verb.ts';
import { type ComposeProject, noSuchService, Progress } from './compose-project.ts';

export function* stop(project: ComposeProject, names: readonly string[] = []): Routine<DockerAnswer> {
  const chosen = project.chosen(names);
  if ('unknown' in chosen) return noSuchService(chosen.unknown);
  const progress = new Progress();
  for (const container of [...chosen].reverse().flatMap((name) => project.containersOf(name))) {
    container.stop(container.plan.stopSeconds);
    yield untilEnded(container);
    progress.say('Container', container.name, 'Stopped');
  }
  return progress.done();
}
