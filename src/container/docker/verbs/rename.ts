/** `docker rename`: another name for a container; nothing else about it can be changed. */
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const rename: Verb = {
  name: 'rename',
  options: {},
  takes: 'containers',
  run(host, words) {
    const [from = '', to = ''] = readOptions(words, rename.options).words;
    const container = host.find(from);
    if (!container) return refused(`No such container: ${from}`);
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(to))
      return refused(`Invalid container name (${to}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    const other = host.containers.find(({ name }) => name === to);
    if (other) {
      return refused(
        `Error when allocating new name: Conflict. The container name "/${to}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    }
    container.name = to;
    return said('');
  },
};
