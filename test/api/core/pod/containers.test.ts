import { describe, expect, test } from 'vitest';
import { answerTo, checkRefused, stored } from '../../answer.ts';
import { pod, podOf } from './pod.ts';

describe('containers', () => {
  test('a pod needs one', () => checkRefused(pod(''), 'spec.containers: Required value'));

  test('each needs a name and an image', () => {
    checkRefused(
      pod('containers: [{}]'),
      '[spec.containers[0].name: Required value, spec.containers[0].image: Required value]',
    );
  });

  test('a name stands once, init containers included', () => {
    checkRefused(
      pod('containers: [{name: a, image: i}], initContainers: [{name: a, image: i}]'),
      'spec.initContainers[0].name: Duplicate value: "a"',
    );
  });

  test('a dot in a name is told apart from other mistakes', () => {
    checkRefused(
      pod('containers: [{name: a.b, image: i}]'),
      'spec.containers[0].name: Invalid value: "a.b": must not contain dots',
    );
  });

  test('an image with a space before it is refused in a pod', () => {
    checkRefused(
      pod('containers: [{name: a, image: " nginx"}]'),
      'spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace',
    );
  });

  test('ports have a name of their own, a number in range and a known protocol', () => {
    checkRefused(
      podOf('ports: [{name: http, containerPort: 80}, {name: http, containerPort: 70000, protocol: tcp}]'),
      '[spec.containers[0].ports[1].name: Duplicate value: "http", ' +
        'spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive, ' +
        'spec.containers[0].ports[1].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"]',
    );
  });

  test('two containers cannot have one port of the node', () => {
    checkRefused(
      pod(
        'containers: [{name: a, image: i, ports: [{containerPort: 80, hostPort: 8080}]}, {name: b, image: i, ports: [{containerPort: 81, hostPort: 8080}]}]',
      ),
      'spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//8080"',
    );
  });

  test('on the network of the node the ports are those of the node', () => {
    const { spec } = stored(podOf('ports: [{containerPort: 80}]', 'hostNetwork: true'));
    expect(spec.containers[0].ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: 'TCP' }]);
  });
});

describe('init containers', () => {
  const withInit = (init: string) =>
    pod(`containers: [{name: a, image: i}], initContainers: [{name: b, image: i, ${init}}]`);

  test('have no probes unless they are sidecars', () => {
    const probe = 'startupProbe: {tcpSocket: {port: 80}}';
    checkRefused(
      withInit(probe),
      'spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    );
    expect(answerTo(withInit(`restartPolicy: Always, ${probe}`))).toBe('accepted');
  });

  test('ephemeral containers come later, not with the pod', () => {
    checkRefused(
      pod('containers: [{name: a, image: i}], ephemeralContainers: [{name: c, image: i}]'),
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    );
  });
});

describe('environment', () => {
  test('a value comes from one place', () => {
    checkRefused(
      podOf(
        'env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: B, valueFrom: {}}, {name: "", value: x}]',
      ),
      '[spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty, ' +
        'spec.containers[0].env[1].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`, ' +
        'spec.containers[0].env[2].name: Required value]',
    );
  });

  test('a field that a pod has but does not serve is told apart from one that it has not', () => {
    const from = (fieldPath: string) => podOf(`env: [{name: A, valueFrom: {fieldRef: {fieldPath: ${fieldPath}}}}]`);
    const place = 'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath';
    checkRefused(
      from('spec.foo'),
      `${place}: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo`,
    );
    expect(answerTo(from('status.phase'))).toContain(`${place}: Unsupported value: "status.phase": supported values:`);
    expect(answerTo(from(`"metadata.labels['app']"`))).toBe('accepted');
  });

  test('envFrom has lost its index when there is no source', () => {
    checkRefused(
      podOf('envFrom: [{configMapRef: {name: a}}, {prefix: X_}]'),
      'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
    );
  });

  test('a file with variables lies in a volume of the pod', () => {
    checkRefused(
      podOf('env: [{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: f, key: A}}}]'),
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"',
    );
  });
});

describe('restart rules', () => {
  test('need a policy beside them and a known action', () => {
    checkRefused(
      podOf('restartPolicyRules: [{action: Stop}]'),
      '[spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used, ' +
        'spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", "RestartAllContainers", ' +
        'spec.containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified]',
    );
  });
});
