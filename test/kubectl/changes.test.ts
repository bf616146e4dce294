/** Patches of all three kinds, what apply takes over and gives up, and looking on while things change. */
import { describe, expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { tier: front } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      - { name: main, image: "nginx:1.28", env: [{ name: A, value: "1" }, { name: B, value: "2" }], args: [p, q] }
      - { name: side, image: busybox, command: [sleep, "1000000"] }
`;

/** After the lines, what `path` of the Deployment is. */
function check(lines: readonly string[], path: string, expected: string): void {
  const { file, type } = openTerminal();
  file('web.yaml', web);
  type('apply -f web.yaml');
  for (const line of lines) expect(type(line), line).not.toMatch(/^\[1\]/);
  expect(type(`get deploy web -o jsonpath='${path}'`)).toBe(expected);
}

describe('a strategic merge patch', () => {
  const patch = (spec: object) => `patch deploy web -p '${JSON.stringify({ spec: { template: { spec } } })}'`;

  test('finds containers and variables by name', () => {
    const env = [
      { name: 'B', value: '3' },
      { name: 'C', value: '4' },
    ];
    check(
      [patch({ containers: [{ name: 'main', env }] })],
      '{range .spec.template.spec.containers[0].env[*]}{.name}={.value} {end}{.spec.template.spec.containers[*].name}',
      'A=1 B=3 C=4 main side',
    );
  });

  test('takes items out where it is told to, and replaces lists without a key', () => {
    check(
      [patch({ containers: [{ name: 'side', $patch: 'delete' }] })],
      '{.spec.template.spec.containers[*].name}',
      'main',
    );
    check(
      [patch({ containers: [{ name: 'main', args: ['z'] }] })],
      '{.spec.template.spec.containers[0].args}',
      '["z"]',
    );
  });

  test('removes by null', () => {
    check([`patch deploy web -p '{"metadata":{"labels":{"tier":null}}}'`], '{.metadata.labels}', '');
  });
});

test('a merge patch replaces lists whole', () => {
  const { type } = openTerminal();
  type('apply -f -', web);
  const one = { spec: { template: { spec: { containers: [{ name: 'only', image: 'nginx' }] } } } };
  expect(type(`patch deploy web --type=merge -p '${JSON.stringify(one)}'`)).toBe('deployment.apps/web patched\n');
  expect(type("get deploy web -o jsonpath='{.spec.template.spec.containers[*].name}'")).toBe('only');
});

describe('a JSON patch', () => {
  test('adds, removes, replaces, moves, copies and tests by place', () => {
    const operations = [
      { op: 'test', path: '/spec/replicas', value: 2 },
      { op: 'replace', path: '/spec/replicas', value: 5 },
      { op: 'add', path: '/metadata/labels/a~1b', value: 'x' },
      { op: 'copy', from: '/metadata/labels/tier', path: '/metadata/labels/row' },
      { op: 'move', from: '/metadata/labels/row', path: '/metadata/labels/line' },
      { op: 'remove', path: '/metadata/labels/tier' },
      { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: 'z' },
    ];
    const line = `patch deploy web --type=json -p '${JSON.stringify(operations)}'`;
    check([line], '{.spec.replicas} {.metadata.labels}', '5 {"a/b":"x","line":"front"}');
    check([line], '{.spec.template.spec.containers[0].args}', '["p","q","z"]');
  });

  test.each([
    [[{ op: 'test', path: '/spec/replicas', value: 9 }]],
    [[{ op: 'remove', path: '/spec/nope' }]],
    [[{ op: 'replace', path: '/nope/deeper', value: 1 }]],
  ])('that does not fit changes nothing: %j', (operations) => {
    const { type } = openTerminal();
    type('apply -f -', web);
    expect(type(`patch deploy web --type=json -p '${JSON.stringify(operations)}'`)).toBe(
      '[1] The request is invalid: the server rejected our request due to an error in our request\n',
    );
    expect(type("get deploy web -o jsonpath='{.spec.replicas}'")).toBe('2');
  });
});

test('a field that a kind does not have is dropped with a warning by patch, refused by apply, and as --validate says', () => {
  const { file, type } = openTerminal();
  type('create configmap c --from-literal=a=1');
  expect(type(`patch cm c -p '{"dat":{"a":"2"}}'`)).toBe(
    'configmap/c patched (no change)\nWarning: unknown field "dat"\n',
  );
  file('typo.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: t }\ndat: { a: b }\n');
  expect(type('apply -f typo.yaml')).toContain('strict decoding error: unknown field "dat"');
  expect(type('apply -f typo.yaml --validate=warn')).toBe('configmap/t created\nWarning: unknown field "dat"\n');
  expect(type('create -f typo.yaml --dry-run=server --validate=ignore')).toMatch(/AlreadyExists/);
});

describe('apply', () => {
  const changed = (text: string, ...pairs: readonly (readonly [string, string])[]) =>
    pairs.reduce((all, [from, to]) => all.replace(from, to), text);

  test('gives up what the file no longer says, and leaves what others set', () => {
    const { type } = openTerminal();
    type('apply -f -', web);
    type('label deploy web other=x');
    type('set env deploy/web -c main Z=9');
    expect(type('apply -f -', changed(web, ['{ tier: front }', '{}'], ['{ name: B, value: "2" }', '']))).toBe(
      'deployment.apps/web configured\n',
    );
    expect(type("get deploy web -o jsonpath='{.metadata.labels}'")).toBe('{"other":"x"}');
    expect(type("get deploy web -o jsonpath='{.spec.template.spec.containers[0].env[*].name}'")).toBe('A Z');
  });

  test('takes all labels away when the file has none any more, also those of others', () => {
    const { type } = openTerminal();
    type('apply -f -', web);
    type('label deploy web other=x');
    type('apply -f -', changed(web, [', labels: { tier: front }', '']));
    expect(type("get deploy web -o jsonpath='{.metadata.labels}'")).toBe('');
  });

  test('leaves the number of replicas alone when the file has none', () => {
    const { type } = openTerminal();
    const without = changed(web, ['  replicas: 2\n', '']);
    type('apply -f -', without);
    type('scale deploy web --replicas=4');
    expect(type('apply -f -', without)).toBe('deployment.apps/web unchanged\n');
    expect(type("get deploy web -o jsonpath='{.spec.replicas}'")).toBe('4');
  });

  test('on the server says who owns what another manager wants', () => {
    const { type } = openTerminal();
    type('apply -f - --server-side', web);
    type('scale deploy web --replicas=4');
    const seen = type('apply -f - --server-side', web);
    expect(seen).toMatch(/^\[1\] error: Apply failed with 1 conflict: conflict with "kubectl"/);
    expect(type('apply -f - --server-side --force-conflicts', web)).toBe('deployment.apps/web serverside-applied\n');
  });
});

describe('looking on', () => {
  const watched = (line: string) => {
    const { type } = openTerminal();
    type('create deployment web --image=nginx');
    return type(line);
  };

  test('shows each change at the age that it had', () => {
    expect(watched('get pods -w').replaceAll(/web-\w+-\w+/g, 'web')).toMatch(
      /^NAME +READY +STATUS +RESTARTS +AGE\nweb +0\/1 +ContainerCreating +0 +0s\n(?:web +0\/1 .*\n)*web +1\/1 +Running +0 +1s\n$/,
    );
  });

  test('in any form, with the kind of event', () => {
    expect(watched('get deploy web -w -o name')).toMatch(/^(?:deployment\.apps\/web\n){2,}$/);
    expect(watched("get deploy web -w -o jsonpath='{.status.readyReplicas};'")).toMatch(/^;+1;$/);
    expect(watched('get deploy -w --output-watch-events')).toMatch(/^EVENT +NAME .*\nADDED +web .*\nMODIFIED +web /);
  });

  test('is for one kind at a time', () => {
    expect(watched('get pods,svc -w')).toBe('[1] error: you may only specify a single resource type\n');
  });
});

test('events of one reason are one event that counts, and the oldest stands first', () => {
  const { type, pass } = openTerminal();
  type('run crash --image=busybox -- sh -c "exit 1"');
  pass(60);
  expect(type('events --for pod/crash')).toMatch(
    /\n\d+s \(x\d over \d+s\) +Warning +BackOff +Pod\/crash +Back-off restarting/,
  );
  expect(type('events --for pod/crash --types=Normal')).not.toContain('BackOff');
  expect(type('get events --field-selector reason=BackOff,involvedObject.name=crash -o name')).toMatch(
    /^event\/crash\.\w+\n$/,
  );
  expect(type('describe pod crash')).toMatch(
    /Warning +BackOff +\d+s \(x\d over \d+s\) +kubelet +spec\.containers\{crash\}: /,
  );
});
