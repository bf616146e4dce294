/** A lab as `readyz lab` opens it, with the program's own images. */
import { programRoot } from '#cli/program-root.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Lab } from '#engine/lab/lab.ts';
import type { LabOutside } from '#engine/lab/lab-room.ts';
import { smallCluster } from '#engine/lab/lab-start.ts';

let images: ImageCatalogue | undefined;

export function openLab(
  options: {
    readonly seed?: number;
    readonly nodes?: number;
    readonly outside?: LabOutside;
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Lab {
  images ??= new ImageCatalogue(readImages(programRoot()).images);
  const { seed = 1, nodes = 3, outside = {}, files = {} } = options;
  return new Lab({ seed, cluster: smallCluster(nodes), files }, { images, language: 'en', outside });
}
