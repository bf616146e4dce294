/**
 * The refusal of an API call, as the API server returns it (kind `Status`). Messages are Kubernetes' own, word for word.
 */
import type { FieldError } from './field-error.ts';

export type StatusReason =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'TooManyRequests'
  | 'InternalError'
  | 'ServiceUnavailable'
  | 'MethodNotAllowed'
  | 'NoKindMatch';

export interface Status {
  /** HTTP code. */
  readonly code: number;
  readonly reason: StatusReason | '';
  readonly message: string;
  readonly causes: readonly StatusCause[];
}

export interface StatusCause {
  readonly field: string;
  readonly reason: FieldError['type'] | 'DisruptionBudget' | 'FieldManagerConflict' | (string & {});
  readonly message: string;
}
