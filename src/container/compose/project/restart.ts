/** `docker compose restart`: the same containers once more. What changed in the file since is not looked at. */
import type { Routine } from '#simulation/coroutine.ts';
import { type DockerAnswer, untilEnded } from '../../docker/verb.ts';
import { type ComposeProject, noSuchService, Progress } from './compose-project.ts';

export function* restart(project: ComposeProject, names: readonly string[] = []): Routine<DockerAnswer> {
  const chosen = project.chosen(names);
  if ('unknown' in chosen) return noSuchService(chosen.unknown);
  const progress = new Progress();
  for (const container of chosen.flatMap((name) => project.containersOf(name))) {
    container.stop(container.plan.stopSeconds);
    yield untilEnded(container);
    const started = project.host.start(container);
    if (!started.ok) return progress.failed(`Error response from daemon: ${started.error}`);
    progress.say('Container', container.name, 'Started');
  }
  return progress.done();
}
