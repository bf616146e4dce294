/**
 * Marries claims to volumes, one to one and for life. A claim that may not wait gets the smallest volume that will do, or
 * has one made; a claim of a class with WaitForFirstConsumer waits until the scheduler has chosen a node for its pod.
 * A volume whose claim is gone is Released: kept as it is (Retain) or deleted (Delete).
 */
import type { PersistentVolume } from '#api/core/persistentvolume/persistentvolume.ts';
import type { PersistentVolumeClaim } from '#api/core/persistentvolumeclaim.ts';
import { compareQuantities } from '#api/meta/quantity.ts';
import type { StorageClass } from '#api/storage/storageclass.ts';
import type { Controller, ControllerContext } from '../controllers/controller.ts';
import { keyOf, splitKey } from '../controllers/object-key.ts';
import { isFinished } from '../controllers/pod-state.ts';
import { canonicalJson } from '../controllers/template-hash.ts';
import { type Provisioner, provision } from './provisioner.ts';
import {
  capacityOf,
  classOf,
  findMatchingVolume,
  hasSameMode,
  isMeantFor,
  offersModes,
  requestOf,
} from './volume-match.ts';

const source = 'persistentvolume-controller';
/** Binding takes four writes, so a pod made together with its claim meets the scheduler before the claim is bound. */
const reactionMs = 20;
/** How often a claim that found nothing is looked at again, unless the cluster was set up otherwise. */
const usualResyncSeconds = 15;
const bindCompleted = 'pv.kubernetes.io/bind-completed';
const boundByController = 'pv.kubernetes.io/bound-by-controller';
const provisionedBy = 'pv.kubernetes.io/provisioned-by';
const selectedNode = 'volume.kubernetes.io/selected-node';
const storageProvisioner = 'volume.kubernetes.io/storage-provisioner';
const betaStorageProvisioner = 'volume.beta.kubernetes.io/storage-provisioner';
const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class';
const noProvisioner = 'kubernetes.io/no-provisioner';

export interface BinderOptions {
  /** What this cluster has installed, by the name that classes use: `rancher.io/local-path`. */
  readonly provisioners: ReadonlyMap<string, Provisioner>;
  /** The controller manager's `--pvclaimbinder-sync-period`. */
  readonly resyncSeconds?: number | undefined;
}

export function persistentVolumeBinder(options: BinderOptions): Controller {
  return {
    name: 'persistentvolume-binder-controller',
    start(context) {
      const { client } = context;
      const binder = new Binder(context, options);
      const resyncMs = (options.resyncSeconds ?? usualResyncSeconds) * 1000;
      // All are looked at together, by the controller's own clock; it began half a round before this cluster did.
      const startMs = context.clock.nowMs - resyncMs / 2;
      const untilResync = () => resyncMs - ((context.clock.nowMs - startMs) % resyncMs);
      const claims = context.queue((key) => {
        if (binder.syncClaim(key) === 'unbound') claims.addAfter(key, untilResync());
      });
      const volumes = context.queue((name) => binder.syncVolume(name));
      const wakeUnbound = () => {
        for (const claim of client.list('PersistentVolumeClaim'))
          if (!isBound(claim)) claims.addAfter(keyOf(claim), reactionMs);
      };
      client.watch('PersistentVolumeClaim', ({ type, object }) => {
        if (type === 'ADDED') claims.addAfter(keyOf(object), reactionMs);
        else claims.add(keyOf(object));
        if (object.spec?.volumeName) volumes.add(object.spec.volumeName);
      });
      client.watch('PersistentVolume', ({ object }) => {
        volumes.add(object.metadata.name);
        const { claimRef } = object.spec ?? {};
        if (claimRef) claims.add(`${claimRef.namespace}/${claimRef.name}`);
        else wakeUnbound();
      });
      client.watch('StorageClass', wakeUnbound);
    },
  };
}

function isBound(claim: PersistentVolumeClaim): boolean {
  return claim.metadata.annotations?.[bindCompleted] !== undefined;
}

class Binder {
  readonly #context: ControllerContext;
  readonly #options: BinderOptions;

  constructor(context: ControllerContext, options: BinderOptions) {
    this.#context = context;
    this.#options = options;
  }

  syncClaim(key: string): 'unbound' | 'settled' {
    const { client } = this.#context;
    const { namespace, name } = splitKey(key);
    const claim = client.get('PersistentVolumeClaim', namespace, name);
    if (!claim) return 'settled';
    if (isBound(claim)) this.#checkBound(claim);
    else if (claim.spec?.volumeName) this.#bindNamed(claim, claim.spec.volumeName);
    else this.#findVolume(claim);
    const now = client.get('PersistentVolumeClaim', namespace, name);
    return now && !isBound(now) ? 'unbound' : 'settled';
  }

  #findVolume(claim: PersistentVolumeClaim): void {
    const { client, random } = this.#context;
    const of = this.#classFor(claim);
    const waits =
      of?.volumeBindingMode === 'WaitForFirstConsumer' && claim.metadata.annotations?.[selectedNode] === undefined;
    const volume = findMatchingVolume(claim, client.list('PersistentVolume'), {
      onlyMeantFor: waits,
      pick: (equals) => random.pick(equals),
    });
    if (volume) {
      this.#bind(claim, volume);
      return;
    }
    if (claim.spec?.storageClassName === undefined && this.#takeDefaultClass(claim)) return;
    if (waits) {
      this.#sayWaiting(claim);
      return;
    }
    const className = classOf(claim);
    if (className !== '') {
      this.#provision(claim, className, of);
      return;
    }
    this.#say(
      claim,
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    );
    this.#setPhase(claim, 'Pending');
  }

  #sayWaiting(claim: PersistentVolumeClaim): void {
    const pods = this.#context.client
      .list('Pod', { namespace: claim.metadata.namespace ?? '' })
      .filter((pod) => !pod.spec.nodeName && !isFinished(pod))
      .filter((pod) =>
        pod.spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === claim.metadata.name),
      )
      .map((pod) => pod.metadata.name);
    if (pods.length === 0) {
      const message = 'waiting for first consumer to be created before binding';
      this.#say(claim, 'Normal', 'WaitForFirstConsumer', message);
    } else {
      const message = `waiting for pod${pods.length > 1 ? 's' : ''} ${pods.join(',')} to be scheduled`;
      this.#say(claim, 'Normal', 'WaitForPodScheduled', message);
    }
    this.#setPhase(claim, 'Pending');
  }

  /** A class that came later than the claim; true when the claim was changed and will be looked at again. */
  #takeDefaultClass(claim: PersistentVolumeClaim): boolean {
    const { client } = this.#context;
    if (claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] !== undefined) return false;
    const found = defaultClass(client.list('StorageClass'));
    if (!found) return false;
    const patch = { spec: { storageClassName: found.metadata.name } };
    const { namespace, name } = claim.metadata;
    return client.patch('PersistentVolumeClaim', namespace, name, { type: 'merge', patch }).ok;
  }

  #classFor(claim: PersistentVolumeClaim): StorageClass | undefined {
    const name = classOf(claim);
    return name === '' ? undefined : this.#context.client.get('StorageClass', undefined, name);
  }

  #provision(claim: PersistentVolumeClaim, className: string, of: StorageClass | undefined): void {
    const { client } = this.#context;
    this.#setPhase(claim, 'Pending');
    if (!of) {
      const message = `storageclass.storage.k8s.io "${className}" not found`;
      this.#say(claim, 'Warning', 'ProvisioningFailed', message);
      return;
    }
    const name = of.provisioner ?? '';
    if (name === noProvisioner) return;
    const { namespace, name: claimName, annotations } = claim.metadata;
    if (annotations?.[storageProvisioner] !== name) {
      const patch = { metadata: { annotations: { [storageProvisioner]: name, [betaStorageProvisioner]: name } } };
      client.patch('PersistentVolumeClaim', namespace, claimName, { type: 'merge', patch });
    }
    const message = `Waiting for a volume to be created either by the external provisioner '${name}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    this.#say(claim, 'Normal', 'ExternalProvisioning', message);
    const installed = this.#options.provisioners.get(name);
    if (installed) provision(this.#context, installed, claim, of);
  }

  #bindNamed(claim: PersistentVolumeClaim, volumeName: string): void {
    const volume = this.#context.client.get('PersistentVolume', undefined, volumeName);
    if (!volume) {
      this.#setPhase(claim, 'Pending');
      return;
    }
    if (!volume.spec?.claimRef) {
      const mismatch = whyNot(volume, claim);
      if (mismatch === undefined) {
        this.#bind(claim, volume);
        return;
      }
      this.#say(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${volumeName}": ${mismatch}`);
      this.#setPhase(claim, 'Pending');
      return;
    }
    if (isMeantFor(volume, claim)) {
      this.#bind(claim, volume);
      return;
    }
    const message = `volume "${volumeName}" already bound to a different claim.`;
    if (claim.metadata.annotations?.[boundByController] === undefined) {
      this.#say(claim, 'Warning', 'FailedBinding', message);
    }
    this.#setPhase(claim, 'Pending');
  }

  /** Four writes, volume first; each is skipped where it is done already, so a half-made bond is finished. */
  #bind(claim: PersistentVolumeClaim, volume: PersistentVolume): void {
    const { client } = this.#context;
    const { namespace, name, uid, resourceVersion } = claim.metadata;
    const reference = volume.spec?.claimRef;
    let bound: PersistentVolume = volume;
    if (reference?.uid !== uid) {
      const chosen = reference === undefined;
      const claimRef = {
        kind: 'PersistentVolumeClaim',
        apiVersion: 'v1',
        namespace,
        name,
        uid,
        resourceVersion,
      };
      const patch = {
        metadata: chosen ? { annotations: { [boundByController]: 'yes' } } : {},
        spec: { claimRef },
      };
      const patched = client.patch('PersistentVolume', undefined, volume.metadata.name, { type: 'merge', patch });
      if (!patched.ok) return;
      bound = patched.value;
    }
    this.#setVolumePhase(bound, 'Bound');
    const chosen = !claim.spec?.volumeName;
    const annotations = { [bindCompleted]: 'yes', ...(chosen && { [boundByController]: 'yes' }) };
    const patch = { metadata: { annotations }, spec: { volumeName: volume.metadata.name } };
    const patched = client.patch('PersistentVolumeClaim', namespace, name, { type: 'merge', patch });
    if (patched.ok) this.#writeClaimStatus(patched.value, bound);
  }

  #writeClaimStatus(claim: PersistentVolumeClaim, volume: PersistentVolume): void {
    // A claim that is bound already has the size of its file system there, which may lag behind that of its volume.
    const becomesBound = claim.status?.phase !== 'Bound';
    const status = {
      ...claim.status,
      phase: 'Bound',
      accessModes: volume.spec?.accessModes,
      ...(becomesBound && { capacity: { ...claim.status?.capacity, storage: capacityOf(volume) } }),
    };
    if (canonicalJson(claim.status ?? {}) === canonicalJson(status)) return;
    this.#context.client.update('PersistentVolumeClaim', { ...claim, status }, { subresource: 'status' });
  }

  #checkBound(claim: PersistentVolumeClaim): void {
    const volumeName = claim.spec?.volumeName;
    if (!volumeName) {
      this.#lose(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
      return;
    }
    const volume = this.#context.client.get('PersistentVolume', undefined, volumeName);
    if (!volume) {
      this.#lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
      return;
    }
    const reference = volume.spec?.claimRef;
    if (!reference || reference.uid === claim.metadata.uid || isMeantFor(volume, claim)) {
      this.#bind(claim, volume);
      return;
    }
    this.#lose(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
  }

  #lose(claim: PersistentVolumeClaim, reason: string, message: string): void {
    if (claim.status?.phase !== 'Lost') this.#say(claim, 'Warning', reason, message);
    this.#setPhase(claim, 'Lost');
  }

  #setPhase(claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): void {
    const { client } = this.#context;
    const stored = client.get('PersistentVolumeClaim', claim.metadata.namespace, claim.metadata.name);
    if (!stored || stored.status?.phase === phase) return;
    client.update('PersistentVolumeClaim', { ...stored, status: { phase } }, { subresource: 'status' });
  }

  syncVolume(name: string): void {
    const { client } = this.#context;
    const volume = client.get('PersistentVolume', undefined, name);
    if (!volume) return;
    const reference = volume.spec?.claimRef;
    if (!reference?.uid) {
      this.#setVolumePhase(volume, 'Available');
      return;
    }
    const claim = client.get('PersistentVolumeClaim', reference.namespace, reference.name ?? '');
    if (claim && claim.metadata.uid === reference.uid) {
      if (claim.spec?.volumeName === name && isBound(claim)) {
        this.#setVolumePhase(volume, 'Bound');
        return;
      }
      // Set aside for the claim, by the scheduler or a provisioner: the claim's own turn finishes it.
      if (!claim.spec?.volumeName) {
        this.#bind(claim, volume);
        return;
      }
      if (claim.spec.volumeName === name) {
        this.#bind(claim, volume);
        return;
      }
      return;
    }
    if (volume.status?.phase !== 'Released' && volume.status?.phase !== 'Failed')
      this.#setVolumePhase(volume, 'Released');
    this.#reclaim(name);
  }

  #reclaim(name: string): void {
    const { client, trace } = this.#context;
    const volume = client.get('PersistentVolume', undefined, name);
    if (volume?.spec?.persistentVolumeReclaimPolicy !== 'Delete') return;
    if (volume.metadata.deletionTimestamp !== undefined && (volume.metadata.finalizers ?? []).length === 0) return;
    const by = volume.metadata.annotations?.[provisionedBy];
    if (by === undefined || !this.#options.provisioners.has(by)) {
      this.#failReclaim(volume);
      return;
    }
    const object = { kind: 'PersistentVolume', namespace: '', name };
    trace.record({ kind: 'volume', object, detail: 'deleted with its data' });
    client.delete('PersistentVolume', undefined, name);
  }

  /** Nobody here can delete what is behind the volume. */
  #failReclaim(volume: PersistentVolume): void {
    if (volume.status?.phase === 'Failed') return;
    const { hostPath } = volume.spec ?? {};
    if (!hostPath) return;
    const message = `host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`;
    this.#setVolumePhase(volume, 'Failed', message);
    const { events } = this.#context;
    events.record({ object: volume, type: 'Warning', reason: 'VolumeFailedDelete', message, source });
  }

  #setVolumePhase(volume: PersistentVolume, phase: string, message?: string): void {
    const { client, clock } = this.#context;
    const stored = client.get('PersistentVolume', undefined, volume.metadata.name);
    if (!stored || stored.status?.phase === phase) return;
    const status = { phase, lastPhaseTransitionTime: clock.timestamp(), ...(message !== undefined && { message }) };
    client.update('PersistentVolume', { ...stored, status }, { subresource: 'status' });
  }

  #say(claim: PersistentVolumeClaim, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.events.record({ object: claim, type, reason, message, source });
  }
}

/** Why a volume that the claim names will not do. */
function whyNot(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const { name, deletionTimestamp } = volume.metadata;
  if (deletionTimestamp !== undefined) return `the volume is marked for deletion "${name}"`;
  if (compareQuantities(capacityOf(volume), requestOf(claim)) < 0) return 'requested PV is too small';
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match';
  if (!hasSameMode(volume, claim)) return 'incompatible volumeMode';
  if (!offersModes(volume, claim)) return 'incompatible accessMode';
  return undefined;
}

/** The newest of several; of equally new ones the first by name. */
function defaultClass(classes: readonly StorageClass[]): StorageClass | undefined {
  return classes
    .filter(({ metadata }) => metadata.annotations?.[defaultClassAnnotation] === 'true')
    .sort((a, b) => {
      const newer = Date.parse(b.metadata.creationTimestamp) - Date.parse(a.metadata.creationTimestamp);
      return newer !== 0 ? newer : a.metadata.name < b.metadata.name ? -1 : 1;
    })[0];
}
