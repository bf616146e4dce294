// A room on a real port, and people who mean it ill: floods, drops, bombs, other people's pages, keys and paths that are not there.
// Whatever they do, somebody who means well joins and answers meanwhile.

import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Served, serveLive } from './serve-live.ts';

const open: Served[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

async function serve(options: Parameters<typeof serveLive>[0] = {}): Promise<Served> {
  const served = await serveLive(options);
  open.push(served);
  return served;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** With headers that `fetch` would not send; the path goes out as it stands. */
function raw({ url }: Served, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** What comes back when bytes are written as they are, until the other side ends it. */
async function bytes({ url }: Served, sent: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let got = '';
  socket.on('data', (part) => {
    got += part;
  });
  socket.on('error', () => {});
  socket.write(sent);
  await new Promise((resolve) => socket.once('close', resolve));
  return got;
}

async function checkClassGoesOn(served: Served, name = 'Ana'): Promise<void> {
  const client = served.client(name);
  expect(await client.join('CODE', name)).toMatchObject({ ok: true });
  if (served.room.state.position < 0) await served.host.act({ kind: 'next' });
  expect((await client.answer(0, 1, { kind: 'choice', option: 'two' })).ok).toBe(true);
}

const json = { 'content-type': 'application/json' };
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('pages from elsewhere', () => {
  test('that renamed their server to this address are told to use another name', async () => {
    const served = await serve();
    for (const host of ['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1.evil.example', 'a@b']) {
      const { status } = await raw(served, '/', { headers: { host } });
      expect([400, 421], host).toContain(status);
    }
    for (const host of ['localhost', 'LOCALHOST:99', '127.0.0.1:8723', '192.168.1.20', '[::1]:80', 'readyz.localhost'])
      expect((await raw(served, '/', { headers: { host } })).status, host).toBe(200);
  });

  test('are let in under the public address, and only under that', async () => {
    const served = await serve({ publicUrl: 'https://class.example.org/live' });
    const headers = { ...json, host: 'class.example.org', origin: 'https://class.example.org' };
    const body = JSON.stringify({ code: 'CODE', name: 'Ana', secret: 'x'.repeat(20) });
    expect((await raw(served, '/api/join', { method: 'POST', headers, body })).status).toBe(200);
    const other = { ...headers, origin: 'https://example.org' };
    expect((await raw(served, '/api/join', { method: 'POST', headers: other, body })).status).toBe(403);
  });

  test('neither act nor read, even with a key', async () => {
    const served = await serve();
    const { host } = new URL(served.url);
    for (const origin of ['https://evil.example', 'null', `http://${host}.evil.example`, 'http://127.0.0.1:1']) {
      const headers = { ...json, ...bearer('host-key'), origin };
      const acted = await raw(served, '/api/host', { method: 'POST', headers, body: '{"kind":"next"}' });
      expect([acted.status, (await raw(served, '/api/events', { headers })).status], origin).toEqual([403, 403]);
    }
    const quiet = { ...json, ...bearer('host-key'), 'sec-fetch-site': 'cross-site' };
    expect((await raw(served, '/api/host', { method: 'POST', headers: quiet, body: '{"kind":"next"}' })).status).toBe(
      403,
    );
    expect(served.room.state.position).toBe(-1);
    await checkClassGoesOn(served);
  });
});

describe('floods', () => {
  test('of joins fill the room and no more; those who were in stay in', async () => {
    const served = await serve();
    await checkClassGoesOn(served);
    for (let index = 0; index < 980; index++)
      void served.room.act({ kind: 'join', participant: `p${index}`, name: `Early ${index}`, key: `k${index}` });
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const body = JSON.stringify({ code: 'CODE', name: `Bot ${index}`, secret: `a secret of bot number ${index}` });
        return (await raw(served, '/api/join', { method: 'POST', headers: json, body })).status;
      }),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(19);
    expect(statuses.filter((status) => status === 409)).toHaveLength(41);
    expect((await served.client('Ana').answer(0, 1, { kind: 'choice', option: 'one' })).ok).toBe(true);
  });

  test('of answers are slowed down, and the last one that was taken counts', async () => {
    const served = await serve();
    await checkClassGoesOn(served);
    const statuses: number[] = [];
    for (let index = 0; index < 60; index++) {
      const answer = { kind: 'choice', option: index % 2 === 0 ? 'one' : 'two' };
      const body = JSON.stringify({ position: 0, round: 1, answer });
      const headers = { ...json, ...bearer('the-secret-of-Ana') };
      statuses.push((await raw(served, '/api/answer', { method: 'POST', headers, body })).status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(30);
    const taken = statuses.lastIndexOf(200);
    const [given] = served.room.state.questions[0]!.answers.values();
    expect(given?.answer).toEqual({ kind: 'choice', option: taken % 2 === 0 ? 'one' : 'two' });
    await checkClassGoesOn(served, 'Luis');
  });

  test('of streams cost only whoever opens them', async () => {
    const served = await serve();
    await checkClassGoesOn(served);
    const stop = new AbortController();
    const headers = bearer('the-secret-of-Ana');
    const opened = await Promise.all(
      Array.from({ length: 40 }, () => fetch(`${served.url}/api/events`, { headers, signal: stop.signal })),
    );
    expect(opened.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(30);
    // All but the newest few have been ended.
    const ended = await Promise.all(
      opened.map(async ({ status, body }) => {
        if (status !== 200 || !body) return true;
        const reader = body.getReader();
        for (;;) {
          const part = await Promise.race([
            reader.read(),
            new Promise<undefined>((resolve) => setTimeout(resolve, 300, undefined)),
          ]);
          if (part === undefined || part.done) return part?.done === true;
        }
      }),
    );
    expect(ended.filter((isEnded) => !isEnded).length).toBeLessThanOrEqual(6);
    stop.abort();
    await checkClassGoesOn(served, 'Luis');
  });
});

describe('bodies and headers', () => {
  test('of ten megabytes are refused, told at once or piece by piece', async () => {
    const served = await serve();
    const body = `{"code":"${'x'.repeat(10_000_000)}"}`;
    const head =
      'POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n';
    const told = await bytes(served, `${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 1000)}`);
    expect(told).toMatch(/^HTTP\/1\.1 413/);
    const pieces = await bytes(
      served,
      `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    );
    expect(pieces).toMatch(/^(HTTP\/1\.1 413|$)/);
    await checkClassGoesOn(served);
  });

  test('that come drop by drop are waited for only so long', async () => {
    const served = await serve({
      patience: { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 },
    });
    const drops = Array.from({ length: 200 }, (_, index) =>
      bytes(
        served,
        index % 2 === 0
          ? 'GET / HTTP/1.1\r\nHost: loc'
          : 'POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{',
      ),
    );
    await checkClassGoesOn(served);
    for (const got of await Promise.all(drops)) expect(got).toMatch(/^(HTTP\/1\.1 408|$)/);
  });

  test('that are no HTTP, or too long, are answered or cut, and nothing breaks', async () => {
    const served = await serve();
    const end = 'Connection: close\r\n\r\n';
    const odd = [
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(20_000)}\r\n${end}`,
      `GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n${end}`,
      `GET / HTTP/1.1\r\n${end}`,
      `GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n${end}`,
      `POST /api/host HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\n`,
    ];
    for (const sent of odd) expect(await bytes(served, sent)).not.toMatch(/^HTTP\/1\.1 (200|5)/);
    await checkClassGoesOn(served);
  });
});

test('paths lead to the pages and nowhere else', async () => {
  const served = await serve();
  const paths = [
    '/../package.json',
    '/pages/../../package.json',
    '/pages/%2e%2e/%2e%2e/package.json',
    '/pages/..%2f..%2fpackage.json',
    '/pages/..\\..\\package.json',
    '//etc/passwd',
    '/pages/phone.js%00.css',
    '/pages/phone.html',
    '/pages/__proto__',
    '/constructor',
  ];
  for (const path of paths) expect([404, 400], path).toContain((await raw(served, path)).status);
});

test('keys that are nearly right open nothing', async () => {
  const served = await serve();
  for (const key of ['host-ke', 'host-keyy', 'HOST-KEY', 'wall-key', 'CODE', 'undefined', '__proto__', '']) {
    const headers = { ...json, ...bearer(key) };
    expect((await raw(served, '/api/host', { method: 'POST', headers, body: '{"kind":"finish"}' })).status, key).toBe(
      401,
    );
  }
  // The wall's key shows the wall; it joins, answers and leads nothing.
  const body = '{"position":0,"round":1,"answer":{"kind":"choice","option":"two"}}';
  const wall = { ...json, ...bearer('wall-key') };
  expect((await raw(served, '/api/answer', { method: 'POST', headers: wall, body })).status).toBe(401);
  expect(served.room.state.phase).toBe('lobby');
});

test('fields named after what objects inherit change nothing', async () => {
  const served = await serve();
  await checkClassGoesOn(served);
  const bodies = [
    '{"__proto__":{"kind":"finish"},"kind":"constructor"}',
    '{"constructor":{"prototype":{"kind":"finish"}}}',
    '{"kind":"toString"}',
    '{"kind":"rename","participant":"__proto__","name":"x"}',
    '{"kind":"kick","participant":"constructor"}',
    '{"kind":"teams","names":["__proto__","constructor"],"free":true,"__proto__":{"polluted":true}}',
    '{"kind":"void","position":"__proto__"}',
    '{"kind":"extend","seconds":1e308}',
    `${'['.repeat(50_000)}`,
    '{"kind":{"toString":"x"}}',
  ];
  for (const body of bodies) {
    const headers = { ...json, ...bearer('host-key') };
    const { status } = await raw(served, '/api/host', { method: 'POST', headers, body });
    expect([200, 400, 409], body.slice(0, 80)).toContain(status);
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(served.room.state.phase).toBe('question');
  await checkClassGoesOn(served, 'Luis');
});
