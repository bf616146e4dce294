// A real browser without a window, spoken to over its debugging protocol: what a person would see, press and hear.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';

/** Where there is none the tests that need it are skipped. */
export function findChromium(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // The next name.
    }
  }
  return undefined;
}

export interface Page {
  /** What an expression gives in the page, a promise's value where it is one. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Waits until the expression is true. */
  until(expression: string): Promise<void>;
  /** `Tab`, `Enter`, `a`. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** `zoom` 2 is the browser's 200 %: as many pixels, half as many of the page's own. */
  resize(width: number, height: number, zoom?: number): Promise<void>;
  /** What the reader's system asks for. */
  prefer(wishes: { readonly scheme?: 'light' | 'dark'; readonly reducedMotion?: boolean }): Promise<void>;
  /** As a phone in a pocket: nothing of the page runs until it is woken. */
  sleep(): Promise<void>;
  wake(): Promise<void>;
  /** What a screen reader is told: role and name of all that can be reached. */
  names(): Promise<readonly { readonly role: string; readonly name: string }[]>;
  screenshot(file: string): Promise<void>;
  /** What the console complained of, a broken policy among it. */
  readonly complaints: readonly string[];
}

export interface Browser {
  /** Each in a profile of its own, unless it is to be another tab `beside` one that is open. */
  open(url: string, language?: string, beside?: Page): Promise<Page>;
  close(): Promise<void>;
}

const patienceMilliseconds = 15_000;

export async function startChromium(program: string): Promise<Browser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'readyz-chromium-'));
  const child = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const socket = new WebSocket(await debuggingAddress(child));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Set<(message: Event) => void>();
  const contexts = new WeakMap<Page, string>();
  let last = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.id === undefined) return listeners.forEach((listener) => void listener(message));
    const { resolve, reject } = waiting.get(message.id)!;
    waiting.delete(message.id);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  });
  const call = <Value>(method: string, params: object, sessionId?: string): Promise<Value> =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve: resolve as (value: unknown) => void, reject });
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) }));
    });

  return {
    async open(url, language = 'es', beside) {
      const known = beside && contexts.get(beside);
      const { browserContextId } = known
        ? { browserContextId: known }
        : await call<{ browserContextId: string }>('Target.createBrowserContext', {});
      const { targetId } = await call<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
        browserContextId,
      });
      const { sessionId } = await call<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
      const here = <Value>(method: string, params: object = {}) => call<Value>(method, params, sessionId);
      const complaints: string[] = [];
      listeners.add((message) => {
        if (message.sessionId !== sessionId) return;
        if (message.method === 'Runtime.exceptionThrown' || message.method === 'Log.entryAdded')
          complaints.push(JSON.stringify(message.params));
      });
      for (const domain of ['Page', 'Runtime', 'Log', 'Accessibility']) await here(`${domain}.enable`);
      await here('Emulation.setLocaleOverride', { locale: language });
      await here('Emulation.setUserAgentOverride', { userAgent: 'readyz test', acceptLanguage: language });
      await here('Page.navigate', { url });
      const page = pageOver(here, complaints);
      contexts.set(page, browserContextId);
      return page;
    },
    async close() {
      socket.close();
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Event {
  readonly sessionId?: string;
  readonly method: string;
  readonly params: object;
}

function pageOver(
  here: <Value>(method: string, params?: object) => Promise<Value>,
  complaints: readonly string[],
): Page {
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    const { result, exceptionDetails } = await here<{ result: { value: Value }; exceptionDetails?: object }>(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
    );
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  return {
    evaluate,
    complaints,
    async until(expression) {
      const end = Date.now() + patienceMilliseconds;
      // While a page is still being built, what is looked for may have nothing to lie in.
      const isTrue = `(() => { try { return Boolean(${expression}); } catch { return false; } })()`;
      // A page that is being left answers nothing.
      while (!(await evaluate<boolean>(isTrue).catch(() => false))) {
        if (Date.now() > end) {
          throw new Error(
            `never true: ${expression}\n${await evaluate('document.body.innerText')}\n${complaints.join('\n')}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    async press(key) {
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      const code =
        { Tab: 9, Enter: 13, Escape: 27, ' ': 32, ArrowUp: 38, ArrowDown: 40 }[key] ?? key.toUpperCase().charCodeAt(0);
      const common = { key, windowsVirtualKeyCode: code, ...(text !== undefined && { text }) };
      await here('Input.dispatchKeyEvent', { type: 'keyDown', ...common });
      await here('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
    },
    async type(text) {
      await here('Input.insertText', { text });
    },
    async resize(width, height, zoom = 1) {
      const own = { width: Math.round(width / zoom), height: Math.round(height / zoom) };
      await here('Emulation.setDeviceMetricsOverride', { ...own, deviceScaleFactor: zoom, mobile: width < 600 });
    },
    async prefer({ scheme = 'light', reducedMotion = false }) {
      const features = [
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
      ];
      await here('Emulation.setEmulatedMedia', { features });
    },
    async sleep() {
      await here('Page.setWebLifecycleState', { state: 'frozen' });
    },
    async wake() {
      await here('Page.setWebLifecycleState', { state: 'active' });
    },
    async names() {
      const { nodes } = await here<{
        nodes: readonly { ignored: boolean; role?: { value: string }; name?: { value: string } }[];
      }>('Accessibility.getFullAXTree');
      return nodes
        .filter(({ ignored }) => !ignored)
        .map(({ role, name }) => ({ role: role?.value ?? '', name: name?.value ?? '' }));
    },
    async screenshot(file) {
      const { data } = await here<{ data: string }>('Page.captureScreenshot', { format: 'png' });
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
  };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr?.on('data', (part) => {
      told += part;
      const found = /DevTools listening on (ws:\S+)/.exec(told);
      if (found) resolve(found[1]!);
    });
    child.once('close', () => reject(new Error(`Chromium ended: ${told}`)));
  });
}
