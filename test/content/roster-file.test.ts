import { describe, expect, test } from 'vitest';
import { readRoster } from '#content/roster-file.ts';

/** Each entry as `id|name|team|extra`, each problem as `line: text`. */
function checkRoster(source: string, ...wanted: readonly string[]): void {
  const { entries, errors } = readRoster(source, 'class.csv');
  expect([
    ...entries.map(({ id, name, team = '', extraPercent = '' }) => `${id}|${name}|${team}|${extraPercent}`),
    ...errors.map(({ line, text }) => `${line}: ${text.en}`),
  ]).toEqual(wanted);
}

describe('a class list', () => {
  test('has an id, a name, a team and extra time a line, in this order where no line of titles says otherwise', () => {
    checkRoster('a-1;Ana García;Rojo;25\na-2;Luis\n', 'a-1|Ana García|Rojo|25', 'a-2|Luis||');
    checkRoster('Nombre,Grupo,Usuario\n"García, Ana",Rojo,a-1\n', 'a-1|García, Ana|Rojo|');
    checkRoster('id\textra time\na-1\t50 %\n', 'a-1|a-1||50');
  });
  test('may have addresses as ids', () => checkRoster('id;name\nana@uni.es;Ana\n', 'ana@uni.es|Ana||'));
  test('comes from Excel with its mark and its line ends, and empty lines are nothing', () =>
    checkRoster('\ufeffid;name\r\n\r\na-1;Ana\r\n;\r\n', 'a-1|Ana||'));
  test('names the line of what it cannot take', () =>
    checkRoster(
      'id;name;team;extra\na-1;Ana;;\nA-1;Otra;;\na\u202eb;Luis;;\na-2;Eva;;mucho\na-3;Teo;\u202eojoR;\na-4;Sol;;301\n',
      'a-1|Ana||',
      '3: this id was on the list already',
      '4: an id stands on one line and has 80 letters at most',
      '5: extra time is a percentage from 0 to 300',
      '6: A name may have letters, digits, spaces, full stops and hyphens.',
      '7: extra time is a percentage from 0 to 300',
    ));
  test.each(['', '\n\n', '__proto__;x', '"', 'a'.repeat(100), '\u0000'])(
    'of nonsense is read without a crash: %j',
    (source) => {
      const { entries, errors } = readRoster(source, 'x');
      expect(entries.length + errors.length).toBeLessThanOrEqual(1);
    },
  );
});
