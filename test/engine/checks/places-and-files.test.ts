// Where pods are, what lies behind their paths, what their programs see.
import { describe, test } from 'vitest';
import { check, checkMeasure, plain, service, web } from './run-check.ts';

const settled = (wanted: string, cluster = '') => `
${cluster}
script: [{ step: answer, as: applied }, { step: wait, seconds: 60, as: end }]
checks: [{ id: a, ${wanted} }]`;

describe('one-on-every-node and not-scheduled-on', () => {
  const cluster =
    'cluster: { nodes: [{ name: boss, labels: { role: boss }, taints: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }] }, { name: one }, { name: two }] }';
  const daemonSet = (spec: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template: { metadata: { labels: { app: agent } }, spec: { ${spec} containers: [{ name: web, image: nginx }] } }
`;
  const everywhere = daemonSet('tolerations: [{ operator: Exists }],');
  test('a DaemonSet that tolerates all is everywhere', () => {
    check(settled('check: one-on-every-node, role: web, at: end', cluster), everywhere, {
      passed: true,
      seen: /los 3/,
    });
    check(settled('check: one-on-every-node, role: web, at: end', cluster), daemonSet(''), {
      passed: false,
      seen: /boss: 0/,
    });
    check(settled('check: one-on-every-node, role: web, at: end', cluster), web(plain, 3), {
      passed: false,
      seen: /boss: 0/,
    });
  });
  test('a taint keeps others off', () => {
    const wanted = settled('check: not-scheduled-on, role: web, at: end, labels: { role: boss }', cluster);
    check(wanted, daemonSet(''), { passed: true, seen: /^ninguno$/ });
    check(wanted, everywhere, { passed: false, seen: /: boss$/ });
  });
});

describe('scheduled-beside and stays-pending', () => {
  const other = (node: string) => `
---
apiVersion: v1
kind: Pod
metadata: { name: cache, labels: { app: caller } }
spec: { nodeName: ${node}, containers: [{ name: c, image: redis }] }
`;
  const on = web('{ nodeSelector: { kubernetes.io/hostname: node-1 }, containers: [{ name: web, image: nginx }] }');
  const wanted = settled('check: scheduled-beside, role: web, other: caller, at: end', 'cluster: { nodes: 2 }');
  test('beside is on the same node', () => {
    check(wanted, on + other('node-1'), { passed: true, seen: /node-1/ });
    check(wanted, on + other('node-2'), { passed: false, seen: /node-1/ });
  });
  test('a pod that no node takes waits', () => {
    const waits = settled('check: stays-pending, role: web, at: end');
    check(waits, on.replace('node-1', 'node-9'), { passed: true, seen: /^esperan 2$/ });
    check(waits, on, { passed: false, seen: /^esperan 0$/ });
  });
});

describe('volumes', () => {
  const mounted = (volume: string, replicas = 2) =>
    web(
      `{ volumes: [{ name: v, ${volume} }], containers: [{ name: web, image: nginx, volumeMounts: [{ name: v, mountPath: /data }] }] }`,
      replicas,
    );
  const claim = (name: string, spec: string) => `
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name} }
spec: { ${spec} accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
  test('a limit on what is kept in memory', () => {
    const wanted = settled('check: volume-limited, role: web, path: /data, most: 64Mi');
    check(wanted, mounted('emptyDir: { medium: Memory, sizeLimit: 64Mi }'), { passed: true, seen: /^64Mi$/ });
    check(wanted, mounted('emptyDir: { medium: Memory, sizeLimit: 1Gi }'), { passed: false, seen: /^1Gi$/ });
    check(wanted, mounted('emptyDir: { medium: Memory }'), { passed: false, seen: /sin límite/ });
  });
  test('a limit on memory', () => {
    const wanted = settled('check: memory-limited, role: web, most: 128Mi');
    const limit = (memory: string) =>
      web(`{ containers: [{ name: web, image: nginx, resources: { limits: { memory: ${memory} } } }] }`);
    check(wanted, limit('128Mi'), { passed: true, seen: /^128Mi$/ });
    check(wanted, limit('1Gi'), { passed: false, seen: /^1Gi$/ });
    check(wanted, web(plain), { passed: false, seen: /sin límite/ });
  });
  test('the volume behind a path', () => {
    const cluster = `cluster:
  objects:
    - { apiVersion: v1, kind: PersistentVolume, metadata: { name: fast }, spec: { storageClassName: '', capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /srv } } }`;
    const wanted = settled('check: volume-behind, role: web, path: /data, at: end, volume: fast', cluster);
    const used = mounted('persistentVolumeClaim: { claimName: mine }', 1);
    check(wanted, used + claim('mine', "storageClassName: '', volumeName: fast,"), { passed: true, seen: /^fast$/ });
    check(wanted, used + claim('mine', ''), { passed: false, seen: /^pvc-/ });
    check(wanted, mounted('emptyDir: {}', 1), { passed: false, seen: /ningún claim/ });
  });
  test('what one writes the others see, or not', () => {
    const wanted = `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: write-data, role: web, path: /data, as: written }, { step: wait, seconds: 10 }]
checks: [{ id: a, check: shared-volume, role: web, path: /data, written: written }]`;
    const shared = mounted('persistentVolumeClaim: { claimName: mine }');
    check(wanted, shared + claim('mine', ''), { passed: true, seen: /^lo ven 2$/ });
    check(wanted, mounted('emptyDir: {}'), { passed: false, seen: /no ve lo que escribió/ });
  });
  test('logs reach a sidecar that has the same volume', () => {
    const wanted = `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: write-line, role: web, path: /logs/access.log, as: written }]
checks: [{ id: a, check: logs-arrive, role: reader, at: written, path: /in }]`;
    const pair = (own: string, place: string) =>
      web(`
      { volumes: [{ name: a, emptyDir: {} }, { name: b, emptyDir: {} }],
        containers: [
          { name: web, image: nginx, volumeMounts: [{ name: a, mountPath: /logs }] },
          { name: ship, image: busybox, command: [sleep, '9999'], volumeMounts: [{ name: ${own}, mountPath: ${place} }] }] }`);
    check(wanted, pair('a', '/in'), { passed: true, seen: /^llegan$/ });
    check(wanted, pair('a', '/elsewhere'), { passed: false, seen: /^le llegan a \/elsewhere\/access.log$/ });
    check(wanted, pair('b', '/in'), { passed: false, seen: /ninguno de sus volúmenes/ });
  });
});

describe('environment-has, file-content and command-output', () => {
  const config = `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: site }
data: { site.conf: 'limit 10' }
---
apiVersion: v1
kind: Secret
metadata: { name: key }
stringData: { password: s3cret }
`;
  const withEnv = (env: string) => web(`{ containers: [{ name: web, image: nginx, env: [${env}] }] }`, 1) + config;
  const wanted = settled('check: environment-has, role: web, variable: PASSWORD, value: s3cret, source: Secret');
  test('a password comes from a Secret, not from the pod', () => {
    check(wanted, withEnv('{ name: PASSWORD, valueFrom: { secretKeyRef: { name: key, key: password } } }'), {
      passed: true,
      seen: /^sí$/,
    });
    check(wanted, withEnv('{ name: PASSWORD, value: s3cret }'), { passed: false, seen: /escrito en el pod/ });
    check(wanted, withEnv('{ name: OTHER, value: s3cret }'), { passed: false, seen: /no la ve/ });
  });
  test('a file comes from a ConfigMap, and its change arrives', () => {
    const seen = (name: string, words: string) => `
script:
  - { step: answer }
  - { step: wait, seconds: 60 }
  - { step: read-file, role: web, path: /etc/site/site.conf, as: before }
  - { step: update-config, kind: ConfigMap, role: web, data: { site.conf: 'limit 20' } }
  - { step: wait, seconds: 180 }
  - { step: read-file, role: web, path: /etc/site/site.conf, as: after }
checks: [{ id: a, check: file-content, role: web, at: ${name}, path: /etc/site/site.conf, contains: '${words}', source: ConfigMap }]`;
    const file = (mount: string) =>
      web(
        `{ volumes: [{ name: c, configMap: { name: site } }], containers: [{ name: web, image: nginx, volumeMounts: [{ name: c, ${mount} }] }] }`,
        1,
      ) + config;
    const folder = file('mountPath: /etc/site');
    const single = file('mountPath: /etc/site/site.conf, subPath: site.conf');
    check(seen('before', 'limit 10'), folder, { passed: true, seen: /^sí$/ });
    check(seen('after', 'limit 20'), folder, { passed: true, seen: /^sí$/ });
    check(seen('after', 'limit 20'), single, { passed: false, seen: /falta `limit 20`/ });
    check(seen('before', 'limit 10'), web(plain) + config, { passed: false, seen: /no existe/ });
  });
  test('a command runs in the container and says what it says', () => {
    const run = (wantedThen: string) => `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: exec, role: web, command: [sh, -c, 'echo one; exit 3'], as: ran }]
checks: [{ id: a, check: command-output, at: ran, what: { es: eso, en: that }, ${wantedThen} }]`;
    check(run('exitCode: 3, contains: one'), web(plain), { passed: true, seen: /^código 3: `one`$/ });
    check(run('exitCode: 0'), web(plain), { passed: false, seen: /^código 3/ });
    check(run('lacks: one'), web(plain), { passed: false, seen: /^código 3/ });
  });
});

describe('what can be measured of pods and objects', () => {
  const script = 'script: [{ step: answer, as: applied }, { step: wait, seconds: 60, as: end }]';
  const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: any-name
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: web, image: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }]
${service().replace('type: ClusterIP', 'clusterIP: None')}`;
  test('names', () => {
    checkMeasure(script, 'pod-name, role: web, at: end, which: last', set, 'db-1');
    checkMeasure(script, 'claim-name, role: web, at: end, path: /data', set, 'data-db-0');
    checkMeasure(script, 'dns-name, role: web, at: end', set, 'db-0.any-name.default.svc.cluster.local');
  });
  test('states', () => {
    const unschedulable = web('{ nodeSelector: { disk: ssd }, containers: [{ name: web, image: nginx }] }');
    checkMeasure(script, 'pod-status, role: web, at: end', unschedulable, 'Pending');
    checkMeasure(script, 'pod-status, role: web, at: end', web(plain), 'Running');
    checkMeasure(script, 'ready-pods, role: web, at: end', web(plain), 2);
    checkMeasure(script, 'object-field, kind: Deployment, field: status.readyReplicas, at: end', web(plain), 2);
    checkMeasure(script, 'objects, kind: PersistentVolumeClaim, at: end', set, 2);
  });
  test('how long a deleted pod takes to go, and another to come', () => {
    const lost = `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: delete-pod, role: web, as: lost }, { step: wait, seconds: 60 }]`;
    const waits = web(
      '{ containers: [{ name: web, image: nginx, lifecycle: { preStop: { sleep: { seconds: 9 } } } }] }',
      1,
    );
    checkMeasure(lost, 'seconds-until-new-pod, role: web, from: lost', waits, 0);
    checkMeasure(lost, 'seconds-until-gone, role: web, from: lost', waits, 9.8);
  });
});

describe('steps that change what runs', () => {
  const image = (more: string) => `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: set-image, role: web, image: 'nginx:1.99' }, { step: wait, seconds: 60 }, ${more}, { step: wait, seconds: 90, as: end }]
checks: [{ id: a, check: image-running, role: web, image: 'nginx:1.29', at: end }]`;
  const first = web('{ containers: [{ name: web, image: "nginx:1.29" }] }');
  test('a rollback brings the version of before back', () => {
    check(image('{ step: rollback, role: web }'), first, { passed: true, seen: /^sí$/ });
    check(image('{ step: wait, seconds: 1 }'), first, { passed: false, seen: /^en 0 de/ });
  });
  test('a restart replaces every pod', () => {
    const setting = `
script: [{ step: answer }, { step: wait, seconds: 60, as: begun }, { step: restart, role: web }, { step: wait, seconds: 90 }]
checks: [{ id: a, check: no-new-pod, role: web, from: begun }]`;
    check(setting, first, { passed: false, seen: /^2 pods nuevos$/ });
  });
  test('deleting a workload takes its pods, unless they are orphaned', () => {
    const setting = (how: string) => `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: delete, role: web${how} }, { step: wait, seconds: 90, as: end }]
checks: [{ id: a, check: replicas-ready, role: web, replicas: 2, at: end }]`;
    check(setting(''), first, { passed: false, seen: /^0 listos$/ });
    check(setting(', orphan: true'), first, { passed: true, seen: /^2 listos$/ });
  });
  test('a zone that fails takes its nodes', () => {
    const setting = `
cluster: { nodes: [{ name: a, labels: { topology.kubernetes.io/zone: north } }, { name: b, labels: { topology.kubernetes.io/zone: south } }] }
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: zone-down, zone: north, as: lost }, { step: wait, seconds: 120, as: end }]
checks: [{ id: a, check: replicas-ready, role: web, replicas: 1, at: end }]`;
    check(setting, first, { passed: true, seen: /^1 listo$/ });
  });
});
