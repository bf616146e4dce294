/** `docker images`: what lies on this host, pulled or committed here. */
import type { DockerHost } from '../docker-host.ts';
import { readOptions, said, type Verb } from '../verb.ts';
import { table } from './ps.ts';

export const images: Verb = {
  name: 'images',
  options: { flags: ['all', 'quiet', 'no-trunc'], short: { a: 'all', q: 'quiet' } },
  takes: 'images',
  run(host, words) {
    const options = readOptions(words, images.options);
    const [wanted] = options.words;
    const shown = host.images.all().filter(({ repository, tag }) => {
      return wanted === undefined || wanted === repository || wanted === `${repository}:${tag}`;
    });
    if (options.has('quiet')) return said(shown.map(({ id }) => `${id}\n`).join(''));
    const rows = shown.map(({ repository, tag, id, sizeBytes }) => [repository, tag, id, 'N/A', sizeText(sizeBytes)]);
    return said(table([['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], ...rows]));
  },
};

/** `192MB`, `4.28MB`: thousands, three digits. */
export function sizeText(bytes: number): string {
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    // biome-ignore format: a table
    if (bytes >= size) return `${Number((bytes / size).toPrecision(3))}${unit}`;
  }
  return `${bytes}B`;
}

/** An image that a container still uses. */
export function userOf(host: DockerHost, name: string) {
  return host.containers.find(({ plan }) => host.images.nameOf(plan.image) === name);
}
