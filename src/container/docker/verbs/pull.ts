/** `docker pull`: takes the time that the image's facts name. An image nobody described is there as well. */
import { sleep } from '#simulation/coroutine.ts';
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const pull: Verb = {
  name: 'pull',
  options: { flags: ['quiet', 'all-tags'], values: ['platform'], short: { q: 'quiet' } },
  takes: 'images',
  *run(host, words) {
    const options = readOptions(words, pull.options);
    const [image = ''] = options.words;
    const name = host.images.nameOf(image);
    if (name === undefined) return refused('invalid reference format');
    const isNew = !host.images.isHere(image);
    if (isNew) yield sleep(host.clock, host.images.behaviour(image).pullSeconds * 1000);
    host.images.pull(image);
    if (options.has('quiet')) return said(`${name}\n`);
    const tag = name.slice(name.lastIndexOf(':') + 1);
    const repository = name.replace(/^docker\.io\//, '').slice(0, -tag.length - 1);
    const short = name.replace(/^docker\.io\/(library\/)?/, '');
    const status = isNew ? `Downloaded newer image for ${short}` : `Image is up to date for ${short}`;
    return said(`${tag}: Pulling from ${repository}\nStatus: ${status}\n${name}\n`);
  },
};
