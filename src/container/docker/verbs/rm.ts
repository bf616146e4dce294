/** `docker rm`: the container and its layer are gone for good. Volumes stay, nameless ones too unless `-v` is given. */
import { forEach, readOptions, untilEnded, type Verb } from '../verb.ts';

export const rm: Verb = {
  name: 'rm',
  options: { flags: ['force', 'volumes'], short: { f: 'force', v: 'volumes' } },
  takes: 'containers',
  *run(host, words) {
    const options = readOptions(words, rm.options);
    return yield* forEach(host, options.words, function* (container, name) {
      if (container.isUp && !options.has('force')) {
        return `cannot remove container "${name}": container is running: stop the container before removing or force remove`;
      }
      container.kill();
      yield untilEnded(container);
      if (host.containers.includes(container)) host.remove(container, options.has('volumes'));
      return undefined;
    });
  },
};
