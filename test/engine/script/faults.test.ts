// What befalls programs and what they lean on, as steps of a scenario: told, and felt by answers that really run.
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { readScenario } from '#content/scenario-file.ts';
import { grade } from '#engine/grade.ts';

const root = new URL('../../..', import.meta.url).pathname;
const parts = { images: new ImageCatalogue(readImages(root).images) };

/** Plays the steps after the answer; what is told of it. */
function check(steps: string, answer: string, expected: RegExp): void {
  const both = (words: string) => `{ es: ${words}, en: ${words} }`;
  const read = readScenario(
    '',
    `
id: one-fault
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
cluster: { nodes: [{ name: node-1 }, { name: node-2 }] }
roles: { web: { image: nginx, title: ${both('web')} } }
script: [{ step: answer }, { step: wait-until-ready, role: web, seconds: 60 }, ${steps}]
checks: [{ id: a, check: restarts-at-most, role: web, restarts: 0, while: ${both('a')} }]
`,
  );
  if (!read.ok) throw new Error(read.error.map(({ line, text }) => `${line}: ${text.en}`).join('\n'));
  const grading = grade(read.value, { kind: 'manifest', text: answer }, 1, parts);
  expect(grading.errors).toEqual([]);
  const told = (grading.run?.timeline ?? []).map(({ text }) => text.es).join('\n');
  expect(told).toMatch(expected);
}

const web = (spec: string, replicas = 1) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: web, image: 'nginx:1.27', ${spec} }] }
`;
const liveness = 'livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 1 }';

describe('steps', () => {
  test('a crash restarts the container', () =>
    check('{ step: crash, role: web }, { step: wait, seconds: 20 }', web(''), /Se cae el programa: web/));
  test('load beyond the timeout of a liveness probe restarts it', () => {
    const steps = '{ step: load, role: web, milliseconds: 3000 }, { step: wait, seconds: 40 }';
    check(steps, web(liveness), /tarda 3000 ms más/);
    check(steps, web(''), /tarda 3000 ms más/);
  });
  test('a leak meets the limit of memory', () => {
    const steps = '{ step: memory-leak, role: web, mebibytesPerSecond: 2 }, { step: wait, seconds: 60 }';
    check(steps, web('resources: { limits: { memory: 64Mi } }'), /OOMKilled/);
    check(steps, web(''), /Pierde memoria, 2 MiB/);
  });
  test('an image that is gone cannot be pulled where it never ran', () =>
    check(
      `{ step: image-missing, image: 'nginx:1.28' }, { step: set-image, role: web, image: 'nginx:1.28' }, { step: wait, seconds: 30 }, { step: image-back, image: 'nginx:1.28' }, { step: wait, seconds: 60 }`,
      web(''),
      /ErrImagePull[\s\S]*vuelve a estar en el registro/,
    ));
  test('a slow start is felt by a startup probe', () =>
    check(
      '{ step: slow-start, role: web, seconds: 90 }, { step: crash, role: web }, { step: wait, seconds: 100 }',
      web(`${liveness}`),
      /Desde ahora tarda 90 s/,
    ));
  test('a disk that is full, and one that is mended', () =>
    check(
      '{ step: disk-full, role: web }, { step: end-disk-full, role: web }, { step: wait, seconds: 5 }',
      web(''),
      /Se llena el disco[\s\S]*Hay sitio/,
    ));

  const job = (command: string) => `
apiVersion: batch/v1
kind: Job
metadata: { name: task }
spec:
  backoffLimit: 2
  activeDeadlineSeconds: 300
  template: { spec: { restartPolicy: Never, containers: [{ name: task, image: 'nginx:1.27', command: ${command} }] } }
`;
  test('each try of a task can be made to fail', () =>
    check(
      '{ step: fail-each-run, role: web, how: crash, seconds: 200 }',
      job('[sh, -c, sleep 20]'),
      /Desde ahora cada intento falla[\s\S]*BackoffLimitExceeded/,
    ));
  test('a script that hangs does not come to its end, and heeds no signal', () =>
    check(
      '{ step: fail-each-run, role: web, how: hang, seconds: 400 }',
      job('[sh, -c, "trap exit TERM; sleep 20"]'),
      /Desde ahora cada intento se cuelga[\s\S]*DeadlineExceeded/,
    ));
  test('a node that joins gets its agent', () =>
    check(
      '{ step: node-joins, name: node-9 }, { step: wait, seconds: 60 }',
      web('').replace('kind: Deployment', 'kind: DaemonSet').replace('  replicas: 1\n', ''),
      /Se une al clúster el nodo node-9\nSe crea el pod shop-/,
    ));
  test('an answer can be taken away and applied afresh', () =>
    check(
      '{ step: clear-answer }, { step: answer }, { step: wait, seconds: 5 }',
      web(''),
      /Se crea el pod shop-(\S+)[\s\S]*Se retira la respuesta[\s\S]*Se aplica la respuesta\nSe crea el pod shop-(?!\1)/,
    ));
});
