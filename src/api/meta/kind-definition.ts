/**
 * What the API server must know of a kind. Each kind's file exports one definition (`podKind`) beside its type (`Pod`);
 * scheme.ts lists them all.
 *
 * The life of a draft: decoded (`decode.ts`: unknown fields refused, zero values of non-pointer fields dropped, quantities
 * canonical) → `defaults` → `prepareForCreate` or `prepareForUpdate` → admission → `validate` or `validateUpdate` → stored.
 */
import type { DecodeFault } from '../decode/fault.ts';
import type { StructType } from '../structure/structure.ts';
import type { FieldError } from './field-error.ts';

/**
 * A decoded object that is still being worked on: every field may be absent, all is mutable, enums are any string.
 * Decoding has made sure of the JSON types, so a `spec.replicas` that is there is a whole number.
 */
export type Decoded<Model> = Model extends string
  ? string
  : Model extends number | boolean | null | undefined
    ? Model
    : Model extends readonly (infer Item)[]
      ? Decoded<Item>[]
      : Model extends object
        ? { -readonly [Key in keyof Model]?: Decoded<Model[Key]> | undefined }
        : Model;

export interface KindDefinition<Model extends object = AnyModel> {
  readonly kind: string;
  /** `''` for the core group. */
  readonly group: string;
  /** The version that is stored and shown. */
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** `all` where `kubectl get all` shows the kind. */
  readonly categories?: readonly string[];
  readonly subresources: readonly Subresource[];
  /** Made by a CustomResourceDefinition. */
  readonly custom?: boolean;
  /** The structure of a custom kind; that of built-in ones is in the structural table. */
  readonly struct?: StructType;
  /** Other API versions that are read (and can be asked for), each turned into the stored one. */
  readonly otherVersions?: readonly OtherVersion<Model>[];

  /** How a custom kind is read, by its schema; built-in ones are read by the structural table. */
  decode?(value: Readonly<Record<string, unknown>>, options: DecodeOptions): DecodedObject;
  /** Fills in what was left out. Mutates the draft. */
  defaults?(draft: Decoded<Model>): void;
  /** The registry's strategy on create: status emptied, fields of closed gates dropped, generation 1. Mutates the draft. */
  prepareForCreate?(draft: Decoded<Model>): void;
  /** On update: status kept from `old`, generation raised when the spec changed, dropped fields. Mutates only `draft`. */
  prepareForUpdate?(draft: Decoded<Model>, old: Decoded<Model>): void;
  /** On a write of the status subresource: spec and metadata kept from `old`. */
  prepareForStatusUpdate?(draft: Decoded<Model>, old: Decoded<Model>): void;

  /** All that is wrong with a new object, metadata included, in the order in which Kubernetes finds it. */
  validate?(draft: Decoded<Model>): FieldError[];
  /** All that is wrong with a change. */
  validateUpdate?(draft: Decoded<Model>, old: Decoded<Model>): FieldError[];
  validateStatusUpdate?(draft: Decoded<Model>, old: Decoded<Model>): FieldError[];
  /** For Pod's `resize`, `ephemeralcontainers`, Namespace's `finalize`. */
  validateSubresourceUpdate?(subresource: Subresource, draft: Decoded<Model>, old: Decoded<Model>): FieldError[];
  /** The server's `Warning:` headers for what is accepted but deprecated or pointless. */
  warnings?(draft: Decoded<Model>, old?: Decoded<Model>): string[];
}

export interface DecodeOptions {
  /** Faults in the order in which the server finds them: keys in alphabetical order. */
  readonly sorted?: boolean;
  /** Fill in nothing. */
  readonly sparse?: boolean;
}

export interface DecodedObject {
  readonly draft: AnyDraft;
  readonly faults: readonly DecodeFault[];
}

export type Subresource =
  | 'status'
  | 'scale'
  | 'binding'
  | 'eviction'
  | 'resize'
  | 'ephemeralcontainers'
  | 'finalize'
  | 'approval'
  | 'token';

export interface OtherVersion<Model extends object> {
  readonly group: string;
  readonly version: string;
  /** Turns a decoded object of this version into the stored version, in place. Absent where both have the same shape. */
  toStored?(draft: Decoded<Model>): void;
}

/** Enough for code that handles any kind. */
export interface AnyModel {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    generateName: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    generation: number;
    creationTimestamp: string;
    deletionTimestamp: string;
    deletionGracePeriodSeconds: number;
    labels: Record<string, string>;
    annotations: Record<string, string>;
    ownerReferences: {
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
      controller: boolean;
      blockOwnerDeletion: boolean;
    }[];
    finalizers: string[];
    managedFields: unknown[];
  };
}

export type AnyDraft = Decoded<AnyModel>;
export type DraftMetadata = NonNullable<AnyDraft['metadata']>;
