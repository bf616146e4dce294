/**
 * What `kubectl logs` and `kubectl exec` reach on a node: the log of this run or of the one before, a program run beside the
 * main one. Refusals are the kubelet's own words with their HTTP code.
 */
import { fail, ok, type Result } from '#base/result.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import type { ExecOutcome, Refusal } from '../node-agent.ts';
import type { Instance } from './instance.ts';
import { containersOf, ephemeralContainersOf, initContainersOf } from './pod-types.ts';
import type { PodWorker } from './pod-worker.ts';

const waitingWords: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

export function readLog(worker: PodWorker, container: string, previous: boolean): Result<string, Refusal> {
  const { name } = worker.pod.metadata;
  const where = `container "${container}" in pod "${name}"`;
  const status = [
    ...(worker.pod.status?.initContainerStatuses ?? []),
    ...(worker.pod.status?.containerStatuses ?? []),
    ...(worker.pod.status?.ephemeralContainerStatuses ?? []),
  ].find((one) => one.name === container);
  const runs = worker.instance(container);
  const newest = runs.newest;
  if (previous) {
    const last = newest?.exited && status?.state?.waiting ? newest : runs.previous;
    if (!last?.exited || !status?.lastState?.terminated)
      return fail({ code: 400, message: `previous terminated ${where} not found` });
    return ok(textOf(last));
  }
  if (!newest) {
    const reason = status?.state?.waiting?.reason ?? 'ContainerCreating';
    return fail({ code: 400, message: `${where} is waiting to start: ${waitingWords[reason] ?? reason}` });
  }
  return ok(textOf(newest));
}

/** A line is written down when it is complete, or when the container has ended. */
function textOf({ container }: Instance): string {
  if (!container) return '';
  const text = container.log.map((line) => line.text).join('');
  return container.state === 'exited' ? text : text.slice(0, text.lastIndexOf('\n') + 1);
}

/** Calls back when the program has ended; it may take virtual time. */
export function execIn(
  worker: PodWorker,
  container: string,
  command: readonly string[],
  newId: () => string,
  done: (outcome: Result<ExecOutcome, Refusal>) => void,
): void {
  const all = [...containersOf(worker.pod), ...initContainersOf(worker.pod), ...ephemeralContainersOf(worker.pod)];
  const known = all.some(({ name }) => name === container);
  const running = known ? worker.runningContainer(container) : undefined;
  if (!running) {
    done(fail({ code: 500, message: `unable to upgrade connection: container not found ("${container}")` }));
    return;
  }
  new Coroutine(
    (function* () {
      const outcome = yield running.exec(command);
      if (outcome.ok)
        done(
          ok({ exitCode: outcome.value.exitCode ?? 137, output: outcome.value.output, errors: outcome.value.errors }),
        );
      else {
        const message = `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${newId()}": OCI runtime exec failed: exec failed: unable to start container process: ${outcome.error}: unknown`;
        done(fail({ code: 500, message }));
      }
    })(),
  ).start();
}
