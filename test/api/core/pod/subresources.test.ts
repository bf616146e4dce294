import { expect, test } from 'vitest';
import { createApiServer } from '#cluster/apiserver/apiserver.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '64Mi' } };

/** Sends a pod with another container or spec to the subresource; says `accepted` or why not. */
function change(subresource: 'resize' | 'ephemeralcontainers', container: object, spec: object = {}): string {
  const server = createApiServer({ clock: new VirtualClock(), random: new SeededRandom(1) });
  const made = server.create('Pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x', namespace: 'default' },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27', resources }] },
  });
  if (!made.ok) throw new Error(made.error.message);
  const containers = [{ ...made.value.spec.containers[0], ...container }];
  const next = { ...made.value, spec: { ...made.value.spec, containers, ...spec } };
  const result = server.update('Pod', next as never, { subresource });
  return result.ok ? 'accepted' : result.error.message.replace(/^.*? is invalid: /, '');
}

test('cpu of a running container may change, its disk may not', () => {
  const more = { ...resources, requests: { cpu: '150m', memory: '64Mi' } };
  expect(change('resize', { resources: more })).toBe('accepted');
  const disk = { ...resources, requests: { ...resources.requests, 'ephemeral-storage': '1Gi' } };
  expect(change('resize', { resources: disk })).toBe('spec: Forbidden: only cpu and memory resources are mutable');
});

test('a limit does not go away, and the quality of service stays', () => {
  expect(change('resize', { resources: { requests: resources.requests, limits: { memory: '64Mi' } } })).toBe(
    'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed',
  );
  expect(change('resize', { resources: { requests: resources.limits, limits: resources.limits } })).toContain(
    'Pod QOS Class may not change as a result of resizing',
  );
});

test('a container to look around with joins a pod; it has no ports', () => {
  const debug = { name: 'debug', image: 'busybox:1.36' };
  expect(change('ephemeralcontainers', {}, { ephemeralContainers: [debug] })).toBe('accepted');
  expect(
    change('ephemeralcontainers', {}, { ephemeralContainers: [{ ...debug, ports: [{ containerPort: 80 }] }] }),
  ).toBe('spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container');
  expect(change('ephemeralcontainers', {}, { ephemeralContainers: [{ ...debug, targetContainerName: 'web' }] })).toBe(
    'spec.ephemeralContainers[0].targetContainerName: Not found: "web"',
  );
});
