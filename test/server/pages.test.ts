// Wall, phone and presenter in a real browser: by keyboard alone, as a screen reader hears them, from 320 px to 4K.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, findChromium, type Page, startChromium } from '../helpers/chromium.ts';
import { root } from '../helpers/source-file.ts';
import { type Served, serveLive } from './serve-live.ts';

const program = findChromium();
if (!program) console.warn('The pages of live quizzes are not tested: there is no chromium on this machine.');

/** Pictures to look at, where a folder for them is named. */
const pictures = process.env['READYZ_PICTURES'];

describe.skipIf(!program)('in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    if (pictures) mkdirSync(path.resolve(root, pictures), { recursive: true });
    [browser, served] = await Promise.all([startChromium(program!), serveLive()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot(path.resolve(root, pictures, `${name}.png`));
  }

  /** Nothing runs out of the page sideways. */
  async function checkFits(page: Page, width: number, height: number): Promise<void> {
    await page.resize(width, height);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow, `${width} × ${height}`).toBeLessThanOrEqual(0);
  }

  async function checkNames(page: Page): Promise<void> {
    const nameless = (await page.names()).filter(
      ({ role, name }) =>
        ['button', 'textbox', 'checkbox', 'combobox', 'link', 'image', 'heading'].includes(role) && !name,
    );
    expect(nameless).toEqual([]);
  }

  async function tabTo(page: Page, isThere: string): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      if (await page.evaluate<boolean>(`(() => { const it = document.activeElement; return Boolean(${isThere}); })()`))
        return;
      await page.press('Tab');
    }
    throw new Error(`no way by Tab to ${isThere}`);
  }

  test('a class from the code on the wall to the board', async () => {
    const { session } = served.room;
    const wall = await browser.open(`${served.url}/projector#${session.keys.projector}`);
    const phone = await browser.open(`${served.url}/#${session.keys.code}`);
    const presenter = await browser.open(`${served.url}/presenter#${session.keys.host}`, 'en');
    for (const page of [wall, phone, presenter]) await page.resize(1280, 800);
    await wall.until(`document.querySelector('img')?.naturalWidth > 0 && document.body.innerText.includes('CODE')`);
    // Keys leave the address at once: a projector shows it to everybody.
    expect(await wall.evaluate('location.href')).toBe(`${served.url}/projector`);
    await checkNames(wall);

    await phone.until(`document.querySelector('form')`);
    await checkNames(phone);
    await checkFits(phone, 320, 640);
    await tabTo(phone, `it.matches('input:not(.code)')`);
    await phone.type('Ana');
    await phone.press('Enter');
    await phone.until(`document.body.innerText.includes('Estás dentro: Ana')`);
    await wall.until(`document.body.innerText.includes('Ana')`);
    for (const [width, height] of [
      [320, 568],
      [1280, 800],
      [3840, 2160],
    ] as const)
      await checkFits(wall, width, height);
    await picture(wall, 'wall-lobby-4k');
    await wall.resize(1280, 800);

    await presenter.until(`document.body.innerText.includes('Start')`);
    await presenter.press('n');
    await phone.until(`document.querySelector('button.answer:not(:disabled)')`);
    await checkNames(phone);
    await checkFits(phone, 320, 640);
    await picture(phone, 'phone-question-320');
    await tabTo(phone, `it.dataset.option === 'two'`);
    await phone.press('Enter');
    await phone.until(`document.querySelector('[data-option=two]').getAttribute('aria-pressed') === 'true'`);
    await phone.until(`document.getElementById('note').innerText.includes('Respuesta guardada')`);
    await wall.until(`document.body.innerText.includes('Han respondido 1 de 1')`);
    expect(await wall.evaluate('document.body.innerHTML')).not.toMatch(/class="(right|wrong)"/);
    await picture(wall, 'wall-question');

    await presenter.press('c');
    await presenter.until(`document.querySelector('[data-press=r]')`);
    await presenter.press('r');
    await presenter.until(`document.querySelector('[data-press=e]')`);
    await wall.until(`document.querySelector('.card')`);
    await checkNames(wall);
    for (const [width, height] of [
      [320, 568],
      [3840, 2160],
      [1280, 800],
    ] as const)
      await checkFits(wall, width, height);
    await picture(wall, 'wall-reveal');
    await phone.until(`document.querySelector('h1').innerText === '¡Correcto!'`);
    await checkFits(phone, 320, 640);
    await picture(phone, 'phone-result-320');
    await presenter.press('e');
    await wall.until(`document.body.innerText.includes('Por qué')`);
    await checkNames(presenter);
    await checkFits(presenter, 320, 800);
    await presenter.resize(1280, 800);
    await picture(presenter, 'presenter');
    await phone.evaluate(`document.getElementById('language').click()`);
    await phone.until(`document.querySelector('h1').innerText === 'Right!' && document.documentElement.lang === 'en'`);

    await presenter.press('f');
    await wall.until(`document.querySelector('.board')?.innerText.includes('Ana')`);
    await phone.until(`document.body.innerText.includes('Your place: 1')`);
    await picture(wall, 'wall-board');
    for (const page of [wall, phone, presenter]) expect(page.complaints).toEqual([]);
  });

  test('without its key no page shows anything', async () => {
    const wall = await browser.open(`${served.url}/projector#wrong`);
    await wall.until(`document.body.innerText.includes('Falta la clave')`);
  });
});
