// Host and participants in real terminals: by letters, in one's own editor, in the app's, with the host killed in between.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keys, type PseudoTerminal, readyz } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-live-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(path.join(folder, 'quizzes'));

function quiz(id: string, ...scenarios: readonly string[]): string {
  writeFileSync(
    path.join(folder, 'quizzes', `${id}.yaml`),
    `id: ${id}
version: 1
title: { es: Rápido, en: Quick }
questions: [${scenarios.map((scenario) => `{ scenario: ${scenario} }`).join(', ')}]
live: { seconds: 120, manifestSeconds: 120, readingSeconds: 0 }
`,
  );
  return id;
}

const large = { columns: 160, rows: 70 };

interface Hosted {
  readonly host: PseudoTerminal;
  readonly address: string;
  readonly code: string;
}

async function hosted(id: string, listen = '127.0.0.1:0'): Promise<Hosted> {
  const own = ['--db', path.join(folder, `${id}.sqlite`), '--content', folder, '--lang', 'es'];
  const host = readyz(['live', 'host', id, '--listen', listen, ...own], large);
  const welcome = await host.until(/\[[nc]\] (Empezar|Cerrar la pregunta)/);
  const [, address, code] = /(http:\S+)\/#(\w+)/.exec(welcome)!;
  return { host, address: address!, code: code! };
}

function join({ address, code }: Hosted, name: string, flags: readonly string[] = [], env = {}): PseudoTerminal {
  const own = ['--name', name, '--lang', 'es', '--db', path.join(folder, `${name}.sqlite`)];
  return readyz(['live', 'join', address, code.toLowerCase(), ...own, ...flags], { ...large, env });
}

test('the host leads with single keys, and a participant answers with a letter', { timeout: 60_000 }, async () => {
  const room = await hosted(quiz('quick', 'wordpress-one-pod-or-two'));
  const { host } = room;
  const ana = join(room, 'Ana');
  await ana.until('Espera a que empiece');
  await host.until('1 en la sala');
  host.type('n');
  await ana.until('Escribe una letra');
  await ana.until('Ya se puede responder');
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
  await ana.until(/En total: \d+/);
  host.type('n');
  await ana.until(/Tu puesto: 1/);
  expect(await ana.ended).toMatchObject({ code: 0 });
  await host.until('terminado');
  host.type('q');
  expect(await host.ended).toMatchObject({ code: 0 });
});

describe('YAML in a terminal', () => {
  test('is written in one’s own editor or in the app’s, and outlives the host and the terminal', {
    timeout: 60_000,
  }, async () => {
    const room = await hosted(quiz('yaml', 'namespace-firewall'));
    const editor = path.join(folder, 'editor.sh');
    writeFileSync(editor, '#!/bin/sh\nprintf "\\n# escrito fuera\\n" >> "$1"\n');
    chmodSync(editor, 0o755);
    const ana = join(room, 'Ana', [], { EDITOR: editor });
    const luis = join(room, 'Luis', ['--no-color', '--accessible'], { EDITOR: editor });
    await ana.until('Espera a que empiece');
    await luis.until('Espera a que empiece');
    room.host.type('n');
    await ana.until('w: escribir aquí');
    await luis.until('e: escribir en tu editor');
    // Whoever hears the app has their own editor, and no colours where none are wanted.
    expect(luis.screen()).not.toContain('w: escribir aquí');
    luis.type('e\r');
    await luis.until('Respuesta guardada.');
    expect(luis.written()).not.toMatch(/\u001b\[3\dm/);

    ana.type('w\r');
    await ana.until('Ctrl-R');
    await ana.until(/Quedan \d:\d\d/);
    ana.paste('# escrito aquí\n');
    ana.resize(90, 30);
    await ana.until('# escrito aquí');
    ana.type(keys.escape);
    await ana.until('s: enviar lo escrito');

    // The host dies; what is typed meanwhile arrives when somebody is there again.
    room.host.kill('SIGKILL');
    await ana.until('Sin conexión');
    ana.type('s\r');
    const again = await hosted('yaml', new URL(room.address).host);
    await ana.until('Respuesta guardada.');
    await again.host.until('2 han respondido');

    // The terminal is closed by mistake: the same person comes back, and what was written is there.
    ana.kill('SIGKILL');
    await ana.ended;
    const back = join(again, 'Ana');
    await back.until('s: enviar lo escrito');
    await again.host.until('2 en la sala');
    back.type('w\r');
    await back.until('# escrito aquí');
    back.type('\u0012');
    await back.until('Respuesta guardada.');
    again.host.type('f');
    await back.until('El cuestionario ha terminado');
    expect(await back.ended).toMatchObject({ code: 0 });
    again.host.type('q');
    await again.host.ended;
  });
});

test('a wrong code, and an address where nobody is, are told in a sentence', { timeout: 60_000 }, async () => {
  const nowhere = readyz(['live', 'join', 'not an address', 'ABCD', '--lang', 'en']);
  expect(await nowhere.ended).toMatchObject({ code: 2 });
  expect(nowhere.written()).toContain('is no address');
  const nobody = readyz(['live', 'join', '127.0.0.1:1', 'ABCD', '--lang', 'en']);
  expect(await nobody.ended).toMatchObject({ code: 2 });
  expect(nobody.written()).toContain('The host cannot be reached');
});
