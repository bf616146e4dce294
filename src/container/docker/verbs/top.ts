/** `docker top`: the processes of a container as the host sees them. */
import { readOptions, refused, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

export const top: Verb = {
  name: 'top',
  options: {},
  takes: 'containers',
  run(host, words) {
    const [name = ''] = readOptions(words, top.options).words;
    const container = host.find(name);
    if (!container) return refused(`No such container: ${name}`);
    if (!container.isUp || !container.run) return refused(`container ${container.id} is not running`);
    const rows = [...container.run.pids.processes.values()].map(({ pid, user, argv }) => [
      user.uid === 0 ? 'root' : String(user.uid),
      String(pid),
      argv.join(' '),
    ]);
    return said(table([['UID', 'PID', 'CMD'], ...rows]));
  },
};
