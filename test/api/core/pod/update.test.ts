import { expect, test } from 'vitest';
import { answerTo, checkChangeRefused } from '../../answer.ts';
import { pod, podOf } from './pod.ts';

const opening =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n';

test('an image may change, and a toleration be added', () => {
  const before = pod('containers: [{name: a, image: "nginx:1.26"}]');
  expect(answerTo(pod('containers: [{name: a, image: "nginx:1.27"}]'), before)).toBe('accepted');
  expect(
    answerTo(pod('containers: [{name: a, image: "nginx:1.26"}], tolerations: [{key: x, operator: Exists}]'), before),
  ).toBe('accepted');
});

test('anything else is refused with what differs', () => {
  checkChangeRefused(
    podOf(''),
    podOf('stdin: true'),
    `${opening}@@ -127,7 +127,7 @@\n    "TerminationMessagePolicy": "File",\n    "ImagePullPolicy": "IfNotPresent",\n    "SecurityContext": null,\n-   "Stdin": false,\n+   "Stdin": true,\n    "StdinOnce": false,\n    "TTY": false\n   }\n`,
  );
});

test('a volume of two sources shows the defaults of both', () => {
  const volume = (sources: string) => podOf('', `volumes: [{name: a, ${sources}}]`);
  const answer = answerTo(volume('emptyDir: {}, hostPath: {path: /x}'), volume('emptyDir: {}'));
  expect(answer).toContain('+   "HostPath": {\n+    "Path": "/x",\n+    "Type": ""\n+   },\n');
});

test('containers come and go with their pod; no difference is shown', () => {
  checkChangeRefused(
    podOf(''),
    pod('containers: [{name: main, image: "nginx:1.27"}, {name: b, image: "i:1"}]'),
    'spec.containers: Forbidden: pod updates may not add or remove containers',
  );
});

test('a deadline comes nearer or not at all', () => {
  const place = 'spec.activeDeadlineSeconds';
  checkChangeRefused(
    podOf('', 'activeDeadlineSeconds: 60'),
    podOf('', 'activeDeadlineSeconds: 90'),
    `${place}: Invalid value: 90: must be less than or equal to previous value`,
  );
  expect(answerTo(podOf('', 'activeDeadlineSeconds: 30'), podOf('', 'activeDeadlineSeconds: 60'))).toBe('accepted');
});

test('gates only open, and a gated pod may only become choosier about its node', () => {
  const gated = (rest: string) => podOf('', `schedulingGates: [{name: a}]${rest}`);
  checkChangeRefused(
    gated(''),
    podOf('', 'schedulingGates: [{name: a}, {name: b}]'),
    "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'",
  );
  expect(answerTo(gated(', nodeSelector: {disk: ssd}'), gated(''))).toBe('accepted');
  checkChangeRefused(
    gated(', nodeSelector: {disk: ssd}'),
    gated(', nodeSelector: {disk: hdd}'),
    'spec.nodeSelector: Invalid value: {"disk":"hdd"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
  );
});
