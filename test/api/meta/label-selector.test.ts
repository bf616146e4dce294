import { describe, expect, test } from 'vitest';
import { matchesLabels, matchesSelector, parseLabelSelector } from '#api/meta/label-selector.ts';

const labels = { app: 'web', tier: 'front', weight: '3' };

/** How kubectl's short form selects the labels above, or what it says of it. */
function check(selector: string): boolean | string {
  const parsed = parseLabelSelector(selector);
  return parsed.ok ? matchesSelector(parsed.value, labels) : parsed.error;
}

describe('the short form of kubectl -l', () => {
  test.each([
    ['app=web', true],
    ['app==web,tier!=back', true],
    ['app in (web, api)', true],
    ['app notin (web)', false],
    ['app,!old', true],
    ['old', false],
    ['missing!=x', true],
    ['weight>2,weight<4', true],
    ['app=', false],
    ['app in (,web)', true],
    ['in=x', false],
    ['', true],
  ])('%s', (selector, matches) => {
    expect(check(selector)).toBe(matches);
  });

  test('what it cannot read it says', () => {
    expect(check('app=web=x')).toBe("found '=', expected: ',' or 'end of string'");
    expect(check('app not in (web)')).toBe(
      "unable to parse requirement: found 'not', expected: in, notin, =, ==, !=, gt, lt",
    );
    expect(check('app in (web')).toBe("unable to parse requirement: found '', expected: ',' or ')'");
    expect(check('app in web')).toBe("unable to parse requirement: found 'web' expected: '('");
    expect(check('app in ()')).toContain("values set can't be empty");
    expect(check('app,')).toBe("found '', expected: identifier after ','");
    expect(check('=web')).toBe("found '=', expected: !, identifier, or 'end of string'");
    expect(check('app==web==')).toBe("found '==', expected: ',' or 'end of string'");
    expect(check('weight>x')).toContain('the value must be an integer');
    expect(check('-app=web')).toContain('name part must consist of');
  });
});

test('an absent selector selects nothing, an empty one everything', () => {
  expect(matchesSelector(undefined, labels)).toBe(false);
  expect(matchesSelector({}, labels)).toBe(true);
  expect(matchesSelector({}, undefined)).toBe(true);
});

test('the selector of a Service selects nothing when it is empty', () => {
  expect(matchesLabels({}, labels)).toBe(false);
  expect(matchesLabels({ app: 'web' }, labels)).toBe(true);
});

test('labels named like the members of an object are not there unless they are', () => {
  expect(check('constructor')).toBe(false);
  expect(check('toString!=x')).toBe(true);
});
