/** `docker network create|rm|ls`: in a network of one's own containers find one another by name. */
import { readOptions, refused, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

export const network: Verb = {
  name: 'network',
  run(host, words) {
    const [action = '', ...rest] = words;
    const { words: names } = readOptions(rest, { values: ['driver', 'subnet', 'label'], short: { d: 'driver' } });
    const [name = ''] = names;
    const known = host.networks.get(name);
    switch (action) {
      case 'create':
        if (known) return refused(`network with name ${name} already exists`);
        return said(`${host.addNetwork(name).id}\n`);
      case 'rm': {
        if (!known) return refused(`network ${name} not found`);
        const user = host.containers.find((container) => container.isUp && container.plan.networks.has(name));
        if (user)
          return refused(
            `error while removing network: network ${name} has active endpoints (name:"${user.name}" id:"${user.id.slice(0, 12)}")`,
          );
        host.networks.delete(name);
        return said(`${name}\n`);
      }
      case 'ls': {
        const rows = [...host.networks.values()].map(({ id, name: each }) => [
          id.slice(0, 12),
          each,
          'bridge',
          'local',
        ]);
        return said(table([['NETWORK ID', 'NAME', 'DRIVER', 'SCOPE'], ...rows]));
      }
      default:
        return said('', `docker: unknown command: docker network ${action}\n`, 1);
    }
  },
};
