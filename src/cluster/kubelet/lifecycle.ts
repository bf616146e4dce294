/** postStart and preStop hooks: exec, httpGet or sleep. Undefined when the hook went well, else what went wrong. */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { LifecycleHandler } from './pod-types.ts';
import { httpProbe, type ProbeTarget } from './probe-handlers.ts';

export function* runHook(hook: LifecycleHandler, target: ProbeTarget): Routine<string | undefined> {
  if (hook.sleep) {
    yield sleep(target.clock, hook.sleep.seconds * 1000);
    return undefined;
  }
  if (hook.httpGet) {
    const outcome = yield* httpProbe(hook.httpGet, 30, target);
    return outcome.result === 'success' || outcome.result === 'warning' ? undefined : outcome.output;
  }
  if (!hook.exec) return undefined;
  const command = hook.exec.command ?? [];
  const outcome = yield target.container.exec(command);
  if (!outcome.ok)
    return `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${target.execId()}": OCI runtime exec failed: exec failed: unable to start container process: ${outcome.error}: unknown`;
  const { exitCode, output, errors } = outcome.value;
  return exitCode === 0
    ? undefined
    : `command '${command.join(' ')}' exited with ${exitCode}: ${errors}, message: ${JSON.stringify(output + errors)}`;
}
