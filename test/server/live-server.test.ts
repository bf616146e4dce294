import { afterEach, describe, expect, test } from 'vitest';
import type { HostView } from '#engine/live/live-views.ts';
import { type Served, seen, serveLive } from './serve-live.ts';

const open: Served[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

async function serve(): Promise<Served> {
  const served = await serveLive();
  open.push(served);
  return served;
}

function raw(served: Served, path: string, body: unknown, secret?: string): Promise<Response> {
  return fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(secret !== undefined && { authorization: `Bearer ${secret}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

test('a class joins, answers and sees what came of it; the host sees who is who', async () => {
  const served = await serve();
  const [ana, luis] = [served.client('Ana'), served.client('Luis')];
  expect(await ana.join('co-de', 'Ana')).toEqual({ ok: true, value: 'Ana' });
  await luis.join('CODE', 'Luis');
  await served.host.act({ kind: 'next' });
  expect((await ana.answer(0, 1, { kind: 'choice', option: 'two' })).ok).toBe(true);
  expect((await luis.answer(0, 1, { kind: 'choice', option: 'one' })).ok).toBe(true);
  await served.host.act({ kind: 'close' });
  const host = await seen<HostView>(served.host, ({ stage }) => stage.phase === 'closed' && stage.running === 0);
  expect(host.stage.people).toMatchObject([{ name: 'Ana' }, { name: 'Luis' }]);
  await served.host.act({ kind: 'reveal' });
  const news = await seen(ana, ({ stage }) => stage.phase === 'revealed');
  expect(news).toMatchObject({
    own: { result: { verdict: 'right' } },
    stage: { tally: [{ count: 1 }, { count: 1 }, {}] },
  });
  expect(JSON.stringify(news)).not.toContain('Luis');
});

test('a co-host leads with their own secret for as long as the host wants it', async () => {
  const served = await serve();
  const ana = served.client('Ana');
  await ana.join('CODE', 'Ana');
  const [participant = ''] = served.room.state.participants.keys();
  expect((await ana.act({ kind: 'next' })).ok).toBe(false);
  await served.host.act({ kind: 'co-host', participant, on: true });
  const headers = { authorization: 'Bearer the-secret-of-Ana' };
  const stream = await fetch(`${served.url}/api/events?as=host`, { headers });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain('"leader":"co-host"');
  expect((await ana.act({ kind: 'next' })).ok).toBe(true);
  expect(await ana.act({ kind: 'finish' })).toMatchObject({ ok: false, error: { en: /for the host/ } });
  await served.host.act({ kind: 'co-host', participant, on: false });
  // What was open ends, and opens no more.
  while (!(await reader.read()).done) {}
  expect((await fetch(`${served.url}/api/events?as=host`, { headers })).status).toBe(401);
  expect((await ana.act({ kind: 'close' })).ok).toBe(false);
});

test('the same secret comes back to the same place', async () => {
  const served = await serve();
  const ana = served.client('Ana');
  await ana.join('CODE', 'Ana');
  expect(await ana.join('CODE', 'Otra')).toEqual({ ok: true, value: 'Ana' });
  expect(served.room.state.participants.size).toBe(1);
});

test('whoever is put out hears it, and nothing more', async () => {
  const served = await serve();
  const ana = served.client('Ana');
  await ana.join('CODE', 'Ana');
  const [participant] = served.room.state.participants.keys();
  let last = '';
  const ended = ana.follow(new AbortController().signal, ({ own }) => {
    last = own?.standing ?? '';
  });
  await served.host.act({ kind: 'ban', participant: participant! });
  expect(await ended).toBe(true);
  expect(last).toBe('banned');
  expect(await ana.join('CODE', 'Ana')).toMatchObject({ ok: false, error: { en: /barred/ } });
});

describe('strangers', () => {
  test('see nothing and lead nothing', async () => {
    const served = await serve();
    await served.client('Ana').join('CODE', 'Ana');
    expect((await fetch(`${served.url}/api/events`)).status).toBe(401);
    expect((await raw(served, '/api/host', { kind: 'next' }, 'the-secret-of-Ana')).status).toBe(401);
    expect((await raw(served, '/api/answer', {}, 'nobody')).status).toBe(401);
  });

  test('who guess codes are stopped, and the class behind the same address still comes in', async () => {
    const served = await serve();
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        raw(served, '/api/join', { code: `WRONG${index}`, secret: 'x'.repeat(20) }),
      ),
    );
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect((await served.client('Ana').join('CODE', 'Ana')).ok).toBe(true);
  });

  test('who send what is no request get a sentence', async () => {
    const served = await serve();
    await served.client('Ana').join('CODE', 'Ana');
    await served.host.act({ kind: 'next' });
    const secret = 'the-secret-of-Ana';
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"__proto__":{"kind":"choice"}}',
      { position: 0, round: 1, answer: { kind: 'choice' } },
    ];
    for (const body of bodies) {
      const response = await raw(served, '/api/answer', body, secret);
      expect([response.status, Object.keys(((await response.json()) as { error: object }).error)]).toEqual([
        400,
        ['es', 'en'],
      ]);
    }
    const bomb = { position: 0, round: 1, answer: { kind: 'manifest', text: 'x'.repeat(200_000) } };
    expect((await raw(served, '/api/answer', bomb, secret)).status).toBe(413);
    expect((await raw(served, '/api/host', { kind: 'constructor' }, 'host-key')).status).toBe(400);
  });

  test('names that would disturb a class are refused', async () => {
    const served = await serve();
    for (const name of ['P.u.t.4', '\u202eevil', 'a'.repeat(25), '\u001b[31mred', '<b>', 'fuuuck you', 'Cabrón'])
      expect((await served.client(name).join('CODE', name)).ok, name).toBe(false);
    for (const name of ['Concha Núñez', 'Disputa', 'María-José 2', '李', 'Cajón'])
      expect((await served.client(encodeURI(name)).join('CODE', name)).ok, name).toBe(true);
    const invented = await served.client('none').join('CODE', '  ');
    expect(invented).toMatchObject({ ok: true, value: expect.stringMatching(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u) });
  });
});

test('pages come with a policy that lets nothing in from elsewhere', async () => {
  const served = await serve();
  for (const path of ['/', '/projector', '/presenter', '/pages/dom.js', '/pages/blocks.js', '/pages/base.css']) {
    const response = await fetch(`${served.url}${path}`);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    // What the page needs lies beside it, and nothing of it stands in the page itself.
    expect(await response.text()).not.toMatch(/<script(?![^>]*src=)|\son[a-z]+=|style=/);
  }
});
