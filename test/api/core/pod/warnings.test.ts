import { expect, test } from 'vitest';
import { podKind } from '#api/core/pod.ts';
import { readDraft } from '#api/decode/read-draft.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { pod, podOf } from './pod.ts';

function check(text: string, ...warnings: string[]) {
  const [manifest] = readManifests(text).manifests;
  const read = readDraft(manifest as never);
  if (!read.ok) throw new Error(read.error.status.message);
  podKind.defaults?.(read.value.draft as never);
  expect(podKind.warnings?.(read.value.draft as never)).toEqual(warnings);
}

test('an ordinary pod has none', () => check(podOf('ports: [{containerPort: 80}]')));

test('a variable that hides another', () => {
  check(
    podOf('env: [{name: A, value: "1"}, {name: A, value: "2"}]'),
    'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
  );
});

test('two containers on one port', () => {
  check(
    pod(
      'containers: [{name: a, image: i, ports: [{containerPort: 80}]}, {name: b, image: i, ports: [{containerPort: 80}]}]',
    ),
    'spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]',
  );
});

test('part of a byte', () => {
  check(
    podOf('resources: {requests: {memory: 128974848m}}'),
    'spec.containers[0].resources.requests[memory]: fractional byte value "128974848m" is invalid, must be an integer',
  );
});

test('a rule of spreading that speaks of no pods', () => {
  check(
    podOf('', 'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]'),
    'spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
  );
});

test('a name with dots, an old node label', () => {
  check(
    podOf('', 'nodeSelector: {beta.kubernetes.io/os: linux}').replace('name: x', 'name: x.y'),
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
  );
});
