/** One page of `kubectl describe` for each kind, in test/golden/kubectl; write them anew with `npx vitest run -u`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

const golden = path.join(import.meta.dirname, '../golden/kubectl');
const everything = readFileSync(path.join(import.meta.dirname, 'everything.yaml'), 'utf8');

const shop: readonly string[] = [
  ...['ns/shop', 'cm/settings', 'secret/token', 'sa/robot', 'limits/limits', 'quota/quota', 'pvc/data', 'pvc/waits'],
  ...['deploy/web', 'sts/db', 'ds/agent', 'job/once', 'cj/nightly', 'svc/web', 'svc/db', 'svc/outside', 'ing/shop'],
  ...['netpol/front', 'hpa/web', 'pdb/web', 'role/reader', 'rolebinding/read', 'pod/broken', 'pod/pending'],
];
const clusterWide: readonly string[] = [
  ...['pc/high', 'sc/slow', 'pv/disk-a', 'ingressclass/front', 'clusterrole/health', 'node/node-1'],
];

test('each kind has its page', async () => {
  const { type, pass } = openTerminal();
  expect(type('apply -f -', everything)).not.toContain('rror');
  pass(60);
  const pages = [
    ...[...clusterWide, ...shop].map((name) => `describe ${name} -n shop`),
    ...['rs', 'pods -l app=web', 'endpointslices', 'endpoints db'].map((what) => `describe ${what} -n shop`),
  ].map((line) => `$ kubectl ${line}\n${type(line)}`);
  await expect(pages.join('\n')).toMatchFileSnapshot(path.join(golden, 'describe.txt'));
});

test('each kind has its table, narrow and wide', async () => {
  const { type, pass } = openTerminal();
  type('apply -f -', everything);
  pass(60);
  const kinds =
    'po,deploy,rs,sts,ds,job,cj,svc,ep,endpointslices,ing,netpol,cm,secret,sa,pvc,limits,quota,hpa,pdb,role,rolebinding,controllerrevisions';
  const lines = [
    `get ${kinds} -n shop`,
    `get ${kinds} -n shop -o wide`,
    'get no,ns,pv,sc,pc,ingressclass,clusterrole,clusterrolebinding -o wide -l !kubernetes.io/bootstrapping',
    'get po,svc -n shop --no-headers --show-labels',
    'get deploy,sts -A -L app,team --show-kind',
  ];
  const pages = lines.map((line) => `$ kubectl ${line}\n${type(line)}`);
  await expect(pages.join('\n')).toMatchFileSnapshot(path.join(golden, 'tables.txt'));
});

test('what is not there is said, a name begun is enough, and events can be left out', () => {
  const { type, pass } = openTerminal();
  expect(type('describe pod')).toBe('No resources found in default namespace.\n');
  expect(type('describe pod web')).toBe('[1] Error from server (NotFound): pods "web" not found\n');
  type('create deployment web --image=nginx');
  pass(5);
  expect(type('describe pod web')).toMatch(/^Name: {13}web-[a-z0-9]+-[a-z0-9]+\n/);
  expect(type('describe deploy web')).toContain('\nEvents:\n');
  expect(type('describe deploy web --show-events=false')).not.toContain('Events:');
  expect(type('describe')).toMatch(/^\[1\] error: You must specify the type of resource to describe\./);
  expect(type('describe wombat x')).toBe('[1] error: the server doesn\'t have a resource type "wombat"\n');
});
