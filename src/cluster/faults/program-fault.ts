/**
 * What can befall the program of a container: it hangs, goes into maintenance and comes back, crashes. Each kind is a file
 * of its own beside this one; here is the list and the way to the containers meant.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { RunningPod } from '../kubelet/data-plane.ts';
import type { ProgramFault } from '../node-agent.ts';
import { diskFull, endDiskFull } from './disk-full.ts';
import { hang } from './hang.ts';
import { load } from './load.ts';
import { endMaintenance, maintenance } from './maintenance.ts';
import { memoryLeak } from './memory-leak.ts';
import { processCrash } from './process-crash.ts';
import { slowStart } from './slow-start.ts';

export interface ProgramFaultKind {
  readonly kind: string;
  strike(pod: RunningPod, container: string, fault: ProgramFault): void;
}

const kinds: readonly ProgramFaultKind[] = [
  diskFull,
  endDiskFull,
  endMaintenance,
  hang,
  load,
  maintenance,
  memoryLeak,
  processCrash,
  slowStart,
];

export function strikeProgram(pod: RunningPod, fault: ProgramFault): Result<undefined, Text> {
  const kind = kinds.find((one) => one.kind === fault.kind);
  if (!kind) {
    const known = kinds.map((one) => one.kind).join(', ');
    return fail({
      es: `No existe el fallo ${fault.kind}; hay estos: ${known}.`,
      en: `There is no fault ${fault.kind}; there are these: ${known}.`,
    });
  }
  const names = fault.container === undefined ? [...pod.containers.keys()] : [fault.container];
  const missing = names.find((name) => !pod.containers.has(name));
  if (missing !== undefined || names.length === 0) {
    return fail({
      es: `El pod ${pod.name} no tiene ningún contenedor ${missing ?? ''} que se haya iniciado.`,
      en: `The pod ${pod.name} has no container ${missing ?? ''} that was started.`,
    });
  }
  for (const name of names) kind.strike(pod, name, fault);
  return ok(undefined);
}
