/** `docker volume create|inspect|prune|rm|ls`: storage that outlives every container. */
import { readOptions, refused, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

export const volume: Verb = {
  name: 'volume',
  options: {
    flags: ['force', 'all', 'quiet'],
    values: ['driver', 'label', 'opt', 'name'],
    short: { d: 'driver', o: 'opt', f: 'force', a: 'all', q: 'quiet' },
  },
  actions: { create: undefined, rm: 'volumes', inspect: 'volumes', prune: undefined, ls: undefined },
  run(host, words) {
    const [action = '', ...rest] = words;
    const { words: names, has } = readOptions(rest, volume.options);
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
      case 'inspect': {
        const missing = names.find((each) => !host.volumes.has(each));
        const shown = names
          .flatMap((each) => host.volumes.get(each) ?? [])
          .map((each) => ({
            Name: each.name,
            Driver: 'local',
            Scope: 'local',
            Mountpoint: `/var/lib/docker/volumes/${each.name}/_data`,
            Labels: Object.fromEntries(each.labels),
          }));
        const errors = missing === undefined ? '' : `Error response from daemon: get ${missing}: no such volume\n`;
        return said(`${JSON.stringify(shown, undefined, 4)}\n`, errors, errors === '' ? 0 : 1);
      }
      case 'prune': {
        const used = new Set(host.containers.flatMap(({ plan }) => plan.mounts.map(({ source }) => source)));
        // Only nameless ones, unless all are asked for: a volume somebody named is meant to stay.
        const gone = [...host.volumes.keys()].filter(
          (each) => !used.has(each) && (has('all') || /^[0-9a-f]{64}$/.test(each)),
        );
        for (const each of gone) host.volumes.delete(each);
        return said(`${gone.length > 0 ? `Deleted Volumes:\n${gone.join('\n')}\n\n` : ''}Total reclaimed space: 0B\n`);
      }
      case 'ls':
        return said(table([['DRIVER', 'VOLUME NAME'], ...[...host.volumes.keys()].map((each) => ['local', each])]));
      default:
        return said('', `docker: unknown command: docker volume ${action}\n`, 1);
    }
  },
};
