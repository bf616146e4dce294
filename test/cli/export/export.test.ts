// Results as tables that spreadsheets read and do not compute, and questions as notes that Anki takes.
import { describe, expect, test } from 'vitest';
import { ankiNotes } from '#cli/export/anki.ts';
import { csvOf } from '#cli/export/csv.ts';
import { resultRows, resultTable } from '#cli/export/results.ts';
import type { Scenario } from '#engine/scenario.ts';
import { entry, noon } from '../../engine/learning/history.ts';
import { longLibrary, smallLibrary } from '../../helpers/small-quiz.ts';

describe('a CSV cell', () => {
  const checkCell = (cell: string | number | undefined, wanted: string, separator: ',' | ';' | '\t' = ',') =>
    expect(csvOf([[cell]], { separator, byteOrderMark: false })).toBe(`${wanted}\r\n`);
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=cmd()', '＝1+1'])(
    'that spreadsheets would compute is not: %j',
    (cell) => {
      const written = csvOf([[cell]], { separator: ',', byteOrderMark: false });
      expect(written.replace(/^"/, '')).toMatch(/^'/);
    },
  );
  test('with the separator, quotes or line breaks is quoted', () => {
    checkCell('a,b', '"a,b"');
    checkCell('a,b', 'a,b', ';');
    checkCell('a;b', '"a;b"', ';');
    checkCell('say "no"', '"say ""no"""');
    checkCell('two\nlines', '"two\nlines"');
  });
  test('that is a figure stays one, below zero too, and nothing is nothing', () => {
    checkCell(-5, '-5');
    checkCell(0.5, '0.5');
    checkCell(undefined, '');
  });
});

test('a table for Excel in Spanish begins with the mark it expects and parts cells by semicolons', () => {
  const rows = resultRows(
    [entry(noon, { scenario: 'pods-1', failed: ['a', 'b'], confidence: 'sure' })],
    longLibrary(1),
    'es',
  );
  expect(csvOf(resultTable(rows), { separator: ';', byteOrderMark: true })).toBe(
    '\ufeffat;session;occasion;scenario;version;title;topic;level;verdict;points;attempts;hints;confidence;seconds;failed;flag\r\n' +
      '2026-11-21T12:00:00.000Z;s;practice;pods-1;1;Pregunta número 1;pods;1;right;100;1;0;sure;;a b;\r\n',
  );
});

test('a question that is gone keeps its line', () => {
  const [row] = resultRows([entry(noon, { scenario: 'gone' })], smallLibrary, 'en');
  expect(row).toMatchObject({ scenario: 'gone', title: '', topic: '', level: null });
});

test('Anki gets a note a line, with a lasting id, and nothing that is markup by accident', () => {
  const pods = smallLibrary.find('pods') as Extract<Scenario, { type: 'choice' }>;
  const hostile = {
    ...pods,
    title: { es: '¿<b>`a`\tb?', en: '' },
    statement: { es: 'Uno.\n\nDos\ntres.', en: '' },
  };
  const lines = ankiNotes([hostile, smallLibrary.find('probe')!], 'Mi\tmazo', 'es')
    .trimEnd()
    .split('\n');
  expect(lines.slice(0, 5)).toEqual([
    '#separator:tab',
    '#html:true',
    '#deck:Mi mazo',
    '#guid column:1',
    '#tags column:4',
  ]);
  expect(lines).toHaveLength(7);
  const cells = lines[5]!.split('\t');
  expect(cells).toHaveLength(4);
  expect(cells[0]).toBe('readyz-pods');
  expect(cells[1]).toContain('<b>¿&lt;b&gt;<code>a</code>  b?</b><br><br>Uno.<br><br>Dos tres.');
  expect(cells[1]).toContain('<ol type="A"><li>Opción one</li>');
  expect(cells[3]).toBe('pods level-1 choice');
});
