/**
 * Somebody deleted a tag from the registry, or mistyped it at the last build: nobody can pull it any more. Nodes that have
 * run the image keep it, so what runs there goes on and restarts; a pod on another node, or one that always pulls, waits in
 * `ImagePullBackOff`. `image-back` ends it.
 */
import { fail, ok } from '#base/result.ts';
import { parseImageReference } from '#container/image-reference.ts';
import type { FaultKind } from './fault.ts';

export interface ImageMissing {
  readonly kind: 'image-missing' | 'image-back';
  readonly image: string;
}

export const imageMissing: FaultKind<ImageMissing> = {
  kind: 'image-missing',
  strike({ dataPlane, trace }, { kind, image }) {
    const parsed = parseImageReference(image);
    if (!parsed.ok) {
      return fail({
        es: `"${image}" no es el nombre de una imagen.`,
        en: `"${image}" is no name of an image.`,
      });
    }
    trace.record({ kind: 'script', what: kind });
    const { missing } = dataPlane.registryTrouble;
    if (kind === 'image-missing') missing.add(parsed.value.full);
    else missing.delete(parsed.value.full);
    return ok(undefined);
  },
};
