/** `docker compose start`: containers that were stopped go on; what was never made stays unmade. */
import type { Routine } from '#simulation/coroutine.ts';
import type { DockerAnswer } from '../../docker/verb.ts';
import { ComposeFault } from '../compose-fault.ts';
import { type ComposeProject, noSuchService, Progress } from './compose-project.ts';
import { startService } from './up.ts';

export function* start(project: ComposeProject, names: readonly string[] = []): Routine<DockerAnswer> {
  const chosen = project.chosen(names);
  if ('unknown' in chosen) return noSuchService(chosen.unknown);
  const progress = new Progress();
  try {
    for (const name of chosen) {
      if (project.containersOf(name).length === 0)
        return progress.failed(`service "${name}" has no container to start`);
      yield* startService(project, name, progress);
    }
    return progress.done();
  } catch (fault) {
    if (!(fault instanceof ComposeFault)) throw fault;
    return progress.failed(fault.message);
  }
}
