/**
 * What every Kubernetes object has. Objects handed out by the API server are frozen and complete: name, uid,
 * creationTimestamp and resourceVersion are there. What a caller sends is a draft: plain JSON of the same shape.
 */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  /** Absent on cluster-scoped objects. */
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly unknown[];
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/**
 * The type of a stored object made from a model of the npm package `kubernetes-models` (types only: nothing of it is shipped).
 * `Stored<IPod>` has metadata and, where the kind has one, spec.
 */
export type Stored<Model> = DeepReadonly<Omit<Model, 'metadata' | 'spec' | 'apiVersion' | 'kind'>> &
  KubernetesObject &
  (Model extends { spec?: infer Spec } ? { readonly spec: DeepReadonly<NonNullable<Spec>> } : unknown);

/** What a caller may send: any JSON. The API server decodes, defaults, admits and validates it. */
export type Draft = Readonly<Record<string, unknown>>;
