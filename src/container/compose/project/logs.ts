/** `docker compose logs`: what all containers printed, in the order of time, each line with who said it. */
import { type DockerAnswer, said } from '../../docker/verb.ts';
import { type ComposeProject, noSuchService, numberOf } from './compose-project.ts';

export function logs(project: ComposeProject, names: readonly string[] = []): DockerAnswer {
  const chosen = project.chosen(names);
  if ('unknown' in chosen) return noSuchService(chosen.unknown);
  const lines = chosen.flatMap((service) =>
    project.containersOf(service).flatMap((container) => {
      const who =
        container.plan.name === `${project.name}-${service}-${numberOf(container)}`
          ? `${service}-${numberOf(container)}`
          : container.name;
      return container.lines.flatMap(({ atMs, text }) =>
        text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => ({ who, atMs, line })),
      );
    }),
  );
  const width = Math.max(0, ...lines.map(({ who }) => who.length));
  lines.sort((one, other) => one.atMs - other.atMs);
  return said(lines.map(({ who, line }) => `${who.padEnd(width)}  | ${line}\n`).join(''));
}
