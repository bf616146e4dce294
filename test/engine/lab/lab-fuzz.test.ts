/** Random lines typed at the lab, made of pieces that mean something: each is answered, in time, and the session can be played again. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { openLab } from './open-lab.ts';

const words = [
  ...[
    'kubectl',
    'k',
    'docker',
    'compose',
    'sudo',
    'get',
    'create',
    'deployment',
    'web',
    'pods',
    'apply',
    '-f',
    '-',
    '-n',
    'x',
  ],
  ...[
    '--image=nginx',
    '-o',
    'yaml',
    'run',
    '-d',
    'nginx',
    'rm',
    'wait',
    '5m',
    'until',
    'ready',
    'step',
    'event',
    'break',
  ],
  ...[
    'node-1',
    'mend',
    'slow',
    'registry',
    'crash',
    'load',
    '200',
    'traffic',
    '10',
    'stop',
    'curl',
    '--from',
    'http://web',
  ],
  ...[
    'dig',
    'files',
    'write',
    'edit',
    'a.yaml',
    'save',
    'undo',
    'help',
    'history',
    'now',
    'for',
    'i',
    'in',
    'do',
    'done',
    'while',
  ],
  ...[
    'if',
    'then',
    'fi',
    '|',
    '||',
    '&&',
    ';',
    '&',
    '>',
    '<',
    '<<EOF',
    '\nEOF\n',
    '$(',
    ')',
    '`',
    '"',
    "'",
    '{',
    '}',
    '*',
    '$i',
    '!',
  ],
  ...[
    '#',
    '\\',
    '__proto__',
    'constructor',
    '-1',
    '1e99',
    '\u0000',
    '\u202e',
    '漢',
    '\ud800',
    '--',
    '../../etc/passwd',
    '~',
    '=',
  ],
];

test.each([1, 2, 3])('random lines, round %i', { timeout: 60_000 }, (seed) => {
  const random = new SeededRandom(seed);
  const lab = openLab({ seed });
  for (let count = 0; count < 150; count++) {
    const line = Array.from({ length: random.integer(1, 7) }, () => random.pick(words)).join(
      random.pick([' ', ' ', ' ', '']),
    );
    lab.isIncomplete(line);
    lab.complete(line, random.integer(0, line.length));
    const { code, output, pieces } = lab.type(line);
    expect(Number.isInteger(code), line).toBe(true);
    expect(pieces.map(({ text }) => text).join(''), line).toBe(output);
  }
  lab.picture();
  lab.faults();
  const again = openLab({ files: { 'a.lab': lab.save() } });
  expect(again.type('load a.lab').code).toBe(0);
  expect(again.clock).toEqual(lab.clock);
  expect(again.type('echo fine').output).toBe('fine\n');
});
