/** `docker ps`: the containers that run; with `-a` those that ended or never began as well. */
import type { DockerContainer } from '../docker-container.ts';
import type { DockerHost } from '../docker-host.ts';
import { readOptions, said, type Verb } from '../verb.ts';

export const ps: Verb = {
  name: 'ps',
  options: { flags: ['all', 'quiet'], short: { a: 'all', q: 'quiet' } },
  run(host, words) {
    const options = readOptions(words, ps.options);
    const shown = host.containers.filter((container) => container.isUp || options.has('all')).reverse();
    if (options.has('quiet')) return said(shown.map(({ id }) => `${id.slice(0, 12)}\n`).join(''));
    const rows = shown.map((container) => [
      container.id.slice(0, 12),
      container.plan.image,
      commandOf(host, container),
      `${ago(host.clock.nowMs - container.createdAtMs)} ago`,
      statusOf(host, container),
      portsOf(container),
      container.name,
    ]);
    return said(table([['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'], ...rows]));
  },
};

/** Columns as wide as their widest cell, three spaces between them. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      (row) =>
        `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] as number))).join('   ')}\n`,
    )
    .join('');
}

export function commandOf(host: DockerHost, { plan }: DockerContainer): string {
  const image = host.images.behaviour(plan.image);
  const argv = plan.entrypoint
    ? [...plan.entrypoint, ...(plan.command ?? [])]
    : [...image.entrypoint, ...(plan.command ?? image.command)];
  const line = argv.join(' ');
  return `"${line.length > 20 ? `${line.slice(0, 19)}…` : line}"`;
}

/** `Up 5 minutes (healthy)`, `Exited (137) 3 seconds ago`. */
export function statusOf({ clock }: DockerHost, container: DockerContainer): string {
  const health =
    container.health === undefined
      ? ''
      : ` (${container.health === 'starting' ? 'health: starting' : container.health})`;
  switch (container.state) {
    case 'created':
      return 'Created';
    case 'running':
      return `Up ${ago(clock.nowMs - container.startedAtMs)}${health}`;
    case 'restarting':
      return `Restarting (${container.exitCode}) ${ago(clock.nowMs - container.finishedAtMs)} ago`;
    case 'exited':
      return `Exited (${container.exitCode}) ${ago(clock.nowMs - container.finishedAtMs)} ago`;
  }
}

export function portsOf({ plan, isUp }: DockerContainer): string {
  if (!isUp) return '';
  return plan.ports
    .map(({ hostAddress, hostPort, port, protocol }) => `${hostAddress}:${hostPort}->${port}/${protocol}`)
    .join(', ');
}

function ago(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  return hours < 24 * 14 ? `${Math.floor(hours / 24)} days` : `${Math.floor(hours / 168)} weeks`;
}
