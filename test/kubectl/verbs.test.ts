/** Each verb as a person meets it: what is typed, and what is seen. `[1]` in front is the exit code. */
import { expect, test } from 'vitest';
import { openTerminal, type Terminal } from './terminal.ts';

function check(
  lines: readonly string[],
  expected: string | RegExp,
  prepare: (terminal: Terminal) => void = () => undefined,
) {
  const terminal = openTerminal();
  prepare(terminal);
  let seen = '';
  for (const line of lines) seen = terminal.type(line);
  if (typeof expected === 'string') expect(seen).toBe(expected);
  else expect(seen).toMatch(expected);
}

const web = 'create deployment web --image=nginx --replicas=2';
const ready = [web, 'rollout status deploy/web'];
const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { MODE: loud }
`;
const withFile = ({ file }: Terminal) => file('settings.yaml', manifest);

test('get shows tables, names, columns and templates', () => {
  check(
    [...ready, 'get deploy'],
    /^NAME {3}READY {3}UP-TO-DATE {3}AVAILABLE {3}AGE\nweb {4}2\/2 {5}2 {12}2 {11}\d+s\n$/,
  );
  check([...ready, 'get deploy -o name'], 'deployment.apps/web\n');
  check([...ready, 'get deploy web -o jsonpath={.spec.replicas}'], '2');
  check(
    [...ready, 'get deploy -o custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[*].image'],
    'NAME   IMAGE\nweb    nginx\n',
  );
  check([...ready, "get deploy web --template '{{.metadata.name}}'"], 'web');
  check([...ready, "get deploy web -o jsonpath-as-json='{.spec.replicas}'"], '[\n    2\n]\n');
  check([...ready, 'get pods -l app=web --no-headers -o custom-columns=X:.status.phase'], 'Running\nRunning\n');
  check(['get pods'], 'No resources found in default namespace.\n');
  check(['get podz'], '[1] error: the server doesn\'t have a resource type "podz"\n');
  check(['get pod web'], '[1] Error from server (NotFound): pods "web" not found\n');
  check(['get cs'], /^NAME.*\nscheduler +Healthy +ok[\s\S]*Warning: v1 ComponentStatus is deprecated in v1\.19\+\n$/);
});

test('get reads columns and templates from files', () => {
  const files = ({ file }: Terminal) => {
    file('columns.txt', 'NAME REPLICAS\nmetadata.name spec.replicas\n');
    file('name.tpl', '{{.metadata.name}}!');
  };
  check([web, 'get deploy -o custom-columns-file=columns.txt'], 'NAME   REPLICAS\nweb    2\n', files);
  check([web, 'get deploy web -o go-template-file=name.tpl'], 'web!', files);
  check([web, 'get deploy web -o kyaml'], /^---\n\{\n {2}apiVersion: "apps\/v1",\n[\s\S]*containers: \[\{\n/);
});

test('apply creates, configures, and leaves alone', () => {
  check(['apply -f settings.yaml'], 'configmap/settings created\n', withFile);
  check(['apply -f settings.yaml', 'apply -f settings.yaml'], 'configmap/settings unchanged\n', withFile);
  check(['apply -f settings.yaml --dry-run=server'], 'configmap/settings created (server dry run)\n', withFile);
  check(['apply -f nope.yaml'], '[1] error: the path "nope.yaml" does not exist\n');
  check(['apply'], '[1] error: must specify one of -f and -k\n');
  check(['apply -f settings.yaml', 'diff -f settings.yaml'], '', withFile);
});

test('create writes manifests of its own', () => {
  check(['create deployment x --image=nginx --dry-run=client -o name'], 'deployment.apps/x\n');
  check(
    ['create configmap c --from-literal=a=b --dry-run=client -o yaml'],
    'apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: c\n',
  );
  check(['create secret generic s --from-literal=a=b --dry-run=client -o jsonpath={.data.a}'], 'Yg==');
  check(['create secret'], /^\[1\] /);
  check(
    ['create namespace demo', 'create namespace demo'],
    '[1] Error from server (AlreadyExists): namespaces "demo" already exists\n',
  );
  check(['create job j --image=busybox --dry-run=client -o name'], 'job.batch/j\n');
});

test('what runs is changed in place', () => {
  check([...ready, 'scale deploy/web --replicas=3'], 'deployment.apps/web scaled\n');
  check([...ready, 'scale deploy/web'], /^\[1\] error: required flag\(s\) "replicas" not set\n/);
  check([...ready, 'set image deploy/web nginx=nginx:1.29'], 'deployment.apps/web image updated\n');
  check([...ready, 'set image deploy/web web=nginx:1.29'], /^\[1\] error: unable to find container named "web"\n/);
  check([...ready, 'set env deploy/web A=b', 'set env deploy/web --list'], /A=b\n$/);
  check([...ready, 'label deploy web tier=front'], 'deployment.apps/web labeled\n');
  check(
    [...ready, 'label deploy web app=x'],
    /^\[1\] error: 'app' already has a value \(web\), and --overwrite is false\n/,
  );
  check([...ready, 'annotate deploy web note=x'], 'deployment.apps/web annotated\n');
  check([...ready, `patch deploy web -p '{"spec":{"replicas":1}}'`], 'deployment.apps/web patched\n');
  check([...ready, 'autoscale deploy web --min=2 --max=5'], 'horizontalpodautoscaler.autoscaling/web autoscaled\n');
  check([...ready, 'expose deploy web --port=80'], 'service/web exposed\n');
});

test('a rollout is followed, told and undone', () => {
  check([...ready, 'rollout history deploy/web'], /^deployment\.apps\/web \nREVISION {2}CHANGE-CAUSE\n1 {9}<none>\n/);
  check(
    [...ready, 'set image deploy/web nginx=nginx:1.29', 'rollout undo deploy/web'],
    'deployment.apps/web rolled back\n',
  );
  check([...ready, 'rollout undo deploy/web'], /^\[1\] error: no rollout history found for deployment "web"\n/);
  check([...ready, 'rollout pause deploy/web', 'rollout pause deploy/web'], /is already paused/);
  check([...ready, 'rollout restart deploy/web'], 'deployment.apps/web restarted\n');
});

test('pods are looked into', () => {
  const pod = ['run web --image=nginx', 'wait --for=condition=Ready pod/web --timeout=60s'];
  check(pod, 'pod/web condition met\n');
  check([...pod, 'exec web -- hostname'], 'web\n');
  check([...pod, 'exec web -- sh -c "exit 3"'], '[3] command terminated with exit code 3\n');
  check([...pod, 'logs web --tail=1'], /start worker processes\n$/);
  check([...pod, 'logs web --tail=1 --timestamps'], /^2026-01-05T00:00:0\d\.\d{9}Z \[notice\]/);
  check([...pod, 'logs web --since-time=2030-01-01T00:00:00Z'], '');
  check(
    [...pod, 'logs web -p'],
    '[1] Error from server (BadRequest): previous terminated container "web" in pod "web" not found\n',
  );
  check([...pod, 'describe pod web'], /^Name: +web\nNamespace: +default\n[\s\S]*Events:\n {2}Type/);
  check([...pod, 'describe pod web --show-events=false'], /^(?![\s\S]*Events:)/);
  check([...pod, 'events --for pod/web'], /Scheduled +Pod\/web +Successfully assigned default\/web/);
  check([...pod, 'delete pod web'], 'pod "web" deleted from default namespace\n');
});

test('nodes are emptied and kept for others', () => {
  check(['cordon node-1', 'get node node-1 --no-headers'], /SchedulingDisabled/);
  check(['cordon node-1', 'uncordon node-1'], 'node/node-1 uncordoned\n');
  check(
    [...ready, 'drain node-1'],
    /^node\/node-1 cordoned\nevicting pod default\/web-\S+\npod\/web-\S+ evicted\nnode\/node-1 drained\n$/,
  );
  check(['taint node node-1 a=b:NoSchedule'], 'node/node-1 tainted\n');
  check(['taint node node-1 a=b:Sometimes'], /^\[1\] error: invalid taint effect: Sometimes/);
});

test('figures need a metrics server', () => {
  check(['top pods'], '[1] error: Metrics API not available\n');
  check(['top nodes --sort-by=size'], '[1] error: --sort-by accepts only cpu or memory\n');
});

test('permissions are told one by one and in a list', () => {
  const robot = '--as=system:serviceaccount:default:robot';
  const granted = [
    'create role r --verb=get,list --resource=pods',
    'create rolebinding rb --role=r --serviceaccount=default:robot',
  ];
  check([...granted, `auth can-i list pods ${robot}`], 'yes\n');
  check([...granted, `auth can-i delete pods ${robot}`], '[1] no\n');
  check(
    [...granted, `auth can-i --list ${robot}`],
    /^Resources +Non-Resource URLs +Resource Names +Verbs\n[\s\S]*pods +\[\] +\[\] +\[get list\]\n/,
  );
  check(
    ['auth can-i --list'],
    /^Resources.*\n\*\.\* +\[\] +\[\] +\[\*\]\n +\[\*\] +\[\] +\[\*\]\nselfsubjectreviews\.authentication\.k8s\.io/,
  );
  check(
    [...granted, `get secrets ${robot}`],
    /^\[1\] Error from server \(Forbidden\): secrets is forbidden: User "system:serviceaccount:default:robot" cannot list/,
  );
});

test('the API server is missed by all that asks it', () => {
  const down = ({ cluster }: Terminal) => void cluster.inject({ kind: 'component-down', component: 'kube-apiserver' });
  const refused = 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n';
  check(['get pods'], `[1] ${refused}`, down);
  check(['version'], `[1] Client Version: v1.36.2\nKustomize Version: v5.8.1\n${refused}`, down);
  check(['config current-context'], /^\S+\n$/, down);
});

test('endpoints of old are put together from slices', () => {
  const exposed = [...ready, 'expose deploy web --port=80'];
  check(
    [...exposed, 'get ep'],
    /^NAME {3}ENDPOINTS +AGE\nweb +10\.244\.\d\.2:80,10\.244\.\d\.2:80 +\ds\nWarning: v1 Endpoints is deprecated in v1\.33\+/,
  );
  check(
    [...exposed, 'describe endpoints web'],
    /Subsets:\n {2}Addresses: +10\.244\.\d\.2,10\.244\.\d\.2\n {2}NotReadyAddresses: +<none>\n/,
  );
  check([...exposed, 'get ep nope'], /endpoints "nope" not found/);
});

test('mistakes are answered as kubectl answers them', () => {
  check(['gte pods'], /^\[1\] error: unknown command "gte" for "kubectl"\n\nDid you mean this\?\n\tget\n/);
  check(['get pods --watsh'], /^\[1\] error: unknown flag: --watsh\nSee 'kubectl get --help' for usage\.\n$/);
  check(['wait pod/x'], /^\[1\] error: /);
  check(
    ['get pods --field-selector=foo=bar'],
    /^\[1\] Error from server \(BadRequest\): Unable to find "\/v1, Resource=pods" that match label selector "", field selector "foo=bar": field label not supported: foo\n$/,
  );
  check(
    ['get deploy --field-selector=a=b'],
    /"apps\/v1, Resource=deployments".*: "a" is not a known field selector: only "metadata.name", "metadata.namespace"\n$/,
  );
  check(['describe'], /^\[1\] error: You must specify the type of resource to describe\./);
  check(["get pods -o 'jsonpath={.items[}'"], /^\[1\] error: error parsing jsonpath/);
  check(['get pods "'], /^\[2\] unexpected EOF while looking for matching/);
});
