/** `docker rmi`: takes an image's name away, unless a container needs it. */
import { readOptions, said, type Verb } from '../verb.ts';
import { userOf } from './images.ts';

export const rmi: Verb = {
  name: 'rmi',
  options: { flags: ['force', 'no-prune'], short: { f: 'force' } },
  takes: 'images',
  run(host, words) {
    const options = readOptions(words, rmi.options);
    let output = '';
    let errors = '';
    for (const image of options.words) {
      const name = host.images.nameOf(image) ?? image;
      const user = userOf(host, name);
      if (!host.images.isHere(image)) {
        errors += `Error response from daemon: No such image: ${image.includes(':') ? image : `${image}:latest`}\n`;
      } else if (user && (user.isUp || !options.has('force'))) {
        const how = user.isUp ? 'cannot be forced' : 'must be forced';
        errors += `Error response from daemon: conflict: unable to remove repository reference "${image}" (${how}) - container ${user.id.slice(0, 12)} is using its referenced image\n`;
      } else {
        host.images.remove(image);
        output += `Untagged: ${name.replace(/^docker\.io\/(library\/)?/, '')}\n`;
      }
    }
    return said(output, errors, errors === '' ? 0 : 1);
  },
};
