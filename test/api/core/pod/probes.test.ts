import { expect, test } from 'vitest';
import { answerTo, checkRefused, stored } from '../../answer.ts';
import { podOf } from './pod.ts';

const place = 'spec.containers[0]';

test('a probe has one handler; of a second only the name is said', () => {
  checkRefused(podOf('livenessProbe: {}'), `${place}.livenessProbe: Required value: must specify a handler type`);
  checkRefused(
    podOf('livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 0}}'),
    `${place}.livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type`,
  );
});

test('liveness and startup succeed once, readiness may be asked twice', () => {
  const probe = (name: string) => podOf(`${name}: {tcpSocket: {port: 80}, successThreshold: 2}`);
  checkRefused(probe('livenessProbe'), `${place}.livenessProbe.successThreshold: Invalid value: 2: must be 1`);
  checkRefused(probe('startupProbe'), `${place}.startupProbe.successThreshold: Invalid value: 2: must be 1`);
  expect(answerTo(probe('readinessProbe'))).toBe('accepted');
});

test('readiness has no grace period of its own, and zero is wrong twice', () => {
  checkRefused(
    podOf('readinessProbe: {tcpSocket: {port: 80}, terminationGracePeriodSeconds: 0}'),
    `[${place}.readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0, ` +
      `${place}.readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must not be set for readinessProbes]`,
  );
});

test('a port by name is only checked for its form', () => {
  expect(answerTo(podOf('readinessProbe: {httpGet: {port: nobody-has-me}}'))).toBe('accepted');
  checkRefused(
    podOf('readinessProbe: {httpGet: {port: "80"}}'),
    `${place}.readinessProbe.httpGet.port: Invalid value: "80": must contain at least one letter (a-z)`,
  );
});

test('what a probe does not say is filled in, a zero as well', () => {
  const { spec } = stored(podOf('readinessProbe: {httpGet: {port: 80}, periodSeconds: 0}'));
  expect(spec.containers[0].readinessProbe).toEqual({
    httpGet: { path: '/', port: 80, scheme: 'HTTP' },
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
});

test('a hook sleeps no longer than the grace period', () => {
  checkRefused(
    podOf('lifecycle: {preStop: {sleep: {seconds: 31}}}'),
    `${place}.lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)`,
  );
  expect(answerTo(podOf('lifecycle: {preStop: {sleep: {seconds: 30}}}'))).toBe('accepted');
});
