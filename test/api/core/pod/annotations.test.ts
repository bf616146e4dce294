import { expect, test } from 'vitest';
import { checkChangeRefused, checkRefused, stored } from '../../answer.ts';
import { podOf } from './pod.ts';

const annotated = (annotations: string, container = '') =>
  podOf(container).replace('name: x', `name: x\n  annotations: {${annotations}}`);

test('the cost of deletion is a number without a plus', () => {
  const place = 'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]';
  const cost = (value: string) => annotated(`controller.kubernetes.io/pod-deletion-cost: "${value}"`);
  stored(cost('-100'));
  for (const wrong of ['+5', '05', 'low', '2147483648']) {
    checkRefused(cost(wrong), `${place}: Invalid value: "${wrong}": must be a 32bit integer`);
  }
});

test('a profile of AppArmor in the annotation becomes a field, and does not change afterwards', () => {
  const key = 'container.apparmor.security.beta.kubernetes.io/main';
  const { spec } = stored(annotated(`${key}: localhost/strict`));
  expect(spec.containers[0].securityContext).toEqual({
    appArmorProfile: { type: 'Localhost', localhostProfile: 'strict' },
  });
  checkChangeRefused(
    podOf(''),
    annotated(`${key}: unconfined`),
    `metadata.annotations[${key}]: Forbidden: may not add AppArmor annotations`,
  );
  checkRefused(
    annotated('container.apparmor.security.beta.kubernetes.io/other: unconfined'),
    'metadata.annotations[container.apparmor.security.beta.kubernetes.io/other]: Invalid value: "other": container not found',
  );
});

test('an annotation does not contradict the field that replaced it', () => {
  checkRefused(
    annotated(
      'container.seccomp.security.alpha.kubernetes.io/main: unconfined',
      'securityContext: {seccompProfile: {type: RuntimeDefault}}',
    ),
    'spec.containers[0].securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match',
  );
});
