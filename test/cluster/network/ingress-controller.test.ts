import { describe, expect, test } from 'vitest';
import type { Ingress } from '#api/networking/ingress.ts';
import { routeOf } from '#cluster/network/ingress-controller.ts';
import { type Fields, newCluster, podDraft } from '../kubelet/node-under-test.ts';

const backend = (name: string) => ({ service: { name, port: { number: 80 } } });

function ingress(
  rules: readonly (readonly [string | undefined, string, string, string])[],
  defaultBackend?: string,
): Ingress {
  return {
    metadata: { name: 'i', namespace: 'default' },
    spec: {
      ...(defaultBackend ? { defaultBackend: backend(defaultBackend) } : {}),
      rules: rules.map(([host, pathType, path, name]) => ({
        ...(host ? { host } : {}),
        http: { paths: [{ path, pathType, backend: backend(name) }] },
      })),
    },
  } as unknown as Ingress;
}

describe('paths', () => {
  // The table of the Ingress documentation, by what matches.
  const cases: readonly [string, string, string, boolean][] = [
    ['Prefix', '/', '/anything', true],
    ['Exact', '/foo', '/foo', true],
    ['Exact', '/foo', '/bar', false],
    ['Exact', '/foo', '/foo/', false],
    ['Exact', '/foo/', '/foo', false],
    ['Prefix', '/foo', '/foo', true],
    ['Prefix', '/foo', '/foo/', true],
    ['Prefix', '/foo/', '/foo', true],
    ['Prefix', '/aaa/bb', '/aaa/bbb', false],
    ['Prefix', '/aaa/bbb', '/aaa/bbb', true],
    ['Prefix', '/aaa/bbb/', '/aaa/bbb', true],
    ['Prefix', '/aaa/bbb', '/aaa/bbb/', true],
    ['Prefix', '/aaa/bbb', '/aaa/bbb/ccc', true],
    ['Prefix', '/aaa/bbb', '/aaa/bbbxyz', false],
    ['Prefix', '/aaa', '/ccc', false],
  ];
  test.each(cases)('%s %s and %s: %s', (type, pattern, path, expected) => {
    expect(routeOf([ingress([[undefined, type, pattern, 'a']])], 'x.com', path) !== undefined).toBe(expected);
  });

  test('the longest wins, Exact before Prefix, the default backend last', () => {
    const rules = [
      ingress([
        [undefined, 'Prefix', '/', 'root'],
        [undefined, 'Prefix', '/aaa', 'a'],
        [undefined, 'Prefix', '/aaa/bbb', 'ab'],
        [undefined, 'Exact', '/aaa', 'exact'],
      ]),
    ];
    const to = (path: string) => routeOf(rules, 'x.com', path)?.backend.service?.name;
    expect([to('/aaa/bbb/c'), to('/aaa/ccc'), to('/aaa'), to('/ccc')]).toEqual(['ab', 'a', 'exact', 'root']);
    expect(
      routeOf([ingress([[undefined, 'Prefix', '/aaa', 'a']], 'else')], 'x.com', '/ccc')?.backend.service?.name,
    ).toBe('else');
  });

  test('an exact host before a wildcard, which covers one label', () => {
    const rules = [
      ingress([
        ['*.foo.com', 'Prefix', '/', 'wild'],
        ['bar.foo.com', 'Prefix', '/', 'exact'],
      ]),
    ];
    const to = (host: string) => routeOf(rules, host, '/')?.backend.service?.name;
    expect([to('bar.foo.com'), to('baz.foo.com'), to('a.b.foo.com'), to('foo.com')]).toEqual([
      'exact',
      'wild',
      undefined,
      undefined,
    ]);
  });
});

describe('through a controller', () => {
  const web = podDraft(
    { run: 'mkdir -p /www/shop; echo shop > /www/shop/index.html; exec httpd -f -p 80 -h /www' },
    'web',
  );
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  };
  const shop = (more: Fields = {}) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        { host: 'shop.example', http: { paths: [{ path: '/shop', pathType: 'Prefix', backend: backend('web') }] } },
      ],
      ...more,
    },
  });
  const ask = (
    objects: readonly Fields[],
    path = '/shop',
    options: { readonly tls?: boolean; readonly ingressClass?: string } = {},
  ) => {
    const cluster = newCluster();
    for (const answer of cluster.apply(objects as never)) if (!answer.ok) throw new Error(answer.status.message);
    cluster.advance({ seconds: 10 });
    const { status, certificate } = cluster.ingress({ host: 'shop.example', path, ingressClass: 'nginx', ...options });
    return certificate === undefined ? status : `${status} ${certificate}`;
  };
  const tls = { tls: [{ hosts: ['shop.example'], secretName: 'cert' }] };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'cert' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': '', 'tls.key': '' },
  };

  test('it answers, or says what is missing', () => {
    expect(ask([web, service, shop()])).toBe(200);
    expect(ask([web, service, shop()], '/other')).toBe(404);
    expect(ask([web, service, shop()], '/shop/none')).toBe(404);
    expect(ask([service, shop()])).toBe(503);
    expect(ask([web, shop()])).toBe(503);
    expect(ask([podDraft({ run: 'sleep 1000' }, 'web'), service, shop()])).toBe(502);
    expect(ask([web, service, shop()], '/shop', { ingressClass: 'another' })).toBe(404);
  });

  test('over TLS: its certificate, the fake one, or a redirect', () => {
    expect(ask([web, service, shop(tls), secret], '/shop', { tls: true })).toBe('200 cert');
    expect(ask([web, service, shop(tls)], '/shop', { tls: true })).toBe('200 fake');
    expect(ask([web, service, shop(tls), secret])).toBe(308);
  });
});
