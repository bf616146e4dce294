/**
 * Images of a docker host: what the registry would send (facts of the catalogue), and what `docker commit` made here. An
 * image is a pile of layers that never change: a committed one has one layer more than the image below it.
 */
import { imageLayer } from '../execute.ts';
import { Layer } from '../files/layer.ts';
import type { ImageBehaviour, ImageCatalogue } from '../image.ts';
import { parseImageReference } from '../image-reference.ts';
import { copyLayer } from './docker-container.ts';

export interface CommittedImage {
  readonly id: string;
  readonly parent: string;
  readonly behaviour: ImageBehaviour;
  /** From below to above, without those of the parent. */
  readonly top: Layer;
}

export class ImageStore {
  readonly #catalogue: ImageCatalogue;
  /** With what it lies on, as it was then: a commit may take its parent's own name. */
  readonly #committed = new Map<string, { image: CommittedImage; below: Layer; depth: number }>();
  readonly #layers = new Map<string, Layer>();
  readonly #pulled = new Set<string>();
  /** Other names for what was pulled. */
  readonly #sources = new Map<string, string>();

  constructor(catalogue: ImageCatalogue) {
    this.#catalogue = catalogue;
  }

  /** `nginx` is `nginx:latest`. Undefined for what is no name of an image. */
  nameOf(reference: string): string | undefined {
    const parsed = parseImageReference(reference);
    return parsed.ok ? parsed.value.full : undefined;
  }

  isHere(reference: string): boolean {
    const name = this.nameOf(reference) ?? reference;
    return this.#pulled.has(name) || this.#committed.has(name);
  }

  pull(reference: string): void {
    this.#pulled.add(this.nameOf(reference) ?? reference);
  }

  behaviour(reference: string, ports: readonly number[] = []): ImageBehaviour {
    return (
      this.#committed.get(this.nameOf(reference) ?? reference)?.image.behaviour ??
      this.#catalogue.find(this.#sources.get(this.nameOf(reference) ?? reference) ?? reference, ports)
    );
  }

  /** All layers of an image as one, made once and never written again. */
  layer(reference: string, behaviour: ImageBehaviour): Layer {
    const name = this.nameOf(reference) ?? reference;
    const known = this.#layers.get(name);
    if (known) return known;
    const committed = this.#committed.get(name);
    const layer = committed ? pile(committed.below, committed.image.top) : imageLayer(behaviour);
    this.#layers.set(name, layer);
    return layer;
  }

  /** Everything that lies here, as `docker images` names it. */
  all(): readonly {
    readonly repository: string;
    readonly tag: string;
    readonly id: string;
    readonly sizeBytes: number;
  }[] {
    return [...new Set([...this.#pulled, ...this.#committed.keys()])].sort().map((name) => {
      const colon = name.lastIndexOf(':');
      const committed = this.#committed.get(name);
      return {
        repository: name.slice(0, colon).replace(/^docker\.io\/(library\/)?/, ''),
        tag: name.slice(colon + 1),
        id: committed?.image.id.replace('sha256:', '').slice(0, 12) ?? shortId(this.#sources.get(name) ?? name),
        sizeBytes: this.behaviour(name).sizeBytes + (committed?.image.top.usedBytes ?? 0),
      };
    });
  }

  tag(from: string, to: string): void {
    const [source, name] = [this.nameOf(from) ?? from, this.nameOf(to) ?? to];
    const committed = this.#committed.get(source);
    if (committed) this.#committed.set(name, committed);
    else {
      const origin = this.#sources.get(source) ?? source;
      this.#sources.set(name, origin);
      this.#pulled.add(name);
    }
    this.#layers.delete(name);
  }

  remove(reference: string): void {
    const name = this.nameOf(reference) ?? reference;
    this.#pulled.delete(name);
    this.#committed.delete(name);
    this.#sources.delete(name);
    this.#layers.delete(name);
  }

  /** How many layers lie on one another. */
  depth(reference: string): number {
    return this.#committed.get(this.nameOf(reference) ?? reference)?.depth ?? 1;
  }

  commit(reference: string, image: CommittedImage): void {
    const name = this.nameOf(reference) ?? reference;
    const below = this.layer(image.parent, this.behaviour(image.parent));
    const depth = this.depth(image.parent) + 1;
    this.#layers.delete(name);
    this.#committed.set(name, { image, below, depth });
  }
}

/** Twelve digits, the same for the same image. */
function shortId(name: string): string {
  let hex = '';
  for (let round = 0; hex.length < 12; round++) {
    let hash = 0x811c9dc5 ^ round;
    for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    hex += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return hex.slice(0, 12);
}

/** What the upper layer removed is gone, what it has hides what is below. */
function pile(below: Layer, above: Layer): Layer {
  const layer = new Layer({ kind: 'overlay' });
  for (const [path, node] of below.nodes) {
    const isRemoved = [...above.whiteouts].some((gone) => path === gone || path.startsWith(`${gone}/`));
    if (!isRemoved) layer.set(path, node);
  }
  const copy = new Layer({ kind: 'overlay' });
  copyLayer(above, copy);
  for (const [path, node] of copy.nodes) layer.set(path, node);
  return layer;
}
