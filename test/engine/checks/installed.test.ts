// What a scenario says its cluster has installed, and what rests on it: classes, balancers, kinds that an answer adds.
import { describe, test } from 'vitest';
import { check, checkMeasure, plain, service, web } from './run-check.ts';

const storageClass = (name: string, policy = 'Delete') =>
  `{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: ${name} }, provisioner: disk.example.com, reclaimPolicy: ${policy} }`;
const claim = (more: string, mode = 'ReadWriteOnce') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [${mode}], ${more}resources: { requests: { storage: 1Gi } } }
`;
const disks = `
cluster:
  installed: { standardClass: false, provisioners: [{ name: disk.example.com, seconds: 3, accessModes: [ReadWriteOnce] }] }
  objects: [${storageClass('kept', 'Retain')}, ${storageClass('plain')}]`;
const phase = 'object-field, kind: PersistentVolumeClaim, name: data, field: status.phase, at: end';
const script = 'script: [{ step: answer }, { step: wait, seconds: 60, as: end }]';

describe('what is installed', () => {
  test('makes volumes for its classes', () =>
    checkMeasure(`${disks}\n${script}`, phase, claim('storageClassName: plain, '), 'Bound'));
  test('makes none for modes that it does not know', () =>
    checkMeasure(`${disks}\n${script}`, phase, claim('storageClassName: plain, ', 'ReadWriteMany'), 'Pending'));
  test('need not include a default class', () => checkMeasure(`${disks}\n${script}`, phase, claim(''), 'Pending'));
  test('includes balancers where there is a cloud', () => {
    const visit = `
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: visit, role: web, through: balancer, as: seen }]
checks: [{ id: a, check: reachable-from-outside, role: web, at: seen }]`;
    const answer = web(plain) + service('LoadBalancer');
    check(`cluster: { installed: { loadBalancer: { seconds: 20 } } }${visit}`, answer, { passed: true, seen: /./ });
    check(visit, answer, { passed: false, seen: /pending/ });
  });
});

describe('volume-of-claim', () => {
  const deleted = (storageClassName: string, wanted = storageClassName) =>
    [
      `${disks}
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: delete, kind: PersistentVolumeClaim, name: data }, { step: wait, seconds: 60, as: end }]
checks: [{ id: a, check: volume-of-claim, claim: data, class: ${wanted}, at: end }]`,
      claim(`storageClassName: ${storageClassName}, `),
    ] as const;
  test('finds what Retain kept when the claim went', () =>
    check(...deleted('kept'), { passed: true, seen: /^clase kept, Retain$/ }));
  test('misses what Delete took along', () => check(...deleted('plain'), { passed: false, seen: /^no hay ninguno$/ }));
  test('wants the class that it names', () =>
    check(...deleted('kept', 'plain'), { passed: false, seen: /^clase kept/ }));
});

test('a pod that waits for a node breaks no rule on places where it may', () => {
  const apart = web(
    '{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: shop } } }] } }, containers: [{ name: web, image: nginx }] }',
    3,
  );
  const setting = (more: string) => `
cluster: { nodes: [{ name: one, labels: { disk: ssd } }, { name: two, labels: { disk: ssd } }] }
${script}
checks: [{ id: a, role: web, at: end, ${more} }]`;
  check(setting('check: scheduled-apart'), apart, { passed: false, seen: /no tiene dónde ir/ });
  check(setting('check: scheduled-apart, orWaits: true'), apart, { passed: true, seen: /one|two/ });
  check(setting('check: scheduled-on, labels: { disk: ssd }'), apart, { passed: false, seen: /—/ });
  check(setting('check: scheduled-on, labels: { disk: ssd }, orWaits: true'), apart, { passed: true, seen: /one/ });
});

test('an object of a kind that the answer added is taken, of any other refused', () => {
  const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shops.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Shop, plural: shops }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;
  const setting = (kind: string) => `
script:
  - { step: answer }
  - { step: wait, seconds: 5 }
  - { step: apply, as: made, manifests: '{ apiVersion: example.com/v1, kind: ${kind}, metadata: { name: a } }', note: { es: eso, en: that } }
checks: [{ id: a, check: resource-accepted, at: made, what: { es: eso, en: that } }]`;
  check(setting('Shop'), definition, { passed: true, seen: /^aceptado$/ });
  check(setting('Shed'), definition, { passed: false, seen: /no matches for kind "Shed"/ });
});

test('what an answer leaves out of something that runs goes', () => {
  const pod = (spec: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: page }
data: { ${spec} }
`;
  const setting = `
type: fix
running: true
script: [{ step: starter }, { step: wait, seconds: 5 }, { step: answer }, { step: wait, seconds: 5, as: end }]`;
  const starter = pod('old: a, kept: b').replaceAll('\n', '\n  ');
  checkMeasure(
    `starter: |${starter}${setting}`,
    'object-field, kind: ConfigMap, name: page, field: data.kept, at: end',
    pod('kept: c'),
    'c',
  );
  check(
    `starter: |${starter}${setting}
checks: [{ id: a, check: measured, measure: { measure: object-field, kind: ConfigMap, name: page, field: data.old, at: end }, what: { es: eso, en: that }, is: a }]`,
    pod('kept: c'),
    { passed: false, seen: /no llegó a ese punto/ },
  );
});

test('the second of an event is counted from an instant', () =>
  checkMeasure(
    'script: [{ step: wait, seconds: 100 }, { step: answer, as: applied }, { step: wait, seconds: 30 }]',
    'event, role: web, reason: Scheduled, from: applied',
    web(plain, 1),
    0,
  ));

test('a password that comes by way of another variable comes from its Secret', () => {
  const answer = (value: string) => `
apiVersion: v1
kind: Secret
metadata: { name: access }
stringData: { password: open }
---
${web(
  `{ containers: [{ name: web, image: nginx, env: [{ name: FIRST, valueFrom: { secretKeyRef: { name: access, key: password } } }, { name: PASSWORD, value: ${value} }] }] }`,
)}`;
  const setting = `${script}\nchecks: [{ id: a, check: environment-has, role: web, variable: PASSWORD, value: open, source: Secret }]`;
  check(setting, answer('$(FIRST)'), { passed: true, seen: /^sí$/ });
  check(setting, answer('open'), { passed: false, seen: /escrito en el pod/ });
});

test('a call that another program answers does not count where it is said who has to', () => {
  const setting = `
cluster: { objects: [{ apiVersion: v1, kind: Pod, metadata: { name: caller, labels: { app: caller } }, spec: { containers: [{ name: sh, image: busybox, command: [sleep, infinity] }] } }] }
script: [{ step: answer }, { step: wait, seconds: 30 }, { step: connect, role: caller, host: any-name, port: 80, as: called }]
checks: [{ id: a, check: reachable-from, role: caller, other: web, at: called, target: { es: la web, en: the web } }]`;
  check(setting, web(plain) + service(), { passed: true, seen: /contesta/ });
  check(setting, web(plain.replace('nginx', 'httpd')) + service(), {
    passed: false,
    seen: /^Contesta otro pod: shop-/,
  });
});
