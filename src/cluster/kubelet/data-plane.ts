/**
 * What lies under the API objects and is shared by all kubelets of a cluster: images and what a registry holds, the disks
 * behind PersistentVolumes, the pods that really run and their network. Nobody but kubelets and the network writes here;
 * faults, traffic and tests read it.
 */
import type { Container } from '#container/container.ts';
import { imageLayer } from '#container/execute.ts';
import { Layer } from '#container/files/layer.ts';
import type { ImageBehaviour, ImageCatalogue } from '#container/image.ts';
import type { Connection, NetworkNamespace } from '#container/network-namespace.ts';
import type { Conditions } from '#container/world.ts';

/** A pod on a node: its network and the containers that exist now. */
export interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  readonly network: NetworkNamespace;
  readonly hostNetwork: boolean;
  /** Ports of the node that lead to ports of the pod. */
  readonly hostPorts: ReadonlyMap<number, number>;
  /** By container name, the newest run. */
  readonly containers: Map<string, Container>;
  /** What faults have switched on, by container name; a hang ends with the process. */
  readonly conditions: Map<string, Conditions>;
  /** Tells the trace what became of a program. */
  readonly report: (container: string, state: string, detail?: string) => void;
}

export interface Registry {
  /** Undefined when it can be pulled; else the error of the container runtime. */
  pullError(reference: string): string | undefined;
  /** How long a pull takes; undefined: as long as the image says. */
  readonly pullSeconds: number | undefined;
}

/** What faults do to the registry: images that are no longer there, and how long every pull takes. */
export interface RegistryTrouble {
  /** Full names: `docker.io/library/nginx:1.27`. */
  readonly missing: Set<string>;
  pullSeconds: number | undefined;
}

export interface NodeCapacity {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  /** Room on its disk for images, logs, containers' layers and emptyDir volumes; infinite where nothing is said. */
  readonly diskBytes: number;
}

export class DataPlane {
  readonly images: ImageCatalogue;
  readonly pods = new Map<string, RunningPod>();
  /** Pods by the address of their network, the newest last: what a connection to an address meets. */
  readonly #byAddress = new Map<string, RunningPod>();
  readonly #disks = new Map<string, Layer>();
  readonly #nodeNetworks = new Map<string, NetworkNamespace>();
  readonly #nodeRoots = new Map<string, Layer>();
  readonly #layers = new Map<ImageBehaviour, Layer>();
  readonly #podDirectories = new Map<string, Map<string, Layer>>();
  readonly #nodeNumbers = new Map<string, number>();
  readonly #lastHost = new Map<string, number>();
  readonly #watchers = new Set<(node: string) => void>();
  readonly #byNode = new Map<string, Set<RunningPod>>();
  readonly #registry: Registry;
  readonly registryTrouble: RegistryTrouble = { missing: new Set(), pullSeconds: undefined };
  /** How late kube-proxy and its like hear of endpoints; undefined: at once for programs, a second for traffic. */
  propagationSeconds: number | undefined;

  readonly #capacities = new Map<string, NodeCapacity>();

  constructor(options: { readonly images: ImageCatalogue; readonly registry?: Registry }) {
    this.images = options.images;
    this.#registry = options.registry ?? { pullError: () => undefined, pullSeconds: undefined };
  }

  /** As the container runtime words it; undefined when the image can be pulled. */
  pullError(reference: string, fullName: string): string | undefined {
    if (!this.registryTrouble.missing.has(fullName)) return this.#registry.pullError(reference);
    return `rpc error: code = NotFound desc = failed to pull and unpack image "${fullName}": failed to resolve reference "${fullName}": ${fullName}: not found`;
  }

  pullSeconds(image: ImageBehaviour): number {
    return this.registryTrouble.pullSeconds ?? this.#registry.pullSeconds ?? image.pullSeconds;
  }

  /** False while the registry is in trouble with this image: then only nodes that have run it have it. */
  isEverywhere(fullName: string): boolean {
    return this.registryTrouble.pullSeconds === undefined && !this.registryTrouble.missing.has(fullName);
  }

  /** Calls back with the node when a pod comes or goes there, or somebody in one begins or ceases to listen. */
  onChange(watcher: (node: string) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  changed(node: string): void {
    for (const watcher of this.#watchers) watcher(node);
  }

  podsOn(node: string): readonly RunningPod[] {
    return [...(this.#byNode.get(node) ?? [])];
  }

  add(pod: RunningPod): void {
    if (!pod.hostNetwork) pod.network.onChange = () => this.changed(pod.node);
    this.changed(pod.node);
    const neighbours = this.#byNode.get(pod.node) ?? new Set<RunningPod>();
    this.#byNode.set(pod.node, neighbours.add(pod));
    this.pods.set(`${pod.namespace}/${pod.name}`, pod);
    if (!pod.hostNetwork) this.#byAddress.set(pod.network.address, pod);
  }

  remove(pod: RunningPod): void {
    this.changed(pod.node);
    this.#byNode.get(pod.node)?.delete(pod);
    const key = `${pod.namespace}/${pod.name}`;
    if (this.pods.get(key) === pod) this.pods.delete(key);
    if (this.#byAddress.get(pod.network.address) === pod) this.#byAddress.delete(pod.network.address);
  }

  pod(namespace: string, name: string): RunningPod | undefined {
    return this.pods.get(`${namespace}/${name}`);
  }

  at(address: string): RunningPod | undefined {
    return this.#byAddress.get(address);
  }

  /** The network that pods with hostNetwork share with their node, and with one another. */
  nodeNetwork(node: string, create: () => NetworkNamespace): NetworkNamespace {
    let network = this.#nodeNetworks.get(node);
    if (!network) {
      network = create();
      network.onChange = () => this.changed(node);
      this.#nodeNetworks.set(node, network);
    }
    return network;
  }

  /** What a connection to a node's own address meets: a pod's hostPort, else the node's network. */
  acceptAtNode(address: string, port: number): Connection | undefined {
    for (const node of this.#nodeNumbers.keys()) {
      if (this.nodeAddress(node) !== address) continue;
      for (const pod of this.pods.values()) {
        const containerPort = pod.node === node ? pod.hostPorts.get(port) : undefined;
        if (containerPort !== undefined) return pod.network.accept(containerPort);
      }
      return this.#nodeNetworks.get(node)?.accept(port) ?? { kind: 'refused', address };
    }
    return undefined;
  }

  setCapacity(node: string, capacity: NodeCapacity): void {
    this.#capacities.set(node, capacity);
  }

  capacity(node: string): NodeCapacity {
    return this.#capacities.get(node) ?? unlimited;
  }

  /** The storage behind a PersistentVolume or an export, the same for every node that mounts it. */
  disk(name: string): Layer {
    let disk = this.#disks.get(name);
    if (!disk) {
      disk = new Layer({ kind: 'ext4', mode: 0o777 });
      this.#disks.set(name, disk);
    }
    return disk;
  }

  /** An emptyDir on a node's disk: it outlives containers and power cuts, and goes with the pod. */
  podDirectory(node: string, podUid: string, volume: string): Layer {
    const pods = this.#podDirectories.get(`${node}/${podUid}`) ?? new Map<string, Layer>();
    this.#podDirectories.set(`${node}/${podUid}`, pods);
    const known = pods.get(volume) ?? new Layer({ kind: 'ext4', mode: 0o777 });
    pods.set(volume, known);
    return known;
  }

  forgetPodDirectories(node: string, podUid: string): void {
    this.#podDirectories.delete(`${node}/${podUid}`);
  }

  /** The volume was deleted with its data. */
  forgetDisk(name: string): void {
    this.#disks.delete(name);
  }

  /** The node's own files: what hostPath shows. They outlive pods and kubelets, not the node. */
  nodeRoot(node: string): Layer {
    let layer = this.#nodeRoots.get(node);
    if (!layer) {
      layer = new Layer({ kind: 'ext4' });
      for (const directory of [
        '/etc',
        '/var/log/pods',
        '/var/lib/kubelet',
        '/opt',
        '/home',
        '/mnt',
        '/srv',
        '/usr/bin',
        '/data',
      ])
        layer.makeDirectories(directory);
      layer.makeDirectories('/tmp', { mode: 0o1777 });
      layer.write('/etc/hostname', `${node}\n`);
      this.#nodeRoots.set(node, layer);
    }
    return layer;
  }

  imageLayer(image: ImageBehaviour): Layer {
    let layer = this.#layers.get(image);
    if (!layer) {
      layer = imageLayer(image);
      this.#layers.set(image, layer);
    }
    return layer;
  }

  /** 10.244.<node>.<pod>, never the same twice on a node until its range is used up. */
  allocateAddress(node: string): string {
    const number = this.#nodeNumber(node);
    const host = ((this.#lastHost.get(node) ?? 1) % 250) + 1;
    this.#lastHost.set(node, host);
    return `10.244.${number}.${host}`;
  }

  nodeAddress(node: string): string {
    const number = this.#nodeNumber(node) + 9;
    return `10.1.${Math.floor(number / 250)}.${(number % 250) + 1}`;
  }

  #nodeNumber(node: string): number {
    let number = this.#nodeNumbers.get(node);
    if (number === undefined) {
      number = this.#nodeNumbers.size + 1;
      this.#nodeNumbers.set(node, number);
    }
    return number;
  }
}

const unlimited: NodeCapacity = {
  cpuMillis: Number.POSITIVE_INFINITY,
  memoryBytes: Number.POSITIVE_INFINITY,
  diskBytes: Number.POSITIVE_INFINITY,
};
