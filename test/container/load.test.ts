// The busier a web server, the longer its answers take.
import { expect, test } from 'vitest';
import { Load } from '#container/programs/load.ts';
import { Tutorial } from '../cluster/tutorials/tutorial.ts';

test.each([
  [0, 20],
  [50, 40],
  [90, 200],
  [100, 10_000],
  [500, 10_000],
])('after %i requests in a second the next takes %i ms', (before, expected) => {
  const load = new Load({ requestsPerSecond: 100 });
  for (let index = 0; index < before; index++) load.answerMs(5000, 20);
  expect(load.answerMs(5500, 20)).toBeCloseTo(expected);
  expect(load.answerMs(7000, 20)).toBe(20);
});

test('under load a probe with a short timeout fails, and a pod that is asked less is ready again', () => {
  const tutorial = new Tutorial()
    .apply(`
apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  containers:
    - name: main
      image: registry.example.com/web-app
      readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 2}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {containers: [{name: main, image: busybox, command: [sleep, infinity]}]}
`)
    .wait(20);
  expect(tutorial.lines()).toContain('app Running 1/1 0');
  const address = tutorial.pods().find(({ metadata }) => metadata.name === 'app')?.status?.podIP;
  tutorial.exec(
    'client',
    `n=0; while [ $n -lt 4000 ]; do wget -q -T 1 -O /dev/null http://${address}:8080/ & n=$((n+1)); sleep 0.005; done`,
  );
  expect(tutorial.events('Unhealthy').some((text) => text.startsWith('Readiness probe failed'))).toBe(true);
  expect(tutorial.wait(10).lines()).toContain('app Running 1/1 0');
});
