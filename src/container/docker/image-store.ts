/**
 * Images of a docker host: what the registry would send (facts of the catalogue), and what `docker commit` made here. An
 * image is a pile of layers that never change: a committed one has one layer more than the image below it.
 */
import { imageLayer } from '../execute.ts';
import { Layer } from '../file-system.ts';
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
      this.#catalogue.find(reference, ports)
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
