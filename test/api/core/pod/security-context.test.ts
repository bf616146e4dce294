import { expect, test } from 'vitest';
import { answerTo, checkRefused } from '../../answer.ts';
import { pod, podOf } from './pod.ts';

test('a profile is named when it lies on the node, and only then', () => {
  const place = 'spec.securityContext.seccompProfile.localhostProfile';
  checkRefused(
    podOf('', 'securityContext: {seccompProfile: {type: Localhost}}'),
    `${place}: Required value: must be set when seccomp type is Localhost`,
  );
  checkRefused(
    podOf('', 'securityContext: {seccompProfile: {type: RuntimeDefault, localhostProfile: a}}'),
    `${place}: Invalid value: {"Type":"RuntimeDefault","LocalhostProfile":"a"}: can only be set when seccomp type is Localhost`,
  );
});

test('privileged and no escalation contradict each other; the whole context is shown', () => {
  checkRefused(
    podOf('securityContext: {privileged: true, allowPrivilegeEscalation: false}'),
    'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,' +
      '"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,' +
      '"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: ' +
      'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
  );
});

test('ids are not negative', () => {
  checkRefused(
    podOf('securityContext: {runAsUser: -1}', 'securityContext: {fsGroup: -5, supplementalGroups: [0, -1]}'),
    '[spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive, ' +
      'spec.securityContext.fsGroup: Invalid value: -5: must be between 0 and 2147483647, inclusive, ' +
      'spec.securityContext.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive]',
  );
});

test('what belongs to one system is refused on the other', () => {
  checkRefused(
    podOf('securityContext: {windowsOptions: {runAsUserName: web}}', 'os: {name: linux}'),
    'spec.containers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
  );
  checkRefused(
    podOf('securityContext: {runAsUser: 1}', 'os: {name: windows}'),
    'spec.containers[0].securityContext.runAsUser: Forbidden: cannot be set for a windows pod',
  );
  checkRefused(
    podOf('', 'os: {name: plan9}'),
    'spec.os: Unsupported value: "plan9": supported values: "linux", "windows"',
  );
});

test('users of its own and the namespaces of the node do not go together', () => {
  checkRefused(
    podOf('', 'hostUsers: false, hostPID: true, hostIPC: true'),
    '[spec.HostPID: Forbidden: when `hostUsers` is false, spec.HostIPC: Forbidden: when `hostUsers` is false]',
  );
});

test('a pod is not half a Windows host process', () => {
  const hostProcess = 'securityContext: {windowsOptions: {hostProcess: true}}';
  expect(
    answerTo(pod(`hostNetwork: true, containers: [{name: a, image: i, ${hostProcess}}, {name: b, image: i}]`)),
  ).toBe(
    'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
  );
});

test('name servers are addresses and must be there when nothing else resolves names', () => {
  checkRefused(
    podOf('', 'dnsPolicy: None'),
    'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
  );
  expect(
    answerTo(podOf('', 'dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1], searches: [a_b.example, "."]}')),
  ).toBe('accepted');
});
