/** `docker kill`: SIGKILL at once. */
import { forEach, readOptions, untilEnded, type Verb } from '../verb.ts';

export const kill: Verb = {
  name: 'kill',
  *run(host, words) {
    const options = readOptions(words, { values: ['signal'], short: { s: 'signal' } });
    return yield* forEach(host, options.words, function* (container) {
      if (!container.isUp) return `cannot kill container: ${container.name}: container ${container.id} is not running`;
      container.kill();
      yield untilEnded(container);
      return undefined;
    });
  },
};
