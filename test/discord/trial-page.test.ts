// The trial page in a real browser: by keyboard alone, as a screen reader hears it, in both languages, from 320 px to 1920.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, findChromium, type Page, startChromium } from '../helpers/chromium.ts';
import { root } from '../helpers/source-file.ts';
import { openTrial, type TrialRoom } from './trial-room.ts';

const program = findChromium();
if (!program) console.warn('The trial page of the bot is not tested: there is no chromium on this machine.');

/** Pictures to look at, where a folder for them is named. */
const pictures = process.env['READYZ_PICTURES'];

describe.skipIf(!program)('in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  const rooms: TrialRoom[] = [];
  beforeAll(async () => {
    if (pictures) mkdirSync(path.resolve(root, pictures), { recursive: true });
    browser = await startChromium(program!);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    for (const room of rooms) await room.close();
  });

  async function open(options: Parameters<typeof openTrial>[0] = {}): Promise<Page> {
    const room = await openTrial(options);
    rooms.push(room);
    const page = await browser.open(room.address);
    await page.resize(1280, 800);
    await page.until(`document.activeElement && document.getElementById('about').textContent !== ''`);
    return page;
  }

  const seen = (words: string) => `document.querySelector('#messages').innerText.includes(${JSON.stringify(words)})`;

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot(path.resolve(root, pictures, `trial-${name}.png`));
  }

  /** Nothing runs out of the page sideways. */
  async function checkFits(page: Page, name: string): Promise<void> {
    for (const [width, height] of [
      [320, 640],
      [1920, 1080],
      [1280, 800],
    ] as const) {
      await page.resize(width, height);
      // Not `innerWidth`: a phone's browser would zoom out, and so hide that something is too wide.
      const broad = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(broad, `${name} at ${width} × ${height}`).toBeLessThanOrEqual(width);
      await picture(page, `${name}-${width}`);
    }
  }

  async function checkNames(page: Page): Promise<void> {
    const roles = [
      'button',
      'textbox',
      'combobox',
      'listbox',
      'option',
      'link',
      'image',
      'heading',
      'dialog',
      'article',
    ];
    const nameless = (await page.names()).filter(({ role, name }) => roles.includes(role) && !name);
    expect(nameless).toEqual([]);
  }

  /** With Tab to what has this name, as somebody does who sees no mouse. */
  async function tabTo(page: Page, words: string): Promise<void> {
    const isThere = `document.activeElement.matches('button, a, select, input') && (document.activeElement.innerText || document.activeElement.ariaLabel || '').includes(${JSON.stringify(words)})`;
    for (let presses = 0; presses < 60; presses++) {
      if (await page.evaluate<boolean>(isThere)) return;
      await page.press('Tab');
    }
    throw new Error(`no way by Tab to ${words}: ${await page.evaluate('document.body.innerText')}`);
  }

  async function command(page: Page, line: string): Promise<void> {
    await page.evaluate(`document.activeElement.blur()`);
    await page.press('/');
    await page.type(line);
    await page.press('Enter');
  }

  test('a question from the menu to the verdict, the picture of its run and the next page of the menu', async () => {
    const page = await open({ more: 120 });
    await command(page, 'practicar tema:pods');
    await page.until(seen('¿En qué caja va la atención?'));
    await checkNames(page);
    await checkFits(page, 'menu');
    expect(await page.evaluate(`document.querySelector('article').ariaLabel`)).toBe(
      'Mensaje de readyz que solo tú ves',
    );
    expect(await page.evaluate('document.body.innerText')).toContain('Solo tú puedes ver esto');

    await tabTo(page, 'Siguiente');
    await page.press('Enter');
    await page.until(seen('Otra pregunta, la 115'));
    // Whoever turned the page is still in this message, not at the top of the page.
    expect(await page.evaluate(`document.activeElement.closest('article') !== null`)).toBe(true);
    await tabTo(page, 'Anterior');
    await page.press('Enter');
    await page.until(seen('¿En qué caja va la atención?'));

    // Going through the list with the arrows picks nothing yet.
    await page.evaluate(`document.querySelector('article select').focus()`);
    await page.press('ArrowDown');
    await page.press('ArrowDown');
    expect(await page.evaluate(seen('Elige una caja'))).toBe(false);
    await page.press('ArrowUp');
    await page.press('Tab');
    await page.press('Enter');
    await page.until(seen('Elige una caja'));
    await checkNames(page);
    await checkFits(page, 'question');
    await tabTo(page, 'A. La caja roja');
    await page.press('Enter');
    await page.until(seen('Respuesta incorrecta'));
    await checkNames(page);
    await checkFits(page, 'verdict');
    const [href] = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a')].map(({ href }) => href).filter((href) => href.includes('/files/'))`,
    );
    expect(await page.evaluate<string>(`fetch(${JSON.stringify(href)}).then((response) => response.text())`)).toContain(
      'paso 39',
    );

    await tabTo(page, 'dibujo');
    await page.press('Enter');
    await page.until(`document.querySelector('img')?.naturalWidth > 200`);
    await checkNames(page);
    await checkFits(page, 'picture');
    expect(await page.evaluate(`document.querySelector('img').alt`)).toContain('web-0: arranca 0:00');
    expect(page.complaints).toEqual([]);
  });

  test('commands are proposed as they are typed, with their parts, options and values, in the language that is read', async () => {
    const page = await open({ locale: 'en-GB' });
    expect(await page.evaluate('document.documentElement.lang')).toBe('en-GB');
    const proposed = (words: string) =>
      page.until(
        `[...document.querySelectorAll('[role=option]')].some(({ innerText }) => innerText.includes(${JSON.stringify(words)}))`,
      );
    const line = () => page.evaluate<string>(`document.getElementById('line').value`);
    await page.press('/');
    await page.type('prac');
    await proposed('/practice');
    await checkNames(page);
    await page.press('ArrowDown');
    expect(await page.evaluate(`document.getElementById('line').getAttribute('aria-activedescendant')`)).toBe(
      'proposal-0',
    );
    await page.press('Tab');
    expect(await line()).toBe('/practice ');
    await proposed('scenario:');
    await page.type('write');
    await proposed('Write a Pod');
    await checkFits(page, 'proposals');
    await page.press('ArrowUp');
    await page.press('Enter');
    expect(await line()).toBe('/practice scenario:write-pod ');
    await page.press('Enter');
    await page.until(seen('Write the YAML of a Pod.'));

    await page.press('/');
    await page.type('');
    await page.evaluate(
      `(document.getElementById('line').value = '/settings ', document.getElementById('line').focus(), document.getElementById('line').dispatchEvent(new Event('input')))`,
    );
    await proposed('/settings server');
    await page.evaluate(
      `(document.getElementById('line').value = '/settings server hints:', document.getElementById('line').dispatchEvent(new Event('input')))`,
    );
    await proposed('no');
    await page.press('Escape');
    expect(await page.evaluate(`document.getElementById('proposals').hidden`)).toBe(true);
    expect(page.complaints).toEqual([]);
  });

  test('a form is filled in, left by Escape with the focus where it was, handed in, and taken back as a file', async () => {
    const page = await open();
    await command(page, 'practicar escenario:write-pod');
    await page.until(seen('Escribe el YAML de un Pod.'));
    await tabTo(page, 'Escribir');
    await page.press('Enter');
    await page.until(`document.querySelector('dialog[open]')`);
    await checkNames(page);
    await checkFits(page, 'form');
    expect(await page.evaluate(`document.activeElement.value`)).toBe('apiVersion: v1\nkind: ConfigMap\n');
    await page.press('Escape');
    await page.until(`!document.querySelector('dialog[open]')`);
    expect(await page.evaluate(`document.activeElement.innerText`)).toContain('Escribir');
    await page.press('Enter');
    await page.until(`document.querySelector('dialog[open]')`);
    await page.evaluate(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['kind: Pod'], 'pod.yaml'));
      document.querySelector('dialog input[type=file]').files = transfer.files;
    })()`);
    await tabTo(page, 'Enviar');
    await page.press('Enter');
    await page.until(seen('Respuesta correcta'));
    expect(page.complaints).toEqual([]);
  });

  test('the language changes all of it, and what goes wrong is told', async () => {
    const page = await open();
    await page.evaluate(`(() => {
      const list = document.getElementById('locale');
      list.value = 'en-US';
      list.dispatchEvent(new Event('change'));
    })()`);
    await page.until(`document.documentElement.lang === 'en-US' && document.body.innerText.includes('Send command')`);
    await command(page, 'practice scenario:which-box');
    await page.until(seen('Pick a box'));
    await command(page, 'nothing');
    await page.until(`document.querySelector('[role=alert]').innerText.includes('nothing')`);
    await checkFits(page, 'trouble');
    // What a web page may not do here: run a script of another place, or one that is written into it.
    expect(
      await page.evaluate(
        `(() => { const it = document.createElement('script'); it.textContent = 'window.ran = true'; document.body.append(it); return window.ran === undefined; })()`,
      ),
    ).toBe(true);
  });

  test('a message is dismissed', async () => {
    const page = await open();
    await command(page, 'ayuda');
    await page.until(`document.querySelectorAll('article').length === 1`);
    await checkFits(page, 'help');
    await tabTo(page, 'Descartar');
    await page.press('Enter');
    await page.until(`document.querySelectorAll('article').length === 0`);
    expect(page.complaints).toEqual([]);
  });
});
