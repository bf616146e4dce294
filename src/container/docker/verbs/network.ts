/** `docker network create|connect|disconnect|inspect|rm|ls`: in a network of one's own containers find one another by name. */
import type { DockerHost } from '../docker-host.ts';
import { type DockerAnswer, type Options, readOptions, refused, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

type Action = (host: DockerHost, options: Options) => DockerAnswer;

const create: Action = (host, { words: [name = ''] }) =>
  host.networks.has(name) ? refused(`network with name ${name} already exists`) : said(`${host.addNetwork(name).id}\n`);

const rm: Action = (host, { words: [name = ''] }) => {
  if (!host.networks.has(name)) return refused(`network ${name} not found`);
  const user = host.containers.find((container) => container.isUp && container.networks.has(name));
  if (user)
    return refused(
      `error while removing network: network ${name} has active endpoints (name:"${user.name}" id:"${user.id.slice(0, 12)}")`,
    );
  host.networks.delete(name);
  return said(`${name}\n`);
};

const ls: Action = (host) => {
  const rows = [...host.networks.values()].map(({ id, name }) => [id.slice(0, 12), name, driverOf(name), 'local']);
  return said(table([['NETWORK ID', 'NAME', 'DRIVER', 'SCOPE'], ...rows]));
};

const connect: Action = (host, options) => {
  const [name = '', reference = ''] = options.words;
  const [network, container] = [host.networks.get(name), host.find(reference)];
  if (!network) return refused(`network ${name} not found`);
  if (!container) return refused(`No such container: ${reference}`);
  if (container.networks.has(name)) {
    return refused(`endpoint with name ${container.name} already exists in network ${name}`);
  }
  host.connectNetwork(container, network, options.all('alias'));
  return said('');
};

const disconnect: Action = (host, { words: [name = '', reference = ''] }) => {
  const container = host.find(reference);
  if (!host.networks.has(name)) return refused(`network ${name} not found`);
  if (!container) return refused(`No such container: ${reference}`);
  if (!container.networks.has(name)) return refused(`container ${container.id} is not connected to network ${name}`);
  host.disconnectNetwork(container, name);
  return said('');
};

const inspect: Action = (host, { words }) => {
  const missing = words.find((name) => !host.networks.has(name));
  const shown = words.flatMap((name) => host.networks.get(name) ?? []).map((network) => describe(host, network.name));
  const errors = missing === undefined ? '' : `Error response from daemon: network ${missing} not found\n`;
  return said(`${JSON.stringify(shown, undefined, 4)}\n`, errors, errors === '' ? 0 : 1);
};

const actions: Readonly<Record<string, Action>> = { create, rm, ls, connect, disconnect, inspect };

export const network: Verb = {
  name: 'network',
  options: {
    flags: ['quiet', 'force', 'internal', 'attachable'],
    values: ['driver', 'subnet', 'gateway', 'label', 'alias', 'ip', 'opt'],
    short: { d: 'driver', q: 'quiet', f: 'force', o: 'opt' },
  },
  actions: {
    create: undefined,
    rm: 'networks',
    ls: undefined,
    connect: 'networks',
    disconnect: 'networks',
    inspect: 'networks',
  },
  run(host, words) {
    const [name = '', ...rest] = words;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return said('', `docker: unknown command: docker network ${name}\n`, 1);
    const options = readOptions(rest, network.options);
    return action(host, options);
  },
};

function driverOf(name: string): string {
  return name === 'host' ? 'host' : 'bridge';
}

function describe(host: DockerHost, name: string): object {
  const known = host.networks.get(name);
  const inside = host.containers.filter(({ isUp, networks }) => isUp && networks.has(name));
  return {
    Name: name,
    Id: known?.id,
    Scope: 'local',
    Driver: driverOf(name),
    IPAM: { Config: [{ Subnet: `${known?.prefix}.0/16`, Gateway: `${known?.prefix}.1` }] },
    Containers: Object.fromEntries(
      inside.map(({ id, name: container, addresses }) => [
        id,
        { Name: container, IPv4Address: `${addresses.get(name) ?? ''}/16` },
      ]),
    ),
    Labels: Object.fromEntries(known?.labels ?? []),
  };
}
