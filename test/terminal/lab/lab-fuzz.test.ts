/** Random keys and lines at the lab's screen: it never falls over, never hangs, and every frame keeps within its window. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { widthOf } from '#terminal/wrap.ts';
import { playLab } from './play-lab.ts';

const keys = [
  ...['enter', 'tab', 'shift-tab', 'up', 'down', 'left', 'right', 'home', 'end', 'ctrl-left', 'ctrl-right', 'pageup'],
  ...['pagedown', 'escape', 'backspace', 'delete', 'space', 'ctrl-a', 'ctrl-c', 'ctrl-e', 'ctrl-g', 'ctrl-k', 'ctrl-l'],
  ...[
    'ctrl-n',
    'ctrl-o',
    'ctrl-p',
    'ctrl-r',
    'ctrl-s',
    'ctrl-t',
    'ctrl-u',
    'ctrl-w',
    'ctrl-y',
    'ctrl-z',
    '?',
    'L',
    'f',
  ],
  ...[
    'g',
    'p',
    's',
    'e',
    'u',
    'v',
    'q',
    '1',
    '2',
    '3',
    'j',
    'k',
    '|',
    ';',
    '&',
    "'",
    '"',
    '<',
    '$',
    '(',
    'ñ',
    '漢',
    '🙂',
  ],
];
const texts = [
  ...[
    'kubectl get pods -o wide',
    'kubectl create deployment web --image=nginx',
    'until ready 1m',
    'wait 1h',
    'break node-1',
  ],
  ...[
    'docker run -d nginx',
    'files edit a.yaml',
    'kubectl edit deploy web',
    'for i in 1 2 3; do sleep 1; done',
    'cat <<EOF',
  ],
  ...[
    'EOF',
    'a'.repeat(300),
    '\u202e\x1b[31m\x07',
    '漢字'.repeat(60),
    '$(',
    'undo',
    'reset',
    'load x',
    '__proto__',
    'step 3',
  ],
  ...['while true; do :; done', 'echo one\necho two\ncat <<EOF\nthree\nEOF', '\ud800', 'crash web', 'kubectl get \t'],
];
const sizes = [
  [60, 15],
  [80, 24],
  [120, 40],
] as const;

test.each([1, 2, 3, 4])('random keys, round %i', { timeout: 60_000 }, async (seed) => {
  const random = new SeededRandom(seed);
  const played = playLab({ language: seed % 2 === 0 ? 'es' : 'en', unicode: seed !== 3 });
  for (let step = 0; step < 250; step++) {
    const kind = random.integer(0, 9);
    if (kind < 7) await played.press(random.pick(keys));
    else if (kind < 8) await played.tick();
    else await played.paste(random.pick(texts));
    const [columns, rows] = random.pick(sizes);
    const frame = played.frame({ columns, rows });
    expect(frame).toHaveLength(rows);
    for (const line of frame) {
      expect(widthOf(line), JSON.stringify(line)).toBeLessThanOrEqual(columns);
    }
  }
  // Whatever state it is in, three interruptions and a line bring a working prompt back.
  await played.press('ctrl-c', 'ctrl-c', 'ctrl-c', 'escape', 'i', 'ctrl-u');
  played.conductor.send({ kind: 'type-again' });
  await played.line('echo still-here');
  expect(played.frame().join('\n')).toContain('\nstill-here');
});
