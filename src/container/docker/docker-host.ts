/**
 * A machine with docker on the virtual clock: its containers, networks, volumes and images, and the ports it publishes.
 * The verbs (`verbs/`) put words around what is done here. What the internet would answer is left out: a container reaches
 * the others of its networks, by name where the network is not the default one.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ContainerOptions } from '../container.ts';
import type { Mount } from '../files/file-system.ts';
import { Layer } from '../files/layer.ts';
import type { ImageCatalogue } from '../image.ts';
import { type Connection, NetworkNamespace, type Outside } from '../network-namespace.ts';
import { PidNamespace } from '../process.ts';
import { noConditions } from '../world.ts';
import { type ContainerHost, type ContainerPlan, DockerContainer, type DockerMount } from './docker-container.ts';
import { ImageStore } from './image-store.ts';

export interface DockerNetwork {
  readonly name: string;
  readonly id: string;
  /** The default network has no names, only addresses. */
  readonly hasNames: boolean;
  /** `172.18.0`: the first three parts of its addresses. */
  readonly prefix: string;
  readonly labels: ReadonlyMap<string, string>;
  nextAddress: number;
}

export interface DockerVolume {
  readonly name: string;
  readonly layer: Layer;
  readonly labels: ReadonlyMap<string, string>;
}

export class DockerHost implements ContainerHost {
  readonly clock: VirtualClock;
  readonly images: ImageStore;
  readonly containers: DockerContainer[] = [];
  readonly networks = new Map<string, DockerNetwork>();
  readonly volumes = new Map<string, DockerVolume>();
  /** The host's own files, by folder: what binds show. */
  readonly folders = new Map<string, Layer>();
  /** Single files of the host, by path: a bind of one shows it instead of a folder. */
  readonly files = new Map<string, string>();
  readonly #random: SeededRandom;
  readonly #namespaces = new Map<DockerContainer, NetworkNamespace>();
  /** Hears of every container that came, changed or went; what it is now, it says itself. */
  readonly #changed: (container: DockerContainer) => void;

  constructor(options: {
    readonly clock: VirtualClock;
    readonly random: SeededRandom;
    readonly images: ImageCatalogue;
    readonly changed?: (container: DockerContainer) => void;
  }) {
    this.clock = options.clock;
    this.#changed = options.changed ?? (() => undefined);
    this.#random = options.random.fork('docker');
    this.images = new ImageStore(options.images);
    this.addNetwork('bridge');
    this.addNetwork('host');
  }

  get random(): SeededRandom {
    return this.#random;
  }

  newId(): string {
    let id = '';
    while (id.length < 64) id += this.#random.integer(0, 15).toString(16);
    return id;
  }

  /** By name, by id or by the beginning of an id that no other shares. */
  find(reference: string): DockerContainer | undefined {
    const exact = this.containers.find(({ name, id }) => name === reference || id === reference);
    if (exact || reference === '') return exact;
    const [first, second] = this.containers.filter(({ id }) => id.startsWith(reference));
    return second ? undefined : first;
  }

  addNetwork(name: string, labels: ReadonlyMap<string, string> = new Map()): DockerNetwork {
    const taken = new Set([...this.networks.values()].map(({ prefix }) => prefix));
    let number = 17;
    while (taken.has(`172.${number}.0`)) number++;
    const network = {
      name,
      id: this.newId(),
      hasNames: name !== 'bridge' && name !== 'host',
      prefix: `172.${number}.0`,
      labels,
      nextAddress: 2,
    };
    this.networks.set(name, network);
    return network;
  }

  addVolume(name: string, labels: ReadonlyMap<string, string> = new Map()): DockerVolume {
    const known = this.volumes.get(name);
    if (known) return known;
    const volume = { name, layer: new Layer({ kind: 'ext4' }), labels };
    this.volumes.set(name, volume);
    return volume;
  }

  /** Errors are the daemon's, without `Error response from daemon: `. */
  create(plan: ContainerPlan): Result<DockerContainer, string> {
    const other = this.containers.find(({ name }) => name === plan.name);
    if (other) {
      return fail(
        `Conflict. The container name "/${plan.name}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    }
    for (const network of plan.networks.keys()) {
      if (network !== 'none' && !this.networks.has(network)) return fail(`network ${network} not found`);
    }
    const image = this.images.behaviour(plan.image, listeningPorts(plan));
    const anonymous: DockerMount[] = image.volumes
      .filter((target) => !plan.mounts.some((mount) => mount.target === target))
      .map((target) => ({ type: 'volume', source: '', target, readOnly: false, isAnonymous: true }));
    const mounts = [...plan.mounts, ...anonymous].map((mount) => {
      if (mount.type !== 'volume') return mount;
      return { ...mount, source: this.addVolume(mount.source === '' ? this.newId() : mount.source).name };
    });
    const container = new DockerContainer(this.newId(), { ...plan, mounts }, this);
    this.containers.push(container);
    this.changed(container);
    return ok(container);
  }

  start(container: DockerContainer): Result<undefined, string> {
    if (container.isUp) return ok(undefined);
    const taken = this.#takenPort(container);
    if (taken !== undefined) {
      return fail(
        `failed to set up container networking: driver failed programming external connectivity on endpoint ${container.name} (${container.id}): Bind for ${taken} failed: port is already allocated`,
      );
    }
    const started = container.start();
    if (started.ok) return started;
    return fail(
      `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${started.error}`,
    );
  }

  #takenPort(container: DockerContainer): string | undefined {
    for (const { hostAddress, hostPort } of container.plan.ports) {
      const isTaken = this.containers.some((other) => {
        return other !== container && other.isUp && other.plan.ports.some((port) => port.hostPort === hostPort);
      });
      if (isTaken) return `${hostAddress}:${hostPort}`;
    }
    return undefined;
  }

  /** The container must have ended. Named volumes stay; nameless ones go with `withVolumes`. */
  remove(container: DockerContainer, withVolumes: boolean): void {
    this.containers.splice(this.containers.indexOf(container), 1);
    this.#namespaces.delete(container);
    this.changed(container);
    if (!withVolumes) return;
    for (const mount of container.plan.mounts) if (mount.isAnonymous) this.volumes.delete(mount.source);
  }

  changed(container: DockerContainer): void {
    this.#changed(container);
  }

  ended(container: DockerContainer): void {
    if (container.plan.removeAtEnd) this.remove(container, true);
  }

  /** A running container is reached there at once. */
  connectNetwork(container: DockerContainer, network: DockerNetwork, aliases: readonly string[]): void {
    container.networks.set(network.name, aliases);
    if (!container.isUp) return;
    container.addresses = new Map(container.addresses).set(network.name, `${network.prefix}.${network.nextAddress++}`);
  }

  disconnectNetwork(container: DockerContainer, name: string): void {
    container.networks.delete(name);
    container.addresses = new Map([...container.addresses].filter(([network]) => network !== name));
  }

  /** From the host to a published port. */
  connect(hostPort: number): Connection {
    for (const container of this.containers) {
      const published = container.isUp && container.plan.ports.find((port) => port.hostPort === hostPort);
      const namespace = this.#namespaces.get(container);
      if (published && namespace) return namespace.accept(published.port);
      if (container.isUp && container.networks.has('host') && namespace?.listeners.has(hostPort)) {
        return namespace.accept(hostPort);
      }
    }
    return { kind: 'refused', address: '127.0.0.1' };
  }

  optionsFor(container: DockerContainer): ContainerOptions {
    const { plan } = container;
    const image = this.images.behaviour(plan.image, listeningPorts(plan));
    const addresses = new Map(container.addresses);
    for (const name of container.networks.keys()) {
      const network = this.networks.get(name);
      if (network && !addresses.has(name)) addresses.set(name, `${network.prefix}.${network.nextAddress++}`);
    }
    container.addresses = addresses;
    const namespace = new NetworkNamespace({
      address: [...addresses.values()][0] ?? '127.0.0.1',
      outside: this.#outside(container),
    });
    namespace.hosts = (plan.extraHosts ?? []).map((line) => `${line}\n`).join('');
    this.#namespaces.set(container, namespace);
    return {
      id: container.id,
      clock: this.clock,
      random: this.#random.fork(`${container.id}/${container.restartCount}`),
      image,
      imageLayer: this.images.layer(plan.image, image),
      command: plan.entrypoint,
      args: plan.command,
      environment: plan.environment,
      workingDirectory: plan.workingDirectory,
      user: plan.user === undefined ? undefined : { uid: plan.user },
      mounts: plan.mounts.map((mount) => this.#mount(container, mount)),
      network: namespace,
      pids: new PidNamespace(),
      hostname: plan.hostname ?? container.id.slice(0, 12),
      conditions: { ...noConditions },
      limits: { memoryBytes: plan.memoryBytes, cpus: plan.cpus ?? hostCpus, cpuShares: 1024 },
      openInput: plan.openInput,
      readOnlyRoot: plan.readOnlyRoot,
      report: () => undefined,
    };
  }

  /** A volume that is empty takes over what the image has at its place; a folder of the host hides it. */
  #mount(container: DockerContainer, mount: DockerMount): Mount {
    const { type, target, readOnly } = mount;
    // `/srv/web/` is `/srv/web`.
    const source = type === 'bind' ? mount.source.replace(/(.)\/+$/, '$1') : mount.source;
    if (type === 'tmpfs') {
      return { path: target, layer: new Layer({ kind: 'tmpfs' }), subPath: '/', readOnly, device: 'tmpfs' };
    }
    const file = type === 'bind' ? this.files.get(source) : undefined;
    if (file !== undefined) return { path: target, ...this.#placeOf(source, file), readOnly, device: '/dev/sda1' };
    if (type === 'bind') {
      const layer = this.folders.get(source) ?? new Layer({ kind: 'ext4' });
      this.folders.set(source, layer);
      return { path: target, layer, subPath: '/', readOnly, device: '/dev/sda1' };
    }
    const { layer } = this.addVolume(source);
    const image = this.images.layer(container.plan.image, this.images.behaviour(container.plan.image));
    if (layer.nodes.size === 1) fillVolume(layer, image, target);
    return { path: target, layer, subPath: '/', readOnly, device: '/dev/sda1' };
  }

  /** A file shows what its folder holds, also when it is written anew; one without a folder stands alone. */
  #placeOf(path: string, text: string): Pick<Mount, 'layer' | 'subPath'> {
    const at = path.lastIndexOf('/');
    const [folder, name] = [this.folders.get(path.slice(0, at)), path.slice(at)];
    if (folder?.nodes.has(name)) return { layer: folder, subPath: name };
    const layer = new Layer({ kind: 'ext4' });
    layer.write('/file', text);
    return { layer, subPath: '/file' };
  }

  #outside(container: DockerContainer): Outside {
    const peers = function* (host: DockerHost) {
      for (const other of host.containers) {
        for (const [network, address] of other.addresses) {
          if (container.addresses.has(network)) yield { other, network, address };
        }
      }
    };
    return {
      resolve: (name) => {
        const found: string[] = [];
        for (const { other, network, address } of peers(this)) {
          const names = [other.name, other.id.slice(0, 12), ...(other.networks.get(network) ?? [])];
          if (other.isUp && this.networks.get(network)?.hasNames && names.includes(name)) found.push(address);
        }
        return found;
      },
      connect: (address, port) => {
        for (const peer of peers(this)) {
          if (peer.address !== address || !peer.other.isUp) continue;
          return this.#namespaces.get(peer.other)?.accept(port) ?? { kind: 'refused', address };
        }
        return { kind: 'timeout', address };
      },
    };
  }
}

const hostCpus = 4;

function listeningPorts({ ports, exposed }: ContainerPlan): readonly number[] {
  const all = [...ports.map(({ port }) => port), ...exposed];
  return [...new Set(all)].filter((port) => port > 0 && port < 65536);
}

function fillVolume(volume: Layer, image: Layer, target: string): void {
  const prefix = `${target.replace(/\/$/, '')}/`;
  for (const [path, node] of image.nodes) {
    if (!path.startsWith(prefix)) continue;
    volume.makeDirectories(path.slice(prefix.length - 1).replace(/\/[^/]*$/, '') || '/');
    volume.set(path.slice(prefix.length - 1), node);
  }
}
