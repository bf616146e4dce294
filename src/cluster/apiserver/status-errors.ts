/**
 * The refusals of the API server, in its own words: code, reason and message of a `Status`.
 * A resource is named in the plural with its group: `pods`, `deployments.apps`.
 */
import type { FieldError } from '#api/meta/field-error.ts';
import { goQuote } from '#api/meta/go-value.ts';
import type { Status, StatusCause } from '#api/meta/status.ts';

/** `Pod`, `Deployment.apps`: how a refused object is called. */
export function qualifiedKind(definition: { readonly kind: string; readonly group: string }): string {
  return definition.group === '' ? definition.kind : `${definition.kind}.${definition.group}`;
}

/** kubectl's words rather than the server's, which knows only paths. */
export function noKindMatch(kind: string, apiVersion: string): Status {
  const message = `no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}`;
  return { code: 404, reason: 'NoKindMatch', message, causes: [] };
}

/** Of a kind that nobody has defined, or whose definition is gone. */
export const noSuchResource: Status = {
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  causes: [],
};

export function notFound(resource: string, name: string): Status {
  return { code: 404, reason: 'NotFound', message: `${resource} ${goQuote(name)} not found`, causes: [] };
}

export function alreadyExists(resource: string, name: string): Status {
  return { code: 409, reason: 'AlreadyExists', message: `${resource} ${goQuote(name)} already exists`, causes: [] };
}

export function conflict(resource: string, name: string, why: string): Status {
  return {
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${resource} ${goQuote(name)}: ${why}`,
    causes: [],
  };
}

export const modifiedMeanwhile =
  'the object has been modified; please apply your changes to the latest version and try again';

/** Without a name where the request names none (list, or create with generateName): `pods is forbidden: …`. */
export function forbidden(resource: string, name: string, why: string): Status {
  const subject = name === '' ? resource : `${resource} ${goQuote(name)}`;
  return { code: 403, reason: 'Forbidden', message: `${subject} is forbidden: ${why}`, causes: [] };
}

/** Some errors print a whole list, and a list of ten thousand can give as many errors: no answer grows beyond this. */
const listedErrorLetters = 1024 * 1024;

/** 422. The message names each distinct error once, the causes keep them all. */
export function invalid(kind: string, name: string, found: readonly FieldError[]): Status {
  let letters = 0;
  const tooMany = found.findIndex(({ field, message }, index) => {
    letters += field.length + message.length;
    return index > 0 && letters > listedErrorLetters;
  });
  const errors = tooMany < 0 ? found : found.slice(0, tooMany);
  const causes: StatusCause[] = errors.map(({ type, field, message }) => ({ field, reason: type, message }));
  const distinct = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
  const list = distinct.length === 1 ? (distinct[0] as string) : `[${distinct.join(', ')}]`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${kind} ${goQuote(name)} is invalid: ${list}`,
    causes,
  };
}

export function badRequest(message: string): Status {
  return { code: 400, reason: 'BadRequest', message, causes: [] };
}

/** A request that is well formed and makes no sense, such as a JSON patch of a field that is not there. */
export function unprocessable(detail: string): Status {
  return {
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    causes: [{ field: '', reason: 'UnexpectedServerResponse', message: detail }],
  };
}

export function tooManyRequests(message: string, causes: readonly StatusCause[] = []): Status {
  return { code: 429, reason: 'TooManyRequests', message, causes };
}

export function internalError(message: string): Status {
  return { code: 500, reason: 'InternalError', message: `Internal error occurred: ${message}`, causes: [] };
}
