/** `docker diff`: what a container's own layer has over its image: A added, C changed, D deleted. */
import { directoryOf } from '../../files/paths.ts';
import { readOptions, refused, said, type Verb } from '../verb.ts';

export const diff: Verb = {
  name: 'diff',
  options: {},
  takes: 'containers',
  run(host, words) {
    const [name = ''] = readOptions(words, diff.options).words;
    const container = host.find(name);
    if (!container) return refused(`No such container: ${name}`);
    const image = host.images.layer(container.plan.image, host.images.behaviour(container.plan.image));
    const { ownLayer } = container;
    const lines = new Map<string, string>();
    // A directory above something that came, went or changed has changed itself.
    const above = (path: string) => {
      for (let at = directoryOf(path); at !== '/'; at = directoryOf(at))
        if (!lines.has(at)) lines.set(at, image.nodes.has(at) ? 'C' : 'A');
    };
    for (const path of ownLayer.nodes.keys()) {
      if (path === '/') continue;
      above(path);
      if (!(lines.get(path) === 'C' && ownLayer.nodes.get(path)?.type === 'directory'))
        lines.set(path, image.nodes.has(path) ? 'C' : 'A');
    }
    for (const path of ownLayer.whiteouts) {
      if (ownLayer.nodes.has(path) || !image.nodes.has(path)) continue;
      above(path);
      lines.set(path, 'D');
    }
    return said(
      [...lines]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([path, kind]) => `${kind} ${path}\n`)
        .join(''),
    );
  },
};
