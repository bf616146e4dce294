/**
 * Binds the volumes of pods whose node is chosen: sets a free volume aside for the claim, or asks for one to be made for
 * that node, and says when all claims of the pod are bound. Gives up after ten minutes.
 */
import type { Timer, VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { NodeInfo } from './node-info.ts';
import { chooseVolumes, isFullyBound, selectedNodeAnnotation, sortClaims } from './plugins/volume-binding.ts';
import type { PodInfo } from './pod-info.ts';

const bindTimeoutMs = 600_000;

interface Waiting {
  readonly pod: PodInfo;
  readonly node: string;
  readonly timer: Timer;
  readonly done: (failure?: string) => void;
}

export class VolumeBinder {
  readonly #client: ApiClient;
  readonly #clock: VirtualClock;
  readonly #waiting = new Map<string, Waiting>();

  constructor(client: ApiClient, clock: VirtualClock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** `done` is called at once when nothing has to be bound; its argument says why it did not work out. */
  bind(pod: PodInfo, node: NodeInfo, done: (failure?: string) => void): void {
    if (pod.claimNames.length === 0) {
      done();
      return;
    }
    const sorted = sortClaims(this.#client, pod);
    if (typeof sorted === 'string') {
      done(sorted);
      return;
    }
    if (sorted.waiting.length === 0) {
      done();
      return;
    }
    const choices = chooseVolumes(this.#client, sorted.waiting, node);
    if (!choices) {
      done("node(s) didn't find available persistent volumes to bind");
      return;
    }
    const { uid } = pod.pod.metadata;
    const timer = this.#clock.after(bindTimeoutMs, () => {
      this.#waiting.delete(uid);
      done('binding volumes: context deadline exceeded');
    });
    this.#waiting.set(uid, { pod, node: node.name, timer, done });
    for (const { claim, volume } of choices) {
      const { namespace, name, uid: claimUid, resourceVersion } = claim.metadata;
      if (volume) {
        const claimRef = {
          kind: 'PersistentVolumeClaim',
          apiVersion: 'v1',
          namespace,
          name,
          uid: claimUid,
          resourceVersion,
        };
        const annotations = { 'pv.kubernetes.io/bound-by-controller': 'yes' };
        const patch = { metadata: { annotations }, spec: { claimRef } };
        this.#client.patch('PersistentVolume', undefined, volume.metadata.name, { type: 'merge', patch });
      } else if (claim.metadata.annotations?.[selectedNodeAnnotation] === undefined) {
        const patch = { metadata: { annotations: { [selectedNodeAnnotation]: node.name } } };
        this.#client.patch('PersistentVolumeClaim', namespace, name, { type: 'merge', patch });
      }
    }
  }

  /** Looks again at all pods that wait for their claims; called when some claim or volume changed. */
  check(): void {
    for (const [uid, waiting] of this.#waiting) {
      const { pod, node, timer, done } = waiting;
      const claims = pod.claimNames.map((name) => this.#client.get('PersistentVolumeClaim', pod.namespace, name));
      if (claims.every((claim) => claim && isFullyBound(claim))) {
        this.#finish(uid, timer);
        done();
        continue;
      }
      // The provisioner takes the node off a claim that it cannot serve there.
      const refused = claims.find((claim) => {
        if (!claim || claim.spec?.volumeName) return false;
        const selected = claim.metadata.annotations?.[selectedNodeAnnotation];
        const wasAsked = this.#isSetAside(pod.namespace, claim.metadata.name, claim.metadata.uid);
        return selected === undefined ? !wasAsked : selected !== node;
      });
      if (refused) {
        this.#finish(uid, timer);
        done(`provisioning failed for PVC "${refused.metadata.name}"`);
      }
    }
  }

  forget(uid: string): void {
    const waiting = this.#waiting.get(uid);
    if (waiting) this.#finish(uid, waiting.timer);
  }

  #finish(uid: string, timer: Timer): void {
    this.#waiting.delete(uid);
    this.#clock.cancel(timer);
  }

  #isSetAside(namespace: string, name: string, uid: string): boolean {
    return this.#client.list('PersistentVolume').some(({ spec }) => {
      const reference = spec?.claimRef;
      return reference?.namespace === namespace && reference.name === name && reference.uid === uid;
    });
  }
}
