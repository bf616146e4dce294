/** `docker tag`: one more name for an image; the layers are the same. */
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const tag: Verb = {
  name: 'tag',
  options: {},
  takes: 'images',
  run(host, words) {
    const [from = '', to = ''] = readOptions(words, tag.options).words;
    if (!host.images.isHere(from)) return refused(`No such image: ${from.includes(':') ? from : `${from}:latest`}`);
    if (host.images.nameOf(to) === undefined) return said('', `invalid reference format\n`, 1);
    host.images.tag(from, to);
    return said('');
  },
};
