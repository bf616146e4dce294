/**
 * Prefers nodes that have the pod's images already, by their size and by how many nodes have them, so that one popular
 * image does not draw all pods to one node.
 */
import type { Plugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { maxNodeScore } from '../normalize.ts';

const mebibyte = 1024 * 1024;
const least = 23 * mebibyte;
const mostPerContainer = 1000 * mebibyte;

interface State {
  readonly images: readonly string[];
  /** How many nodes of all have each image. */
  readonly shares: ReadonlyMap<string, number>;
}

const noImages: State = { images: [], shares: new Map() };

export const imageLocality: Plugin<undefined, State> = {
  name: 'ImageLocality',
  weight: 1,
  preScore({ pod }, { nodes, nodesWithImages }) {
    if (nodesWithImages.size === 0) return noImages;
    const images = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ image }) =>
      withTag(image ?? ''),
    );
    const shares = new Map<string, number>();
    for (const image of new Set(images)) {
      const having = [...nodesWithImages].filter((node) => sizeOf(node, image) > 0).length;
      if (having > 0) shares.set(image, having / nodes.length);
    }
    return { images, shares };
  },
  score({ images, shares }, _pod, node) {
    if (shares.size === 0) return 0;
    let sum = 0;
    for (const image of images) sum += Math.trunc(sizeOf(node, image) * (shares.get(image) ?? 0));
    const most = mostPerContainer * images.length;
    const clamped = Math.min(Math.max(sum, least), most);
    return Math.trunc((maxNodeScore * (clamped - least)) / (most - least));
  },
};

function sizeOf({ node }: NodeInfo, image: string): number {
  const found = node.status?.images?.find(({ names }) => names?.includes(image));
  return Number(found?.sizeBytes ?? 0);
}

/** `nginx` is `nginx:latest`. */
function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
