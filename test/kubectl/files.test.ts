/** `-f`: documents of several namespaces, folders, standard input, and what cannot be read. */
import { describe, expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

const two = `apiVersion: v1
kind: ConfigMap
metadata: { name: a, namespace: other }
data: { x: '1' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: nginx }] }
`;

/** The last line's answer, with a ConfigMap in `other` and a Deployment in `default`. */
function check(line: string, expected: string | RegExp): void {
  const { file, type } = openTerminal();
  file('two.yaml', two);
  type('create namespace other');
  type('apply -f two.yaml');
  const seen = type(line);
  if (typeof expected === 'string') expect(seen).toBe(expected);
  else expect(seen).toMatch(expected);
}

describe('each document is looked for in the namespace that it names', () => {
  test.each([
    ['get -f two.yaml -o name', 'configmap/a\ndeployment.apps/web\n'],
    ["get -f two.yaml -o jsonpath='{.items[*].metadata.namespace}'", 'other default'],
    ['describe -f two.yaml', /^Name: {9}a\nNamespace: {4}other\n[\s\S]*\n\n\nName: +web\nNamespace: +default\n/],
    ['label -f two.yaml k=v', 'configmap/a labeled\ndeployment.apps/web labeled\n'],
    ['annotate -f two.yaml k=v', 'configmap/a annotated\ndeployment.apps/web annotated\n'],
    [`patch -f two.yaml -p '{"metadata":{"labels":{"k":"v"}}}'`, 'configmap/a patched\ndeployment.apps/web patched\n'],
    ['replace -f two.yaml', 'configmap/a replaced\ndeployment.apps/web replaced\n'],
    ['apply -f two.yaml', 'configmap/a unchanged\ndeployment.apps/web unchanged\n'],
    ['apply view-last-applied -f two.yaml', /^apiVersion: v1\n[\s\S]*namespace: other\n[\s\S]*kind: Deployment\n/],
    [
      'delete -f two.yaml',
      'configmap "a" deleted from other namespace\ndeployment.apps "web" deleted from default namespace\n',
    ],
    [
      'set image -f two.yaml main=nginx:1.29',
      '[1] deployment.apps/web image updated\nerror: configmaps/a the object is not a pod or does not have a pod template: *v1.ConfigMap\n',
    ],
    [
      'scale -f two.yaml --replicas=2',
      '[1] deployment.apps/web scaled\nError from server (NotFound): the server could not find the requested resource\n',
    ],
    [
      "wait -f two.yaml --for=jsonpath='{.metadata.name}'=web --timeout=0",
      '[1] deployment.apps/web condition met\nerror: condition not met for configmaps/a\n',
    ],
    [
      'get -f two.yaml -n default',
      `[1] error: the namespace from the provided object "other" does not match the namespace "default". You must pass '--namespace=other' to perform this operation.\n`,
    ],
  ])('%s', check);
});

test('a folder is read by itself, or with all that lies in it', () => {
  const { file, type } = openTerminal();
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
  file('conf/one.yaml', map('one'));
  file('conf/more/two.json', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two"}}');
  file('conf/notes.txt', 'nothing');
  expect(type('apply -f conf')).toBe('configmap/one created\n');
  expect(type('apply -f ./conf/ -R')).toBe('configmap/two created\nconfigmap/one unchanged\n');
  expect(type('get -f conf -R -o name')).toBe('configmap/two\nconfigmap/one\n');
});

test('standard input is a file like another, and a List its items', () => {
  const { type } = openTerminal();
  const list = `apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }\n- { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }\n`;
  expect(type('apply -f -', list)).toBe('configmap/a created\nconfigmap/b created\n');
  expect(type('delete -f -', list)).toMatch(/^configmap "a" deleted.*\nconfigmap "b" deleted/);
  expect(type('apply -f -')).toBe('[1] error: no objects passed to apply\n');
});

describe('what cannot be read is told in a sentence', () => {
  test.each([
    ['apply -f nope.yaml', '[1] error: the path "nope.yaml" does not exist\n'],
    ['get -f https://example.com/x.yaml', /^\[1\] error: the simulator reaches no network: /],
    ['apply -k .', '[1] error: the simulator leaves out kustomize: name the manifests themselves with -f\n'],
    ['delete -k .', /leaves out kustomize/],
    ['get -k .', /leaves out kustomize/],
  ])('%s', check);
});
