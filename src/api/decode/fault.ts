/**
 * What decoding can find wrong with a document whose YAML is well formed. All faults are kept, for people; the server
 * itself names only the first of some kinds (see decode.ts).
 */
export type PathStep = string | number;

export type DecodeFault = {
  /** Steps from the root; the last one is the field at fault. */
  readonly path: readonly PathStep[];
} & (
  | {
      /** JSON of the wrong type. Go goes on and reports the first of these. */
      readonly kind: 'type';
      /** `string`, `number 1.5`, `object` */
      readonly found: string;
      /** Go's name for what was wanted: `int32`, `[]v1.Container`. */
      readonly wanted: string;
      /** What is wanted, in words that a learner knows. */
      readonly wants: WantedShape;
      /** The struct the field belongs to and the path of names, as Go prints them: `Container`, `spec.containers.image`. */
      readonly struct: string;
      readonly goPath: string;
      /** Raised by a type's own unmarshaller, at which Go stops at once. */
      readonly stops: boolean;
    }
  | {
      /** The right JSON type, but nothing the field can hold: quantity, base64, time. `message` is the server's. */
      readonly kind: 'value';
      readonly message: string;
      readonly stops: boolean;
    }
  | {
      readonly kind: 'unknown' /** The fields the struct has. */;
      readonly known: readonly string[];
      readonly struct: string;
    }
);

export type WantedShape = 'text' | 'boolean' | 'whole' | 'number' | 'list' | 'object' | 'wholeOrText';

/** `spec.containers[0].image` */
export function fieldName(path: readonly PathStep[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
