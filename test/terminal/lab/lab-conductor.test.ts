/** The lab's screen by example: keys in, the frame as a person sees it out. */
import { expect, test } from 'vitest';
import { widthOf } from '#terminal/wrap.ts';
import { type PlayedLab, playLab } from './play-lab.ts';

const web = 'kubectl create deployment web --image=nginx --replicas=2';

const seen = (played: PlayedLab) => played.frame().join('\n');

test('a line is run, and the cluster beside it moves', async () => {
  const played = playLab();
  await played.line(web);
  await played.line('until ready');
  expect(seen(played)).toMatch(/node-1\n {2}█ web-[\s\S]*it is so: ready\.\n─+\n?.*\n\[0:01\] \$/);
});

test('what Tab finds is completed as far as all agree, then walked through, forwards and backwards', async () => {
  const played = playLab();
  played.type('kub');
  await played.press('tab');
  played.type('roll');
  await played.press('tab', 'tab');
  expect(seen(played)).toMatch(/\$ kubectl rollout\nhistory +pause +restart/);
  await played.press('tab', 'tab', 'shift-tab');
  expect(seen(played)).toMatch(/\$ kubectl rollout history/);
  played.type(' ');
  expect(seen(played)).not.toContain('restart');
});

test('completion works at the cursor, and leaves what stands behind it', async () => {
  const played = playLab();
  await played.line(web);
  await played.line('until ready');
  played.type('kubectl get deploym -o wide');
  for (let at = 0; at < ' -o wide'.length; at++) await played.press('left');
  await played.press('tab');
  expect(seen(played)).toContain('$ kubectl get deployments  -o wide');
});

test('the arrows bring lines back, also those of earlier labs, and what was being typed after them', async () => {
  const played = playLab({ history: ['kubectl get nodes'] });
  await played.line('now');
  played.type('kub');
  await played.press('up', 'up');
  expect(seen(played)).toContain('$ kubectl get nodes');
  await played.press('up', 'down', 'down');
  expect(seen(played)).toMatch(/\$ kub\n/);
  expect(played.added).toEqual(['now']);
});

test('Ctrl-R searches backwards, further with each press, and puts the line where it can be changed', async () => {
  const played = playLab({ history: ['kubectl get pods -o wide', 'kubectl get nodes', 'now'] });
  await played.press('ctrl-r');
  played.type('GET');
  expect(seen(played)).toContain('Search the history: GET\nkubectl get nodes');
  await played.press('ctrl-r', 'ctrl-r');
  expect(seen(played)).toContain('kubectl get pods -o wide');
  await played.press('enter');
  expect(seen(played)).toContain('[0:00] $ kubectl get pods -o wide');
  await played.press('ctrl-c', 'ctrl-r');
  played.type('zzz');
  expect(seen(played)).toContain('(nothing)');
});

test('lines that belong together are typed below each other, and pasted commands are run one by one', async () => {
  const played = playLab();
  await played.line('for i in a b');
  await played.line('do echo got-$i; done');
  expect(seen(played)).toMatch(/\$ for i in a b\n> do echo got-\$i; done\ngot-a\ngot-b/);
  await played.paste('echo one\ncat <<EOF\ntwo\nEOF\necho three\n');
  await played.press('enter');
  expect(seen(played)).toMatch(/\$ echo one\none\n.*cat <<EOF\n> two\n> EOF\ntwo\n.*echo three\nthree/);
});

test('time stands still until it is let go; then it flows at its speed, and what happens is told', async () => {
  const played = playLab();
  await played.line(web);
  expect(played.waiting).toBe(0);
  await played.press('escape', 'space');
  expect(seen(played)).toContain('▶ 10×');
  for (let quarter = 0; quarter < 4; quarter++) await played.tick();
  expect(seen(played)).toMatch(/readyz lab {2}0:10[\s\S]*The container nginx of web-\S+ starts/);
  await played.press('3');
  await played.tick();
  expect(seen(played)).toContain('readyz lab  0:25');
  await played.press('space');
  await played.tick();
  expect(seen(played)).toContain('readyz lab  0:25  paused');
  expect(played.waiting).toBe(0);
});

test('time that flowed is a wait of the saved session, and undone in one piece', async () => {
  const played = playLab();
  await played.line('kubectl create ns demo');
  await played.press('escape', '2');
  for (let quarter = 0; quarter < 6; quarter++) await played.tick();
  await played.press('space');
  await played.tick();
  await played.press('u');
  expect(seen(played)).toMatch(/Undone: wait 15s\. It is 0:00 again\./);
  await played.press('u');
  expect(seen(played)).toContain('Undone: kubectl create ns demo. It is 0:00 again.');
  await played.press('u');
  expect(seen(played)).toContain('undo: there is nothing to undo');
});

test('steps: to the next thing that can be told, one event, and to a time from now or by the clock', async () => {
  const played = playLab();
  await played.line(web);
  await played.press('escape', 's');
  expect(seen(played)).toMatch(/\$ step\n.*The pod web-\S+ is created/);
  await played.press('e');
  expect(seen(played)).toContain('$ step event');
  await played.press('g');
  played.type('10m');
  await played.press('enter');
  expect(seen(played)).toContain('readyz lab  10:00');
  await played.press('g');
  played.type('1:00:00');
  await played.press('enter');
  expect(seen(played)).toContain('readyz lab  1:00:00');
  await played.press('g');
  played.type('0:30');
  await played.press('enter');
  expect(seen(played)).toContain('That time has passed.');
  await played.press('g');
  played.type('soon');
  await played.press('enter');
  expect(seen(played)).toContain('That is no time');
});

test('a fault is chosen from a menu, then its target from what exists; what is broken can be mended there', async () => {
  const played = playLab();
  await played.line(web);
  await played.line('until ready');
  await played.press('escape', 'f');
  expect(seen(played)).toMatch(/What goes wrong\?\n\n> 1\. A node loses its power/);
  await played.press('enter', 'down', 'enter');
  expect(seen(played)).toContain('! node-2 without power  (mend node-2)');
  expect(seen(played)).toContain('✖ node-2 not heard of');
  await played.press('f', '1', '1');
  expect(seen(played)).toContain('Works again: node-2.');
  expect(seen(played)).not.toContain('without power  (');
  await played.press('f', '2', 'escape', 'escape');
  expect(seen(played)).not.toContain('goes wrong');
});

test('Ctrl-C ends a long line, and what it did stays, is saved and played again', async () => {
  const played = playLab();
  await played.line('kubectl run loop --image=busybox -- sh -c "exit 1"');
  played.type('wait 14d');
  played.conductor.send({ kind: 'submit' });
  while (played.conductor.getModel().picture.clock.elapsedSeconds < 3600) await played.tick();
  expect(played.conductor.getModel().isBusy).toBe(true);
  await played.press('ctrl-c');
  const after = played.conductor.getModel().picture.clock.elapsedSeconds;
  expect(after).toBeLessThan(14 * 86_400);
  expect(seen(played)).toMatch(/\^C\n/);
  await played.line('kubectl get pod loop');
  await played.line('undo');
  expect(played.conductor.getModel().picture.clock.elapsedSeconds).toBe(after);
});

test('a text is edited on the screen, or not after all; Ctrl-O gives it to one’s own editor', async () => {
  const played = playLab({ editOutside: async (_name, text) => ({ text: `${text}# from outside\n` }) });
  await played.line('files edit a.txt');
  expect(played.conductor.getModel().overlay?.kind).toBe('writing');
  played.type('hello');
  await played.press('ctrl-s');
  await played.line('cat a.txt');
  expect(seen(played)).toContain('$ cat a.txt\nhello');
  await played.line('files edit a.txt');
  played.type('gone ');
  await played.press('ctrl-g');
  expect(seen(played)).toContain('Nothing changed.');
  await played.line('files edit a.txt');
  await played.press('ctrl-o');
  await played.line('cat a.txt');
  expect(seen(played)).toContain('hello# from outside');
  await played.line('kubectl create deployment web --image=nginx');
  await played.line('kubectl edit deploy web');
  const { overlay } = played.conductor.getModel();
  const text = overlay?.kind === 'writing' ? overlay.writing.buffer.lines : [];
  const at = text.findIndex((line) => line.includes('replicas: 1'));
  for (let line = 0; line < at; line++)
    played.conductor.send({ kind: 'change-text', change: { kind: 'move', motion: 'down' } });
  await played.press('end', 'backspace', '4', 'ctrl-s');
  expect(seen(played)).toContain('deployment.apps/web edited');
  await played.line('kubectl get deploy web -o jsonpath={.spec.replicas}');
  expect(seen(played)).toMatch(/spec\.replicas\}\n4\n/);
});

test('whoever is made to leave in the middle of an edit leaves at once', async () => {
  const played = playLab();
  await played.line('kubectl create cm one; kubectl create cm two');
  await played.line('kubectl edit cm one two');
  expect(played.conductor.getModel().overlay?.kind).toBe('writing');
  await played.conductor.close();
  await played.settle();
  expect(played.conductor.getModel().isBusy).toBe(false);
});

test('the window on what was printed is scrolled, and stays where one reads while more comes', async () => {
  const played = playLab();
  await played.line('seq 100');
  expect(seen(played)).toContain('↑');
  await played.press('pageup');
  const lowest = played.frame().findLast((line) => /^\d+$/.test(line)) ?? '';
  expect(Number(lowest)).toBeLessThan(100);
  await played.press('escape', 'space');
  await played.tick();
  expect(played.frame()).toContain(lowest);
  await played.press('home');
  expect(seen(played)).toContain('A simulated cluster.');
  await played.press('end');
  expect(seen(played)).toMatch(/\n100\n/);
});

test('the language changes everything that is said from then on', async () => {
  const played = playLab({ language: 'es' });
  expect(seen(played)).toContain('parado');
  await played.press('escape', 'L', 'i');
  await played.line('now');
  expect(seen(played)).toMatch(/paused[\s\S]*since the beginning/);
});

test('the statement of a question is shown first, and by a key', async () => {
  const statement = { title: { es: 'Uno', en: 'One' }, paragraphs: [{ es: 'Haz algo.', en: 'Do something.' }] };
  const played = playLab({ statement });
  expect(seen(played)).toContain('Do something.');
  await played.press('escape');
  expect(seen(played)).not.toContain('Do something.');
  await played.press('escape', 'p');
  expect(seen(played)).toContain('Do something.');
  const other = playLab();
  await other.press('escape', 'p');
  expect(seen(other)).toContain('This lab is of no question');
});

test('leaving: exit, Ctrl-D on an empty line, q; Ctrl-C alone says how', async () => {
  const byWord = playLab();
  await byWord.line('exit');
  const byKey = playLab();
  byKey.type('x');
  await byKey.press('left', 'ctrl-d', 'ctrl-c');
  expect(seen(byKey)).toContain('To leave: Ctrl-D');
  expect(byKey.left).toEqual([]);
  await byKey.press('ctrl-d');
  const byLetter = playLab();
  await byLetter.press('escape', 'q');
  for (const { left } of [byWord, byKey, byLetter]) expect(left).toEqual([{ interrupted: false }]);
});

test.each([
  [60, 15],
  [80, 24],
  [120, 40],
])('every screen keeps within %i × %i, in both languages, with and without Unicode', async (columns, rows) => {
  for (const language of ['es', 'en'] as const) {
    const statement = {
      title: { es: 'Título', en: 'Title' },
      paragraphs: [{ es: 'palabra '.repeat(200), en: 'word '.repeat(200) }],
    };
    const played = playLab({ language, statement });
    const check = () => {
      for (const unicode of [true, false]) {
        const frame = played.frame({ columns, rows, unicode });
        expect(frame).toHaveLength(rows);
        for (const line of frame) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
        if (!unicode) expect(frame.join('')).toMatch(/^[\x20-\x7e]*$/);
        expect(frame.slice(-3).join('\n')).toMatch(/Esc|Enter/);
      }
    };
    check();
    await played.press('escape');
    for (const line of [
      web,
      'kubectl scale deploy web --replicas=30',
      'until ready 1m',
      'kubectl expose deploy web --port 80',
    ]) {
      await played.line(line);
      check();
    }
    await played.line('docker run -d -p 8080:80 --name site nginx');
    await played.line('traffic web 50');
    await played.line('break image nginx');
    await played.line('break node-2');
    await played.line('wait 10m');
    check();
    for (const key of [
      'tab',
      'escape',
      'v',
      'v',
      'f',
      'enter',
      'down',
      'escape',
      'escape',
      '?',
      'pagedown',
      'escape',
      'p',
      'escape',
      'g',
    ]) {
      await played.press(key);
      check();
    }
  }
});
