/** `docker create`: an image gets a layer of its own; nothing runs yet. */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { DockerHost } from '../docker-host.ts';
import { planOf, planShape } from '../plan-options.ts';
import { type DockerAnswer, readOptions, refused, said, type Verb } from '../verb.ts';

export const create: Verb = {
  name: 'create',
  options: planShape,
  takes: 'images',
  *run(host, words) {
    const plan = planOf(host, readOptions(words, create.options));
    const pulled = yield* pullIfMissing(host, plan.image);
    if (pulled.exitCode !== 0) return pulled;
    const made = host.create(plan);
    return made.ok
      ? said(`${made.value.id}\n`, pulled.errors)
      : { ...refused(made.error), errors: `${pulled.errors}Error response from daemon: ${made.error}\n` };
  },
};

/** Takes the time that the image's facts name; a registry that does not have it cannot be told apart from one that does. */
export function* pullIfMissing(host: DockerHost, image: string): Routine<DockerAnswer> {
  if (host.images.isHere(image)) return said('');
  yield sleep(host.clock, host.images.behaviour(image).pullSeconds * 1000);
  host.images.pull(image);
  const name = image.includes(':') ? image : `${image}:latest`;
  return said(
    '',
    `Unable to find image '${name}' locally\n${name.split(':').at(-1)}: Pulling from ${image.includes('/') ? image.split(':')[0] : `library/${image.split(':')[0]}`}\nStatus: Downloaded newer image for ${name}\n`,
  );
}
