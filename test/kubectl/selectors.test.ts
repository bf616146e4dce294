/** `-l` and `--field-selector`: what they find, and what the server says of those that it cannot follow. */
import { describe, expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

const { type, pass } = openTerminal();
type('run a --image=busybox --labels=app=web,size=3 -- sleep 100000');
type('run b --image=busybox --labels=app=db -- sleep 100000');
type('run c --image=busybox --labels=old=yes -- sleep 100000');
pass(5);

function check(line: string, expected: string): void {
  expect(type(line)).toBe(expected);
}

const pods = (...names: string[]) => names.map((name) => `pod/${name}\n`).join('');
const refused = (labels: string, fields: string, why: string, resource = '/v1, Resource=pods') =>
  `[1] Error from server (BadRequest): Unable to find "${resource}" that match label selector "${labels}", field selector "${fields}": ${why}\n`;

describe('labels', () => {
  test.each([
    ['app=web', pods('a')],
    ['app==web', pods('a')],
    ['app!=web', pods('b', 'c')],
    ['app in (web, db)', pods('a', 'b')],
    ['app notin (web)', pods('b', 'c')],
    ['app', pods('a', 'b')],
    ['!app', pods('c')],
    ['app,size>2', pods('a')],
    ['app,size<3', ''],
    ['app=', ''],
    ['app=web=x', refused('app=web=x', '', "found '=', expected: ',' or 'end of string'")],
    ['app in web', refused('app in web', '', "unable to parse requirement: found 'web' expected: '('")],
    [
      'app is web',
      refused('app is web', '', "unable to parse requirement: found 'is', expected: in, notin, =, ==, !=, gt, lt"),
    ],
  ])('%s', (selector, expected) => check(`get pods -o name -l '${selector}'`, expected));
});

describe('fields', () => {
  test.each([
    ['metadata.name=b', pods('b')],
    ['metadata.name!=b,status.phase=Running', pods('a', 'c')],
    ['spec.nodeName=', ''],
    ['spec.replicas=1', refused('', 'spec.replicas=1', 'field label not supported: spec.replicas')],
    ['nonsense', refused('', 'nonsense', "invalid selector: 'nonsense'; can't understand 'nonsense'")],
  ])('%s', (selector, expected) => check(`get pods -o name --field-selector '${selector}'`, expected));

  test('of other groups are told with those there are', () => {
    const why = '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"';
    check(
      'get deploy --field-selector spec.replicas=1',
      refused('', 'spec.replicas=1', why, 'apps/v1, Resource=deployments'),
    );
  });
});

describe('durations are Go’s', () => {
  test.each([
    ['1m30s', /timed out waiting/],
    ['0.5s', /timed out waiting/],
    ['0', /condition not met/],
    ['5', /^\[1\] error: invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"\n/],
    ['5d', /^\[1\] error: invalid argument "5d" for "--timeout" flag: time: unknown unit "d" in duration "5d"\n/],
    ['x', /^\[1\] error: invalid argument "x" for "--timeout" flag: time: invalid duration "x"\n/],
  ])('%s', (duration, expected) => {
    expect(type(`wait pod/a --for=condition=Nope --timeout=${duration}`)).toMatch(expected);
  });
});
