/** One run of docker lines or of a Compose file on a machine with docker, under the scenario's script. */
import { invariant } from '#base/invariant.ts';
import type { ImageOverride } from '#container/image.ts';
import { findStep } from '../../script/index.ts';
import { assumed, limits, overLimit, type Performance, type PerformanceRequest } from '../perform.ts';
import { sizeOf } from '../size-of.ts';
import { HostStage } from './host-stage.ts';

export function performOnHost({
  scenario,
  manifests,
  fileName,
  seed,
  images: catalogue,
}: PerformanceRequest): Performance {
  const images = catalogue.with(scenario.cluster.images as Record<string, ImageOverride>);
  const answerSize = sizeOf(manifests);
  const stage = new HostStage({ scenario, images, seed, answer: manifests, fileName, answerSize, limits });
  for (const { step: name, as, required, ...parameters } of scenario.script) {
    const step = findStep(name);
    invariant(step?.onHost, `content lets no step of another world through, "${name}" is one`);
    const outcome = step.onHost(stage, step.parameters.parse(parameters), as);
    if (stage.errors.length > 0) break;
    if (stage.exceeded) {
      stage.errors.push({ file: fileName, line: 1, column: 1, ...overLimit[stage.exceeded] });
      break;
    }
    if (outcome === 'done' && as !== undefined) stage.mark(as);
    if (outcome === 'unreached' && required) break;
  }
  const play = stage.finish();
  const ran = new Set((play.host?.snapshot()?.containers ?? []).map(({ image }) => image));
  const assumptions = assumed(
    [...ran].sort().map((image) => images.find(image)),
    scenario,
  );
  return { errors: stage.errors, warnings: [], play, assumptions };
}
