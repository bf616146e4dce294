import { expect, test } from 'vitest';
import { hasRules, isSimulatedRule, validateRules } from '#api/apiextensions/cel/rules.ts';
import { path } from '#api/meta/field-path.ts';

/** What the rule says of the value of field `spec`, and of its change from `old`. */
function check(rule: string | object, value: unknown, ...expected: readonly string[]) {
  checkChange(rule, undefined, value, ...expected);
}

function checkChange(rule: string | object, old: unknown, value: unknown, ...expected: readonly string[]) {
  const rules = [typeof rule === 'string' ? { rule } : rule];
  const schema = { type: 'object', 'x-kubernetes-validations': rules };
  const said = validateRules(value, old, schema, path('spec')).map(({ field, message }) => `${field}: ${message}`);
  expect(said).toEqual(expected);
}

const failed = (rule: string) => `spec: Invalid value: "object": failed rule: ${rule}`;

test.each([
  ['self.min <= self.max', { min: 1, max: 1 }, { min: 2, max: 1 }],
  ['self.name.startsWith("db-") && self.name.size() < 8', { name: 'db-1' }, { name: 'web' }],
  ['has(self.port) || self.kind != "tcp"', { kind: 'udp' }, { kind: 'tcp' }],
  ['self.items.all(i, i > 0 && i % 2 == 0)', { items: [2, 4] }, { items: [2, 3] }],
  ['self.items.exists_one(i, i.primary)', { items: [{ primary: true }, { primary: false }] }, { items: [] }],
  ['self.names.map(n, n.size()).sum() == 3', { names: ['a', 'bb'] }, { names: ['a'] }],
  ['self.labels.all(k, k in ["a", "b"] && self.labels[k] != "")', { labels: { a: 'x' } }, { labels: { c: 'x' } }],
  ['self.n / 2 == 2', { n: 5 }, { n: 6 }],
  ['-self.n + 2 * 3 - 1 == 0', { n: 5 }, { n: 4 }],
  ["self.host.matches('^[a-z]+$')", { host: 'web' }, { host: 'Web' }],
  ['self.a == self.b ? self.a > 1 : true', { a: 2, b: 2 }, { a: 1, b: 1 }],
  ['!(self.mode in ["Off", r"\\d"])', { mode: 'On' }, { mode: 'Off' }],
  ['self.size_in__dash__mib >= 1.5', { 'size_in-mib': 2 }, { 'size_in-mib': 1 }],
  ['self.list == [1, 2] + [3]', { list: [1, 2, 3] }, { list: [1, 2] }],
])('%s', (rule, good, bad) => {
  expect(isSimulatedRule(rule)).toBe(true);
  check(rule, good);
  check(rule, bad, failed(rule));
});

test('the author’s own message, computed or not, and reason and place', () => {
  check({ rule: 'self.n > 1', message: 'too few' }, { n: 1 }, 'spec: Invalid value: "object": too few');
  const computed = { rule: 'self.n > 1', messageExpression: '"at least 2, not " + string(self.n)' };
  check(computed, { n: 1 }, 'spec: Invalid value: "object": at least 2, not 1');
  const placed = { rule: 'self.n > 1', reason: 'FieldValueForbidden', fieldPath: '.n', message: 'no' };
  check(placed, { n: 1 }, 'spec.n: Forbidden: no');
});

test('a rule about the old value looks at changes only', () => {
  const rule = 'self.n >= oldSelf.n';
  check(rule, { n: 1 });
  checkChange(rule, { n: 1 }, { n: 2 });
  checkChange(rule, { n: 2 }, { n: 1 }, failed(rule));
});

test('a value that broke the rule before, and has not changed, is let through', () => {
  checkChange('self.n > 1', { n: 1 }, { n: 1 });
  checkChange('self.n > 1', { n: 1 }, { n: 0 }, failed('self.n > 1'));
});

test('a key that is not there is an error of the rule, unless the other side decides', () => {
  check('self.a == 1', {}, 'spec: Invalid value: "object": no such key: a evaluating rule: self.a == 1');
  check('self.a == 1 || self.b == 1', { b: 1 });
  check('self.a == 1 && self.b == 1', { b: 2 }, failed('self.a == 1 && self.b == 1'));
});

test('what readyz does not know refuses nothing, and is told apart', () => {
  for (const rule of ['quantity(self.a).isGreaterThan(quantity("1"))', 'self.?a.orValue(1) > 0', 'self.a >', '']) {
    expect(isSimulatedRule(rule)).toBe(false);
    check(rule, { a: 1 });
  }
});

test('rules that would take for ever end without a verdict', () => {
  const list = Array.from({ length: 1000 }, (_, index) => index);
  check('self.a.all(x, self.a.all(y, self.a.all(z, x + y + z >= 0)))', { a: list });
  expect(isSimulatedRule('('.repeat(5000))).toBe(false);
  expect(isSimulatedRule('!'.repeat(4000))).toBe(false);
  check('self.a.matches("(a+)+$")', { a: `${'a'.repeat(100)}b` });
});

test('rules stand anywhere in a schema', () => {
  const inner = { type: 'string', 'x-kubernetes-validations': [{ rule: 'self != "x"' }] };
  const schema = { type: 'object', properties: { a: { type: 'array', items: inner } } };
  expect(hasRules(schema)).toBe(true);
  expect(validateRules({ a: ['y', 'x'] }, undefined, schema, path()).map(({ field }) => field)).toEqual(['a[1]']);
});
