/**
 * One thing a validator refuses, as the API server words it: `<path>: <type>[: <value>][: <detail>]`.
 * Validators return lists of these; the order of the list is the order of discovery, which the message keeps.
 * Constructors: `required`, `invalid`, `notSupported`, `forbidden`, `duplicate`, `notFound`, `tooLong`, `tooMany`.
 */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError';

export interface FieldError {
  readonly type: FieldErrorType;
  /** As Kubernetes writes it: `spec.containers[0].ports[1].protocol`. */
  readonly field: string;
  /** All that stands after the path: `Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"`. */
  readonly message: string;
}
