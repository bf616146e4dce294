// Exact seconds. A pod bound at 0 has mounted its volumes at 0.36, where its probes' clocks start; its first container is
// started at 0.52 and seen running at 0.62. An exit is seen 0.7 s later; timers are stretched by 1.25 (see constants.ts).
import { describe, expect, test } from 'vitest';
import { container, exec, type Fields, type PodUnderTest, play } from './node-under-test.ts';

const forever = 'sleep 100000 & wait';
const obedient = "trap 'exit 0' TERM; sleep 100000 & wait";

describe('start and end', () => {
  const cases: readonly [string, PodUnderTest, number, (played: ReturnType<typeof play>) => unknown, unknown][] = [
    ['a container is started at 0.52', { run: forever }, 10, (p) => p.starts(), [0.52]],
    ['and the pod is Running and Ready at 0.62', { run: forever }, 10, (p) => [p.phases(), p.readiness()], [['Pending 0', 'Running 0.62'], ['+0.62']]],
    ['two containers start one after the other', { run: forever, others: [container('side', forever)] }, 10, (p) => [p.starts(), p.starts('side'), p.phases()[1]], [[0.52], [0.62], 'Running 0.72']],
    ['an end is seen 0.7 s later, the final phase 1.35 s after that', { run: 'sleep 5', restartPolicy: 'Never' }, 20, (p) => [p.ends(), p.readiness(), p.phases()], [['5.52 Completed 0'], ['+0.62', '-6.22'], ['Pending 0', 'Running 0.62', 'Succeeded 7.57']]],
    ['an exit code other than 0 makes the pod Failed', { run: 'sleep 5; exit 7', restartPolicy: 'Never' }, 20, (p) => [p.ends(), p.phases().at(-1)], [['5.52 Error 7'], 'Failed 7.57']],
    ['an init container runs before the others', { run: forever, initContainers: [container('init', 'sleep 6')] }, 20, (p) => [p.starts('init'), p.starts(), p.phases()], [[0.52], [7.32], ['Pending 0', 'Running 7.42']]],
    ['two init containers run in order', { run: forever, initContainers: [container('one', 'sleep 2'), container('two', 'sleep 2')] }, 20, (p) => [p.starts('one'), p.starts('two'), p.starts()], [[0.52], [3.32], [6.12]]],
    ['a sidecar without startup probe holds nobody up', { run: forever, initContainers: [container('proxy', forever, { restartPolicy: 'Always' })] }, 20, (p) => [p.starts('proxy'), p.starts()], [[0.52], [0.72]]],
    ['a sidecar with a startup probe holds the others until it passes', { run: forever, initContainers: [container('proxy', 'sleep 8; touch /tmp/up; sleep 1000', { restartPolicy: 'Always', startupProbe: exec('cat /tmp/up', { periodSeconds: 3 }) })] }, 20, (p) => [p.probes('startup', 'proxy'), p.starts()], [[3.36, 6.36, 9.36], [9.46]]],
    ['a slow postStart keeps the pod Pending', { run: forever, main: { lifecycle: { postStart: exec('sleep 6') } } }, 20, (p) => [p.starts(), p.phases()], [[0.52], ['Pending 0', 'Running 6.62']]],
    ['a deadline counts from the first status', { run: obedient, activeDeadlineSeconds: 10 }, 30, (p) => [p.eventTimes('Killing'), p.phases().at(-1)], [[10.39], 'Failed 10.54']],
    ['and an unheeding program gets its whole grace', { run: forever, activeDeadlineSeconds: 10, terminationGracePeriodSeconds: 5 }, 30, (p) => [p.ends(), p.phases().at(-1)], [['15.39 Error 137'], 'Failed 15.54']],
  ]; // biome-ignore format: a table
  test.each(cases)('%s', (_name, pod, seconds, look, expected) => {
    expect(look(play(pod, seconds))).toEqual(expected);
  });
});

describe('back-off', () => {
  test('restarts come at once, then after 10, 20, 40, 80, 160 s, stretched', () => {
    const played = play({ run: 'sleep 2; exit 1' }, 700);
    const starts = played.starts();
    const ends = played.ends().map((text) => Number(text.split(' ')[0]));
    // From the end of a run to the start of the next: seen after 0.7, the rest of the wait × 1.25, then 0.1 to start.
    const waits = starts.slice(1).map((start, index) => Math.round((start - (ends[index] ?? 0)) * 100) / 100);
    expect(waits.slice(0, 4)).toEqual([0.8, 12.43, 24.93, 49.93]);
    expect(waits[4]).toBeGreaterThan(80);
    expect(waits[4]).toBeLessThan(86);
    expect(waits[5]).toBeGreaterThan(160);
    expect(waits[5]).toBeLessThan(166);
  });

  test('the wait reaches 300 s and stays there', () => {
    const played = play({ run: 'exit 1' }, 3000);
    const starts = played.starts();
    const last = (starts.at(-1) ?? 0) - (starts.at(-2) ?? 0);
    expect(last).toBeGreaterThanOrEqual(300);
    expect(last).toBeLessThan(310);
    expect(starts.length).toBe(15);
  });

  test('a run of more than ten minutes starts all over', () => {
    const played = play({ run: 'sleep 700; exit 1' }, 2200);
    expect(played.starts()).toEqual([0.52, 701.32, 1402.12, 2102.92]);
  });

  test('exit 0 under Always waits as well', () => {
    expect(play({ run: 'sleep 5' }, 30).starts()).toEqual([0.52, 6.32, 23.745]);
  });

  test('under OnFailure exit 0 is the end', () => {
    const played = play({ run: 'sleep 5', restartPolicy: 'OnFailure' }, 30);
    expect([played.starts(), played.phases().at(-1)]).toEqual([[0.52], 'Succeeded 7.57']);
  });

  const shown: readonly [number, string][] = [
    [3, 'main=running 0'],
    [3.3, 'main=terminated Error 0'],
    [3.5, 'main=running 1'],
    [7, 'main=terminated Error 1'],
    [17, 'main=terminated Error 1'],
    [17.9, 'main=running 2'],
  ];
  test.each(shown)('at %d s the container is shown as %s: CrashLoopBackOff comes late', (second, expected) => {
    expect(play({ run: 'sleep 2; exit 1' }, second).containers()).toEqual([expected]);
  });

  test('in a wait of 80 s CrashLoopBackOff shows from the second look on', () => {
    expect(play({ run: 'exit 1' }, 164).containers()).toEqual(['main=terminated Error 4']);
    const played = play({ run: 'exit 1' }, 166);
    expect(played.containers()).toEqual(['main=waiting CrashLoopBackOff 4']);
    expect(played.status()?.containerStatuses?.[0]?.state?.waiting?.message).toMatch(
      /^back-off 1m20s restarting failed container=main pod=p_default\([0-9a-f-]{36}\)$/,
    );
  });

  test('a failing init container backs off in the same way', () => {
    const played = play({ run: forever, initContainers: [container('init', 'sleep 2; exit 1')] }, 60);
    expect(played.starts('init')).toEqual([0.52, 3.32, 17.745, 44.67]);
    expect(played.phases()).toEqual(['Pending 0']);
  });

  test('a program that is not there is tried twice at once, then after 10 s', () => {
    const played = play({ main: { command: ['/no/such/program'] } }, 20);
    expect(played.eventTimes('Failed')).toEqual([0.52, 1.32, 13.745]);
    expect(played.containers()).toEqual(['main=waiting RunContainerError 2']);
  });
});

describe('probes', () => {
  const liveness = (more: Fields) => exec('false', more);
  const cases: readonly [string, PodUnderTest, number, (played: ReturnType<typeof play>) => unknown, unknown][] = [
    ['liveness is never tried at the start', { run: forever, main: { livenessProbe: exec('true') } }, 31, (p) => p.probes('liveness'), [10.36, 20.36, 30.36]],
    ['its period counts from the mounted volumes', { run: forever, main: { livenessProbe: exec('true', { periodSeconds: 3 }) } }, 10, (p) => p.probes('liveness'), [3.36, 6.36, 9.36]],
    ['an initial delay skips ticks', { run: forever, main: { livenessProbe: exec('true', { initialDelaySeconds: 5, periodSeconds: 4 }) } }, 17, (p) => p.probes('liveness'), [8.36, 12.36, 16.36]],
    ['three failures kill', { run: obedient, main: { livenessProbe: liveness({ periodSeconds: 5 }) } }, 17, (p) => [p.eventTimes('Unhealthy'), p.eventTimes('Killing'), p.starts()], [[5.36, 10.36, 15.36], [15.36], [0.52, 15.56]]],
    ['an unheeding program is killed after its grace', { run: forever, terminationGracePeriodSeconds: 5, main: { livenessProbe: liveness({ periodSeconds: 3, failureThreshold: 1 }) } }, 10, (p) => [p.eventTimes('Killing'), p.ends(), p.starts()], [[3.36, 9.36], ['8.36 Error 137'], [0.52, 8.56]]],
    ["a probe's own grace comes first", { run: forever, main: { livenessProbe: liveness({ periodSeconds: 3, failureThreshold: 1, terminationGracePeriodSeconds: 2 }) } }, 8, (p) => p.ends(), ['5.36 Error 137']],
    ['the beat goes on over a restart', { run: obedient, main: { livenessProbe: liveness({ periodSeconds: 4, failureThreshold: 2 }) } }, 17, (p) => p.probes('liveness'), [4.36, 8.36, 12.36, 16.36]],
    ['a probe that takes too long fails at its timeout', { run: forever, main: { livenessProbe: exec('sleep 5', { periodSeconds: 4, timeoutSeconds: 2 }) } }, 11, (p) => [p.probes('liveness'), p.events('Unhealthy')[0]], [[6.36, 10.36], '6.36 Liveness probe failed: command timed out: "sh -c sleep 5" timed out after 2s']],
    ['readiness is tried twice at the start', { run: forever, main: { readinessProbe: exec('false') } }, 22, (p) => p.probes('readiness'), [0.62, 0.99, 10.99, 20.99]],
    ['once ready, at every period', { run: forever, main: { readinessProbe: exec('true') } }, 22, (p) => [p.probes('readiness'), p.readiness()], [[0.62, 10.62, 20.62], ['+0.62']]],
    ['readiness waits for its initial delay', { run: forever, main: { readinessProbe: exec('true', { initialDelaySeconds: 10, periodSeconds: 5 }) } }, 22, (p) => p.probes('readiness'), [10.99, 15.99, 20.99]],
    ['three successes in a row take two periods less the first look', { run: forever, main: { readinessProbe: exec('true', { periodSeconds: 4, successThreshold: 3 }) } }, 22, (p) => p.readiness(), ['+4.99']],
    ['a file that appears after 7 s is seen at the next attempt', { run: 'sleep 7; touch /tmp/r; sleep 1000', main: { readinessProbe: exec('cat /tmp/r', { periodSeconds: 5 }) } }, 30, (p) => p.readiness(), ['+10.99']],
    ['and its loss after failureThreshold attempts', { run: 'touch /tmp/r; sleep 12; rm /tmp/r; sleep 1000', main: { readinessProbe: exec('cat /tmp/r', { periodSeconds: 3, failureThreshold: 2 }) } }, 30, (p) => p.readiness(), ['+0.62', '-15.62']],
    ['turning unready is followed by one more attempt at once', { run: 'touch /tmp/r; sleep 12; rm /tmp/r; sleep 1000', main: { readinessProbe: exec('cat /tmp/r', { periodSeconds: 3, failureThreshold: 1 }) } }, 17, (p) => p.probes('readiness').slice(-3), [12.62, 12.62, 15.62]],
    ['a startup probe holds back the others', { run: 'sleep 8; touch /tmp/up; sleep 1000', main: { startupProbe: exec('cat /tmp/up', { periodSeconds: 3 }), livenessProbe: exec('true', { periodSeconds: 3 }), readinessProbe: exec('true', { periodSeconds: 6 }) } }, 14, (p) => [p.probes('startup'), p.probes('readiness'), p.probes('liveness')], [[3.36, 6.36, 9.36], [9.36], [12.36]]],
    ['and makes the pod ready when it passes', { run: 'sleep 8; touch /tmp/up; sleep 1000', main: { startupProbe: exec('cat /tmp/up', { periodSeconds: 3 }) } }, 14, (p) => p.readiness(), ['+9.36']],
    ['a startup probe that gives up kills', { run: obedient, main: { startupProbe: liveness({ periodSeconds: 4, failureThreshold: 3 }) } }, 14, (p) => [p.probes('startup'), p.events('Killing')], [[4.36, 8.36, 12.36], ['12.36 Container main failed startup probe, will be restarted']]],
    ['with restartPolicy Never the last container takes the pod along', { run: obedient, restartPolicy: 'Never', main: { livenessProbe: liveness({ periodSeconds: 4, failureThreshold: 1 }) } }, 14, (p) => [p.events('Killing'), p.phases().at(-1)], [['4.36 Stopping container main'], 'Succeeded 5.81']],
    ['another container goes on and ready waits for both', { run: forever, others: [container('side', 'sleep 4; touch /tmp/r; sleep 1000', { readinessProbe: exec('cat /tmp/r', { periodSeconds: 3 }) })] }, 14, (p) => p.readiness(), ['+7.09']],
    ['kills every 4 s wait from the third on', { run: obedient, main: { livenessProbe: liveness({ periodSeconds: 2, failureThreshold: 2 }) } }, 30, (p) => p.starts().slice(0, 4), [0.52, 4.56, 8.56, 24.91]],
    ['tcp: connection refused until somebody listens', { run: 'sleep 4; mkdir -p /www; exec httpd -f -p 80 -h /www', main: { readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 3 } } }, 14, (p) => [p.readiness(), p.events('Unhealthy')[0]], [['+6.99'], '0.62 Readiness probe failed: dial tcp 10.244.1.2:80: connect: connection refused']],
    ['http: a status of 404 fails', { run: 'mkdir -p /www; exec httpd -f -p 80 -h /www', main: { readinessProbe: { httpGet: { port: 80, path: '/none' }, periodSeconds: 3 } } }, 5, (p) => p.events('Unhealthy').at(-1), '3.99 Readiness probe failed: HTTP probe failed with statuscode: 404'],
    ['http: a named port', { run: 'mkdir -p /www; echo ok > /www/index.html; exec httpd -f -p 8080 -h /www', main: { ports: [{ name: 'web', containerPort: 8080 }], readinessProbe: { httpGet: { port: 'web' }, periodSeconds: 3 } } }, 5, (p) => p.readiness(), ['+0.99']],
    ['exec of what is not there counts as nothing', { run: forever, main: { livenessProbe: { exec: { command: ['/no/such/check'] }, periodSeconds: 2, failureThreshold: 1 } } }, 9, (p) => [p.eventTimes('Killing'), p.events('Unhealthy').length], [[], 4]],
  ]; // biome-ignore format: a table
  test.each(cases)('%s', (_name, pod, seconds, look, expected) => {
    expect(look(play(pod, seconds))).toEqual(expected);
  });
});

describe('termination', () => {
  const deleteAt = (second: number, options: Fields = {}) => ({
    [second]: (cluster: ReturnType<typeof play>['cluster']) =>
      void cluster.client.delete('Pod', 'default', 'p', options),
  });
  const cases: readonly [string, PodUnderTest, (played: ReturnType<typeof play>) => unknown, unknown][] = [
    ['an obedient program goes at once', { run: obedient }, (p) => [p.eventTimes('Killing'), p.ends(), p.phases().at(-1), p.gone()], [[12.02], ['12.02 Completed 0'], 'Succeeded 12.17', [12.72]]],
    ['process 1 without a handler waits out the grace', { run: forever, terminationGracePeriodSeconds: 5 }, (p) => [p.ends(), p.phases().at(-1), p.gone()], [['17.02 Error 137'], 'Failed 17.17', [17.72]]],
    ['the default grace is 30 s', { run: forever }, (p) => p.ends(), ['42.02 Error 137']],
    ['a shared process namespace takes that protection away', { run: 'sleep 100000', shareProcessNamespace: true }, (p) => p.ends(), ['12.02 Error 143']],
    ['a handler may take its time', { run: "trap 'sleep 8; exit 0' TERM; sleep 100000 & wait" }, (p) => p.ends(), ['20.02 Completed 0']],
    ['preStop comes before the signal', { run: obedient, main: { lifecycle: { preStop: exec('sleep 6') } } }, (p) => p.ends(), ['18.02 Completed 0']],
    ['preStop sleep', { run: obedient, main: { lifecycle: { preStop: { sleep: { seconds: 4 } } } } }, (p) => p.ends(), ['16.02 Completed 0']],
    ['a hook longer than the grace is not waited for', { run: obedient, terminationGracePeriodSeconds: 8, main: { lifecycle: { preStop: exec('sleep 60') } } }, (p) => [p.ends(), p.eventTimes('FailedPreStopHook')], [['20.02 Completed 0'], [20.02]]],
    ['two seconds are left after it', { run: forever, terminationGracePeriodSeconds: 2, main: { lifecycle: { preStop: exec('sleep 5') } } }, (p) => p.ends(), ['16.02 Error 137']],
    ['a hook that fails is told and passed over', { run: obedient, main: { lifecycle: { preStop: exec('exit 3') } } }, (p) => [p.eventTimes('FailedPreStopHook'), p.ends()], [[12.02], ['12.02 Completed 0']]],
    ['sidecars follow in reverse order', { run: "trap 'sleep 5; exit 0' TERM; sleep 100000 & wait", initContainers: ['s1', 's2'].map((name) => container(name, "trap 'sleep 3; exit 0' TERM; sleep 100000 & wait", { restartPolicy: 'Always' })) }, (p) => [p.ends(), p.ends('s2'), p.ends('s1')], [['17.02 Completed 0'], ['20.02 Completed 0'], ['23.02 Completed 0']]],
    ['when the grace is used up they go together', { run: forever, terminationGracePeriodSeconds: 10, initContainers: ['s1', 's2'].map((name) => container(name, forever, { restartPolicy: 'Always' })) }, (p) => [p.ends(), p.ends('s2'), p.ends('s1')], [['22.02 Error 137'], ['24.02 Error 137'], ['24.02 Error 137']]],
  ]; // biome-ignore format: a table
  test.each(cases)('%s', (_name, pod, look, expected) => {
    expect(look(play(pod, 60, deleteAt(12)))).toEqual(expected);
  });

  test('a second request shortens the grace', () => {
    const played = play({ run: forever }, 60, { ...deleteAt(12), ...deleteAt(20, { gracePeriodSeconds: 3 }) });
    expect(played.ends()).toEqual(['23 Error 137']);
  });

  test('a pod that never ran is gone half a second later, its container of unknown fate', () => {
    const played = play({ run: forever, main: { envFrom: [{ configMapRef: { name: 'none' } }] } }, 20, deleteAt(12));
    expect(played.gone()).toEqual([12.72]);
  });

  test('a Job-like pod ends when only its sidecar is left', () => {
    const played = play(
      {
        run: 'sleep 5',
        restartPolicy: 'Never',
        initContainers: [container('proxy', obedient, { restartPolicy: 'Always' })],
      },
      20,
    );
    expect([played.starts(), played.ends('proxy'), played.phases().at(-1)]).toEqual([
      [0.72],
      ['6.42 Completed 0'],
      'Succeeded 7.87',
    ]);
  });
});

describe('configuration and volumes', () => {
  const withConfigMap = (volume: Fields): PodUnderTest => ({
    run: 'cat /data/a; sleep 1000',
    main: { volumeMounts: [{ name: 'd', mountPath: '/data' }] },
    volumes: [{ name: 'd', ...volume }],
  });
  test('a missing volume object is tried at 0.26, 0.76, 1.76, 3.76, 7.76, 15.76', () => {
    const played = play(withConfigMap({ configMap: { name: 'late' } }), 20);
    expect(played.eventTimes('FailedMount')).toEqual([0.26, 0.76, 1.76, 3.76, 7.76, 15.76]);
    expect(played.events('FailedMount')[0]).toBe(
      '0.26 MountVolume.SetUp failed for volume "d" : configmap "late" not found',
    );
  });

  test('an object that appears is used at the next try, not before', () => {
    const played = play(withConfigMap({ configMap: { name: 'late' } }), 30, {
      12: (cluster) =>
        void cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' }, data: { a: 'x\n' } }]),
    });
    expect([played.starts(), played.log()]).toEqual([[16.02], 'x\n']);
  });

  test('a missing key for a variable: two tries at once, then every 12.5 s', () => {
    const played = play({ run: forever, main: { envFrom: [{ secretRef: { name: 'none' } }] } }, 30);
    expect(played.eventTimes('Failed')).toEqual([0.42, 1.12, 13.62, 26.12]);
    expect(played.containers()).toEqual(['main=waiting CreateContainerConfigError 0']);
  });

  test('an emptyDir over its limit ends the pod at the next measure', () => {
    const played = play(
      {
        run: 'dd if=/dev/zero of=/data/x bs=1M count=24; sleep 1000',
        main: { volumeMounts: [{ name: 'd', mountPath: '/data' }] },
        volumes: [{ name: 'd', emptyDir: { sizeLimit: '8Mi' } }],
      },
      60,
    );
    expect(played.events('Evicted')).toEqual(['40.04 Usage of EmptyDir volume "d" exceeds the limit "8Mi". ']);
    expect([played.phases().at(-1), played.status()?.reason]).toEqual(['Failed 42.19', 'Evicted']);
  });
});
