/**
 * Starts one container: image, configuration, creation, start, postStart hook, with the events of each step, and what is
 * to be shown when a step fails.
 */

import { Container } from '#container/container.ts';
import { Layer } from '#container/files/layer.ts';
import { PidNamespace } from '#container/process.ts';
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { latency } from './constants.ts';
import { limitsOf, resourcesText } from './container-resources.ts';
import { containerEnvironment, expand } from './environment.ts';
import type { Instance, Instances } from './instance.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { runHook } from './lifecycle.ts';
import { type ContainerSpec, type LifecycleHandler, type Pod, podWithUid } from './pod-types.ts';
import { cpusFor } from './resource-usage.ts';
import type { Sandbox } from './sandbox.ts';
import { containerMounts, type MountedVolume } from './volume-manager.ts';

/** `created`: the container was made but its program could not be started (exit 128). `hook-failed`: it is to be killed again. */
export type StartOutcome = 'started' | 'created' | 'failed' | 'hook-failed';

export interface StarterState {
  readonly instances: Instances;
  readonly startFailures: Map<string, { reason: string; message: string }>;
  readonly starting: Set<string>;
}

export class ContainerStarter {
  readonly #context: KubeletContext;
  readonly #state: StarterState;

  constructor(context: KubeletContext, state: StarterState) {
    this.#context = context;
    this.#state = state;
  }

  *start(
    pod: Pod,
    spec: ContainerSpec,
    sandbox: Sandbox,
    volumes: ReadonlyMap<string, MountedVolume>,
    watch: (instance: Instance) => void,
  ): Routine<StartOutcome> {
    const { clock, trace, dataPlane } = this.#context;
    const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      this.#context.say(pod, type, reason, message, spec);
    const refuse = (reason: string, message: string, shown = message): StartOutcome => {
      this.#state.startFailures.set(spec.name, { reason, message });
      say('Warning', 'Failed', `Error: ${shown}`);
      return 'failed';
    };
    const image = yield* this.#context.images.ensure(pod.metadata.uid, spec, say);
    if (image) return refuse(image.reason, image.message, image.reason);
    const made = this.#create(pod, spec, sandbox, volumes);
    if ('reason' in made) return refuse(made.reason, made.message);
    const { container, terminationLog } = made;
    yield sleep(clock, latency.createMs);
    say('Normal', 'Created', 'Container created');
    yield sleep(clock, latency.startMs);
    const attempt = (this.#state.instances.newest(spec.name)?.attempt ?? -1) + 1;
    const started = container.start();
    const instance: Instance = {
      id: container.id,
      attempt,
      image: spec.image ?? '',
      resources: resourcesText(spec),
      container,
      exited: undefined,
      seen: false,
    };
    this.#logs.set(instance, terminationLog);
    if (!started.ok) {
      const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${started.error}: unknown`;
      instance.exited = { exitCode: 128, reason: 'StartError', message, finishedAtMs: clock.nowMs, startedAtMs: 0 };
      this.#state.instances.add(spec.name, instance);
      this.#state.startFailures.set(spec.name, { reason: 'RunContainerError', message });
      say('Warning', 'Failed', `Error: ${message}`);
      trace.record({
        kind: 'container-ended',
        object: this.#context.nameOf(pod),
        container: spec.name,
        run: attempt,
        exitCode: 128,
        reason: 'StartError',
      });
      watch(instance);
      return 'created';
    }
    this.#state.instances.add(spec.name, instance);
    sandbox.running.containers.set(spec.name, container);
    dataPlane.changed(this.#context.node); // what it said when it started was said before anybody could find it
    say('Normal', 'Started', 'Container started');
    trace.record({
      kind: 'container-started',
      object: this.#context.nameOf(pod),
      container: spec.name,
      image: spec.image ?? '',
      run: attempt,
    });
    if (!dataPlane.images.find(spec.image ?? '').described && attempt === 0)
      sandbox.running.report(spec.name, 'running', 'nobody has described this image');
    const hook = spec.lifecycle?.postStart;
    if (hook) {
      this.#state.starting.add(spec.name);
      const problem = yield* runHook(hook, {
        clock,
        spec,
        container,
        network: sandbox.network,
        execId: () => this.#context.newId(),
      });
      if (problem !== undefined) {
        say('Warning', 'FailedPostStartHook', 'PostStartHook failed');
        this.#state.startFailures.set(spec.name, {
          reason: 'PostStartHookError',
          message: `${hookName(hook)} for Container "${spec.name}" in Pod "${podWithUid(pod)}" failed - error: ${problem}`,
        });
        watch(instance);
        return 'hook-failed';
      }
      this.#state.starting.delete(spec.name);
    }
    this.#state.startFailures.delete(spec.name);
    watch(instance);
    return 'started';
  }

  readonly #logs = new WeakMap<Instance, Layer>();

  /** A run has ended: exit code, reason and termination message are taken down. */
  recordEnd(pod: Pod, spec: ContainerSpec, instance: Instance): void {
    const { container } = instance;
    if (!container || instance.exited) return;
    const { exitCode } = container;
    const reason = container.outOfMemory ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
    instance.exited = {
      exitCode,
      reason,
      message: this.#terminationMessage(spec, instance),
      finishedAtMs: container.finishedAtMs,
      startedAtMs: container.startedAtMs,
    };
    this.#context.trace.record({
      kind: 'container-ended',
      object: this.#context.nameOf(pod),
      container: spec.name,
      run: instance.attempt,
      exitCode,
      reason,
    });
  }

  #terminationMessage(spec: ContainerSpec, instance: Instance): string {
    const node = this.#logs.get(instance)?.nodes.get('/log');
    const text = node?.type === 'file' ? node.content : '';
    if (text !== '') return text.slice(0, 4096);
    if (spec.terminationMessagePolicy !== 'FallbackToLogsOnError' || instance.container?.exitCode === 0) return '';
    const log = (instance.container?.log ?? []).map((line) => line.text).join('');
    return log.split('\n').slice(-81).join('\n').slice(-2048);
  }

  #create(
    pod: Pod,
    spec: ContainerSpec,
    sandbox: Sandbox,
    volumes: ReadonlyMap<string, MountedVolume>,
  ):
    | { readonly container: Container; readonly terminationLog: Layer }
    | { readonly reason: string; readonly message: string } {
    const { client, clock, dataPlane } = this.#context;
    const configError = (message: string) => ({ reason: 'CreateContainerConfigError', message });
    const downward = this.#context.downward(pod, sandbox.address);
    const environment = containerEnvironment({
      pod,
      container: spec,
      client,
      podIp: sandbox.address,
      hostIp: downward.hostIp,
      allocatable: downward.allocatable,
    });
    if (!environment.ok) return configError(environment.error);
    const ports = (spec.ports ?? []).map(({ containerPort }) => containerPort);
    const image = dataPlane.images.find(spec.image ?? '', ports);
    const security = { ...pod.spec?.securityContext, ...spec.securityContext } as {
      readonly runAsUser?: number;
      readonly runAsGroup?: number;
      readonly runAsNonRoot?: boolean;
      readonly readOnlyRootFilesystem?: boolean;
    };
    const where = `(pod: "${podWithUid(pod)}", container: ${spec.name})`;
    if (security.runAsNonRoot) {
      if (security.runAsUser === 0) return configError(`container's runAsUser breaks non-root policy ${where}`);
      if (security.runAsUser === undefined && !/^\d+$/.test(image.user) && image.user !== '' && image.user !== 'root')
        return configError(
          `container has runAsNonRoot and image has non-numeric user (${image.user}), cannot verify user is non-root ${where}`,
        );
      if (security.runAsUser === undefined && (image.user === '0' || image.user === '' || image.user === 'root'))
        return configError(`container has runAsNonRoot and image will run as root ${where}`);
    }
    const mounts = containerMounts(spec, volumes, environment.value);
    if (!mounts.ok) return configError(mounts.error);
    const get = (name: string) => environment.value.get(name);
    const { fsGroup, supplementalGroups = [] } = pod.spec?.securityContext ?? {};
    const groups = [...new Set([...(fsGroup === undefined ? [] : [fsGroup]), ...supplementalGroups])];
    const terminationLog = new Layer();
    terminationLog.write('/log', '', { mode: 0o666 });
    const hostname = hostnameOf(pod);
    const hosts = new Layer();
    sandbox.network.hosts = hostsFile(pod, sandbox.address);
    hosts.write('/hosts', sandbox.network.hosts);
    hosts.write('/resolv.conf', resolverFile(pod));
    hosts.write('/hostname', `${hostname}\n`);
    const conditions = sandbox.conditions(spec.name);
    conditions.hung = false; // a new process is not hung
    const target = (spec as { readonly targetContainerName?: string }).targetContainerName ?? '';
    const own = sandbox.sharedPids ?? this.#state.instances.newest(target)?.container?.pids ?? new PidNamespace();
    const container: Container = new Container({
      id: this.#context.newId(),
      clock,
      random: this.#context.random,
      image,
      imageLayer: dataPlane.imageLayer(image),
      command: spec.command?.length ? spec.command.map((word) => expand(word, get)) : undefined,
      args: spec.args?.length ? spec.args.map((word) => expand(word, get)) : spec.command?.length ? [] : undefined,
      environment: environment.value,
      workingDirectory: spec.workingDir,
      user: {
        ...(security.runAsUser === undefined ? {} : { uid: security.runAsUser }),
        ...(security.runAsGroup === undefined ? {} : { gid: security.runAsGroup }),
        groups,
      },
      mounts: [
        {
          path: spec.terminationMessagePath ?? '/dev/termination-log',
          layer: terminationLog,
          subPath: '/log',
          readOnly: false,
          device: '/dev/vda1',
        },
        { path: '/etc/hosts', layer: hosts, subPath: '/hosts', readOnly: false, device: '/dev/vda1' },
        { path: '/etc/resolv.conf', layer: hosts, subPath: '/resolv.conf', readOnly: false, device: '/dev/vda1' },
        { path: '/etc/hostname', layer: hosts, subPath: '/hostname', readOnly: false, device: '/dev/vda1' },
        ...mounts.value,
      ],
      network: sandbox.network,
      pids: own,
      hostname,
      conditions,
      limits: limitsOf(spec, pod),
      cpus: () => cpusFor(dataPlane, this.#context.node, container),
      openInput: spec.stdin ?? false,
      readOnlyRoot: security.readOnlyRootFilesystem ?? false,
      report: (state, detail) => sandbox.running.report(spec.name, state, detail),
    });
    if (container.argv.length === 0)
      return {
        reason: 'CreateContainerError',
        message: `failed to generate container "${container.id}" spec: failed to generate spec: no command specified`,
      };
    return { container, terminationLog };
  }
}

/** As messages name a hook: `Exec lifecycle hook ([sh -c exit 1])`. */
function hookName(hook: LifecycleHandler): string {
  if (hook.httpGet) return `HTTP lifecycle hook (${hook.httpGet.path ?? '/'})`;
  return `Exec lifecycle hook ([${(hook.exec?.command ?? []).join(' ')}])`;
}

/** The pod's own name, or what it asks for: at most 63 characters. */
function hostnameOf(pod: Pod): string {
  const { hostname, subdomain, setHostnameAsFQDN } = pod.spec ?? {};
  const name = (hostname ?? pod.metadata.name).slice(0, 63).replace(/[-.]+$/, '');
  return setHostnameAsFQDN && subdomain ? `${name}.${subdomain}.${pod.metadata.namespace}.svc.cluster.local` : name;
}

/** `10.244.1.2  web-0.web.default.svc.cluster.local  web-0` where the pod has a subdomain. */
function hostLine(pod: Pod, address: string): string {
  const name = pod.spec?.hostname ?? pod.metadata.name;
  const { subdomain } = pod.spec ?? {};
  return subdomain
    ? `${address}\t${name}.${subdomain}.${pod.metadata.namespace}.svc.cluster.local\t${name}`
    : `${address}\t${name}`;
}

/** What CoreDNS is asked for, or what the pod wants instead. */
function resolverFile(pod: Pod): string {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = pod.spec ?? {};
  const byCluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const servers = byCluster ? ['10.96.0.10'] : dnsPolicy === 'None' ? [] : ['10.1.0.1'];
  const searches = byCluster
    ? [`${pod.metadata.namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local']
    : [];
  const options = new Map<string, string | undefined>(byCluster ? [['ndots', '5']] : []);
  for (const { name, value } of dnsConfig?.options ?? []) if (name) options.set(name, value);
  const allSearches = [...new Set([...searches, ...(dnsConfig?.searches ?? [])])];
  const lines = [
    ...(allSearches.length > 0 ? [`search ${allSearches.join(' ')}`] : []),
    ...[...new Set([...servers, ...(dnsConfig?.nameservers ?? [])])].map((server) => `nameserver ${server}`),
    ...(options.size > 0
      ? [`options ${[...options].map(([name, value]) => (value === undefined ? name : `${name}:${value}`)).join(' ')}`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function hostsFile(pod: Pod, address: string): string {
  const lines = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    hostLine(pod, address),
  ];
  const aliases = pod.spec?.hostAliases ?? [];
  if (aliases.length > 0)
    lines.push(
      '',
      '# Entries added by HostAliases.',
      ...aliases.map(({ ip, hostnames = [] }) => [ip, ...hostnames].join('\t')),
    );
  return `${lines.join('\n')}\n`;
}
