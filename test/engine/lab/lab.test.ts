/** The lab by example: lines in, what a person sees out. */
import { expect, test } from 'vitest';
import { labCommands } from '#engine/lab/commands/index.ts';
import type { Editor } from '#engine/lab/lab-run.ts';
import { openLab } from './open-lab.ts';

type Options = Parameters<typeof openLab>[0] & { readonly edit?: Editor };

function check(lines: readonly string[], expected: string | RegExp, options: Options = {}) {
  const { edit, ...others } = options;
  const lab = openLab({ ...others, outside: { ...others.outside, hasEditor: edit !== undefined } });
  const outputs = lines.map((line) => lab.type(line, edit).output);
  const last = outputs.at(-1) ?? '';
  if (typeof expected === 'string') expect(last).toBe(expected);
  else expect(last).toMatch(expected);
  return lab;
}

const web = 'kubectl create deployment web --image=nginx --replicas=2';

test('kubectl answers as it does at work, also by its short name and behind sudo', () => {
  check([web], 'deployment.apps/web created\n');
  check(['k create ns demo'], 'namespace/demo created\n');
  check(['sudo kubectl create ns demo'], 'namespace/demo created\n');
});

test('an unknown word gets the nearest known one', () => {
  check(['kubctl get pods'], 'kubctl: no such command; did you mean kubectl?\n');
  check(['brek node-1'], 'brek: no such command; did you mean break?\n');
  check(['frobnicate'], 'frobnicate: no such command (help shows them)\n');
  check(['minikube start'], 'There is a cluster here already: minikube is not needed.\n');
});

test('pipes, variables, loops and texts behind a line work as in a shell', () => {
  check([web, 'until ready', 'kubectl get pods --no-headers | wc -l'], /^2\n$/);
  check(['kubectl create ns demo', 'NS=$(kubectl get ns demo -o name)', 'echo $NS'], 'namespace/demo\n');
  check(['for name in a b; do kubectl create ns $name; done'], 'namespace/a created\nnamespace/b created\n');
  check(
    ['kubectl apply -f - <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\nEOF'],
    'configmap/c created\n',
  );
  check(['echo "a: b" > x.yaml', 'cat x.yaml'], 'a: b\n');
  check(['kubectl get pods && echo yes || echo no'], 'No resources found in default namespace.\nyes\n');
});

test('a line that is not finished asks for more', () => {
  const lab = openLab();
  for (const open of ['for i in 1 2', 'cat > x <<EOF', "echo 'a", 'kubectl get pods \\']) {
    expect(lab.isIncomplete(open), open).toBe(true);
  }
  for (const whole of ['until ready', 'until pod/web-0 ready', 'cat <<EOF\na\nEOF', 'kubectl get pods']) {
    expect(lab.isIncomplete(whole), whole).toBe(false);
  }
});

test('time passes when it is asked for, and tells what happened', () => {
  check(['now'], /^0:00 since the beginning; 2026-01-05T00:00:00Z\n$/);
  check(['wait 10m', 'now'], /^10:00 since/);
  check(
    [web, 'until deploy/web available'],
    /The container nginx of web-\S+ starts\nAt 0:0\d it is so: deploy\/web available\.\n$/,
  );
  check(['until pod/nobody ready 5s'], 'until: at 0:05 it is still not so: pod/nobody ready\n');
  check([web, 'step'], /The pod web-\S+ is created\n$/);
  check(['wait soon'], /bash: line \d+: wait|^$/);
});

test('what is broken is noticed as a real cluster notices it, and can be mended', () => {
  const lab = check([web, 'until ready', 'break node-1', 'wait 1m', 'kubectl get nodes'], /node-1 +NotReady/);
  lab.type('mend node-1');
  lab.type('wait 1m');
  expect(lab.type('kubectl get nodes').output).toMatch(/node-1 +Ready /);
  check([web, 'until ready', 'crash web', 'wait 5s', 'kubectl get pods'], /Running +1 \(\ds ago\)/);
  check(['break coredns', 'dig kubernetes'], /no servers could be reached/);
  check(['crash nobody'], 'crash: there is no pod nobody in the namespace default\n');
  check(['break node-9'], /^break: .*node-9/);
  check(['leak web -3'], /^leak: use it like this/);
});

test('a Service is called from outside, from a pod, and by a steady traffic', () => {
  const served = [web, 'until ready', 'kubectl expose deploy web --port=80 --type=NodePort', 'wait 2s'];
  const port = "$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}')";
  check([...served, `curl -s http://node-1:${port}`], /Welcome to nginx/);
  check([...served, 'curl --from web http://web'], /✔ The program answers\.\n$/);
  check([...served, 'curl --from web http://web:81'], /✘ The Service web has no port 81/);
  check([...served, 'dig web'], /ANSWER SECTION:\nweb\.\t30\tIN\tA\t10\.96|web\.\t30\tIN\tA\t10\./);
  check([...served, 'traffic web 50', 'wait 10s', 'traffic'], /^web: 500 requests, 500 served \(100%\), \d+ ms\n$/);
});

test('docker and its ports live on the same machine', () => {
  const lab = check(['docker run -d -p 8080:80 --name site nginx', 'docker ps'], /0\.0\.0\.0:8080->80\/tcp +site/);
  expect(lab.type('curl -s localhost:8080').output).toContain('Welcome to nginx');
  lab.type('cat > compose.yaml <<EOF\nservices:\n  db: { image: "redis:7" }\nEOF');
  expect(lab.type('docker compose up -d').code).toBe(0);
  expect(lab.type('docker compose ps').output).toMatch(/db/);
});

test('files are written, shown, edited and brought from the disk', () => {
  const edit = (_name: string, text: string) => `${text}c: d\n`;
  const outside = {
    readFile: (name: string) =>
      name === './own.yaml'
        ? ({ ok: true, value: 'kind: x\n' } as const)
        : ({ ok: false, error: { es: 'no está', en: 'not there' } } as const),
  };
  check(['files'], 'There are no files. Write one with files edit web.yaml.\n');
  check(['echo "a: b" > x.yaml', 'files edit x.yaml', 'cat x.yaml'], 'a: b\nc: d\n', { edit });
  check(['files load ./own.yaml', 'files'], 'own.yaml\n', { outside });
  check(['files load ./other.yaml'], 'files: not there\n', { outside });
  check(['load ./own.yaml'], /is a manifest, not a session/, { outside });
  check(['files edit x.yaml'], /no editor here/);
  check(['files delete x.yaml'], 'files: there is no file x.yaml\n');
});

test('a saved session brings back the same cluster, byte for byte, with what an editor wrote', () => {
  const edit = (_name: string, text: string) => text.replace('replicas: 2', 'replicas: 3');
  const lab = openLab({ seed: 7, outside: { hasEditor: true } });
  for (const line of [web, 'until ready', 'kubectl edit deploy/web', 'until ready', 'break node-2', 'wait 6m'])
    lab.type(line, edit);
  const saved = lab.save();
  expect(saved).toMatch(/^# readyz lab seed=7 nodes=3\nkubectl create deployment/);
  const other = openLab({ files: { 'monday.lab': saved } });
  expect(other.type('load monday.lab').output).toMatch(/^Session brought back: 6 lines\.\n$/);
  expect(other.type('kubectl get pods -o wide').output).toBe(lab.type('kubectl get pods -o wide').output);
  expect(other.save().trimEnd()).toBe(`${saved}kubectl get pods -o wide`);
});

test('reset begins again, and what was a look is not saved', () => {
  const lab = openLab();
  lab.type(web);
  lab.type('help');
  lab.type('history');
  expect(lab.save().split('\n')).toHaveLength(3);
  expect(lab.type('reset').output).toBe('Everything is as at the beginning.\n');
  expect(lab.type('kubectl get deploy').output).toBe('No resources found in default namespace.\n');
});

test('what does not end is left, and nothing is lost', () => {
  const lab = check(['while true; do :; done'], /the lab has stopped waiting/);
  expect(lab.type(web).output).toBe('deployment.apps/web created\n');
  check(['docker run nginx'], /it goes on in the foreground/);
  check(['while true; do wait 30d; done'], /the lab has stopped waiting/);
  check(['while true; do kubectl get ns x; done'], /the lab has stopped waiting/);
  check([`kubectl create deployment web --image=nginx --replicas=100000`, 'wait 1h'], /too much happens|objects/);
});

test('hostile lines are answered with a sentence', () => {
  const lab = openLab();
  for (const line of [
    '__proto__',
    'constructor',
    'files __proto__ x',
    'until __proto__/x ready',
    ')',
    '<<',
    'kubectl get __proto__',
    'load',
    'traffic x',
  ]) {
    const { code, output } = lab.type(line);
    expect(code, line).not.toBe(0);
    expect(output, line).not.toBe('');
  }
});

test('Tab knows commands, kinds, names, flags, fields and files', () => {
  const lab = openLab({ files: { 'web.yaml': 'x' } });
  lab.type(web);
  lab.type('until ready');
  const complete = (line: string) => lab.complete(line).candidates;
  expect(complete('kub')).toEqual(['kubectl']);
  expect(complete('unt')).toContain('until');
  expect(complete('kubectl roll')).toEqual(['rollout']);
  expect(complete('kubectl rollout und')).toEqual(['undo']);
  expect(complete('kubectl get deploym')).toEqual(['deployments']);
  expect(complete('kubectl get deployments w')).toEqual(['web']);
  expect(complete('kubectl rollout status deploy/w')).toEqual(['deploy/web']);
  expect(complete('kubectl apply -f w')).toEqual(['web.yaml']);
  expect(complete('kubectl drain node-')).toEqual(['node-1', 'node-2', 'node-3']);
  expect(complete('kubectl get pods --show-l')).toEqual(['--show-labels']);
  expect(complete('kubectl explain pod.spec.contai')).toEqual(['pod.spec.containers']);
  expect(complete('kubectl -n kube-sy')).toEqual(['kube-system']);
  expect(complete('crash web')).toHaveLength(2);
  expect(complete('break node-1 ')).toEqual(['power', 'network', 'kubelet']);
  lab.type('kubectl expose deploy web --port=80');
  expect(complete('until dep')).toEqual(['deploy/web']);
  expect(complete('until deploy/web av')).toEqual(['available']);
  expect(complete('dig w')).toEqual(['web']);
  expect(complete('traffic w')).toEqual(['web']);
  expect(complete('curl --from web-x http://w')).toEqual(['http://web']);
  expect(complete('curl http://node-')).toEqual(['http://node-1', 'http://node-2', 'http://node-3']);
  expect(complete('kubectl get pods | gre')).toEqual(['grep']);
  expect(complete('echo $(kubectl get deploym')).toEqual(['deployments']);
  lab.type('break node-2; break coredns');
  expect(complete('mend ')).toEqual(['node-2', 'coredns']);
});

test('Tab knows the verbs, flags and names of docker and docker compose', () => {
  const lab = openLab({ files: { 'compose.yaml': 'services:\n  web: { image: nginx }\n  db: { image: redis }\n' } });
  for (const line of [
    'docker run -d --name site nginx',
    'docker run -d --name store redis:7',
    'docker network create front',
    'docker volume create data',
  ]) {
    expect(lab.type(line).code, line).toBe(0);
  }
  const complete = (line: string) => lab.complete(line).candidates;
  expect(complete('docker st')).toEqual(['start', 'stop', 'stats']);
  expect(complete('docker stop s')).toEqual(['site', 'store']);
  expect(complete('docker container stop si')).toEqual(['site']);
  expect(complete('docker run --na')).toEqual(['--name']);
  expect(complete('docker run -d --network fr')).toEqual(['front']);
  expect(complete('docker run -d --restart un')).toEqual(['unless-stopped']);
  expect(complete('docker run -v da')).toEqual(['data:']);
  expect(complete('docker run -d redis')).toEqual(['redis:7']);
  expect(complete('docker run redis:7 --')).toEqual([]);
  expect(complete('docker logs --ta')).toEqual(['--tail']);
  expect(complete('docker logs --tail 5 st')).toEqual(['store']);
  expect(complete('docker network con')).toEqual(['connect']);
  expect(complete('docker network connect fr')).toEqual(['front']);
  expect(complete('docker network connect front si')).toEqual(['site']);
  expect(complete('docker volume rm da')).toEqual(['data']);
  expect(complete('docker compose u')).toEqual(['up']);
  expect(complete('docker compose up -d ')).toEqual(['db', 'web']);
  expect(complete('docker compose up --rem')).toEqual(['--remove-orphans']);
  expect(complete('docker compose up --scale w')).toEqual(['web=']);
  expect(complete('docker compose -f comp')).toEqual(['compose.yaml']);
  expect(complete('docker __proto__ x')).toEqual([]);
});

test('every command is in the help, and every example of it can be typed as it stands', () => {
  for (const language of ['es', 'en'] as const) {
    const lab = openLab({ files: { 'monday.lab': 'now\n', 'web.yaml': 'x\n' }, outside: { readFile: ownFile } });
    lab.language = language;
    const overview = lab.type('help').output;
    for (const { name, examples } of labCommands) {
      expect(overview).toMatch(new RegExp(`^ {2}${name}( |$)`, 'm'));
      const told = lab.type(`help ${name}`).output;
      for (const [line, does] of examples) {
        expect(told).toContain(`  ${line}`);
        expect(told).toContain(does[language]);
        expect(does[language === 'es' ? 'en' : 'es']).not.toBe(does[language]);
      }
    }
    for (const guide of ['kubectl', 'docker', 'shell', 'exit']) expect(lab.type(`help ${guide}`).code).toBe(0);
  }
  for (const line of labCommands.flatMap(({ examples }) => examples.map(([line]) => line))) {
    const lab = openLab({
      files: { 'monday.lab': 'now\n', 'web.yaml': 'x\n' },
      outside: { hasEditor: true, readFile: ownFile },
    });
    lab.type(`kubectl apply -f - <<EOF\n${stage}EOF`);
    lab.type('until pod/web-0 ready');
    const typed = /<<EOF$/.test(line) ? `${line}\nEOF` : line;
    expect(lab.type(typed, (_name, text) => text).output, line).not.toMatch(/use it like this|no such command/);
  }
});

const ownFile = (name: string) =>
  name === './web.yaml'
    ? ({ ok: true, value: 'x\n' } as const)
    : ({ ok: false, error: { es: 'no está', en: 'not there' } } as const);

/** What the examples speak of. */
const stage = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: nginx, image: nginx }] }
`;
