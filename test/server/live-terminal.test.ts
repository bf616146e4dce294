// Host and participant in two real terminals.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readyz } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-live-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(path.join(folder, 'quizzes'));
writeFileSync(
  path.join(folder, 'quizzes', 'quick.yaml'),
  `id: quick
version: 1
title: { es: Rápido, en: Quick }
questions: [{ scenario: wordpress-one-pod-or-two }]
live: { seconds: 60, readingSeconds: 0 }
`,
);

test('the host leads with single keys, and a participant answers with a letter', { timeout: 60_000 }, async () => {
  const own = ['--db', path.join(folder, 'live.sqlite'), '--content', folder, '--lang', 'es'];
  const large = { columns: 160, rows: 70 };
  const host = readyz(['live', 'host', 'quick', '--listen', '127.0.0.1:0', ...own], large);
  const welcome = await host.until('[n] Empezar');
  const [, address, code] = /(http:\S+)\/#(\w+)/.exec(welcome)!;
  const ana = readyz(['live', 'join', address!, code!.toLowerCase(), '--name', 'Ana', '--lang', 'es'], large);
  await ana.until('Espera a que empiece');
  await host.until('1 en la sala');
  host.type('n');
  await ana.until('Escribe una letra');
  ana.type('?\r');
  ana.type('a\r');
  await ana.until('Respuesta guardada.');
  await host.until('1 han respondido');
  host.type('c');
  await host.until('[r] Mostrar la respuesta');
  // The runs may take a moment; whoever is impatient reads so.
  await expect
    .poll(
      async () => {
        host.type('r');
        return host.screen();
      },
      { timeout: 20_000, interval: 300 },
    )
    .toContain('[e] Mostrar la explicación');
  await ana.until(/Puntos: \d+/);
  host.type('n');
  await ana.until(/Tu puesto: 1/);
  expect(await ana.ended).toMatchObject({ code: 0 });
  await host.until('terminado');
  host.type('q');
  expect(await host.ended).toMatchObject({ code: 0 });
});

test('a wrong code, and an address where nobody is, are told in a sentence', { timeout: 60_000 }, async () => {
  const nobody = readyz(['live', 'join', 'not an address', 'ABCD', '--lang', 'en']);
  expect(await nobody.ended).toMatchObject({ code: 2 });
  expect(nobody.written()).toContain('is no address');
});
