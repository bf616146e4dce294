// What a line that was given up leaves behind: nothing that prints into the next one.
import { expect, test } from 'vitest';
import { openLab } from './open-lab.ts';

test.each(['yes', 'while true; do echo more; done', 'yes | cat', '(yes)', 'sh -c "yes"'])(
  'ends with its programs: %s',
  (line) => {
    const lab = openLab();
    const run = lab.begin(line);
    for (let slice = 0; slice < 3; slice++) run.step();
    run.interrupt();
    while (!run.step());
    expect(run.answer?.output).toContain('^C');
    expect(lab.type('sleep 5; echo next').output).toBe('next\n');
  },
);

test('what was sent behind goes on', () => {
  const lab = openLab();
  lab.type('(sleep 30; echo behind > said) &');
  const run = lab.begin('yes');
  run.step();
  run.interrupt();
  while (!run.step());
  lab.type('wait 1m');
  expect(lab.type('cat said').output).toBe('behind\n');
});
