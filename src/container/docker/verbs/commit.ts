/** `docker commit`: the container's own layer becomes the top layer of a new image. Volumes are no part of it. */
import { Layer } from '../../files/layer.ts';
import { copyLayer } from '../docker-container.ts';
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const commit: Verb = {
  name: 'commit',
  options: { values: ['message', 'author', 'change'], short: { m: 'message', a: 'author', c: 'change' } },
  takes: 'containers',
  run(host, words) {
    const options = readOptions(words, commit.options);
    const [name = '', image] = options.words;
    const container = host.find(name);
    if (!container) return refused(`No such container: ${name}`);
    const top = new Layer({ kind: 'overlay' });
    copyLayer(container.ownLayer, top);
    const id = `sha256:${host.newId()}`;
    const { plan } = container;
    const below = host.images.behaviour(plan.image);
    const behaviour = {
      ...below,
      environment: { ...below.environment, ...Object.fromEntries(plan.environment) },
      ...(plan.entrypoint && { entrypoint: plan.entrypoint }),
      ...(plan.command && { command: plan.command }),
    };
    host.images.commit(image ?? id, { id, parent: plan.image, behaviour, top });
    return said(`${id}\n`);
  },
};
