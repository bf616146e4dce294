/** `docker cp`: files between the host and a container, running or not. A relative path of the host lies in /root. */

import { FileError } from '../../files/file-error.ts';
import type { FileSystem } from '../../files/file-system.ts';
import type { Layer } from '../../files/layer.ts';
import { join, normalise } from '../../files/paths.ts';
import type { DockerContainer } from '../docker-container.ts';
import type { DockerHost } from '../docker-host.ts';
import { readOptions, refused, said, type Verb } from '../verb.ts';
import { sizeText } from './images.ts';

export const cp: Verb = {
  name: 'cp',
  options: { flags: ['archive', 'follow-link', 'quiet'], short: { a: 'archive', L: 'follow-link', q: 'quiet' } },
  takes: 'containers',
  run(host, words) {
    const { words: paths } = readOptions(words, cp.options);
    const [from, to] = paths.map((path) => placeOf(host, path));
    if (!from || !to || paths.length !== 2) return said('', "docker: 'docker cp' requires 2 arguments\n", 1);
    if ('missing' in from) return refused(`No such container: ${from.missing}`);
    if ('missing' in to) return refused(`No such container: ${to.missing}`);
    if (from.container && to.container) return said('', 'copying between containers is not supported\n', 1);
    if (!from.container && !to.container) return said('', 'must specify at least one container source\n', 1);
    const files = from.container ? read(filesOf(from.container), from.path) : readHost(host, from.path);
    if (!files) {
      return from.container
        ? refused(`Could not find the file ${from.path} in container ${from.container.name}`)
        : said('', `lstat ${from.path}: no such file or directory\n`, 1);
    }
    try {
      const target = to.container ? filesOf(to.container) : undefined;
      const isFolder = target ? target.find(to.path)?.type === 'directory' : host.folders.has(to.path);
      const base = isFolder ? join(to.path, from.path.slice(from.path.lastIndexOf('/') + 1)) : to.path;
      for (const [name, content] of files) {
        const path = name === '' ? base : join(base, name);
        if (target) {
          target.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
          target.write(path, content);
        } else writeHost(host, path, content);
      }
    } catch (error) {
      if (error instanceof FileError) return refused(`${error.path}: ${error.message}`);
      throw error;
    }
    const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
    return said('', `Successfully copied ${sizeText(bytes)} to ${paths[1]}\n`);
  },
};

type Place = { readonly container: DockerContainer | undefined; readonly path: string } | { readonly missing: string };

function placeOf(host: DockerHost, path: string): Place {
  const colon = path.indexOf(':');
  if (colon < 1 || path.startsWith('/') || path.startsWith('.')) {
    return { container: undefined, path: normalise(path.startsWith('/') ? path : `/root/${path}`) };
  }
  const name = path.slice(0, colon);
  const container = host.find(name);
  return container ? { container, path: normalise(`/${path.slice(colon + 1)}`) } : { missing: name };
}

/** A container that never ran has no volumes yet: what is copied into it goes to its own layer. */
function filesOf(container: DockerContainer): FileSystem {
  return container.filesNow();
}

/** By the path below what is copied; '' for a single file. */
function read(files: FileSystem, path: string): ReadonlyMap<string, string> | undefined {
  const node = files.find(path);
  if (node?.type === 'file') return new Map([['', node.content]]);
  if (node?.type !== 'directory') return undefined;
  const found = new Map<string, string>();
  const walk = (inner: string) => {
    for (const name of files.list(join(path, inner))) {
      const below = inner === '' ? name : `${inner}/${name}`;
      const inside = files.find(join(path, below));
      if (inside?.type === 'directory') walk(below);
      else if (inside?.type === 'file') found.set(below, inside.content);
    }
  };
  walk('');
  return found;
}

function readHost(host: DockerHost, path: string): ReadonlyMap<string, string> | undefined {
  const single = host.files.get(path) ?? fileIn(host.folders.get(path.slice(0, path.lastIndexOf('/'))), path);
  if (single !== undefined) return new Map([['', single]]);
  const folder = host.folders.get(path);
  if (!folder) return undefined;
  return new Map(
    [...folder.nodes].flatMap(([name, node]) => (node.type === 'file' ? [[name.slice(1), node.content] as const] : [])),
  );
}

function fileIn(folder: Layer | undefined, path: string): string | undefined {
  const node = folder?.nodes.get(path.slice(path.lastIndexOf('/')));
  return node?.type === 'file' ? node.content : undefined;
}

/** A folder that binds show, else a file by itself. */
function writeHost(host: DockerHost, path: string, content: string): void {
  const folder = [...host.folders.keys()].find((one) => path.startsWith(`${one}/`));
  if (folder === undefined) host.files.set(path, content);
  else host.folders.get(folder)?.write(path.slice(folder.length), content);
}
