/** A tree of files: a layer of an image, a container's own on top of it, or a volume that several containers share. */
import { FileError } from './file-error.ts';
import { directoryOf, nameOf } from './paths.ts';

export interface NodeFacts {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly modifiedMs: number;
}

export type FileNode =
  | (NodeFacts & {
      readonly type: 'file';
      readonly content: string;
      /** Bytes, where it is not the length of `content`: files filled by `dd` hold a size and no text. */
      readonly size: number;
      /** Name of the program that runs when the file is executed. */
      readonly program?: string;
    })
  | (NodeFacts & { readonly type: 'directory' })
  | (NodeFacts & { readonly type: 'symlink'; readonly target: string })
  | (NodeFacts & { readonly type: 'socket' });

export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** No learner's program may make more. */
const mostFilesOfALayer = 20_000;

/** A tree of files by absolute path inside it; `/` is always there. */
export class Layer {
  readonly nodes = new Map<string, FileNode>();
  /** Paths of a layer below that were removed here. */
  readonly whiteouts = new Set<string>();
  /** `tmpfs`, `ext4`, `overlay`…: what `mount` and `df` say. */
  readonly kind: string;
  /** More than this does not fit: writing fails with "No space left on device". */
  capacityBytes: number;
  usedBytes = 0;
  /** Who holds a file locked (`flock`), by its path in this layer. Programs that share a volume share its locks. */
  readonly locks = new Map<string, object>();
  readonly #children = new Map<string, Set<string>>();
  /** Grows whenever a name comes, goes or becomes another kind of thing: what was found on the way to a path may be stale. */
  shape = 0;

  constructor(options: { readonly kind?: string; readonly capacityBytes?: number; readonly mode?: number } = {}) {
    this.kind = options.kind ?? 'ext4';
    this.capacityBytes = options.capacityBytes ?? Number.POSITIVE_INFINITY;
    this.nodes.set('/', { type: 'directory', mode: options.mode ?? 0o755, uid: 0, gid: 0, modifiedMs: 0 });
  }

  set(path: string, node: FileNode): void {
    const before = this.nodes.get(path);
    const grows = sizeOf(node) - sizeOf(before);
    if (this.usedBytes + grows > this.capacityBytes) throw new FileError('ENOSPC', path);
    if (!before && this.nodes.size >= mostFilesOfALayer) throw new FileError('ENOSPC', path);
    this.usedBytes += grows;
    if (before?.type !== node.type || node.type === 'symlink') this.shape++;
    this.nodes.set(path, node); // a whiteout stays: it hides what lay below, not what is made anew here
    if (path === '/') return;
    const parent = directoryOf(path);
    const names = this.#children.get(parent) ?? new Set();
    names.add(nameOf(path));
    this.#children.set(parent, names);
  }

  remove(path: string): void {
    this.shape++;
    this.usedBytes -= sizeOf(this.nodes.get(path));
    this.nodes.delete(path);
    this.#children.get(directoryOf(path))?.delete(nameOf(path));
  }

  names(path: string): Iterable<string> {
    return this.#children.get(path) ?? [];
  }

  clear(): void {
    const top = this.nodes.get('/') as FileNode;
    this.shape++;
    this.nodes.clear();
    this.#children.clear();
    this.whiteouts.clear();
    this.usedBytes = 0;
    this.nodes.set('/', top);
  }

  /** For whoever fills a layer from outside a container: makes the directories on the way. */
  write(path: string, content: string, facts: Partial<NodeFacts> & { readonly program?: string } = {}): void {
    this.makeDirectories(directoryOf(path));
    const { program, ...rest } = facts;
    const node = {
      type: 'file' as const,
      content,
      size: byteLength(content),
      mode: 0o644,
      uid: 0,
      gid: 0,
      modifiedMs: 0,
      ...rest,
    };
    this.set(path, program === undefined ? node : { ...node, program });
  }

  makeDirectories(path: string, facts: Partial<NodeFacts> = {}): void {
    if (this.nodes.has(path)) return;
    this.makeDirectories(directoryOf(path), facts);
    this.set(path, { type: 'directory', mode: 0o755, uid: 0, gid: 0, modifiedMs: 0, ...facts });
  }
}

/** A path is hidden when it or a directory above it was removed in that layer and not made anew there. */
export function hiddenBy(layer: Layer, path: string): boolean {
  if (layer.whiteouts.size === 0) return false;
  for (let at = path; at !== '/'; at = directoryOf(at)) if (layer.whiteouts.has(at)) return true;
  return false;
}

/** 4 read, 2 write, 1 execute; root may all but run a file that nobody may run. */
export function allowed(node: FileNode, user: User, want: 4 | 2 | 1): boolean {
  if (user.uid === 0) return want !== 1 || (node.mode & 0o111) !== 0;
  if (node.uid === user.uid) return (node.mode & (want << 6)) !== 0;
  if (node.gid === user.gid || user.groups.includes(node.gid)) return (node.mode & (want << 3)) !== 0;
  return (node.mode & want) !== 0;
}

/** Bytes that a node takes. */
function sizeOf(node: FileNode | undefined): number {
  return node?.type === 'file' ? node.size : 0;
}

/** Of text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7ff && (code < 0xd800 || code > 0xdfff)) bytes += 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes;
}
