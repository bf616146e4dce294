import { describe, expect, test } from 'vitest';
import { FileError } from '#container/files/file-error.ts';
import { FileSystem } from '#container/files/file-system.ts';
import { Layer } from '#container/files/layer.ts';

function newFiles() {
  const image = new Layer();
  image.write('/etc/config', 'from the image');
  image.write('/etc/other', 'x');
  const own = new Layer();
  return { image, own, files: new FileSystem({ image: [image], own, nowMs: () => 0 }) };
}

function code(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FileError) return error.code;
    throw error;
  }
  return 'ok';
}

describe('layers', () => {
  test('writing to a file of the image copies it up and leaves the image as it was', () => {
    const { image, files } = newFiles();
    files.write('/etc/config', 'mine');
    expect(files.read('/etc/config')).toBe('mine');
    expect(image.nodes.get('/etc/config')).toMatchObject({ content: 'from the image' });
    expect(files.list('/etc')).toEqual(['config', 'other']);
  });
  test('a removed file of the image stays away, also after its directory is made anew', () => {
    const { files } = newFiles();
    files.remove('/etc', { recursive: true });
    expect(files.find('/etc/config')).toBeUndefined();
    files.makeDirectory('/etc');
    expect(files.list('/etc')).toEqual([]);
  });
  test('another container on the same image does not see it', () => {
    const { image, files } = newFiles();
    files.write('/etc/config', 'mine');
    const other = new FileSystem({ image: [image], own: new Layer(), nowMs: () => 0 });
    expect(other.read('/etc/config')).toBe('from the image');
  });
});

describe('mounts', () => {
  test('two containers that mount a volume share its files', () => {
    const volume = new Layer();
    const one = newFiles().files;
    const two = newFiles().files;
    one.mount({ path: '/data', layer: volume, subPath: '/', readOnly: false, device: 'disk' });
    two.mount({ path: '/other', layer: volume, subPath: '/', readOnly: false, device: 'disk' });
    one.write('/data/x', 'shared');
    expect(two.read('/other/x')).toBe('shared');
  });
  test('a mount hides what the image has there, and nothing of it is copied', () => {
    const { files } = newFiles();
    files.mount({ path: '/etc', layer: new Layer(), subPath: '/', readOnly: false, device: 'disk' });
    expect(files.list('/etc')).toEqual([]);
  });
  const refusals: readonly [string, (files: FileSystem) => unknown, string][] = [
    ['a read-only volume', (files) => files.write('/ro/x', ''), 'EROFS'],
    ['a full volume', (files) => files.write('/small/x', '', { size: 2000 }), 'ENOSPC'],
    ['a directory that is not there', (files) => files.write('/no/x', ''), 'ENOENT'],
    ['a directory as a file', (files) => files.write('/etc', ''), 'EISDIR'],
    ['a file as a directory', (files) => files.list('/etc/config'), 'ENOTDIR'],
    ['a mount point', (files) => files.remove('/ro', { recursive: true }), 'EBUSY'],
    ['a directory that is not empty', (files) => files.remove('/etc'), 'ENOTEMPTY'],
    ['what belongs to root', (files) => files.write('/etc/config', '', { user: { uid: 1000, gid: 1000, groups: [] } }), 'EACCES'],
  ]; // biome-ignore format: a table
  test.each(refusals)('%s is refused', (_name, act, expected) => {
    const { files } = newFiles();
    files.mount({ path: '/ro', layer: new Layer(), subPath: '/', readOnly: true, device: 'disk' });
    files.mount({
      path: '/small',
      layer: new Layer({ capacityBytes: 1000 }),
      subPath: '/',
      readOnly: false,
      device: 'tmpfs',
    });
    expect(code(() => act(files))).toBe(expected);
  });
  test('the group of a set-group-ID directory is handed on', () => {
    const { files } = newFiles();
    files.mount({ path: '/data', layer: new Layer({ mode: 0o2777 }), subPath: '/', readOnly: false, device: 'disk' });
    files.change('/data', { gid: 2000 });
    files.write('/data/x', '', { user: { uid: 1000, gid: 0, groups: [2000] } });
    expect(files.stat('/data/x')).toMatchObject({ uid: 1000, gid: 2000 });
  });
});
