// What breaks when a component of Kubernetes is down, and what goes on.
import { test } from 'vitest';
import { check, plain, service, web } from '../checks/run-check.ts';

const caller = `
---
apiVersion: v1
kind: Pod
metadata: { name: caller, labels: { app: caller } }
spec: { containers: [{ name: sh, image: busybox, command: [sleep, '86400'] }] }
`;
const cluster = 'cluster: { nodes: [{ name: a }, { name: b }] }';
const story = (component: string, deeds: string, wanted: string) => `
${cluster}
script:
  - { step: answer }
  - { step: wait, seconds: 60 }
  - { step: component-down, component: ${component}, as: down }
  ${deeds}
  - { step: wait, seconds: 120, as: end }
checks: [{ id: a, ${wanted} }]`;
const lost = '- { step: delete-pod, role: web }';
const ready = (count: number) => `check: replicas-ready, role: web, replicas: ${count}, at: end`;
const call = (host: string) => `- { step: connect, role: caller, host: ${host}, port: 80, as: called }`;
const reached = 'check: reachable-from, role: caller, at: called, target: { es: la tienda, en: the shop }';

test('without controllers a lost pod is not replaced, without a scheduler its replacement waits', () => {
  check(story('kube-controller-manager', lost, ready(1)), web(plain), { passed: true, seen: /^1 listo$/ });
  check(story('kube-scheduler', lost, 'check: stays-pending, role: web, at: end'), web(plain), {
    passed: true,
    seen: /^esperan 1$/,
  });
});
test('both catch up when they are back', () => {
  for (const component of ['kube-controller-manager', 'kube-scheduler', 'kube-apiserver', 'etcd']) {
    const back = `${lost}\n  - { step: wait, seconds: 60 }\n  - { step: component-up, component: ${component} }`;
    check(story(component, back, ready(2)), web(plain), { passed: true, seen: /^2 listos$/ });
  }
});
test('without the API server or etcd nobody can change anything, and what runs is reached', () => {
  for (const component of ['kube-apiserver', 'etcd']) {
    check(story(component, lost, ready(2)), web(plain), { passed: true, seen: /^2 listos$/ });
    const more = `- { step: apply, manifests: '{}', note: { es: Alguien pide, en: Somebody asks }, as: more }`;
    check(story(component, more, 'check: resource-refused, at: more, what: { es: esto, en: that }'), web(plain), {
      passed: true,
      seen: /connection to the server/,
    });
    check(story(component, call('any-name'), reached), web(plain) + service() + caller, {
      passed: true,
      seen: /contesta/,
    });
  }
});
test('without CoreDNS names are not answered', () =>
  check(story('coredns', call('any-name'), reached), web(plain) + service() + caller, {
    passed: false,
    seen: /DNS no contesta/,
  }));
test('without kube-proxy calls still go to a pod that is gone', () => {
  const deeds = `${lost}\n  - { step: wait, seconds: 60 }\n  ${call('any-name')}`;
  check(story('kube-proxy', deeds, reached), web(plain, 1) + service() + caller, {
    passed: false,
    seen: /no hay ningún pod/,
  });
  check(story('kube-scheduler', call('any-name'), reached), web(plain, 1) + service() + caller, {
    passed: true,
    seen: /contesta/,
  });
});
test('without its kubelet a container that crashes stays down, and the node is taken for lost', () => {
  const one = web(plain, 1);
  const kubelet = 'kubelet, role: web';
  check(
    story(
      kubelet,
      '- { step: crash, role: web }',
      'check: restarts-at-most, role: web, restarts: 0, from: down, while: { es: sin kubelet, en: without }',
    ),
    one,
    {
      passed: false,
      seen: /^1 reinicio$/,
    },
  );
  check(story(kubelet, '', ready(0)), one, { passed: true, seen: /^0 listos$/ });
  check(story(kubelet, '- { step: wait, seconds: 400 }', ready(1)), one, { passed: true, seen: /^1 listo$/ });
  const back =
    '- { step: wait, seconds: 60 }\n  - { step: component-up, component: kubelet, node: a }\n  - { step: component-up, component: kubelet, node: b }';
  check(story(kubelet, back, ready(1)), one, { passed: true, seen: /^1 listo$/ });
});
