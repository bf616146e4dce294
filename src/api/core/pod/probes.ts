/** Probes and lifecycle hooks: exactly one handler each, sensible numbers. */

import { invalidEach, nonNegative } from '../../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { httpHeaderName, portName, portNumber } from '../../meta/names.ts';
import type { ContainerDraft, LifecycleDraft, ProbeDraft } from './model.ts';

type Handler = Pick<ProbeDraft, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & {
  readonly sleep?: { seconds?: number | undefined } | undefined;
};

/** What only containers that keep running may have: regular ones and sidecars. */
export function validateProbesAndLifecycle(
  container: ContainerDraft,
  graceSeconds: number,
  field: FieldPath,
): FieldError[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  return [
    ...validateLifecycle(lifecycle, graceSeconds, field.child('lifecycle')),
    ...validateCheckingProbe(livenessProbe, graceSeconds, field.child('livenessProbe')),
    ...validateReadinessProbe(readinessProbe, graceSeconds, field.child('readinessProbe')),
    ...validateCheckingProbe(startupProbe, graceSeconds, field.child('startupProbe')),
  ];
}

function validateLifecycle(lifecycle: LifecycleDraft | undefined, graceSeconds: number, field: FieldPath) {
  const errors: FieldError[] = [];
  if (lifecycle?.postStart) {
    errors.push(...validateHandler(lifecycle.postStart, graceSeconds, field.child('postStart')));
  }
  if (lifecycle?.preStop) errors.push(...validateHandler(lifecycle.preStop, graceSeconds, field.child('preStop')));
  return errors;
}

/** Liveness and startup: one success is all that can be asked. */
function validateCheckingProbe(probe: ProbeDraft | undefined, graceSeconds: number, field: FieldPath): FieldError[] {
  if (!probe) return [];
  const errors = validateProbe(probe, graceSeconds, field);
  const { successThreshold = 0 } = probe;
  if (successThreshold !== 1) errors.push(invalid(field.child('successThreshold'), successThreshold, 'must be 1'));
  return errors;
}

/** Nothing is killed when readiness fails, so it has no grace of its own. */
function validateReadinessProbe(probe: ProbeDraft | undefined, graceSeconds: number, field: FieldPath): FieldError[] {
  if (!probe) return [];
  const errors = validateProbe(probe, graceSeconds, field);
  const { terminationGracePeriodSeconds } = probe;
  if (terminationGracePeriodSeconds !== undefined) {
    const place = field.child('terminationGracePeriodSeconds');
    errors.push(invalid(place, terminationGracePeriodSeconds, 'must not be set for readinessProbes'));
  }
  return errors;
}

const counts = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

function validateProbe(probe: ProbeDraft, graceSeconds: number, field: FieldPath): FieldError[] {
  const errors = validateHandler(probe, graceSeconds, field);
  for (const count of counts) errors.push(...nonNegative(probe[count], field.child(count)));
  const { terminationGracePeriodSeconds } = probe;
  if (terminationGracePeriodSeconds !== undefined && terminationGracePeriodSeconds <= 0) {
    const place = field.child('terminationGracePeriodSeconds');
    errors.push(invalid(place, terminationGracePeriodSeconds, 'must be greater than 0'));
  }
  return errors;
}

/** The first handler in this order is looked at, each further one only named. */
function validateHandler(handler: Handler, graceSeconds: number, field: FieldPath): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const checks: [string, (() => FieldError[]) | undefined][] = [
    ['exec', exec && (() => (exec.command?.length ? [] : [required(field.child('exec', 'command'))]))],
    ['httpGet', httpGet && (() => validateHttpGet(httpGet, field.child('httpGet')))],
    ['tcpSocket', tcpSocket && (() => validatePort(tcpSocket.port, field.child('tcpSocket', 'port')))],
    ['grpc', grpc && (() => validatePort(grpc.port, field.child('grpc', 'port')))],
    ['sleep', sleep && (() => validateSleep(sleep.seconds ?? 0, graceSeconds, field.child('sleep')))],
  ];
  const errors: FieldError[] = [];
  let found = false;
  for (const [name, check] of checks) {
    if (!check) continue;
    if (found) errors.push(forbidden(field.child(name), 'may not specify more than 1 handler type'));
    else errors.push(...check());
    found = true;
  }
  return found ? errors : [required(field, 'must specify a handler type')];
}

const schemes = ['HTTP', 'HTTPS'];

function validateHttpGet(action: NonNullable<Handler['httpGet']>, field: FieldPath): FieldError[] {
  const { path = '', port, scheme = '', httpHeaders = [] } = action;
  const errors: FieldError[] = [];
  if (path === '') errors.push(required(field.child('path')));
  errors.push(...validatePort(port, field.child('port')));
  if (!schemes.includes(scheme)) errors.push(notSupported(field.child('scheme'), scheme, schemes));
  for (const { name = '' } of httpHeaders) {
    errors.push(...invalidEach(field.child('httpHeaders'), name, httpHeaderName(name)));
  }
  return errors;
}

/** Whether a container has a port of that name is only found out when the probe runs. */
function validatePort(port: number | string | undefined, field: FieldPath): FieldError[] {
  if (typeof port === 'string') return invalidEach(field, port, portName(port));
  return invalidEach(field, port ?? 0, portNumber(port ?? 0));
}

function validateSleep(seconds: number, graceSeconds: number, field: FieldPath): FieldError[] {
  if (seconds >= 0 && seconds <= graceSeconds) return [];
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`;
  return [invalid(field, seconds, detail)];
}
