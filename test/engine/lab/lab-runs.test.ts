/** What frontends build on: lines in slices, interruption, time that flows, undoing, the picture, the menu of faults. */
import { expect, test } from 'vitest';
import type { Lab } from '#engine/lab/lab.ts';
import { openLab } from './open-lab.ts';

const web = 'kubectl create deployment web --image=nginx --replicas=2';
/** A pod that comes back for ever gives time something to do. */
const loop = "kubectl run loop --image=busybox -- sh -c 'exit 1'";

function everything(lab: Lab): string {
  return lab.type('kubectl get all,leases -A -o yaml').output;
}

function checkSame(one: Lab, other: Lab): void {
  expect(other.clock).toEqual(one.clock);
  expect(everything(other)).toBe(everything(one));
}

test('a line in slices ends as one that is not looked at', () => {
  const [whole, sliced] = [openLab(), openLab()];
  for (const line of [web, loop, 'wait 12h']) {
    whole.type(line);
    const run = sliced.begin(line);
    let slices = 0;
    while (!run.step()) slices++;
    if (line.startsWith('wait')) expect(slices).toBeGreaterThan(5);
  }
  checkSame(whole, sliced);
});

test.each(['wait 14d', 'for i in 1 2 3; do wait 3d; echo $i; done', 'until pod/loop gone 9d', 'echo a\nwait 9d'])(
  'interrupted, it ends soon, and a saved session brings back the very moment: %s',
  (line) => {
    const lab = openLab();
    lab.type(loop);
    const run = lab.begin(line);
    for (let slice = 0; slice < 4; slice++) expect(run.step()).toBe(false);
    run.interrupt();
    expect(run.step()).toBe(true);
    expect(run.answer).toMatchObject({ code: 130 });
    expect(run.answer?.output).toMatch(/\^C\n$/);
    lab.type('kubectl get pod loop');
    const saved = lab.save();
    expect(saved).toMatch(/# \^C after 4 slices\n/);
    const loaded = openLab({ files: { 'a.lab': saved } });
    expect(loaded.type('load a.lab').code).toBe(0);
    const piped = openLab();
    let open = '';
    for (const one of saved.trimEnd().split('\n')) {
      open = open === '' ? one : `${open}\n${one}`;
      if (piped.isIncomplete(open)) continue;
      piped.type(open);
      open = '';
    }
    checkSame(lab, loaded);
    checkSame(openLabWith(saved), piped);
  },
);

function openLabWith(saved: string): Lab {
  const lab = openLab({ files: { 'a.lab': saved } });
  lab.type('load a.lab');
  return lab;
}

test('an interrupted load leaves everything as it was', () => {
  const script = `${loop}\nwait 5d\n`;
  const lab = openLab({ files: { 'a.lab': script } });
  lab.type(web);
  const run = lab.begin('load a.lab');
  for (let slice = 0; slice < 5; slice++) run.step();
  run.interrupt();
  expect(run.toTheEnd().code).toBe(130);
  expect(lab.type('kubectl get deploy -o name').output).toBe('deployment.apps/web\n');
  expect(lab.lastLine).toBe('kubectl get deploy -o name');
});

test('a saved session cannot begin another: it would have no end', () => {
  const lab = openLab({ files: { 'a.lab': 'load a.lab\nreset\nundo\nkubectl create ns kept\n' } });
  expect(lab.type('load a.lab').code).toBe(0);
  expect(lab.type('kubectl get ns kept -o name').output).toBe('namespace/kept\n');
});

test('time that flows in small pieces is one wait', () => {
  const [flowed, waited] = [openLab(), openLab()];
  for (const lab of [flowed, waited]) lab.type(web);
  for (let tick = 0; tick < 40; tick++) flowed.flow(2.5).toTheEnd();
  waited.type('wait 100s');
  expect(flowed.save()).toContain('\nwait 1m40s\n');
  checkSame(waited, flowed);
});

test('what happened is told once, while time flows too', () => {
  const lab = openLab();
  lab.type(web);
  const told = lab.flow(30).toTheEnd();
  expect(told.output).toMatch(/The container nginx of web-\S+ starts/);
  expect(told.pieces.every(({ kind }) => ['news', 'good', 'bad'].includes(kind))).toBe(true);
  expect(lab.flow(30).toTheEnd().output).toBe('');
});

test('undo leaves the last lines out, whatever they were, and says which', () => {
  const lab = openLab();
  for (const line of [web, 'until ready', 'echo a > f', 'docker run -d --name site nginx', 'break node-1'])
    lab.type(line);
  expect(lab.type('undo').output).toMatch(/^Undone: break node-1\. It is 0:0\d again\.\n$/);
  expect(lab.picture().broken).toEqual([]);
  expect(lab.type('undo 2').output).toMatch(/^Undone: echo a > f · docker run/);
  expect(lab.type('ls').output).toBe('');
  expect(lab.picture().containers).toEqual([]);
  expect(lab.type('undo 99').code).toBe(0);
  expect(lab.type('undo').output).toBe('undo: there is nothing to undo\n');
  expect(lab.clock.elapsedSeconds).toBe(0);
  expect(lab.type('undo x').output).toMatch(/use it like this/);
});

test('a text to edit is asked for between two slices; kubectl edit of two objects asks for both before anything changes', () => {
  const lab = openLab({ outside: { hasEditor: true } });
  lab.type('kubectl create cm one --from-literal=a=1; kubectl create cm two --from-literal=a=1');
  const names: string[] = [];
  const { output } = lab.begin('kubectl edit cm one two').toTheEnd((name, text) => {
    names.push(name);
    return text.replace('a: "1"', 'a: "2"');
  });
  expect(names).toEqual(['one.yaml', 'two.yaml']);
  expect(output).toBe('configmap/one edited\nconfigmap/two edited\n');
  const again = openLabWith(lab.save());
  checkSame(lab, again);
  expect(lab.begin('kubectl edit cm one').toTheEnd(() => undefined).output).toBe('Edit cancelled, no changes made.\n');
});

test('output, errors and what happened are told apart, in the order in which they came', () => {
  const lab = openLab();
  const kinds = (line: string) => lab.type(line).pieces.map(({ kind, text }) => `${kind}: ${text.split('\n')[0]}`);
  expect(kinds('echo a; kubectl get pod x; echo b')).toEqual([
    'output: a',
    'error: Error from server (NotFound): pods "x" not found',
    'output: b',
  ]);
  expect(kinds('kubectl get pod x 2>&1 | cat')).toEqual(['output: Error from server (NotFound): pods "x" not found']);
  lab.type(web);
  expect(kinds('wait 5s').at(-1)).toBe('note: It is 0:05 since the beginning.');
  expect(kinds('frobnicate')[0]).toMatch(/^error: frobnicate: no such command/);
});

test('the picture is plain data of how everything stands', () => {
  const lab = openLab();
  for (const line of [
    `${web}; kubectl expose deploy web --port 80`,
    'until ready',
    'docker run -d -p 8080:80 --name site nginx',
    'traffic web 10',
    'kubectl cordon node-3',
    'kubectl run lost --image=nginx --overrides=\'{"spec":{"nodeSelector":{"a":"b"}}}\'',
    'wait 20s',
    'break node-1',
  ]) {
    lab.type(line);
  }
  const picture = lab.picture();
  expect(structuredClone(picture)).toEqual(picture);
  expect(picture.nodes.map(({ name, state }) => [name, state])).toEqual([
    ['node-1', 'silent'],
    ['node-2', 'ready'],
    ['node-3', 'closed'],
  ]);
  expect(
    picture.nodes.flatMap(({ pods }) => pods).every(({ state, ready }) => state === 'ready' && ready === '1/1'),
  ).toBe(true);
  expect(picture.waiting).toMatchObject([{ name: 'lost', state: 'waiting', status: 'Pending' }]);
  expect(picture.services).toEqual([{ namespace: 'default', name: 'web', type: 'ClusterIP', ready: 2, endpoints: 2 }]);
  expect(picture.containers).toMatchObject([{ name: 'site', state: 'running', ports: ['8080->80'] }]);
  expect(picture.traffic).toMatchObject([{ name: 'web', requestsPerSecond: 10, servedNow: 1 }]);
  expect(picture.broken).toEqual([
    { what: { es: 'node-1 sin corriente', en: 'node-1 without power' }, mend: 'mend node-1' },
  ]);
  expect(picture.recent.length).toBeGreaterThan(2);
  lab.type('wait 1m');
  expect(lab.picture().nodes[0]?.state).toBe('not-ready');
  lab.type('break kube-apiserver');
  expect(lab.picture().isAnswering).toBe(false);
});

test('every fault of the menu strikes its target, and what stays broken can be mended from there', () => {
  const prepared = () => {
    const lab = openLab();
    lab.type(`${web}; kubectl label node node-1 topology.kubernetes.io/zone=a`);
    lab.type('until ready');
    return lab;
  };
  const choices = prepared().faults();
  expect(choices.map(({ id }) => id)).toContain('zone');
  for (const { id, targets } of choices) {
    const lab = prepared();
    const [target] = targets;
    expect(lab.type(target?.line ?? '').code, id).toBe(0);
    for (const { mend } of lab.picture().broken) expect(lab.type(mend).code, mend).toBe(0);
    lab.type('wait 1s');
    expect(lab.picture().broken, id).toEqual([]);
    expect(lab.faults()[0]?.id, id).not.toBe('mend');
  }
});
