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
  const run = runOf(worker, container, previous);
  return run.ok ? ok(textOf(run.value)) : run;
}

/** Each whole line with the instant at which its first piece was written. */
export function readLogLines(
  worker: PodWorker,
  container: string,
  previous: boolean,
): Result<readonly { readonly atMs: number; readonly text: string }[], Refusal> {
  const run = runOf(worker, container, previous);
  if (!run.ok) return run;
  const lines: { atMs: number; text: string }[] = [];
  let left = textOf(run.value).length;
  for (const { atMs, text } of run.value.container?.log ?? []) {
    for (const piece of text.slice(0, left).split(/(?<=\n)/)) {
      const open = lines.at(-1);
      if (open && !open.text.endsWith('\n')) open.text += piece;
      else if (piece !== '') lines.push({ atMs, text: piece });
    }
    left = Math.max(0, left - text.length);
  }
  return ok(lines);
}

function runOf(worker: PodWorker, container: string, previous: boolean): Result<Instance, Refusal> {
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
    return ok(last);
  }
  if (!newest) {
    const reason = status?.state?.waiting?.reason ?? 'ContainerCreating';
    return fail({ code: 400, message: `${where} is waiting to start: ${waitingWords[reason] ?? reason}` });
  }
  return ok(newest);
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
