/** `docker volume create|rm|ls`: storage that outlives every container. */
import { readOptions, refused, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

export const volume: Verb = {
  name: 'volume',
  run(host, words) {
    const [action = '', ...rest] = words;
    const { words: names } = readOptions(rest, {
      values: ['driver', 'label', 'opt'],
      short: { d: 'driver', o: 'opt' },
    });
    const [name] = names;
    switch (action) {
      case 'create':
        return said(`${host.addVolume(name ?? host.newId()).name}\n`);
      case 'rm': {
        if (name === undefined || !host.volumes.has(name)) return refused(`get ${name ?? ''}: no such volume`);
        const user = host.containers.find(({ plan }) =>
          plan.mounts.some(({ type, source }) => type === 'volume' && source === name),
        );
        if (user) return refused(`remove ${name}: volume is in use - [${user.id}]`);
        host.volumes.delete(name);
        return said(`${name}\n`);
      }
      case 'ls':
        return said(table([['DRIVER', 'VOLUME NAME'], ...[...host.volumes.keys()].map((each) => ['local', each])]));
      default:
        return said('', `docker: unknown command: docker volume ${action}\n`, 1);
    }
  },
};
