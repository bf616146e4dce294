/** `docker restart`: stop, then start; the layer stays. */
import { forEach, readOptions, untilEnded, type Verb } from '../verb.ts';

export const restart: Verb = {
  name: 'restart',
  options: { values: ['timeout', 'time'], short: { t: 'timeout' } },
  takes: 'containers',
  *run(host, words) {
    const options = readOptions(words, restart.options);
    return yield* forEach(host, options.words, function* (container) {
      container.stop(Number(options.value('timeout') ?? options.value('time') ?? container.plan.stopSeconds));
      yield untilEnded(container);
      const started = host.start(container);
      return started.ok ? undefined : `Cannot restart container ${container.name}: ${started.error}`;
    });
  },
};
