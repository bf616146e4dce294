/** `docker stop`: the stop signal, ten seconds of grace, then SIGKILL (exit 137). Restart policies do not bring it back. */
import { forEach, readOptions, untilEnded, type Verb } from '../verb.ts';

export const stop: Verb = {
  name: 'stop',
  options: { values: ['timeout', 'time', 'signal'], short: { t: 'timeout', s: 'signal' } },
  takes: 'containers',
  *run(host, words) {
    const options = readOptions(words, stop.options);
    const seconds = options.value('timeout') ?? options.value('time');
    return yield* forEach(host, options.words, function* (container) {
      container.stop(Number(seconds ?? container.plan.stopSeconds));
      yield untilEnded(container);
      return undefined;
    });
  },
};
