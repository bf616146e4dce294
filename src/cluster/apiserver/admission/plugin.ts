/**
 * An admission plugin sees each write before it is stored. `admit` may change the object and runs before validation;
 * `validate` may only refuse and runs after it. Both return a refusal (403 mostly) or nothing.
 */
import type { AnyDraft, KindDefinition, Subresource } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import type { KindName, ObjectOf } from '#api/scheme.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ListOptions, UserInfo } from '../api-client.ts';

export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly definition: KindDefinition;
  readonly namespace: string | undefined;
  /** Empty while a generated name is still to come. */
  readonly name: string;
  /** What is to be stored; on DELETE the object as it is. */
  readonly object: AnyDraft;
  readonly old: KubernetesObject | undefined;
  readonly subresource: Subresource | undefined;
  readonly user: UserInfo | undefined;
  readonly dryRun: boolean;
  /** Says what the caller should know although it is accepted. */
  readonly warn: (warning: string) => void;
}

export interface AdmissionPlugin {
  /** Kubernetes' own name: `LimitRanger`. */
  readonly name: string;
  admit?(request: AdmissionRequest): Status | undefined;
  validate?(request: AdmissionRequest): Status | undefined;
}

/** What plugins may look at. */
export interface AdmissionContext {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): ObjectOf<K> | undefined;
  list<K extends KindName>(kind: K, options?: ListOptions): readonly ObjectOf<K>[];
  /** Writes what a quota has given out so far into its status. */
  charge(quota: KubernetesObject, used: Readonly<Record<string, string>>): void;
}

export type AdmissionPluginFactory = (context: AdmissionContext) => AdmissionPlugin;
