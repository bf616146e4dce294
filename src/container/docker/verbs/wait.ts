/** `docker wait`: blocks until containers have ended, and prints their exit codes. */
import { readOptions, said, untilEnded, type Verb } from '../verb.ts';

export const wait: Verb = {
  name: 'wait',
  options: {},
  takes: 'containers',
  *run(host, words) {
    let output = '';
    let errors = '';
    for (const name of readOptions(words, wait.options).words) {
      const container = host.find(name);
      if (!container) {
        errors += `Error response from daemon: No such container: ${name}\n`;
        continue;
      }
      yield untilEnded(container);
      output += `${container.exitCode}\n`;
    }
    return said(output, errors, errors === '' ? 0 : 1);
  },
};
