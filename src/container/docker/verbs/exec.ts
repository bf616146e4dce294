/** `docker exec`: one more program in a container that runs. */
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const exec: Verb = {
  name: 'exec',
  options: {
    flags: ['interactive', 'tty', 'detach'],
    values: ['env', 'user', 'workdir'],
    short: { i: 'interactive', t: 'tty', d: 'detach', e: 'env', u: 'user', w: 'workdir' },
    stopsAtWord: true,
  },
  takes: 'containers',
  *run(host, words) {
    const options = readOptions(words, exec.options);
    const [name = '', ...argv] = options.words;
    const container = host.find(name);
    if (!container) return refused(`No such container: ${name}`);
    if (container.state !== 'running' || !container.run) return refused(`container ${container.id} is not running`);
    const variables = options.all('env');
    const result = yield container.run.exec(variables.length > 0 ? ['env', ...variables, ...argv] : argv);
    if (result.ok) return said(result.value.output, result.value.errors, result.value.exitCode ?? 137);
    const reason = `OCI runtime exec failed: exec failed: unable to start container process: ${result.error}`;
    return said('', `${reason}\n`, result.error.includes('permission denied') ? 126 : 127);
  },
};
