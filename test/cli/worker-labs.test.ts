// Labs in a real thread: what comes back is the same whether the thread remembers the lab or plays it anew.
import { afterAll, expect, test } from 'vitest';
import { programRoot } from '#cli/program-root.ts';
import { workerLabs } from '#cli/worker-labs.ts';
import { readImages } from '#content/images.ts';
import type { LabRequest, LabRunner } from '#engine/lab-runs.ts';
import { openLab } from '../engine/lab/open-lab.ts';
import { libraryOf } from '../helpers/library-of.ts';

const parts = { library: libraryOf([]), images: async () => readImages(programRoot()).images };
const usual = workerLabs(parts);
/** Cuts after a few slices what others cut after many. */
const small = workerLabs({ ...parts, most: { aTime: 5, inAll: 12 } });
afterAll(() => Promise.all([usual.close(), small.close()]));

async function sightOf(request: Partial<LabRequest>, on: LabRunner = usual) {
  const asked = { id: 'lab', language: 'en', beginning: { seed: 1, nodes: 3 }, lines: [], ...request } as const;
  const outcome = await on.run(asked);
  if ('trouble' in outcome) throw new Error(outcome.trouble.en);
  return outcome.sight;
}

const create = 'kubectl create deployment web --image=nginx --replicas=2\nuntil ready';
const printed = (sight: Awaited<ReturnType<typeof sightOf>>) =>
  sight.turns.map(({ line, pieces }) => [line, pieces.map(({ text }) => text).join('')]);

test('lines are typed one after the other, and how everything stands is told', async () => {
  const sight = await sightOf({ typed: create });
  expect(printed(sight)[0]).toEqual([
    'kubectl create deployment web --image=nginx --replicas=2',
    'deployment.apps/web created\n',
  ]);
  expect(sight.turns.map(({ prompt }) => prompt)).toEqual(['[0:00] $ ', '[0:00] $ ']);
  const states = sight.picture.nodes.flatMap(({ pods }) => pods.map(({ state }) => state));
  expect(states).toEqual(['ready', 'ready']);
  expect(sight.faults.map(({ id }) => id)).toContain('crash');
  const look = await sightOf({ lines: [create] });
  expect(look).toEqual(sight);
});

test('a thread that remembers nothing says the same', async () => {
  await sightOf({ typed: create });
  const remembered = await sightOf({ lines: [create], typed: 'kubectl get pods' });
  expect(await sightOf({ id: 'other', lines: [create], typed: 'kubectl get pods' })).toEqual(remembered);
});

test('what was not kept is as never typed', async () => {
  await sightOf({ lines: [create], typed: 'kubectl delete deployment web' });
  const sight = await sightOf({ lines: [create], typed: 'kubectl get deployments -o name' });
  expect(printed(sight)).toEqual([['kubectl get deployments -o name', 'deployment.apps/web\n']]);
});

test('a line that makes too much happen is cut, at the same place each time, and a full lab takes no more', async () => {
  const busy = 'kubectl create deployment loop --image=busybox --replicas=40 -- sh -c "exit 1"\nwait 30d';
  const sight = await sightOf({ typed: busy }, small);
  expect(printed(sight)[1]?.[1]).toContain('^C');
  const { elapsedSeconds } = sight.picture.clock;
  const lines = [busy, 'wait 30d', 'wait 30d', 'wait 30d', 'wait 30d'];
  const full = await sightOf({ lines, typed: 'kubectl get pods' }, small);
  expect(full.isFull).toBe(true);
  const again = await sightOf({ id: 'other', lines: [busy] }, small);
  expect(again.picture.clock.elapsedSeconds).toBe(elapsedSeconds);
});

test('a saved lab is the same in the terminal, cut lines and files included', async () => {
  const busy = 'kubectl create deployment loop --image=busybox --replicas=40 -- sh -c "exit 1"\nwait 30d';
  const written = "files write a.yaml <<'EOF'\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\nEOF";
  const sight = await sightOf({ lines: [written, 'reset', busy, create], typed: 'break node-2' }, small);
  expect(sight.script).toContain('# ^C after');
  const terminal = openLab({ outside: { readFile: () => ({ ok: true, value: sight.script }) } });
  terminal.type('load session.lab');
  expect(terminal.picture()).toEqual(sight.picture);
  expect(terminal.save()).toBe(sight.script);
});

test('hostile text is text', async () => {
  const hostile = 'echo "\u0000\u202e" __proto__; kubectl get constructor; cat /etc/passwd > a; ((((';
  const sight = await sightOf({ typed: hostile });
  expect(sight.turns).toHaveLength(1);
  expect((await sightOf({ lines: [hostile], typed: 'echo on' })).turns[0]?.pieces[0]?.text).toBe('on\n');
});

test('over the limit of real time nothing was typed, and the next line is', async () => {
  const hasty = workerLabs({ ...parts, limitMilliseconds: 60 });
  await sightOf({ typed: 'echo warm' }, hasty);
  const busy = 'kubectl create deployment loop --image=busybox --replicas=40 -- sh -c "exit 1"\nwait 30d';
  await expect(sightOf({ typed: busy }, hasty)).rejects.toThrow('Nothing was typed');
  expect((await sightOf({ lines: [], typed: 'echo on' }, hasty)).turns).toHaveLength(1);
  await hasty.close();
});
