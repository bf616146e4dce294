/** Paths of files: always absolute inside a container, and normal before they are looked up. */

/** Names that begin with a dot may mean a way up; without one, a path is normal as it stands. */
const alreadyNormal = /^(?:\/[^/.][^/]*)+$/;

export function normalise(path: string): string {
  if (alreadyNormal.test(path)) return path;
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') names.pop();
    else names.push(name);
  }
  return `/${names.join('/')}`;
}

export function join(directory: string, name: string): string {
  return normalise(`${directory}/${name}`);
}

export function directoryOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
