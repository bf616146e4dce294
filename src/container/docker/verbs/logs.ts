/** `docker logs`: what the main process printed, in all its runs, until the container is removed. */
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const logs: Verb = {
  name: 'logs',
  options: {
    flags: ['follow', 'timestamps'],
    values: ['tail', 'since', 'until'],
    short: { f: 'follow', t: 'timestamps', n: 'tail' },
  },
  takes: 'containers',
  run(host, words) {
    const options = readOptions(words, logs.options);
    const [name = ''] = options.words;
    const container = host.find(name);
    if (!container) return refused(`No such container: ${name}`);
    const tail = options.value('tail') ?? 'all';
    const lines =
      tail === 'all' ? container.lines : container.lines.slice(Math.max(0, container.lines.length - Number(tail)));
    const text = (stream: 'stdout' | 'stderr') =>
      lines
        .filter((line) => line.stream === stream)
        .map((line) => (options.has('timestamps') ? `${new Date(line.atMs).toISOString()} ${line.text}` : line.text))
        .join('');
    return said(text('stdout'), text('stderr'));
  },
};
