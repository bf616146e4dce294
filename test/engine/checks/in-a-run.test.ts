// The checks that look at nodes, networks and the API server, each put to answers that really run.
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { readScenario } from '#content/scenario-file.ts';
import { grade } from '#engine/grade.ts';

const root = new URL('../../..', import.meta.url).pathname;
const parts = { images: new ImageCatalogue(readImages(root).images) };

/** A scenario with this cluster, script and one check; whether the answer passes it, and what was seen. */
function check(setting: string, answer: string, expected: { passed: boolean; seen: RegExp }): void {
  const both = (words: string) => `{ es: ${words}, en: ${words} }`;
  const read = readScenario(
    '',
    `
id: one-check
version: 1
topic: tests
level: 1
order: 1
type: manifest
section: ${both('a')}
title: ${both('a')}
statement: ${both('a')}
explanation: ${both('a')}
links: [{ title: ${both('a')}, url: https://kubernetes.io/docs/ }]
starter: x
roles:
  web: { image: nginx, title: ${both('web')} }
  job: { labels: { app: job }, title: ${both('job')} }
  caller: { labels: { app: caller }, title: ${both('caller')} }
${setting}`,
  );
  if (!read.ok) throw new Error(read.error.map(({ line, text }) => `${line}: ${text.en}`).join('\n'));
  const grading = grade(read.value, { kind: 'manifest', text: answer }, 1, parts);
  expect(grading.errors).toEqual([]);
  expect(grading.checks.map(({ passed }) => passed)).toEqual([expected.passed]);
  expect(grading.checks[0]?.observed.es).toMatch(expected.seen);
  expect(grading.checks[0]?.statement.es).not.toBe(grading.checks[0]?.statement.en);
}

const web = (spec: string, replicas = 2) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: ${spec}
`;
const plain = '{ containers: [{ name: web, image: nginx }] }';

describe('ready-within', () => {
  const setting = `
script: [{ step: answer, as: applied }, { step: wait, seconds: 60 }]
checks: [{ id: a, check: ready-within, role: web, replicas: 2, from: applied, seconds: 20 }]`;
  test('holds for pods that are soon ready', () => check(setting, web(plain), { passed: true, seen: /^a los \d+/ }));
  test('breaks for pods whose readiness probe waits longer', () =>
    check(
      setting,
      web(
        '{ containers: [{ name: web, image: nginx, readinessProbe: { initialDelaySeconds: 40, httpGet: { port: 80 } } }] }',
      ),
      { passed: false, seen: /^a los 4\d s/ },
    ));
});

describe('runs-to-completion', () => {
  const setting = `
script: [{ step: answer }, { step: wait, seconds: 120 }]
checks: [{ id: a, check: runs-to-completion, role: job }]`;
  const job = (command: string) => `
apiVersion: batch/v1
kind: Job
metadata: { name: work }
spec:
  backoffLimit: 0
  template:
    metadata: { labels: { app: job } }
    spec:
      restartPolicy: Never
      containers: [{ name: work, image: busybox, command: [sh, -c, '${command}'] }]
`;
  test('holds for work that ends well', () =>
    check(setting, job('sleep 5'), { passed: true, seen: /^bien: 1, mal: 0/ }));
  test('breaks for work that fails', () => check(setting, job('exit 3'), { passed: false, seen: /^bien: 0, mal: 1/ }));
});

describe('reachable-from and unreachable-from', () => {
  const service = `
---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: caller, labels: { app: caller } }
spec: { containers: [{ name: sh, image: busybox, command: [sleep, '3600'] }] }
`;
  const closed = `${service}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed }
spec: { podSelector: { matchLabels: { app: shop } }, policyTypes: [Ingress] }
`;
  const setting = (name: string) => `
script:
  - { step: answer }
  - { step: wait, seconds: 30 }
  - { step: connect, role: caller, host: shop, port: 80, as: called }
checks: [{ id: a, check: ${name}, role: caller, at: called, target: { es: la tienda, en: the shop } }]`;
  test('an open Service is reached', () => {
    check(setting('reachable-from'), web(plain) + service, { passed: true, seen: /contesta/ });
    check(setting('unreachable-from'), web(plain) + service, { passed: false, seen: /contesta/ });
  });
  test('of several Services that lead to a role one that answers is enough, whatever its name and port', () => {
    const any = setting('reachable-from').replace('host: shop, port: 80', 'other: web');
    const named = (name: string, ports: string) =>
      service.replace('name: shop }', `name: ${name} }`).replace('{ port: 80 }', ports);
    check(any, web(plain) + named('pages', '{ port: 8080, targetPort: 80 }'), { passed: true, seen: /contesta/ });
    check(any, web(plain) + named('pages', '{ port: 8080 }'), {
      passed: false,
      seen: /nadie escucha en el puerto 8080/,
    });
    check(any, web(plain) + service.replace('app: shop', 'app: other'), { passed: false, seen: /Ningún Service/ });
  });
  test('one behind a policy is not', () => {
    check(setting('reachable-from'), web(plain) + closed, { passed: false, seen: /NetworkPolicies/ });
    check(setting('unreachable-from'), web(plain) + closed, { passed: true, seen: /NetworkPolicies/ });
  });
});

describe('scheduled-on, scheduled-apart and scheduled-together', () => {
  const setting = (wanted: string) => `
cluster: { nodes: [{ name: one, labels: { disk: ssd } }, { name: two }, { name: three }] }
script: [{ step: answer }, { step: wait, seconds: 30, as: end }]
checks: [{ id: a, role: web, at: end, ${wanted} }]`;
  const on = web('{ nodeSelector: { disk: ssd }, containers: [{ name: web, image: nginx }] }');
  const term = 'topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: shop } }';
  const apart = web(
    `{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ ${term} }] } }, containers: [{ name: web, image: nginx }] }`,
    3,
  );
  test('a node selector is found on its node, together', () => {
    check(setting('check: scheduled-on, labels: { disk: ssd }'), on, { passed: true, seen: /^one$/ });
    check(setting('check: scheduled-together'), on, { passed: true, seen: /: one y/ });
    check(setting('check: scheduled-apart'), on, { passed: false, seen: /: one y/ });
  });
  test('anti-affinity keeps pods apart', () => {
    check(setting('check: scheduled-apart'), apart, { passed: true, seen: /: three/ });
    check(setting('check: scheduled-on, labels: { disk: ssd }'), apart, { passed: false, seen: /two/ });
  });
  test('a pod that finds no node is nowhere', () =>
    check(setting('check: scheduled-apart'), apart.replace('replicas: 3', 'replicas: 4'), {
      passed: false,
      seen: /no tiene dónde ir/,
    }));
});

describe('uses-memory-medium', () => {
  const setting = `
script: [{ step: answer }, { step: wait, seconds: 30 }]
checks: [{ id: a, check: uses-memory-medium, role: web, path: /cache/pages }]`;
  const cache = (emptyDir: string) =>
    web(
      `{ volumes: [{ name: cache, emptyDir: ${emptyDir} }], containers: [{ name: web, image: nginx, volumeMounts: [{ name: cache, mountPath: /cache }] }] }`,
    );
  test('holds for an emptyDir in memory', () =>
    check(setting, cache('{ medium: Memory }'), { passed: true, seen: /memoria/ }));
  test('breaks for one on disk', () => check(setting, cache('{}'), { passed: false, seen: /disco/ }));
});

describe('evictable-within-budget', () => {
  const setting = `
cluster: { nodes: 2 }
script:
  - { step: answer }
  - { step: wait-until-ready, role: web, seconds: 60 }
  - { step: drain, role: web, as: drained }
  - { step: wait, seconds: 300 }
checks: [{ id: a, check: evictable-within-budget, role: web, from: drained, seconds: 240, available: 1 }]`;
  const budget = (minAvailable: number) => `
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: shop }
spec: { minAvailable: ${minAvailable}, selector: { matchLabels: { app: shop } } }
`;
  test('holds where the budget leaves room', () =>
    check(setting, web(plain) + budget(1), { passed: true, seen: /^vacío a los/ }));
  test('breaks where the budget allows nothing', () =>
    check(setting, web(plain) + budget(2), { passed: false, seen: /no pudo irse/ }));
  test('breaks where one pod is all there is', () =>
    check(setting, web(plain, 1), { passed: false, seen: /quedaban listos: 0/ }));
});

describe('resource-accepted and resource-refused', () => {
  const setting = (name: string) => `
script:
  - { step: answer }
  - { step: wait, seconds: 5 }
  - step: apply
    as: more
    note: { es: Otro equipo pide más, en: Another team asks for more }
    manifests: |
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: more }
checks: [{ id: a, check: ${name}, at: more, what: { es: otro ConfigMap, en: another ConfigMap } }]`;
  const quota = (count: number) => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: few }
spec: { hard: { configmaps: ${count} } }
`;
  test('an answer that leaves room', () => {
    check(setting('resource-accepted'), quota(9), { passed: true, seen: /^aceptado$/ });
    check(setting('resource-refused'), quota(9), { passed: false, seen: /^aceptado$/ });
  });
  test('an answer that forbids it', () => {
    check(setting('resource-refused'), quota(0), { passed: true, seen: /exceeded quota/ });
    check(setting('resource-accepted'), quota(0), { passed: false, seen: /exceeded quota/ });
  });
});

describe('cost', () => {
  const setting = (bounds: string) => `
script: [{ step: answer }, { step: wait, seconds: 30 }]
checks: [{ id: a, check: cost, ${bounds} }]`;
  const asks = web(
    '{ containers: [{ name: web, image: nginx, resources: { requests: { cpu: 250m, memory: 64Mi } } }] }',
  );
  test('counts lines and objects', () => {
    check(setting('lines: 9, objects: 1'), asks, { passed: true, seen: /^9 líneas y 1 objetos$/ });
    check(setting('lines: 8'), asks, { passed: false, seen: /^9 líneas$/ });
  });
  test('sums what the pods ask for', () => {
    check(setting('role: web, cpu: 500m, memory: 128Mi'), asks, { passed: true, seen: /^500m CPU y 128Mi memoria$/ });
    check(setting('role: web, cpu: 400m'), asks, { passed: false, seen: /^500m CPU$/ });
  });
});

describe('a node that goes and comes back', () => {
  const setting = (more: string) => `
cluster: { nodes: 2 }
script:
  - { step: answer }
  - { step: wait-until-ready, role: web, seconds: 60 }
  - { step: node-down, role: web, as: down }
  - { step: wait, seconds: 600, as: long-after }
  ${more}
checks: [{ id: a, check: replicas-ready, role: web, replicas: 1, at: end }]`;
  const selected = `
apiVersion: v1
kind: Pod
metadata: { name: only }
spec: { containers: [{ name: web, image: nginx }] }
`;
  test('a Deployment has its pod elsewhere by then', () =>
    check(setting('- { step: wait, seconds: 1, as: end }'), web(plain, 1), { passed: true, seen: /^1 listo/ }));
  test('a bare pod is lost with it', () =>
    check(setting('- { step: node-up }\n  - { step: wait, seconds: 60, as: end }'), selected, {
      passed: false,
      seen: /^0 listos/,
    }));
  test('a cordoned node keeps its pods', () =>
    check(setting('- { step: wait, seconds: 1, as: end }').replace('step: node-down', 'step: cordon'), selected, {
      passed: true,
      seen: /^1 listo/,
    }));
});

describe('no-new-pod', () => {
  const setting = `
script: [{ step: answer }, { step: wait, seconds: 30, as: begun }, { step: delete-pod, role: web }, { step: wait, seconds: 30 }]
checks: [{ id: a, check: no-new-pod, role: web, from: begun }]`;
  test('holds for a bare pod that nobody replaces', () =>
    check(
      setting,
      '{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: a, image: nginx }] } }',
      {
        passed: true,
        seen: /^ninguno$/,
      },
    ));
  test('breaks where a controller makes another one', () =>
    check(setting, web(plain, 1), { passed: false, seen: /^1 pod nuevo$/ }));
});

describe('volume-is', () => {
  const setting = (wanted: string) => `
script: [{ step: answer }, { step: wait, seconds: 30, as: end }]
checks: [{ id: a, check: volume-is, role: web, ${wanted} }]`;
  const mounted = web(
    '{ volumes: [{ name: a, emptyDir: {} }, { name: b, hostPath: { path: /srv } }], containers: [{ name: web, image: nginx, volumeMounts: [{ name: a, mountPath: /a }] }] }',
  );
  test('looks behind a path, or among all volumes of the pod', () => {
    check(setting('path: /a/b, source: emptyDir'), mounted, { passed: true, seen: /^sí$/ });
    check(setting('path: /a, source: hostPath'), mounted, { passed: false, seen: /^emptyDir$/ });
    check(setting('source: hostPath'), mounted, { passed: true, seen: /^sí$/ });
    check(setting('path: /b, source: hostPath'), mounted, { passed: false, seen: /^no hay ningún volumen$/ });
  });
});

describe('logs, read by command-output', () => {
  const setting = (contains: string) => `
script: [{ step: answer }, { step: wait, seconds: 30 }, { step: logs, role: web, init: true, as: said }]
checks: [{ id: a, check: command-output, at: said, what: { es: los mensajes, en: the messages }, contains: [${contains}] }]`;
  const greeting = (first: string, second: string) =>
    web(
      `{ initContainers: [{ name: a, image: busybox, command: [echo, ${first}] }, { name: b, image: busybox, command: [echo, ${second}] }], containers: [{ name: web, image: nginx }] }`,
      1,
    );
  test('those of init containers come in their order', () => {
    check(setting('"one\\ntwo"'), greeting('one', 'two'), { passed: true, seen: /código 0: `one`/ });
    check(setting('"one\\ntwo"'), greeting('two', 'one'), { passed: false, seen: /código 0: `two`/ });
  });
});

describe('same-pod', () => {
  const setting = `
script: [{ step: answer }, { step: wait, seconds: 30, as: end }]
checks: [{ id: a, check: same-pod, role: web, other: caller, at: end }]`;
  const caller = `
---
apiVersion: v1
kind: Pod
metadata: { name: caller, labels: { app: caller } }
spec: { containers: [{ name: sh, image: busybox, command: [sleep, '3600'] }] }
`;
  test('a neighbour is no companion', () => {
    check(setting, web(plain) + caller, { passed: false, seen: /^sin compañía: shop-/ });
    check(setting, web(plain).replaceAll('app: shop', 'app: caller'), { passed: true, seen: /^sí$/ });
  });
});

describe('environment-has', () => {
  const setting = `
script: [{ step: answer }, { step: wait, seconds: 30, as: end }]
checks: [{ id: a, check: environment-has, role: web, variable: COLOR, value: blue }]`;
  test('of a variable said twice the last value counts: kubectl creates such a pod', () => {
    const twice = (first: string, second: string) =>
      web(
        `{ containers: [{ name: web, image: nginx, env: [{ name: COLOR, value: ${first} }, { name: COLOR, value: ${second} }] }] }`,
        1,
      );
    check(setting, twice('red', 'blue'), { passed: true, seen: /./ });
    check(setting, twice('blue', 'red'), { passed: false, seen: /./ });
  });
});
