/** `docker start`: the same container goes on, with the layer it had when it stopped. */
import { forEach, readOptions, type Verb } from '../verb.ts';

export const start: Verb = {
  name: 'start',
  options: { flags: ['attach', 'interactive'], short: { a: 'attach', i: 'interactive' } },
  takes: 'containers',
  *run(host, words) {
    const { words: names } = readOptions(words, start.options);
    return yield* forEach(host, names, (container) => {
      const started = host.start(container);
      return started.ok ? undefined : started.error;
    });
  },
};
