/**
 * Files as a container sees them: layers below (the image's, never written), the container's own layer above, and volumes
 * mounted over both. Writing to a file of the image copies it up; removing one leaves a whiteout. A volume is a layer that
 * several containers may have mounted at once, which is how they share files and how data outlives a container.
 *
 * Failures are `FileError`s with the code and the words of the C library, thrown inside simulated programs and caught where
 * the program is run; nothing of a learner's text ever escapes as an exception.
 */
import { FileError } from './file-error.ts';
import { allowed, byteLength, type FileNode, hiddenBy, type Layer, type User } from './layer.ts';
import { directoryOf, join, nameOf, normalise } from './paths.ts';

const root: User = { uid: 0, gid: 0, groups: [] };

/** No text a learner's program makes may grow without end. */
const largestTextBytes = 4 * 1024 * 1024;

export interface Mount {
  readonly path: string;
  readonly layer: Layer;
  /** What is seen at `path`: a directory or a file of the layer (`/` without subPath). */
  readonly subPath: string;
  readonly readOnly: boolean;
  /** First column of `mount`: `tmpfs`, `/dev/vda1`, `nfs:/export`… */
  readonly device: string;
}

interface Place {
  readonly mount: Mount | undefined;
  /** Path inside the mount's layer, or in the root layers. */
  readonly inner: string;
}

export class FileSystem {
  readonly #lowers: readonly Layer[];
  readonly #upper: Layer;
  readonly #mounts: Mount[] = [];
  /** Where paths led that lie in the container's own layers: probes look the same programs up thousands of times. */
  readonly #known = new Map<string, string>();
  #knownShape = -1;
  readonly #nowMs: () => number;
  readOnlyRoot = false;

  constructor(options: { readonly image: readonly Layer[]; readonly own: Layer; readonly nowMs: () => number }) {
    // The topmost layer answers first.
    this.#lowers = [...options.image].reverse();
    this.#upper = options.own;
    this.#nowMs = options.nowMs;
  }

  get mounts(): readonly Mount[] {
    return this.#mounts;
  }

  /** The container's own layer: what it wrote beside its volumes. */
  get own(): Layer {
    return this.#upper;
  }

  mount(mount: Mount): void {
    this.#known.clear();
    this.#mounts.push(mount);
    this.#mounts.sort((a, b) => b.path.length - a.path.length);
    // The mount point is made where it is missing, as container runtimes do.
    if (!this.#nodeAt({ mount: undefined, inner: mount.path })) {
      this.#upper.makeDirectories(directoryOf(mount.path));
      const shown = mount.layer.nodes.get(mount.subPath);
      if (shown?.type === 'file') this.#upper.write(mount.path, '');
      else this.#upper.makeDirectories(mount.path);
    }
  }

  /** Follows symbolic links; undefined where nothing is. */
  find(path: string): FileNode | undefined {
    try {
      return this.#nodeAt(this.#place(this.resolve(path)));
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  stat(path: string): FileNode {
    const node = this.#nodeAt(this.#place(this.resolve(path)));
    if (!node) throw new FileError('ENOENT', path);
    return node;
  }

  /** The link itself, not what it points to. */
  lstat(path: string): FileNode | undefined {
    const parent = this.resolve(directoryOf(normalise(path)));
    return this.#nodeAt(this.#place(join(parent, nameOf(normalise(path)))));
  }

  read(path: string, user: User = root): string {
    const node = this.stat(path);
    if (node.type === 'directory') throw new FileError('EISDIR', path);
    if (node.type !== 'file') throw new FileError('ENOENT', path);
    if (!allowed(node, user, 4)) throw new FileError('EACCES', path);
    return node.content;
  }

  /** Names in a directory, sorted. */
  list(path: string, user: User = root): string[] {
    const resolved = this.resolve(path);
    const node = this.#nodeAt(this.#place(resolved));
    if (!node) throw new FileError('ENOENT', path);
    if (node.type !== 'directory') throw new FileError('ENOTDIR', path);
    if (!allowed(node, user, 4)) throw new FileError('EACCES', path);
    const place = this.#place(resolved);
    const names = new Set<string>();
    if (place.mount) {
      for (const name of place.mount.layer.names(place.inner)) names.add(name);
    } else {
      for (const layer of [this.#upper, ...this.#lowers]) for (const name of layer.names(place.inner)) names.add(name);
      for (const name of names)
        if (!this.#nodeAt({ mount: undefined, inner: join(place.inner, name) })) names.delete(name);
    }
    for (const mount of this.#mounts)
      if (directoryOf(mount.path) === resolved && mount.path !== '/') names.add(nameOf(mount.path));
    return [...names].sort();
  }

  write(
    path: string,
    content: string,
    options: {
      readonly append?: boolean;
      readonly user?: User;
      readonly size?: number;
      readonly mode?: number;
      readonly program?: string;
    } = {},
  ): void {
    const user = options.user ?? root;
    const resolved = this.resolve(path);
    if (resolved === '/dev/null') return;
    const before = this.#nodeAt(this.#place(resolved));
    if (before?.type === 'directory') throw new FileError('EISDIR', path);
    if (before ? !allowed(before, user, 2) : !this.#mayChange(directoryOf(resolved), user))
      throw new FileError('EACCES', path);
    if (!before) this.#parentOf(resolved, path);
    const text = options.append && before?.type === 'file' ? before.content + content : content;
    if (text.length > largestTextBytes) throw new FileError('EFBIG', path);
    const size =
      options.size ??
      (options.append && before?.type === 'file' ? before.size + byteLength(content) : byteLength(text));
    const facts = before ?? { mode: options.mode ?? 0o644, uid: user.uid, gid: this.#groupFor(resolved, user) };
    const node = {
      type: 'file' as const,
      mode: options.mode ?? facts.mode,
      uid: facts.uid,
      gid: facts.gid,
      modifiedMs: this.#nowMs(),
      content: text,
      size,
    };
    const program =
      options.program ?? (before?.type === 'file' && text === before.content ? before.program : undefined);
    this.#put(resolved, program === undefined ? node : { ...node, program }, path);
  }

  makeDirectory(
    path: string,
    options: { readonly parents?: boolean; readonly user?: User; readonly mode?: number } = {},
  ): void {
    const user = options.user ?? root;
    const wanted = normalise(path);
    if (options.parents) {
      if (wanted === '/') return;
      const there = this.find(wanted);
      if (there) {
        if (there.type !== 'directory') throw new FileError('EEXIST', path);
        return;
      }
      this.makeDirectory(directoryOf(wanted), options);
    } else if (this.lstat(wanted)) throw new FileError('EEXIST', path);
    const resolved = this.resolve(wanted);
    this.#parentOf(resolved, path);
    if (!this.#mayChange(directoryOf(resolved), user)) throw new FileError('EACCES', path);
    this.#put(
      resolved,
      {
        type: 'directory',
        mode: options.mode ?? 0o755,
        uid: user.uid,
        gid: this.#groupFor(resolved, user),
        modifiedMs: this.#nowMs(),
      },
      path,
    );
  }

  /** A directory that the runtime makes where it is missing, as it makes mount points. */
  makeOnTheWay(path: string): void {
    if (!this.find(path)) this.#upper.makeDirectories(normalise(path));
  }

  remove(path: string, options: { readonly recursive?: boolean; readonly user?: User } = {}): void {
    const user = options.user ?? root;
    const parent = this.resolve(directoryOf(normalise(path)));
    const resolved = join(parent, nameOf(normalise(path)));
    const node = this.#nodeAt(this.#place(resolved));
    if (!node) throw new FileError('ENOENT', path);
    if (this.#mounts.some((mount) => mount.path === resolved)) throw new FileError('EBUSY', path);
    if (!this.#mayChange(parent, user)) throw new FileError('EACCES', path);
    if (node.type === 'directory') {
      const names = this.list(resolved, user);
      if (names.length > 0 && !options.recursive) throw new FileError('ENOTEMPTY', path);
      for (const name of names) this.remove(join(resolved, name), options);
    }
    this.#erase(resolved, path);
  }

  rename(from: string, to: string, user: User = root): void {
    const source = join(this.resolve(directoryOf(normalise(from))), nameOf(normalise(from)));
    const node = this.#nodeAt(this.#place(source));
    if (!node) throw new FileError('ENOENT', from);
    this.copy(source, to, user);
    this.remove(source, { recursive: true, user });
  }

  copy(from: string, to: string, user: User = root): void {
    const node = this.stat(from);
    if (node.type === 'directory') {
      this.makeDirectory(to, { parents: true, user });
      for (const name of this.list(from, user)) this.copy(join(normalise(from), name), join(normalise(to), name), user);
    } else if (node.type === 'file') {
      if (!allowed(node, user, 4)) throw new FileError('EACCES', from);
      this.write(to, node.content, {
        user,
        size: node.size,
        mode: node.mode,
        ...(node.program === undefined ? {} : { program: node.program }),
      });
    }
  }

  symlink(target: string, path: string, user: User = root): void {
    const wanted = normalise(path);
    if (this.lstat(wanted)) throw new FileError('EEXIST', path);
    const resolved = join(this.resolve(directoryOf(wanted)), nameOf(wanted));
    this.#parentOf(resolved, path);
    if (!this.#mayChange(directoryOf(resolved), user)) throw new FileError('EACCES', path);
    this.#put(
      resolved,
      { type: 'symlink', target, mode: 0o777, uid: user.uid, gid: user.gid, modifiedMs: this.#nowMs() },
      path,
    );
  }

  /** A socket file, as a server leaves one that listens on it. What was there goes. */
  socket(path: string, user: User = root): void {
    const resolved = this.resolve(path);
    this.#parentOf(resolved, path);
    this.#put(resolved, { type: 'socket', mode: 0o777, uid: user.uid, gid: user.gid, modifiedMs: this.#nowMs() }, path);
  }

  /** Changes mode or owner. */
  change(
    path: string,
    facts: { readonly mode?: number; readonly uid?: number; readonly gid?: number },
    user: User = root,
  ): void {
    const resolved = this.resolve(path);
    const node = this.#nodeAt(this.#place(resolved));
    if (!node) throw new FileError('ENOENT', path);
    if (user.uid !== 0 && (user.uid !== node.uid || facts.uid !== undefined)) throw new FileError('EPERM', path);
    this.#put(resolved, { ...node, ...facts }, path);
  }

  /** Which mount a path lies in; undefined for the container's own layers. */
  /** Where a lock on this path is kept: whoever sees the same file by another path meets there, and nobody else. */
  lockOf(path: string): { readonly locks: Map<string, object>; readonly key: string } {
    const { mount, inner } = this.#place(this.resolve(path));
    return { locks: (mount?.layer ?? this.own).locks, key: inner };
  }

  mountOf(path: string): Mount | undefined {
    return this.#place(this.resolve(path)).mount;
  }

  /** The absolute path without symbolic links; the last name need not exist. */
  resolve(path: string): string {
    if (this.#knownShape !== this.#upper.shape || this.#known.size > 1000) {
      this.#known.clear();
      this.#knownShape = this.#upper.shape;
    }
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const way = { mounted: false };
    const resolved = this.#walk(path, 0, way);
    if (!way.mounted) this.#known.set(path, resolved);
    return resolved;
  }

  /** `way` learns whether a mount was met: what lies in one may change behind this container's back. */
  #walk(path: string, hops: number, way: { mounted: boolean }): string {
    if (hops > 40) throw new FileError('ELOOP', path);
    let resolved = '/';
    const names = normalise(path).split('/').filter(Boolean);
    for (const [index, name] of names.entries()) {
      const next = resolved === '/' ? `/${name}` : `${resolved}/${name}`;
      const place = this.#place(next);
      if (place.mount) way.mounted = true;
      const node = this.#nodeAt(place);
      if (node?.type === 'symlink') {
        const rest = names.slice(index + 1).join('/');
        return this.#walk(
          join(node.target.startsWith('/') ? node.target : join(resolved, node.target), rest),
          hops + 1,
          way,
        );
      }
      if (node && node.type !== 'directory' && index < names.length - 1) throw new FileError('ENOTDIR', path);
      resolved = next;
    }
    return resolved;
  }

  #place(resolved: string): Place {
    for (const mount of this.#mounts) {
      if (resolved === mount.path) return { mount, inner: mount.subPath };
      if (mount.path === '/' || resolved.startsWith(`${mount.path}/`)) {
        return { mount, inner: join(mount.subPath, resolved.slice(mount.path.length)) };
      }
    }
    return { mount: undefined, inner: resolved };
  }

  #nodeAt(place: Place): FileNode | undefined {
    if (place.mount) return place.mount.layer.nodes.get(place.inner);
    const own = this.#upper.nodes.get(place.inner);
    if (own && place.inner !== '/') return own;
    if (hiddenBy(this.#upper, place.inner)) return undefined;
    for (const layer of this.#lowers) {
      const node = layer.nodes.get(place.inner);
      if (node) return node;
      if (hiddenBy(layer, place.inner)) return undefined;
    }
    return own;
  }

  #parentOf(resolved: string, path: string): void {
    const parent = this.#nodeAt(this.#place(directoryOf(resolved)));
    if (!parent) throw new FileError('ENOENT', path);
    if (parent.type !== 'directory') throw new FileError('ENOTDIR', path);
  }

  #mayChange(directory: string, user: User): boolean {
    const node = this.#nodeAt(this.#place(directory));
    return !node || allowed(node, user, 2);
  }

  /** A directory with the set-group-ID bit hands its group down: how fsGroup reaches new files. */
  #groupFor(resolved: string, user: User): number {
    const parent = this.#nodeAt(this.#place(directoryOf(resolved)));
    return parent && parent.mode & 0o2000 ? parent.gid : user.gid;
  }

  #put(resolved: string, node: FileNode, path: string): void {
    const place = this.#place(resolved);
    if (place.mount ? place.mount.readOnly : this.readOnlyRoot) throw new FileError('EROFS', path);
    if (place.mount) {
      place.mount.layer.set(place.inner, node);
      return;
    }
    // Copy up: the directories on the way must be in the upper layer too, so that they list the new name.
    for (
      let parent = directoryOf(resolved);
      parent !== '/' && !this.#upper.nodes.has(parent);
      parent = directoryOf(parent)
    ) {
      const below = this.#nodeAt({ mount: undefined, inner: parent });
      if (below) this.#upper.set(parent, below);
    }
    this.#upper.set(resolved, node);
  }

  #erase(resolved: string, path: string): void {
    const place = this.#place(resolved);
    if (place.mount ? place.mount.readOnly : this.readOnlyRoot) throw new FileError('EROFS', path);
    if (place.mount) {
      place.mount.layer.remove(place.inner);
      return;
    }
    if (this.#upper.nodes.has(resolved)) this.#upper.remove(resolved);
    if (this.#lowers.some((layer) => layer.nodes.has(resolved))) {
      this.#upper.whiteouts.add(resolved);
      this.#upper.shape++;
    }
  }
}
