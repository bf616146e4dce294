/**
 * The kubelet of one node: for every pod bound to it a worker that runs its containers, images on the node, logs and exec.
 * It meets the rest of the cluster only through the API server; what lies under the objects is in the DataPlane.
 */
import type { Draft } from '#api/meta/object.ts';
import { type QuantityLike, quantityMillis, quantityUnits } from '#api/meta/quantity.ts';
import { fail } from '#base/result.ts';
import { FileError } from '#container/files/file-error.ts';
import { directoryOf } from '#container/files/paths.ts';
import type { Outside } from '#container/network-namespace.ts';
import type { Unwatch } from '../apiserver/api-client.ts';
import { strikeProgram } from '../faults/program-fault.ts';
import type { Source } from '../network/cluster-network.ts';
import type { NodeAgent, NodeAgentParts } from '../node-agent.ts';
import type { DataPlane } from './data-plane.ts';
import { EvictionManager } from './eviction-manager.ts';
import { ImageManager } from './image-manager.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { execIn, readLog, readLogLines } from './kubelet-server.ts';
import { admitPod } from './pod-admission.ts';
import { type ContainerSpec, ephemeralContainersOf, initContainersOf, type Pod } from './pod-types.ts';
import { PodWorker } from './pod-worker.ts';
import { writePodStatus } from './status-manager.ts';

export interface KubeletParts extends NodeAgentParts {
  readonly dataPlane: DataPlane;
  /** Names and Services as pods see them. */
  readonly outside: (source: Source) => Outside;
  /** The node has every image that was described, or only these; then the others are pulled. */
  readonly presentImages: 'described' | readonly string[];
}

export interface Kubelet extends NodeAgent {
  worker(namespace: string, pod: string): PodWorker | undefined;
}

export function startKubelet(parts: KubeletParts): Kubelet {
  const { client, clock, events, trace, nodeName: node, dataPlane, random } = parts;
  const workers = new Map<string, PodWorker>();
  const context: KubeletContext = {
    client,
    clock,
    random,
    trace,
    node,
    dataPlane,
    images: new ImageManager({ clock, dataPlane, present: parts.presentImages }),
    say(pod, type, reason, message, container) {
      const group = container && listWith(pod, container);
      const fieldPath = container ? { fieldPath: `spec.${group}{${container.name}}` } : {};
      events.record({ object: pod, type, reason, message, source: 'kubelet', host: node, ...fieldPath });
    },
    sayOfNode(type, reason, message) {
      const object = client.get('Node', undefined, node);
      if (object) events.record({ object, type, reason, message, source: 'kubelet', host: node });
    },
    nameOf: ({ metadata }) => ({ kind: 'Pod', namespace: metadata.namespace ?? '', name: metadata.name }),
    newId: () => Array.from({ length: 8 }, () => random.integer(0, 0xffffffff).toString(16).padStart(8, '0')).join(''),
    outside: parts.outside,
    downward: (pod, podIp) => ({ pod, podIp, hostIp: dataPlane.nodeAddress(node), allocatable: allocatable() }),
  };
  const allocatable = () => {
    const amounts = client.get('Node', undefined, node)?.status?.allocatable as
      | Readonly<Record<string, QuantityLike>>
      | undefined;
    return {
      cpuMillis: quantityMillis(amounts?.['cpu'] ?? 4),
      memoryBytes: quantityUnits(amounts?.['memory'] ?? '8Gi'),
    };
  };
  let unwatch: Unwatch | undefined;
  let isReachable = true;
  let evictions = new EvictionManager(context, () => workers.values());

  function see(pod: Pod): void {
    if (pod.spec?.nodeName !== node) return;
    const known = workers.get(pod.metadata.uid);
    if (known) {
      known.update(pod);
      return;
    }
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return;
    const others = [...workers.values()].filter((worker) => !worker.isFinished()).map((worker) => worker.pod);
    const refusal = admitPod(pod, client.get('Node', undefined, node), others);
    if (refusal) {
      context.say(pod, 'Warning', refusal.reason, refusal.message);
      const message = `Pod was rejected: ${refusal.message}`;
      writePodStatus(client, pod, {
        phase: 'Failed',
        reason: refusal.reason,
        message,
        startTime: clock.timestamp(),
        conditions: [],
      });
      return;
    }
    const worker = new PodWorker(context, pod);
    workers.set(pod.metadata.uid, worker);
    worker.start();
  }

  function connect(): void {
    unwatch = client.watch(
      'Pod',
      (event) => {
        if (event.type !== 'DELETED') see(event.object);
        else {
          workers.get(event.object.metadata.uid)?.vanish();
          workers.delete(event.object.metadata.uid);
          dataPlane.forgetPodDirectories(node, event.object.metadata.uid);
        }
      },
      { fieldSelector: `spec.nodeName=${node}` },
    );
  }

  reportNode(client, node, dataPlane);
  connect();
  const find = (namespace: string, pod: string) =>
    [...workers.values()].findLast(
      (worker) => worker.pod.metadata.name === pod && worker.pod.metadata.namespace === namespace,
    );
  return {
    nodeName: node,
    worker: find,
    get isReachable() {
      return isReachable;
    },
    goDown(how) {
      isReachable = how === 'kubelet' || how === 'apiserver';
      unwatch?.();
      unwatch = undefined;
      if (how !== 'power') {
        for (const worker of workers.values()) {
          worker.disconnect();
          if (how === 'kubelet') worker.pause();
        }
        return;
      }
      evictions.stop();
      for (const worker of workers.values()) worker.powerOff();
      workers.clear();
      evictions = new EvictionManager(context, () => workers.values());
    },
    comeBack() {
      isReachable = true;
      for (const worker of workers.values()) worker.reconnect();
      if (!unwatch) connect();
      // Pods that were removed meanwhile: nobody told us.
      for (const [uid, worker] of workers) {
        const { namespace, name } = worker.pod.metadata;
        if (client.get('Pod', namespace, name)?.metadata.uid === uid) continue;
        worker.vanish();
        workers.delete(uid);
      }
    },
    programFault: (fault) => {
      const pod = dataPlane.pod(fault.namespace, fault.pod);
      if (!pod || pod.node !== node) {
        return fail({
          es: `El pod ${fault.pod} no se está ejecutando en ${node}.`,
          en: `The pod ${fault.pod} does not run on ${node}.`,
        });
      }
      return strikeProgram(pod, fault);
    },
    readLog(namespace, pod, container, previous) {
      const worker = find(namespace, pod);
      return worker ? readLog(worker, container, previous) : fail({ code: 404, message: `pods "${pod}" not found` });
    },
    readLogLines(namespace, pod, container, previous) {
      const worker = find(namespace, pod);
      return worker
        ? readLogLines(worker, container, previous)
        : fail({ code: 404, message: `pods "${pod}" not found` });
    },
    exec(namespace, pod, container, command, done) {
      const worker = find(namespace, pod);
      if (worker) execIn(worker, container, command, context.newId, done);
      else done(fail({ code: 404, message: `pods "${pod}" not found` }));
    },
    filesOf(namespace, pod, container) {
      const found = dataPlane.pod(namespace, pod)?.containers.get(container);
      if (!found) return undefined;
      const { files, environment } = found;
      return {
        environment,
        search(words) {
          for (const { path: place, layer, subPath } of files.mounts) {
            const folder = subPath === '/' ? '' : subPath;
            for (const [inner, node] of layer.nodes) {
              if (node.type !== 'file' || !node.content.includes(words)) continue;
              if (inner === subPath || inner.startsWith(`${folder}/`)) return `${place}${inner.slice(folder.length)}`;
            }
          }
          return undefined;
        },
        exists: (path) => files.find(path) !== undefined,
        readFile: (path) => {
          const node = files.find(path);
          return node?.type === 'file' ? node.content : undefined;
        },
        writeFile: (path, content) => {
          try {
            files.makeDirectory(directoryOf(path), { parents: true });
            files.write(path, content);
          } catch (error) {
            if (!(error instanceof FileError)) throw error; // full, or read-only: it is not written
          }
        },
      };
    },
  };
}

function listWith(pod: Pod, container: ContainerSpec): string {
  if (initContainersOf(pod).includes(container)) return 'initContainers';
  return ephemeralContainersOf(pod).includes(container) ? 'ephemeralContainers' : 'containers';
}

/** No program of an example fills such a disk: it is not looked at every ten seconds. */
const endlessDiskBytes = 100 * 1024 ** 3;

/** What a kubelet says of its machine when it registers. */
function reportNode(client: KubeletParts['client'], name: string, dataPlane: DataPlane): void {
  const address = dataPlane.nodeAddress(name);
  const node = client.get('Node', undefined, name);
  if (!node) return;
  const status = {
    ...node.status,
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    nodeInfo: {
      architecture: 'amd64',
      bootID: name,
      containerRuntimeVersion: 'containerd://2.1.4',
      kernelVersion: '6.8.0',
      kubeProxyVersion: '',
      kubeletVersion: 'v1.36.2',
      machineID: name,
      operatingSystem: 'linux',
      osImage: 'Debian GNU/Linux 13 (trixie)',
      systemUUID: name,
    },
  };
  client.update('Node', { ...(node as unknown as Draft), status }, { subresource: 'status', fieldManager: 'kubelet' });
  const amounts = (node.status?.capacity ?? {}) as Readonly<Record<string, QuantityLike>>;
  const disk = amounts['ephemeral-storage'];
  dataPlane.setCapacity(name, {
    cpuMillis: quantityMillis(amounts['cpu'] ?? 4),
    memoryBytes: quantityUnits(amounts['memory'] ?? '8Gi'),
    diskBytes:
      disk === undefined || quantityUnits(disk) >= endlessDiskBytes ? Number.POSITIVE_INFINITY : quantityUnits(disk),
  });
}
