import { expect, test } from 'vitest';
import { answerTo, checkRefused, stored } from '../../answer.ts';
import { pod, podOf } from './pod.ts';

test('a request over the limit is reported at all requests, in canonical form', () => {
  checkRefused(
    podOf('resources: {requests: {memory: 1.5Gi}, limits: {memory: 1Gi}}'),
    'spec.containers[0].resources.requests: Invalid value: "1536Mi": must be less than or equal to memory limit of 1Gi',
  );
});

test('an unknown resource is wrong twice', () => {
  checkRefused(
    podOf('resources: {limits: {Cpu: 1}, requests: {Cpu: 1}}'),
    ['limits', 'requests']
      .flatMap((which) => [
        `spec.containers[0].resources.${which}[Cpu]: Invalid value: "Cpu": must be a standard resource type or fully qualified`,
        `spec.containers[0].resources.${which}[Cpu]: Invalid value: "Cpu": must be a standard resource for containers`,
      ])
      .join(', ')
      .replace(/^.*$/s, (all) => `[${all}]`),
  );
});

test('what cannot be promised twice needs a limit that equals the request', () => {
  checkRefused(
    podOf('resources: {requests: {vendor.example/gpu: 1}}'),
    'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
  );
  checkRefused(
    podOf('resources: {requests: {vendor.example/gpu: 1}, limits: {vendor.example/gpu: 2}}'),
    'spec.containers[0].resources.requests: Invalid value: "1": must be equal to vendor.example/gpu limit of 2',
  );
});

test('huge pages come in whole pages and with cpu or memory', () => {
  checkRefused(
    podOf('resources: {limits: {hugepages-2Mi: 3Mi}}'),
    '[spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi, ' +
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi, ' +
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory]',
  );
});

test('in a pod the requests that are left out are the limits', () => {
  const { spec } = stored(podOf('resources: {limits: {cpu: 0.5, memory: 1Gi}, requests: {cpu: 100m}}'));
  expect(spec.containers[0].resources.requests).toEqual({ cpu: '100m', memory: '1Gi' });
});

test('a pod as a whole asks for what its containers ask together', () => {
  const containers = 'containers: [{name: a, image: i, resources: {requests: {cpu: 1}}}, {name: b, image: i}]';
  const { spec } = stored(pod(`${containers}, resources: {limits: {cpu: 4, memory: 1Gi}}`));
  expect(spec.resources.requests).toEqual({ cpu: '1', memory: '1Gi' });
  checkRefused(
    pod(`${containers}, resources: {requests: {cpu: 500m}}`),
    'spec.resources.requests[cpu]: Invalid value: "500m": must be greater than or equal to aggregate container requests of 1',
  );
});

test('quality of service follows from requests and limits', () => {
  const qos = (resources: string) => stored(podOf(`resources: {${resources}}`)).status.qosClass;
  expect(qos('')).toBe('BestEffort');
  expect(qos('requests: {cpu: 100m}')).toBe('Burstable');
  expect(qos('limits: {cpu: 1, memory: 1Gi}')).toBe('Guaranteed');
  expect(qos('limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 0}')).toBe('Burstable');
  const ofWhole = podOf('resources: {requests: {cpu: 100m}}', 'resources: {}');
  expect(stored(ofWhole).status.qosClass).toBe('BestEffort');
});

test('a device is declared before it is used', () => {
  checkRefused(
    podOf('resources: {claims: [{name: gpu}]}'),
    'spec.containers[0].resources.claims[0]: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty',
  );
  expect(
    answerTo(podOf('resources: {claims: [{name: gpu}]}', 'resourceClaims: [{name: gpu, resourceClaimName: c}]')),
  ).toBe('accepted');
});
