import { describe, expect, test } from 'vitest';
import { answerTo, checkRefused, stored } from '../../answer.ts';
import { podOf } from './pod.ts';

const withVolume = (volume: string) => podOf('', `volumes: [{name: v, ${volume}}]`);
const mounting = (mount: string, volume = 'emptyDir: {}') =>
  podOf(`volumeMounts: [{name: v, mountPath: /m, ${mount}}]`, `volumes: [{name: v, ${volume}}]`);

describe('volumes', () => {
  test('without a source it is an empty folder', () => {
    const { spec } = stored(podOf('', 'volumes: [{name: v}]'));
    expect(spec.volumes[0]).toEqual({ name: 'v', emptyDir: {} });
  });

  test('of two sources the later in the order of the server is one too many, under the name that it writes', () => {
    const extra = (sources: string, name: string) =>
      checkRefused(withVolume(sources), `spec.volumes[0].${name}: Forbidden: may not specify more than 1 volume type`);
    extra('configMap: {name: a}, secret: {secretName: s}', 'configMap');
    extra('downwardAPI: {items: []}, hostPath: {path: /a}', 'downwarAPI');
    extra('cephfs: {monitors: [a]}, emptyDir: {}', 'cephFS');
  });

  test('a broken volume is no volume, so its mounts are lost too', () => {
    checkRefused(
      mounting('readOnly: true', 'hostPath: {}'),
      '[spec.volumes[0].hostPath.path: Required value, spec.containers[0].volumeMounts[0].name: Not found: "v"]',
    );
  });

  test('files stay inside the volume and have modes that exist', () => {
    checkRefused(
      withVolume('configMap: {name: c, defaultMode: 512, items: [{key: a, path: ../a, mode: -1}, {key: b, path: /b}]}'),
      '[spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive, ' +
        `spec.volumes[0].configMap.items[0].path: Invalid value: "../a": must not contain '..', ` +
        'spec.volumes[0].configMap.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive, ' +
        'spec.volumes[0].configMap.items[1].path: Invalid value: "/b": must be a relative path]',
    );
  });

  test('0644 is octal', () => {
    const { spec } = stored(withVolume('secret: {secretName: s, defaultMode: 0600}'));
    expect(spec.volumes[0].secret.defaultMode).toBe(0o600);
  });

  test('files of the downward API have lost their index', () => {
    checkRefused(
      withVolume('downwardAPI: {items: [{path: a}]}'),
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    );
  });

  test('sources in one folder do not write the same file', () => {
    checkRefused(
      withVolume(
        'projected: {sources: [{configMap: {name: a, items: [{key: k, path: f}]}}, {secret: {name: b, items: [{key: k, path: f}]}}]}',
      ),
      'spec.volumes[0].projected: Invalid value: "b": conflicting duplicate paths',
    );
  });

  test('a token that soon runs out is refused', () => {
    checkRefused(
      withVolume('projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 60}}]}'),
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
    );
  });

  test('a claim of its own is checked as any claim', () => {
    checkRefused(
      withVolume('ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}'),
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
    );
  });

  test('retired sources are still checked', () => {
    checkRefused(
      withVolume('gcePersistentDisk: {partition: 300}'),
      '[spec.volumes[0].persistentDisk.pdName: Required value, ' +
        'spec.volumes[0].persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive]',
    );
  });
});

describe('mounts', () => {
  test('an unnamed one is missing and not found', () => {
    checkRefused(
      podOf('volumeMounts: [{mountPath: /m}]'),
      '[spec.containers[0].volumeMounts[0].name: Required value, spec.containers[0].volumeMounts[0].name: Not found: ""]',
    );
  });

  test('a place is taken once', () => {
    checkRefused(
      podOf('volumeMounts: [{name: v, mountPath: /m}, {name: v, mountPath: /m}]', 'volumes: [{name: v}]'),
      'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/m": must be unique',
    );
  });

  test('subPath and its siblings have lost their index', () => {
    checkRefused(
      mounting('subPath: /a'),
      'spec.containers[0].volumeMounts.subPath: Invalid value: "/a": must be a relative path',
    );
    checkRefused(
      mounting('mountPropagation: Bidirectional'),
      'spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
    );
    checkRefused(
      mounting('recursiveReadOnly: Enabled'),
      'spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true',
    );
  });

  test('only claims can be raw devices', () => {
    const device = (volume: string) =>
      podOf('volumeDevices: [{name: v, devicePath: /dev/x}]', `volumes: [{name: v, ${volume}}]`);
    checkRefused(
      device('emptyDir: {}'),
      'spec.containers[0].volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
    );
    expect(answerTo(device('persistentVolumeClaim: {claimName: c}'))).toBe('accepted');
  });
});
