/** `docker kill`: SIGKILL at once. */
import { forEach, readOptions, untilEnded, type Verb } from '../verb.ts';

export const kill: Verb = {
  name: 'kill',
  options: { values: ['signal'], short: { s: 'signal' } },
  takes: 'containers',
  *run(host, words) {
    const options = readOptions(words, kill.options);
    return yield* forEach(host, options.words, function* (container) {
      if (!container.isUp) return `cannot kill container: ${container.name}: container ${container.id} is not running`;
      container.kill();
      yield untilEnded(container);
      return undefined;
    });
  },
};
