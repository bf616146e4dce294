/**
 * `kubectl rollout status`: waits until a rollout is over and says how far it is each time the object changes, so equal
 * lines follow one another where something else about it changed.
 */
import type { Anything } from '../api.ts';
import { keyOf } from '../api.ts';
import type { Found } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith } from '../exit.ts';
import { groupKind, rolloutFlags, rolloutTargets } from './rollout-targets.ts';

export const rolloutStatus: Command = {
  name: 'status',
  summary: { es: 'Espera a que termine un despliegue', en: 'Wait until a rollout is over' },
  examples: [
    ['kubectl rollout status deploy/web', { es: 'Y cuenta cómo va', en: 'And tell how it goes' }],
    ['kubectl rollout status deploy/web --timeout=60s', { es: 'Como mucho un minuto', en: 'A minute at most' }],
  ],
  usage: '(TYPE NAME | TYPE/NAME)',
  flags: [
    ...rolloutFlags,
    { name: 'revision', type: 'int', default: '0' },
    { name: 'timeout', type: 'duration', default: '0' },
    { name: 'watch', short: 'w', type: 'bool', default: 'true' },
  ],
  run(call) {
    for (const target of rolloutTargets(call)) follow(call, target);
  },
};

/** How a rollout stands: what to print, whether it is over, or the error that ends it. */
export interface Standing {
  readonly text: string;
  readonly isDone: boolean;
}

type Viewer = (object: Anything, revision: number) => Standing;

const viewers: Readonly<Record<string, Viewer>> = {
  Deployment: deploymentStanding,
  DaemonSet: daemonSetStanding,
  StatefulSet: statefulSetStanding,
};

/** Nobody sits before a simulated rollout for longer; the progress deadline is 10 minutes. */
const longestWaitSeconds = 3600;

function follow(call: Call, { definition, object }: Found): void {
  const viewer = Object.hasOwn(viewers, definition.kind) ? viewers[definition.kind] : undefined;
  if (!viewer) failWith(`no status viewer has been implemented for ${groupKind(definition)}`);
  const { flags } = call;
  const { namespace, name, uid } = object.metadata;
  const revision = flags.number('revision');
  let failure: Exit | undefined;
  let isDone = false;
  const look = (seen: Anything) => {
    if (isDone || failure) return;
    try {
      const standing = viewer(seen, revision);
      call.print(standing.text);
      isDone = standing.isDone;
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      failure = error;
    }
  };
  if (!flags.is('watch')) {
    look(object);
    if (failure) throw failure;
    return;
  }
  const stop = call.cluster.client.watch(
    keyOf(definition),
    ({ type, object: seen }) => {
      if (seen.metadata.name !== name) return;
      if (type === 'DELETED' || seen.metadata.uid !== uid) failure ??= new Exit('error: object has been deleted\n');
      else look(seen as Anything);
    },
    { namespace: namespace ?? '', fieldSelector: `metadata.name=${name}` },
  );
  const timeout = flags.seconds('timeout');
  call.waitUntil(() => isDone || failure !== undefined, timeout > 0 ? timeout : longestWaitSeconds);
  stop();
  if (failure) throw failure;
  if (!isDone) failWith('timed out waiting for the condition');
}

function isOld({ metadata, status }: Anything): boolean {
  return (metadata.generation ?? 0) > (status?.observedGeneration ?? 0);
}

function deploymentStanding(deployment: Anything, revision: number): Standing {
  const { metadata, spec, status = {} } = deployment;
  if (revision > 0) {
    const now = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (now !== revision) failWith(`desired revision (${revision}) is different from the running revision (${now})`);
  }
  if (isOld(deployment)) return { text: 'Waiting for deployment spec update to be observed...\n', isDone: false };
  const progressing = (status.conditions ?? []).find((one: Anything) => one['type'] === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    failWith(`deployment ${JSON.stringify(metadata.name)} exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = (what: string): Standing => ({
    text: `Waiting for deployment ${JSON.stringify(metadata.name)} rollout to finish: ${what}...\n`,
    isDone: false,
  });
  const wanted = spec.replicas ?? 1;
  if (updatedReplicas < wanted) return waiting(`${updatedReplicas} out of ${wanted} new replicas have been updated`);
  if (replicas > updatedReplicas) return waiting(`${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas) {
    return waiting(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  }
  return { text: `deployment ${JSON.stringify(metadata.name)} successfully rolled out\n`, isDone: true };
}

function daemonSetStanding(daemonSet: Anything): Standing {
  const { metadata, spec, status = {} } = daemonSet;
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    failWith('rollout status is only available for RollingUpdate strategy type');
  }
  if (isOld(daemonSet)) return { text: 'Waiting for daemon set spec update to be observed...\n', isDone: false };
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = status;
  const waiting = (what: string): Standing => ({
    text: `Waiting for daemon set ${JSON.stringify(metadata.name)} rollout to finish: ${what}...\n`,
    isDone: false,
  });
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return waiting(`${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated`);
  }
  if (numberAvailable < desiredNumberScheduled) {
    return waiting(`${numberAvailable} of ${desiredNumberScheduled} updated pods are available`);
  }
  return { text: `daemon set ${JSON.stringify(metadata.name)} successfully rolled out\n`, isDone: true };
}

function statefulSetStanding(statefulSet: Anything): Standing {
  const { spec, status = {} } = statefulSet;
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    failWith('rollout status is only available for RollingUpdate strategy type');
  }
  if (isOld(statefulSet)) return { text: 'Waiting for statefulset spec update to be observed...\n', isDone: false };
  const wanted = spec.replicas ?? 1;
  const { readyReplicas = 0, updatedReplicas = 0, updateRevision = '', currentRevision = '' } = status;
  if (readyReplicas < wanted)
    return { text: `Waiting for ${wanted - readyReplicas} pods to be ready...\n`, isDone: false };
  const partition = spec.updateStrategy.rollingUpdate?.partition;
  if (partition !== undefined) {
    if (updatedReplicas < wanted - partition) {
      return {
        text: `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted - partition} new pods have been updated...\n`,
        isDone: false,
      };
    }
    return { text: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`, isDone: true };
  }
  if (updateRevision !== currentRevision) {
    return {
      text: `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...\n`,
      isDone: false,
    };
  }
  return {
    text: `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${currentRevision}...\n`,
    isDone: true,
  };
}
