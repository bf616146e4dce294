/** Pods: READY, STATUS and RESTARTS are worked out from the containers, as `kubectl get pods` shows them. */
import type { Anything } from '../api.ts';
import { humanDuration } from '../output/age.ts';
import { ageColumn, column, nameColumn, type Printer, wide } from './printer.ts';

export const podPrinter: Printer = {
  kind: 'Pod',
  columns: [
    nameColumn,
    column('READY', (pod) => podSummary(pod).ready),
    column('STATUS', (pod) => podSummary(pod).status),
    column('RESTARTS', (pod, { nowMs }) => {
      const { restarts, lastRestart } = podSummary(pod);
      if (restarts === 0 || lastRestart === undefined) return String(restarts);
      return `${restarts} (${humanDuration((nowMs - Date.parse(lastRestart)) / 1000)} ago)`;
    }),
    ageColumn,
    wide('IP', ({ status }) => status?.podIPs?.[0]?.ip ?? status?.podIP ?? '<none>'),
    wide('NODE', ({ spec }) => spec.nodeName ?? '<none>'),
    wide('NOMINATED NODE', ({ status }) => status?.nominatedNodeName ?? '<none>'),
    wide('READINESS GATES', ({ spec, status }) => {
      const gates = (spec.readinessGates ?? []) as readonly { conditionType: string }[];
      if (gates.length === 0) return '<none>';
      const isTrue = (type: string) => conditionOf(status, type)?.status === 'True';
      return `${gates.filter(({ conditionType }) => isTrue(conditionType)).length}/${gates.length}`;
    }),
  ],
};

export interface PodSummary {
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  /** When the container ended that was restarted last. */
  readonly lastRestart: string | undefined;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: State;
  readonly lastState?: State;
}

interface State {
  readonly waiting?: { readonly reason?: string };
  readonly running?: object;
  readonly terminated?: {
    readonly reason?: string;
    readonly exitCode?: number;
    readonly signal?: number;
    readonly finishedAt?: string;
  };
}

export function conditionOf(status: Anything | undefined, type: string): Anything | undefined {
  return ((status?.['conditions'] ?? []) as readonly Anything[]).find((one) => one['type'] === type);
}

/**
 * The summary of a pod. A pod that initialises shows its first unfinished init container; one that runs shows the trouble
 * of its first container that has one.
 */
export function podSummary(pod: Anything): PodSummary {
  const { spec, status = {}, metadata } = pod;
  const initStatuses = (status.initContainerStatuses ?? []) as readonly ContainerStatus[];
  const statuses = (status.containerStatuses ?? []) as readonly ContainerStatus[];
  const initContainers = (spec.initContainers ?? []) as readonly { name: string; restartPolicy?: string }[];
  const sidecars = new Set(initContainers.filter((one) => one.restartPolicy === 'Always').map(({ name }) => name));

  let text: string = status.reason || status.phase || '';
  if (conditionOf(status, 'PodScheduled')?.['reason'] === 'SchedulingGated') text = 'SchedulingGated';

  const restarts = { initialising: 0, running: 0 };
  const ended: { initialising: string[]; running: string[] } = { initialising: [], running: [] };
  const note = (one: ContainerStatus, isInit: boolean) => {
    const finished = one.lastState?.terminated?.finishedAt;
    if (isInit) {
      restarts.initialising += one.restartCount ?? 0;
      if (finished) ended.initialising.push(finished);
    }
    if (!isInit || sidecars.has(one.name)) {
      restarts.running += one.restartCount ?? 0;
      if (finished) ended.running.push(finished);
    }
  };

  let readyCount = 0;
  let initialising = false;
  for (const [index, one] of initStatuses.entries()) {
    note(one, true);
    if (initialising) continue;
    const { terminated, waiting } = one.state ?? {};
    if (terminated && terminated.exitCode === 0) continue;
    if (sidecars.has(one.name) && one.started) {
      if (one.ready) readyCount++;
      continue;
    }
    initialising = true;
    if (terminated) {
      if (terminated.reason) text = `Init:${terminated.reason}`;
      else if (terminated.signal) text = `Init:Signal:${terminated.signal}`;
      else text = `Init:ExitCode:${terminated.exitCode}`;
    } else if (waiting?.reason && waiting.reason !== 'PodInitializing') text = `Init:${waiting.reason}`;
    else text = `Init:${index}/${initContainers.length}`;
  }

  const isInitialized = conditionOf(status, 'Initialized')?.['status'] === 'True';
  const counted: 'initialising' | 'running' = initialising && !isInitialized ? 'initialising' : 'running';
  if (counted === 'running') {
    let isAnyRunning = false;
    for (const one of [...statuses].reverse()) {
      note(one, false);
      const { terminated, waiting, running } = one.state ?? {};
      if (waiting?.reason) text = waiting.reason;
      else if (terminated?.reason) text = terminated.reason;
      else if (terminated) text = terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
      else if (one.ready && running) {
        isAnyRunning = true;
        readyCount++;
      }
    }
    if (text === 'Completed' && isAnyRunning) {
      text = conditionOf(status, 'Ready')?.['status'] === 'True' ? 'Running' : 'NotReady';
    }
  }

  if (metadata.deletionTimestamp) {
    if (status.reason === 'NodeLost') text = 'Unknown';
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') text = 'Terminating';
  }
  return {
    ready: `${readyCount}/${spec.containers.length + sidecars.size}`,
    status: text,
    restarts: restarts[counted],
    lastRestart: ended[counted].sort().at(-1),
  };
}
