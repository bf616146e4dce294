/** `kubectl set image deploy/web web=nginx:1.29`. */
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { changeEach, containersLike, setFlags, splitChanges, targets } from './set-template.ts';

export const setImage: Command = {
  name: 'image',
  summary: { es: 'Cambia la imagen de un contenedor', en: 'Change the image of a container' },
  examples: [
    ['kubectl set image deploy/web web=nginx:1.29', { es: 'La del contenedor web', en: 'That of the container web' }],
    ["kubectl set image deploy/web '*=nginx:1.29'", { es: 'La de todos', en: 'That of all' }],
  ],
  usage: '(-f FILE | TYPE NAME) CONTAINER_NAME=IMAGE ...',
  flags: setFlags,
  run(call) {
    const { resources, changes } = splitChanges(call.args);
    const found = resources.length === 0 && call.flags.list('filename').length === 0 ? targets(call, []) : undefined;
    if (changes.length === 0) failWith('at least one image update is required');
    changeEach(call, found ?? targets(call, resources), 'image updated', (_object, podSpec) => {
      for (const change of changes) {
        const [, name = '', image = ''] = /^([^=]*)=(.*)$/.exec(change) ?? [];
        const containers = containersLike(podSpec, name);
        if (containers.length === 0 && name !== '*') return `unable to find container named ${JSON.stringify(name)}`;
        for (const container of containers) container.image = image;
      }
      return undefined;
    });
  },
};
