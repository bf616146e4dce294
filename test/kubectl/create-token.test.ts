/** `kubectl create token`: a token whose claims can be read, and what the real one refuses. */
import { expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

function seen(...lines: readonly string[]): string {
  const terminal = openTerminal();
  terminal.type('create serviceaccount robot');
  return lines.map((line) => terminal.type(line)).at(-1) ?? '';
}

function claimsOf(token: string): Record<string, unknown> {
  const [, claims = '', signature = ''] = token.trim().split('.');
  expect(Buffer.from(signature, 'base64url')).toHaveLength(256);
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
}

test('a token says whom it speaks for and until when', () => {
  const claims = claimsOf(seen('create token robot'));
  expect(claims).toMatchObject({
    sub: 'system:serviceaccount:default:robot',
    aud: ['https://kubernetes.default.svc.cluster.local'],
    'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'robot' } },
  });
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600);
});

test('its time and its audience can be asked for', () => {
  const claims = claimsOf(seen('create token robot --duration=24h --audience=vault --audience=db'));
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(86_400);
  expect(claims['aud']).toEqual(['vault', 'db']);
  expect(seen("create token robot -o jsonpath='{.kind} {.spec.expirationSeconds}'")).toBe('TokenRequest 3600');
});

test('it may be bound to an object that is there', () => {
  const claims = claimsOf(
    seen(
      'create secret generic key --from-literal=a=b',
      'create token robot --bound-object-kind=Secret --bound-object-name=key',
    ),
  );
  expect(claims['kubernetes.io']).toMatchObject({ secret: { name: 'key' } });
});

test('the same account at the same second gets the same token, another one another', () => {
  expect(seen('create token robot')).toBe(seen('create token robot'));
  expect(seen('create token default')).not.toBe(seen('create token robot'));
});

test.each([
  ['create token', 'exactly one NAME is required, got 0'],
  ['create token nobody', 'error: failed to create token: serviceaccounts "nobody" not found'],
  [
    'create token robot --duration=6s',
    'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 6: may not specify a duration less than 10 minutes',
  ],
  ['create token robot --duration=-1h', '--duration must be greater than or equal to 0'],
  ['create token robot --duration=1500ms', '--duration cannot be expressed in units less than seconds'],
  ['create token robot --bound-object-kind=Foo', 'supported --bound-object-kind values are Node, Pod, Secret'],
  [
    'create token robot --bound-object-name=x',
    '--bound-object-name can only be set if --bound-object-kind is provided',
  ],
  ['create token robot --bound-object-kind=Pod --bound-object-name=x', 'failed to create token: pods "x" not found'],
])('%s is refused as the real one refuses it', (line, expected) => {
  expect(seen(line)).toContain(expected);
});
