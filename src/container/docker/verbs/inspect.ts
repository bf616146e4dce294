/** `docker inspect`: what a container is and how it fares, as JSON; the keys are docker's, the commonest of them. */
import type { DockerContainer } from '../docker-container.ts';
import type { DockerHost } from '../docker-host.ts';
import { readOptions, said, type Verb } from '../verb.ts';

export const inspect: Verb = {
  name: 'inspect',
  options: { values: ['type'] },
  takes: 'containers',
  run(host, words) {
    const { words: names } = readOptions(words, inspect.options);
    const found = names.map((name) => [name, host.find(name)] as const);
    const missing = found.filter(([, container]) => !container).map(([name]) => `error: no such object: ${name}\n`);
    const shown = found.flatMap(([, container]) => (container ? [describe(host, container)] : []));
    return said(`${JSON.stringify(shown, undefined, 4)}\n`, missing.join(''), missing.length === 0 ? 0 : 1);
  },
};

function describe(host: DockerHost, container: DockerContainer): object {
  const { plan } = container;
  const time = (atMs: number) => (atMs === 0 ? '0001-01-01T00:00:00Z' : new Date(atMs).toISOString());
  return {
    Id: container.id,
    Created: time(container.createdAtMs),
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    State: {
      Status: container.state,
      Running: container.isUp,
      Restarting: container.state === 'restarting',
      OOMKilled: container.outOfMemory,
      ExitCode: container.exitCode,
      Error: container.startError,
      StartedAt: time(container.startedAtMs),
      FinishedAt: time(container.finishedAtMs),
      ...(container.health && { Health: { Status: container.health } }),
    },
    Config: {
      Hostname: plan.hostname ?? container.id.slice(0, 12),
      Env: [...plan.environment].map(([name, value]) => `${name}=${value}`),
      Cmd: plan.command ?? host.images.behaviour(plan.image).command,
      Entrypoint: plan.entrypoint ?? host.images.behaviour(plan.image).entrypoint,
      Image: plan.image,
      Labels: Object.fromEntries(plan.labels),
    },
    HostConfig: {
      RestartPolicy: { Name: plan.restart.name, MaximumRetryCount: plan.restart.maximumRetries },
      Memory: Number.isFinite(plan.memoryBytes) ? plan.memoryBytes : 0,
      AutoRemove: plan.removeAtEnd,
      ReadonlyRootfs: plan.readOnlyRoot,
    },
    Mounts: plan.mounts.map(({ type, source, target, readOnly }) => ({
      Type: type,
      ...(type === 'volume' ? { Name: source } : { Source: source }),
      Destination: target,
      RW: !readOnly,
    })),
    NetworkSettings: {
      Ports: Object.fromEntries(
        plan.ports.map(({ port, protocol, hostAddress, hostPort }) => [
          `${port}/${protocol}`,
          [{ HostIp: hostAddress, HostPort: String(hostPort) }],
        ]),
      ),
      Networks: Object.fromEntries(
        [...container.networks].map(([name, aliases]) => [
          name,
          { Aliases: aliases, IPAddress: container.isUp ? (container.addresses.get(name) ?? '') : '' },
        ]),
      ),
    },
  };
}
