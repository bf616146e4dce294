// Work that ends: schedules, tries, ends, and never two at once.
import { describe, test } from 'vitest';
import { check, checkMeasure } from './run-check.ts';

const job = (spec: string, command: string, restartPolicy = 'Never') => `
apiVersion: batch/v1
kind: Job
metadata: { name: work }
spec:
  ${spec}
  template:
    metadata: { labels: { app: job } }
    spec:
      restartPolicy: ${restartPolicy}
      containers: [{ name: work, image: busybox, command: [sh, -c, '${command}'] }]
`;

const cronJob = (schedule: string, seconds: number, policy = 'Allow') => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  schedule: '${schedule}'
  concurrencyPolicy: ${policy}
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: job } }
        spec:
          restartPolicy: Never
          containers: [{ name: work, image: busybox, command: [sleep, '${seconds}'] }]
`;

describe('tries-at-most and ends-within', () => {
  const setting = (wanted: string) => `
script: [{ step: answer }, { step: wait, seconds: 900, as: end }]
checks: [{ id: a, role: job, ${wanted} }]`;
  test('a Job gives up after its back-off limit', () => {
    check(setting('check: tries-at-most, tries: 3'), job('backoffLimit: 2', 'exit 1'), { passed: true, seen: /: 3$/ });
    check(setting('check: tries-at-most, tries: 3'), job('backoffLimit: 3', 'exit 1'), { passed: false, seen: /: 4$/ });
    check(setting('check: tries-at-most, tries: 3, least: 3'), job('backoffLimit: 0', 'exit 1'), {
      passed: false,
      seen: /: 1$/,
    });
  });
  test('restarts of a container are tries too', () =>
    check(setting('check: tries-at-most, tries: 3'), job('backoffLimit: 2', 'exit 1', 'OnFailure'), {
      passed: true,
      seen: /: 3$/,
    }));
  test('a deadline ends what hangs', () => {
    check(setting('check: ends-within, seconds: 640'), job('activeDeadlineSeconds: 600', 'sleep 5000'), {
      passed: true,
      seen: /^a los 6\d\d s$/,
    });
    check(setting('check: ends-within, seconds: 640'), job('backoffLimit: 1', 'sleep 5000'), {
      passed: false,
      seen: /seguía/,
    });
  });
  test('tries and exit codes can be measured', () => {
    const script = 'script: [{ step: answer }, { step: wait, seconds: 900, as: end }]';
    checkMeasure(script, 'tries, role: job', job('backoffLimit: 1', 'exit 7'), 2);
    checkMeasure(script, 'exit-code, role: job', job('backoffLimit: 1', 'exit 7'), 7);
    checkMeasure(script, 'pod-status, role: job, at: end', job('backoffLimit: 0', 'exit 7'), 'Error');
  });
});

describe('runs-on-schedule and never-two-at-once', () => {
  const setting = (wanted: string) => `
cluster: { starts: '2026-01-07T12:00:00Z' }
script:
  - { step: answer, as: applied }
  - { step: wait-until-time, weekday: thursday, time: '02:00' }
  - { step: wait-until-time, weekday: friday, time: '12:00', as: end }
checks: [{ id: a, role: job, ${wanted} }]`;
  const thursday = setting("check: runs-on-schedule, weekday: thursday, time: '02:00'");
  test('Thursday at two is Thursday at two', () => {
    check(thursday, cronJob('0 2 * * 4', 60), { passed: true, seen: /^jue 02:00$/ });
    check(thursday, cronJob('0 2 * * *', 60), { passed: false, seen: /^jue 02:00 y vie 02:00$/ });
    check(thursday, cronJob('0 14 * * 4', 60), { passed: false, seen: /^jue 14:00$/ });
    check(thursday, cronJob('0 2 * * 5', 60), { passed: false, seen: /^vie 02:00$/ });
  });
  test('every day is every day', () =>
    check(setting("check: runs-on-schedule, time: '02:00'"), cronJob('0 2 * * *', 60), {
      passed: true,
      seen: /^jue 02:00 y vie 02:00$/,
    }));
  test('what takes longer than its period overlaps, unless it is forbidden', () => {
    const hourly = setting('check: never-two-at-once').replace('friday', 'thursday');
    check(hourly, cronJob('0 * * * *', 4000), { passed: false, seen: /^a la vez: backup/ });
    check(hourly, cronJob('0 * * * *', 4000, 'Forbid'), { passed: true, seen: /^nunca$/ });
  });
});

describe('gives-up-within', () => {
  const setting = `
script: [{ step: answer }, { step: wait, seconds: 1200 }]
checks: [{ id: a, check: gives-up-within, role: web, seconds: 640, least: 560 }]`;
  const waiting = (command: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  ${more}
  initContainers: [{ name: wait, image: busybox, command: [sh, -c, '${command}'] }]
  containers: [{ name: web, image: nginx }]
`;
  test('a loop that counts gives up when it should', () => {
    check(setting, waiting('for i in $(seq 600); do sleep 1; done; exit 1'), { passed: true, seen: /^a los 60\d s$/ });
    check(setting, waiting('sleep 60; exit 1'), { passed: false, seen: /^a los 6\d s$/ });
    check(setting, waiting('sleep 86400'), { passed: false, seen: /siguió/ });
  });
});
