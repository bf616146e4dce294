import { describe, expect, test } from 'vitest';
import { changesBetween, cutView, type ViewChange, withChange } from '#server/view-changes.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';

/** What is sent to somebody who has `before`, once `after` is so; and that it leads there. */
function checkChange(before: object, after: object): ViewChange | undefined {
  const text = changesBetween(cutView(before), cutView(after));
  const change = text === undefined ? undefined : (JSON.parse(text) as ViewChange);
  expect(change ? withChange(before, change) : before).toEqual(JSON.parse(JSON.stringify(after)));
  return change;
}

const people = (count: number, answered: readonly number[] = []) =>
  Array.from({ length: count }, (_, id) => ({ id, answered: answered.includes(id) }));

describe('what is sent of a view', () => {
  test('is nothing where nothing changed, whoever made it anew', () => {
    expect(checkChange({ phase: 'lobby', names: ['Ana'] }, { phase: 'lobby', names: ['Ana'] })).toBeUndefined();
  });

  test('is the fields that changed, came or went', () => {
    expect(checkChange({ phase: 'question', count: 1, tally: [] }, { phase: 'closed', count: 1, board: [1] })).toEqual({
      set: { phase: 'closed', board: [1] },
      gone: ['tally'],
    });
  });

  test('is the one row of five hundred', () => {
    const change = checkChange({ people: people(500) }, { people: people(500, [41]) });
    expect(change).toEqual({ set: {}, rows: { people: [[41, { id: 41, answered: true }]] } });
  });

  test('is the row that came, and the whole list when one went', () => {
    expect(checkChange({ people: people(10) }, { people: people(11) })?.rows?.['people']).toHaveLength(1);
    expect(checkChange({ people: people(11) }, { people: people(10) })?.set['people']).toHaveLength(10);
  });

  test('leads to the same view, whatever changed', () => {
    const random = new SeededRandom(7);
    const value = () =>
      random.pick([1, 'a', null, { deep: [1, { x: 2 }] }, people(3), people(20, [random.integer(0, 19)]), []]);
    const view = () =>
      Object.fromEntries(
        ['a', 'b', 'c', 'constructor', 'd'].flatMap((name) => (random.next() < 0.7 ? [[name, value()]] : [])),
      );
    for (let round = 0; round < 500; round++) checkChange(view(), view());
  });
});
