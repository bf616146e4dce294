import { describe, expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { type Fields, type Played, type PodUnderTest, play } from '../kubelet/node-under-test.ts';

const nginx = { image: 'nginx:1.27', imagePullPolicy: 'IfNotPresent' };

function strike(kind: string, more: Fields = {}) {
  return (cluster: Cluster) => {
    const struck = cluster.inject({ kind, namespace: 'default', pod: 'p', container: 'main', ...more });
    expect(struck.ok).toBe(true);
  };
}

function run(
  main: Fields,
  seconds: number,
  at: Readonly<Record<number, (cluster: Cluster) => void>>,
  pod: PodUnderTest = {},
): Played {
  return play({ main: { ...nginx, ...main }, ...pod }, seconds, at);
}

describe('faults of programs', () => {
  test('a crash is a death by signal, and a restart', () => {
    const played = run({}, 20, { 10: strike('process-crash') });
    expect([played.ends(), played.starts()]).toEqual([['10 Error 137'], [0.52, 10.8]]);
  });

  test('a hang fails liveness by http, not by tcp', () => {
    const hung = { 12: strike('hang') };
    const http = { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 2 } };
    expect(run(http, 60, hung).events('Killing')).toEqual([
      '21.36 Container main failed liveness probe, will be restarted',
    ]);
    expect(
      run({ livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 5, failureThreshold: 2 } }, 60, hung).events(
        'Killing',
      ),
    ).toEqual([]);
  });

  test('a hung program is killed after its whole grace', () => {
    const played = run(
      { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 1 } },
      60,
      { 12: strike('hang') },
      { terminationGracePeriodSeconds: 7 },
    );
    expect(played.ends()).toEqual(['23.36 Error 137']);
  });

  test('maintenance makes unready and ends', () => {
    const probe = { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 1 } };
    const played = run(probe, 60, { 12: strike('maintenance'), 30: strike('end-maintenance') });
    expect(played.readiness()).toEqual(['+0.991', '-15.991', '+30.992']);
  });

  test('a leak meets the limit, again and again', () => {
    const limits = { resources: { limits: { memory: '30M' } } };
    // 30 MB less the 10 MB that nginx takes, at 1 MB a second: 20 s.
    const played = run(limits, 60, { 5: strike('memory-leak', { bytesPerSecond: 1_000_000 }) });
    expect(played.ends().slice(0, 2)).toEqual(['25 OOMKilled 137', '45.8 OOMKilled 137']);
  });

  test('load beyond the probe timeout', () => {
    const probe = {
      readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 1, timeoutSeconds: 1 },
    };
    const played = run(probe, 60, {
      12: strike('load', { milliseconds: 1500 }),
      30: strike('load', { milliseconds: 0 }),
    });
    expect(played.readiness()).toEqual(['+0.991', '-16.99', '+31.991']);
  });

  test('a slow start is felt at the next start', () => {
    const probe = { readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 5 } };
    const played = run(probe, 60, { 5: strike('slow-start', { seconds: 20 }), 10: strike('process-crash') });
    expect(played.readiness().map((text) => Math.round(Number(text.slice(1))))).toEqual([1, 11, 31]);
  });

  test('a full disk refuses to be written', () => {
    const pod = { run: 'while sleep 2; do echo x >> /data || echo full; done' };
    const played = play(pod, 20, {
      7: (cluster) => strike('disk-full')(cluster),
      15: (cluster) => strike('end-disk-full')(cluster),
    });
    expect(played.log()).toMatch(/full/);
    expect(
      played
        .log()
        .split('\n')
        .filter((line) => line === 'full').length,
    ).toBe(4);
  });

  test('what is not there is said', () => {
    const { cluster } = run({}, 5, {});
    const inject = (fault: Fields) =>
      cluster.inject({ kind: 'hang', namespace: 'default', pod: 'p', ...fault } as never);
    expect(inject({ pod: 'nope' })).toMatchObject({ ok: false });
    expect(inject({ container: 'nope' })).toMatchObject({ ok: false });
    expect(inject({ kind: 'flood' })).toMatchObject({ ok: false });
  });
});
