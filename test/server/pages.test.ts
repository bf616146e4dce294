// Wall, phone and presenter in a real browser: by keyboard alone, as a screen reader hears them, from 320 px to 4K, light and
// dark, enlarged to 200 %. What somebody types, and where they stand, outlives every new state and a host that comes back.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveSession } from '#engine/live/live-session.ts';
import type { ManifestScenario } from '#engine/scenario.ts';
import { session } from '../engine/live/play-live.ts';
import { type Browser, findChromium, type Page, startChromium } from '../helpers/chromium.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { smallLibrary } from '../helpers/small-quiz.ts';
import { root } from '../helpers/source-file.ts';
import { poorlyLegible } from './contrast.ts';
import { realParts } from './real-parts.ts';
import { type Served, serveLive } from './serve-live.ts';

const program = findChromium();
if (!program) console.warn('The pages of live quizzes are not tested: there is no chromium on this machine.');

/** Pictures to look at, where a folder for them is named. */
const pictures = process.env['READYZ_PICTURES'];

const sizes = [
  [320, 568],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
  [3840, 2160],
] as const;
/** Where the whole range was seen before in much the same layout. */
const ends = [sizes[0], sizes[3]] as const;

/** The program's own questions and simulator. */
const real = await realParts();

describe.skipIf(!program)('in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  const open: Served[] = [];
  beforeAll(async () => {
    if (pictures) mkdirSync(path.resolve(root, pictures), { recursive: true });
    browser = await startChromium(program!);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    for (const served of open) await served.close();
  });

  async function serve(options: Parameters<typeof serveLive>[0] = {}): Promise<Served> {
    const served = await serveLive(options);
    open.push(served);
    return served;
  }

  /** One question answered in YAML, and nobody waits. */
  function writing(changed: Partial<ManifestScenario> = {}): Promise<Served> {
    const questions = [{ scenario: 'probe', version: 1, weight: 1, readingSeconds: 0, seconds: 300 }];
    const own: LiveSession = { ...session, startedAt: Date.now(), questions };
    const probe = smallLibrary.find('probe') as ManifestScenario;
    return serve({ session: own, library: libraryOf([{ ...probe, ...changed }]) });
  }

  async function joined(served: Served, name: string, beside?: Page): Promise<Page> {
    const phone = await browser.open(`${served.url}/#${served.room.session.keys.code}`, 'es', beside);
    await phone.resize(360, 640);
    await phone.until(`document.querySelector('form')`);
    await phone.evaluate(`document.querySelector('input[name=name]').focus()`);
    await phone.type(name);
    await phone.press('Enter');
    await phone.until(`document.body.innerText.includes('Estás dentro: ${name}')`);
    return phone;
  }

  /** Nothing runs out of the page sideways, nothing is too pale to be read, and everything has a name. */
  async function checkLooks(
    page: Page,
    name: string,
    shown: readonly (readonly [number, number])[] = sizes,
  ): Promise<void> {
    for (const [width, height] of shown) {
      await page.resize(width, height);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${name} at ${width} × ${height}`).toBeLessThanOrEqual(0);
      if (pictures) await page.screenshot(path.resolve(root, pictures, `${name}-${width}.png`));
    }
    await page.resize(1280, 800, 2);
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
      `${name} at 200 %`,
    ).toBeLessThanOrEqual(0);
    for (const scheme of ['light', 'dark'] as const) {
      await page.prefer({ scheme });
      expect(await page.evaluate(poorlyLegible), `${name}, ${scheme}`).toEqual([]);
    }
    await page.prefer({});
    await page.resize(1280, 800);
    const nameless = (await page.names()).filter(
      ({ role, name }) =>
        ['button', 'textbox', 'searchbox', 'checkbox', 'combobox', 'link', 'image', 'heading'].includes(role) && !name,
    );
    expect(nameless, name).toEqual([]);
    const roles = new Set((await page.names()).map(({ role }) => role));
    // Where one is, and what is said without being asked for.
    for (const role of ['banner', 'main', 'heading', 'status', 'timer']) expect(roles, name).toContain(role);
  }

  /** Anew, and no word of the page as it was before is taken for one of it. */
  async function reloaded(page: Page): Promise<void> {
    await page.evaluate('globalThis.isOld = true; location.reload()');
    await page.until(`!globalThis.isOld && document.readyState === 'complete'`);
  }

  async function tabTo(page: Page, isThere: string): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      if (await page.evaluate<boolean>(`(() => { const it = document.activeElement; return Boolean(${isThere}); })()`))
        return;
      await page.press('Tab');
    }
    throw new Error(`no way by Tab to ${isThere}`);
  }

  test('a class from the code on the wall to the board, by keyboard alone', async () => {
    const served = await serve();
    const { session } = served.room;
    const wall = await browser.open(`${served.url}/projector#${session.keys.projector}`);
    const phone = await browser.open(`${served.url}/#${session.keys.code}`);
    const presenter = await browser.open(`${served.url}/presenter#${session.keys.host}`, 'en');
    for (const page of [wall, phone, presenter]) await page.resize(1280, 800);
    await wall.until(`document.querySelector('img')?.naturalWidth > 0 && document.body.innerText.includes('CODE')`);
    // Keys leave the address at once: a projector shows it to everybody.
    expect(await wall.evaluate('location.href')).toBe(`${served.url}/projector`);

    await phone.until(`document.querySelector('form')`);
    await checkLooks(phone, 'phone-join', ends);
    await tabTo(phone, `it.matches('input[name=name]')`);
    await phone.type('Ana');
    await phone.press('Enter');
    await phone.until(`document.body.innerText.includes('Estás dentro: Ana')`);
    await wall.until(`document.body.innerText.includes('Ana')`);
    await checkLooks(wall, 'wall-lobby');

    await presenter.until(`document.body.innerText.includes('Start')`);
    await checkLooks(presenter, 'presenter-lobby', ends);
    await presenter.press('n');
    await phone.until(`document.querySelector('button.answer:not(:disabled)')`);
    // Whoever listens hears the question when it comes.
    expect(await phone.evaluate(`document.activeElement.tagName`)).toBe('H1');
    await checkLooks(phone, 'phone-question');
    await tabTo(phone, `it.dataset.option === 'two'`);
    await phone.press('Enter');
    await phone.until(`document.querySelector('[data-option=two]').getAttribute('aria-pressed') === 'true'`);
    await phone.until(`document.getElementById('note').innerText.includes('Respuesta guardada')`);
    // The finger is still where it was.
    expect(await phone.evaluate(`document.activeElement.dataset.option`)).toBe('two');
    await wall.until(`document.body.innerText.includes('Han respondido 1 de 1')`);
    expect(await wall.evaluate('document.body.innerHTML')).not.toMatch(/class="[^"]*\b(right|wrong)\b/);
    await checkLooks(wall, 'wall-question');

    await presenter.press('c');
    await presenter.until(`document.querySelector('[data-press=r]')`);
    await presenter.press('r');
    await presenter.until(`document.querySelector('[data-press=e]')`);
    await wall.until(`document.querySelector('.card')`);
    await checkLooks(wall, 'wall-reveal');
    await phone.until(`document.querySelector('h1').innerText === '¡Correcto!'`);
    await checkLooks(phone, 'phone-result', ends);
    await presenter.press('e');
    await wall.until(`document.body.innerText.includes('Por qué')`);
    await checkLooks(presenter, 'presenter-explained');
    await phone.evaluate(`document.getElementById('language').click()`);
    await phone.until(`document.querySelector('h1').innerText === 'Right!' && document.documentElement.lang === 'en'`);

    // What cannot be taken back is asked for twice.
    await presenter.press('f');
    await presenter.until(`document.getElementById('refusal').innerText.includes('press once more')`);
    expect(served.room.state.phase).toBe('explained');
    await presenter.press('f');
    await wall.until(`document.querySelector('.board')?.innerText.includes('Ana')`);
    await phone.until(`document.body.innerText.includes('Your place: 1')`);
    await checkLooks(wall, 'wall-board', ends);
    await checkLooks(phone, 'phone-board', ends);
    for (const page of [wall, phone, presenter]) expect(page.complaints).toEqual([]);
  });

  test('a page changes only what differs, and shows what acts as what it is', async () => {
    const served = await serve();
    const page = await browser.open(`${served.url}/`);
    await page.until(`document.querySelector('form')`);
    const found = await page.evaluate(`(async () => {
      const { make, patch } = await import('/pages/dom.js');
      const box = document.body.appendChild(document.createElement('div'));
      const list = (...names) => names.map((name) => make('li', { key: name }, make('input', { name, value: name }), name));
      patch(box, list('a', 'b', 'c'));
      const [a, b, c] = box.children;
      b.firstChild.value = 'typed';
      b.firstChild.focus();
      const seen = [];
      const watch = new MutationObserver((changes) => seen.push(...changes));
      watch.observe(box, { subtree: true, childList: true, attributes: true, characterData: true });
      patch(box, list('a', 'b', 'c'));
      const untouched = watch.takeRecords().length === 0;
      patch(box, list('c', 'x', 'b'));
      const order = [...box.children].map((one) => one.textContent).join('');
      patch(box, make('p', { title: '<b>' }, '<img src=x onerror=alert(1)>', ' \\u202eevil\\u0007'));
      return { untouched, order, typed: b.firstChild.value, text: box.innerHTML };
    })()`);
    expect(found).toMatchObject({
      ...{ untouched: true, order: 'cxb', typed: 'typed' },
      text: '<p title="&lt;b&gt;">&lt;img src=x onerror=alert(1)&gt; \\u202eevil\\u0007</p>',
    });
    expect(page.complaints).toEqual([]);
  });

  test('without its key no page shows anything', async () => {
    const served = await serve();
    for (const page of ['projector', 'presenter']) {
      const shown = await browser.open(`${served.url}/${page}#wrong`);
      await shown.until(`document.body.innerText.includes('Falta la clave')`);
    }
  });

  test('what is typed outlives news, another language, a reload and a host that comes back', async () => {
    const served = await writing();
    const phone = await joined(served, 'Eva');
    await served.host.act({ kind: 'next' });
    const typed = 'kind: Pod # escribo';
    await phone.until(`document.querySelector('textarea') && !document.querySelector('button.answer').disabled`);
    await phone.evaluate(`document.querySelector('textarea').select()`);
    await phone.type(typed);
    const checkKept = async (where: string) =>
      expect(await phone.evaluate(`document.querySelector('textarea').value`), where).toBe(typed);

    await served.host.act({ kind: 'extend', seconds: 15 });
    await served.client('Luis').join('CODE', 'Luis');
    await phone.until(`/^5:1/.test(document.getElementById('clock').innerText)`);
    await checkKept('after news');
    expect(await phone.evaluate(`document.activeElement.tagName`)).toBe('TEXTAREA');
    await phone.evaluate(`document.getElementById('language').click()`);
    await phone.until(`document.body.innerText.includes('Send the answer')`);
    await checkKept('in the other language');
    await reloaded(phone);
    await phone.until(`document.querySelector('textarea')?.value === ${JSON.stringify(typed)}`);

    await served.stop();
    await phone.until(`document.getElementById('offline').innerText.includes('No connection')`);
    await checkKept('without a connection');
    // Sent while nobody is there, it arrives once somebody is.
    await phone.evaluate(`document.querySelector('form').requestSubmit()`);
    // As long as a host may need that has to be started again by hand.
    await new Promise((resolve) => setTimeout(resolve, 5500));
    await served.startAgain();
    await phone.until(`document.getElementById('offline').innerText === ''`);
    await phone.until(`document.getElementById('note').innerText.includes('Answer saved')`);
    await checkKept('after it was sent');
    const [given] = served.room.state.questions[0]!.answers.values();
    expect(given?.answer).toEqual({ kind: 'manifest', text: typed });
    expect(phone.complaints.filter((complaint) => !complaint.includes('ERR_'))).toEqual([]);
  });

  test('YAML is answered by filling gaps: a line chosen, or a value typed, and the text runs', async () => {
    const yaml = (replicas: number) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: db\nspec:\n  replicas: ${replicas}\n`;
    const served = await writing({ starter: yaml(1), references: [yaml(3)] });
    const phone = await joined(served, 'Iker');
    await served.host.act({ kind: 'next' });
    await phone.until(`document.querySelector('.gap') && !document.querySelector('button.answer').disabled`);
    await checkLooks(phone, 'phone-gaps', ends);
    await phone.evaluate(`document.querySelector('form').requestSubmit()`);
    await phone.until(`document.getElementById('note').innerText.includes('Falta algo')`);
    await tabTo(phone, `it.matches('[data-typed]')`);
    await phone.type('5');
    await reloaded(phone);
    await phone.until(`document.querySelector('[data-typed]')?.value === '5'`);
    await tabTo(phone, `it.matches('[data-typed]')`);
    await phone.press('Enter');
    await phone.until(`document.getElementById('note').innerText.includes('Respuesta guardada')`);
    const answers = () => [...served.room.state.questions[0]!.answers.values()].map(({ answer }) => answer);
    expect(answers()).toEqual([{ kind: 'manifest', text: yaml(5) }]);
    await phone.evaluate(
      `[...document.querySelectorAll('.gap label')].find((one) => one.innerText.includes('3')).click()`,
    );
    await phone.evaluate(`document.querySelector('form').requestSubmit()`);
    await expect.poll(answers).toEqual([{ kind: 'manifest', text: yaml(3) }]);
    expect(phone.complaints).toEqual([]);
  });

  test('real runs are drawn side by side; a fault is voted for, struck and ranked; an answer is stepped through', async () => {
    const questions = ['wordpress-one-pod-or-two', 'namespace-firewall'].map((scenario) => ({
      ...{ scenario, version: real.library.find(scenario)!.version },
      ...{ weight: 1, readingSeconds: 0, seconds: 300 },
    }));
    const served = await serve({ ...real, session: { ...session, startedAt: Date.now(), questions } });
    const { host, room } = served;
    await host.act({ kind: 'teams', names: ['Orcas', 'Focas'], free: true });
    const phone = await joined(served, 'Nour');
    await phone.evaluate(`[...document.querySelectorAll('button')].find((one) => one.innerText === 'Focas').click()`);
    await phone.until(`document.querySelector('[aria-pressed=true]')?.innerText === 'Focas'`);
    const wall = await browser.open(`${served.url}/projector#wall-key`);
    const presenter = await browser.open(`${served.url}/presenter#host-key`);
    for (const page of [wall, presenter]) await page.resize(1280, 800);
    const revealed = async (position: number, send: string) => {
      await host.act({ kind: 'next' });
      await phone.until(`document.querySelector('button.answer:not(:disabled)')`);
      await phone.evaluate(send);
      await phone.until(`document.getElementById('note').innerText.includes('Respuesta guardada')`);
      await host.act({ kind: 'close' });
      await expect.poll(() => host.act({ kind: 'reveal' }), { timeout: 30_000 }).toMatchObject({ ok: true });
      await wall.until(
        `document.querySelector('.run') && document.body.innerText.includes('Pregunta ${position + 1} de 2')`,
      );
    };

    await revealed(0, `document.querySelectorAll('button.answer')[2].click()`);
    expect(await wall.evaluate(`document.querySelectorAll('.card .run').length`)).toBe(4);
    const lanes = (await wall.names()).filter(({ role }) => role === 'image').map(({ name }) => name);
    expect(lanes).toContainEqual(expect.stringMatching(/^web-[\w-]+: arranca 1:02, .*listo 1:05$/));
    await checkLooks(wall, 'wall-runs');

    await host.act({ kind: 'chaos', seconds: 60 });
    await phone.until(`document.querySelector('h1').innerText === '¿Qué fallo ocurre?'`);
    await checkLooks(phone, 'phone-vote', ends);
    await phone.evaluate(`document.querySelectorAll('.answers button')[1].click()`);
    await phone.until(`document.getElementById('note').innerText.includes('Voto guardado')`);
    await wall.until(`document.querySelectorAll('.bars strong')[1]?.innerText === '1'`);
    await checkLooks(wall, 'wall-vote', ends);
    await checkLooks(presenter, 'presenter-vote', ends);
    await presenter.press('x');
    await wall.until(`document.querySelector('table')?.innerText.includes('Puesto')`);
    await checkLooks(wall, 'wall-chaos', ends);
    await phone.until(
      `document.body.innerText.includes('El puesto de tu diseño: 1.') && document.querySelector('.run')`,
    );
    await checkLooks(phone, 'phone-chaos', ends);

    const choose = `document.querySelectorAll('.gap').forEach((gap) => gap.querySelector('label').click()); document.querySelector('form').requestSubmit()`;
    await revealed(1, choose);
    const [participant = ''] = room.state.participants.keys();
    await host.act({ kind: 'walk', participant, named: true });
    await wall.until(`document.body.innerText.includes('Una respuesta de la clase')`);
    await wall.until(`document.body.innerText.includes('Paso 0 de')`);
    for (let presses = 0; presses < 3; presses++) await presenter.press('ArrowRight');
    await wall.until(
      `document.body.innerText.includes('Paso 3 de') && document.querySelectorAll('.moment').length === 3`,
    );
    await presenter.press('ArrowLeft');
    await wall.until(`document.body.innerText.includes('Paso 2 de') && document.querySelector('[aria-current=step]')`);
    await checkLooks(wall, 'wall-walk', ends);
    // Nobody who has not agreed is named, whatever was asked for.
    expect(await wall.evaluate('document.body.innerText')).not.toContain('Nour');
    for (const page of [wall, phone, presenter]) expect(page.complaints).toEqual([]);
  });

  test('a second tab is the same person; a phone that slept, or went back and forth, shows the newest state', async () => {
    const served = await serve();
    const phone = await joined(served, 'Teo');
    const tab = await browser.open(`${served.url}/`, 'es', phone);
    await tab.until(`document.body.innerText.includes('Estás dentro: Teo')`);
    await served.host.act({ kind: 'next' });
    await tab.until(`document.querySelector('button.answer:not(:disabled)')`);
    await tab.evaluate(`document.querySelector('[data-option=two]').click()`);
    await phone.until(`document.querySelector('[data-option=two]').getAttribute('aria-pressed') === 'true'`);
    expect(served.room.state.participants.size).toBe(1);

    await phone.sleep();
    await served.host.act({ kind: 'close' });
    await tab.until(`document.querySelector('h1').innerText.includes('cerrada')`);
    await served.host.act({ kind: 'reveal' });
    await tab.until(`document.querySelector('h1').innerText === '¡Correcto!'`);
    await phone.wake();
    await phone.until(`document.querySelector('h1').innerText === '¡Correcto!'`);

    await tab.evaluate(`location.assign('/pages/dom.js')`);
    await tab.until(`location.pathname === '/pages/dom.js'`);
    await served.host.act({ kind: 'finish' });
    await tab.evaluate('history.back()');
    await tab.until(`document.querySelector('h1')?.innerText === 'El cuestionario ha terminado'`);
  });

  test('whoever leads five hundred finds one of them, and loses neither place nor words to the news', async () => {
    const served = await serve();
    for (let index = 0; index < 500; index++)
      void served.room.act({ kind: 'join', participant: `p${index}`, name: `Persona ${index}`, key: `k${index}` });
    const presenter = await browser.open(`${served.url}/presenter#${served.room.session.keys.host}`);
    await presenter.resize(1280, 800);
    await presenter.until(`document.body.innerText.includes('En la sala (500)')`);
    expect(await presenter.evaluate(`document.querySelectorAll('.person').length`)).toBeLessThanOrEqual(50);
    await presenter.evaluate(`document.querySelector('input[type=search]').focus()`);
    await presenter.type('persona 49');
    // Letters typed into a field press no buttons.
    await presenter.press('n');
    await served.client('Zoe').join('CODE', 'Persona 499 bis');
    await presenter.until(`document.body.innerText.includes('501')`);
    expect(served.room.state.phase).toBe('lobby');
    expect(await presenter.evaluate(`document.activeElement.value`)).toBe('persona 49n');
    await presenter.evaluate(`document.activeElement.select()`);
    await presenter.type('persona 499');
    await presenter.until(`document.querySelectorAll('.person').length === 2`);
    await tabTo(presenter, `it.getAttribute('aria-label') === 'Qué hacer con Persona 499'`);
    await presenter.press('Enter');
    await presenter.until(`document.activeElement.getAttribute('aria-expanded') === 'true'`);
    await tabTo(presenter, `it.innerText.includes('50 %')`);
    await presenter.press('Enter');
    await presenter.until(`document.body.innerText.includes('+50 % de tiempo')`);
    expect(served.room.state.participants.get('p499')?.extraPercent).toBe(50);
    expect(presenter.complaints).toEqual([]);
  });
});
