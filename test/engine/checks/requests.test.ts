// Requests that are served or lost, from inside and from outside.
import { describe, test } from 'vitest';
import { check, checkMeasure, plain, service, web } from './run-check.ts';

const upgrade = `
script:
  - { step: answer }
  - { step: wait-until-ready, role: web, replicas: 2, seconds: 60 }
  - { step: traffic, role: web, requestsPerSecond: 10, as: visitors }
  - { step: wait, seconds: 10 }
  - { step: set-image, role: web, image: 'nginx:1.29', as: upgraded }
  - { step: wait, seconds: 90, as: end }`;
const slow =
  'lifecycle: { preStop: { sleep: { seconds: 5 } } }, readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 }';
const graceful = web(`{ containers: [{ name: web, image: nginx, ${slow} }] }`);

describe('no-request-lost and requests-served', () => {
  const setting = (check: string) => `${upgrade}\nchecks: [{ id: a, at: visitors, from: upgraded, ${check} }]`;
  const none = setting('check: no-request-lost, while: { es: al actualizar, en: during the upgrade }');
  test('a pod that waits before it stops loses nothing', () =>
    check(none, graceful + service(), { passed: true, seen: /^900 de 900$/ }));
  test('one that stops at once loses what is still sent to it', () =>
    check(none, web(plain) + service(), { passed: false, seen: /rechazada|nadie contesta/ }));
  test('a share may fail', () =>
    check(setting('check: requests-served, share: 0.9'), web(plain) + service(), {
      passed: true,
      seen: /^8\d\d de 900/,
    }));
  test('a delay given as a range counts at its worse end', () => {
    const ranged = (range: string) => none.replace('as: visitors', `propagationSeconds: ${range}, as: visitors`);
    check(ranged('[1, 4]'), graceful + service(), { passed: true, seen: /^900 de 900$/ });
    check(ranged('[1, 9]'), graceful + service(), { passed: false, seen: /rechazada|nadie contesta/ });
  });
  test('without a Service nobody is asked', () => check(none, graceful, { passed: false, seen: /ningún Service/ }));
  test('what failed can be measured', () =>
    checkMeasure(upgrade, 'requests-failed, at: visitors', graceful + service(), 0));
});

describe('reachable-from-outside and unreachable-from-outside', () => {
  const setting = (call: string, name = 'reachable-from-outside') => `
cluster: { nodes: 2, installed: { loadBalancer: {} }, objects: [{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: nginx }, spec: { controller: k8s.io/ingress-nginx } }] }
script: [{ step: answer }, { step: wait, seconds: 60 }, { step: visit, role: web, ${call}, as: visited }]
checks: [{ id: a, check: ${name}, role: web, at: visited }]`;
  const door = (type: string) => web(plain) + service(type);
  test('a node port is open on every node, a cluster address on none', () => {
    check(setting('through: node'), door('NodePort'), { passed: true, seen: /contesta con el estado 200/ });
    check(setting('through: node'), door('ClusterIP'), { passed: false, seen: /Ningún Service abre un puerto/ });
    check(setting('through: node', 'unreachable-from-outside'), door('ClusterIP'), { passed: true, seen: /Ningún/ });
  });
  test('a balancer has an address of its own', () => {
    check(setting('through: balancer'), door('LoadBalancer'), { passed: true, seen: /estado 200/ });
    check(setting('through: balancer'), door('NodePort'), { passed: false, seen: /pide un balanceador/ });
  });
  test('an Ingress leads hosts to whom they belong', () => {
    const ingress = (host: string) => `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: any }
spec:
  ingressClassName: nginx
  rules: [{ host: ${host}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: any-name, port: { number: 80 } } } }] } }]
`;
    const call = setting('through: ingress, host: shop.example');
    check(call, door('ClusterIP') + ingress('shop.example'), { passed: true, seen: /estado 200/ });
    check(call, door('ClusterIP') + ingress('other.example'), { passed: false, seen: /estado 404/ });
  });
});

describe('endpoints-ready, stays-out-of-service and the time without service', () => {
  const script = `
script:
  - { step: answer, as: applied }
  - { step: wait-until-ready, role: web, replicas: 2, seconds: 60, as: ready }
  - { step: wait, seconds: 10, as: end }`;
  test('pods behind a Service of any name are counted', () => {
    const counted = `${script}\nchecks: [{ id: a, check: endpoints-ready, role: web, replicas: 2, at: end }]`;
    check(counted, web(plain) + service(), { passed: true, seen: /^reciben 2$/ });
    check(counted, web(plain), { passed: false, seen: /^reciben 0$/ });
    checkMeasure(script, 'endpoints, role: web, at: end', web(plain) + service(), 2);
    checkMeasure(script, 'seconds-out-of-service, role: web, from: ready', web(plain) + service(), 0);
  });
  test('a pod that is never ready stays out', () => {
    const out = `${script.replace(', as: ready', '')}
checks: [{ id: a, check: stays-out-of-service, role: web, from: applied, while: { es: siempre, en: always } }]`;
    const never = web(
      '{ containers: [{ name: web, image: nginx, readinessProbe: { exec: { command: ["false"] } } }] }',
    );
    check(out, never + service(), { passed: true, seen: /fuera/ });
    check(out, web(plain) + service(), { passed: false, seen: /recibió tráfico/ });
  });
});
