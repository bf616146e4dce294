import { expect, test } from 'vitest';
import { podKind } from '#api/core/pod.ts';

const ended = (exitCode: number) => ({ terminated: { exitCode } });
const running = { running: {} };

function check(restartPolicy: string, before: object, after: object, ...expected: readonly string[]) {
  const pod = (state: object) => ({
    metadata: { name: 'a', namespace: 'default', uid: 'u', resourceVersion: '1' },
    spec: { restartPolicy, containers: [{ name: 'c', image: 'i' }] },
    status: { qosClass: 'BestEffort', containerStatuses: [{ name: 'c', state }] },
  });
  const errors = podKind.validateStatusUpdate?.(pod(after) as never, pod(before) as never) ?? [];
  expect(errors.map(({ field, message }) => `${field}: ${message}`)).toEqual(expected);
}

const resurrection = 'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state';

test('what ended for good does not come to life again', () => {
  check('Never', ended(1), running, resurrection);
  check('OnFailure', ended(0), running, resurrection);
});

test('what may be restarted does', () => {
  check('Always', ended(0), running);
  check('OnFailure', ended(1), running);
  check('Never', running, ended(0));
});
