/** `docker compose ps`: the project's containers that run; with `all` those that ended as well. */
import { type DockerAnswer, said } from '../../docker/verb.ts';
import { commandOf, portsOf, statusOf, table } from '../../docker/verbs/ps.ts';
import { type ComposeProject, numberOf } from './compose-project.ts';
import { label } from './service-plan.ts';

export function ps(project: ComposeProject, options: { readonly all?: boolean } = {}): DockerAnswer {
  const { host } = project;
  const shown = project.containers.filter((container) => container.isUp || options.all);
  const sorted = [...shown].sort((one, other) =>
    one.name < other.name ? -1 : one.name > other.name ? 1 : numberOf(one) - numberOf(other),
  );
  const rows = sorted.map((container) => [
    container.name,
    container.plan.image,
    commandOf(host, container),
    container.plan.labels.get(label.service) ?? '',
    statusOf(host, container),
    portsOf(container),
  ]);
  return said(table([['NAME', 'IMAGE', 'COMMAND', 'SERVICE', 'STATUS', 'PORTS'], ...rows]));
}
