/**
 * A pod's sandbox: its network and, if it asks for it, its process namespace, shared by the containers of the pod and
 * outliving each of them.
 */
import { NetworkNamespace } from '#container/network-namespace.ts';
import { PidNamespace } from '#container/process.ts';
import { type Conditions, noConditions } from '#container/world.ts';
import type { DataPlane, RunningPod } from './data-plane.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { containersOf, type Pod } from './pod-types.ts';

export class Sandbox {
  readonly network: NetworkNamespace;
  readonly address: string;
  readonly running: RunningPod;
  /** Shared by all containers, or undefined: each has its own. */
  readonly sharedPids: PidNamespace | undefined;
  ready = true;
  readonly madeMs: number;

  constructor(context: KubeletContext, pod: Pod) {
    const { dataPlane, node } = context;
    this.madeMs = context.clock.nowMs;
    const hostNetwork = pod.spec?.hostNetwork ?? false;
    this.address = hostNetwork ? dataPlane.nodeAddress(node) : dataPlane.allocateAddress(node);
    const { namespace = 'default', name, uid } = pod.metadata;
    const outside = context.outside({ namespace, pod: name, node });
    const newNetwork = () => new NetworkNamespace({ address: this.address, outside });
    this.network = hostNetwork ? dataPlane.nodeNetwork(node, newNetwork) : newNetwork();
    if (pod.spec?.shareProcessNamespace) {
      this.sharedPids = new PidNamespace();
      this.sharedPids.reserve();
    }
    const object = { kind: 'Pod', namespace, name };
    this.running = {
      namespace,
      name,
      uid,
      node,
      network: this.network,
      hostNetwork,
      hostPorts: new Map(
        hostNetwork
          ? []
          : containersOf(pod).flatMap(({ ports = [] }) =>
              ports.flatMap(({ hostPort, containerPort }) => (hostPort ? [[hostPort, containerPort] as const] : [])),
            ),
      ),
      containers: new Map(),
      conditions: new Map(),
      report: (container, state, detail) => {
        context.trace.record({
          kind: 'program',
          object,
          container,
          state,
          ...(detail === undefined ? {} : { detail }),
        });
        dataPlane.changed(node);
      },
    };
    dataPlane.add(this.running);
  }

  conditions(container: string): Conditions {
    let conditions = this.running.conditions.get(container);
    if (!conditions) {
      conditions = { ...noConditions };
      this.running.conditions.set(container, conditions);
    }
    return conditions;
  }

  stop(): void {
    this.ready = false;
  }

  remove(dataPlane: DataPlane): void {
    this.ready = false;
    dataPlane.remove(this.running);
  }
}
