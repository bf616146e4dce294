/** `kubectl debug`: beside a Pod's containers, in a copy of the Pod, on a node. */
import { describe, expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

function open() {
  const terminal = openTerminal();
  terminal.type('run solo --image=busybox --labels=app=solo -- sleep 100000');
  terminal.pass(5);
  return terminal;
}

test('a container beside the others is waited for, and what it printed is shown', () => {
  const { type } = open();
  expect(type("debug -it solo --image=busybox -c look --target=solo -- sh -c 'hostname; exit 3'")).toBe(
    'Targeting container "solo". If you don\'t see processes from this container it may be because the container runtime doesn\'t support this feature.\nsolo\n',
  );
  expect(type('get pod solo')).toMatch(/\nsolo +1\/1 +Running +0 /);
  expect(type('describe pod solo')).toMatch(/\nEphemeral Containers:\n {2}look:\n[\s\S]*Exit Code: +3\n/);
  expect(type('logs solo -c look')).toBe('solo\n');
});

test('without a name it gets one, another each time', () => {
  const { type } = open();
  const names = [1, 2].map(
    () => /^Defaulting debug container name to (debugger-\w{5})\.\n$/.exec(type('debug solo --image=busybox'))?.[1],
  );
  expect(new Set(names).size).toBe(2);
  expect(names).not.toContain(undefined);
});

test('a copy has no labels and no probes, other images if one likes, and the new container', () => {
  const { type, pass } = open();
  type('debug solo --image=busybox -c look --copy-to=twin --set-image=solo=busybox:1.36 -- sleep 100000');
  pass(10);
  expect(
    type("get pod twin -o jsonpath='{.metadata.labels}{.spec.containers[*].name} {.spec.containers[0].image}'"),
  ).toBe('solo look busybox:1.36');
  expect(type('get pods -o name')).toBe('pod/solo\npod/twin\n');
  expect(type('debug solo --copy-to=other --replace --set-image=*=busybox')).toBe('');
  pass(60);
  expect(type('get pods -o name')).toBe('pod/other\npod/twin\n');
});

test('on a node it has what the node has', () => {
  const { type } = open();
  expect(type('debug -it node/node-1 --image=busybox -- hostname')).toMatch(
    /^Creating debugging pod node-debugger-node-1-\w{5} with container debugger on node node-1\.\n/,
  );
  expect(type("get pods -o jsonpath='{.items[0].spec.nodeName} {.items[0].spec.hostNetwork}'")).toBe('node-1 true');
});

describe('what does not go together is refused', () => {
  test.each([
    ['debug', '[1] error: NAME is required for debug\n'],
    ['debug solo', '[1] error: you must specify --image when not using --copy-to.\n'],
    ['debug solo --copy-to=x', '[1] error: you must specify --image, --set-image or command arguments.\n'],
    ['debug solo --image=x --replace', '[1] error: --replace may only be used with --copy-to.\n'],
    ['debug solo --image=x -t', '[1] error: -i/--stdin is required for containers with -t/--tty=true\n'],
    ['debug solo --image=x --profile=odd', '[1] error: unknown profile: odd\n'],
    ['debug nope --image=x', '[1] Error from server (NotFound): pods "nope" not found\n'],
    ['debug svc/kubernetes --image=x', '[1] error: "*v1.Service" not supported by debug\n'],
  ])('%s', (line, expected) => {
    expect(open().type(line)).toBe(expected);
  });
});
