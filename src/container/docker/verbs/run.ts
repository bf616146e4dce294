/**
 * `docker run`: pull, create and start in one. With `-d` it says the id and is done; else it waits for the end, shows what
 * was printed and ends with the container's own exit code.
 */
import { planOf, planShape } from '../plan-options.ts';
import { readOptions, said, untilEnded, type Verb } from '../verb.ts';
import { pullIfMissing } from './create.ts';

export const run: Verb = {
  name: 'run',
  options: planShape,
  takes: 'images',
  *run(host, words) {
    const options = readOptions(words, run.options);
    const plan = planOf(host, options);
    const pulled = yield* pullIfMissing(host, plan.image);
    const failed = (reason: string, exitCode: number) =>
      said(
        '',
        `${pulled.errors}docker: Error response from daemon: ${reason}\n\nRun 'docker run --help' for more information\n`,
        exitCode,
      );
    const made = host.create(plan);
    if (!made.ok) return failed(made.error, 125);
    const container = made.value;
    const started = host.start(container);
    if (!started.ok) {
      if (plan.removeAtEnd) host.remove(container, true);
      return failed(started.error, container.startError === '' ? 125 : container.exitCode);
    }
    if (options.has('detach')) return said(`${container.id}\n`, pulled.errors);
    yield untilEnded(container);
    const text = (stream: 'stdout' | 'stderr') =>
      container.lines
        .filter((line) => line.stream === stream)
        .map((line) => line.text)
        .join('');
    return said(text('stdout'), pulled.errors + text('stderr'), container.exitCode);
  },
};
