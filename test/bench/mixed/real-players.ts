// Two kinds that no program stands in for: `readyz live join` in a pseudo-terminal, and the phone's page in Chromium.
import { stripVTControlCharacters } from 'node:util';
import type { Page } from '../../helpers/chromium.ts';
import { type PseudoTerminal, readyz } from '../../helpers/pty.ts';
import { after, lineFor, type Player, timed, until } from './player.ts';

/** `home`: a folder of their own, or several would be one person who comes back. */
export function terminalPlayer(parts: {
  readonly url: string;
  readonly code: string;
  readonly name: string;
  readonly home: string;
}): Player {
  const { url, code, name, home } = parts;
  let terminal: PseudoTerminal;
  const written = () => stripVTControlCharacters(terminal.written());
  const count = (words: string) => written().split(words).length - 1;
  return {
    kind: 'real terminal',
    name,
    async join() {
      const line = ['live', 'join', url, code, '--name', name, '--lang', 'es'];
      terminal = readyz(line, { columns: 120, rows: 60, env: { HOME: home, XDG_DATA_HOME: home } });
      await until(`${name} is in`, () => written().includes('Estás dentro'));
    },
    sees: (position) => new RegExp(`(^|\\D)${position + 1}/\\d`, 'm').test(written()),
    async answer(_position, question, answer) {
      const saved = count('Respuesta guardada');
      return timed(async () => {
        terminal.type(`${lineFor(question, answer)}\r`);
        await until(`${name} saved`, () => count('Respuesta guardada') > saved);
      });
    },
    told: () => undefined,
    async end() {
      await until(`${name} at the end`, () => /Tu puesto: \d+/.test(written()));
      const [, place, points] = /Tu puesto: (\d+)\. Puntos: (\d+)/.exec(written()) ?? [];
      return { points: Number(points ?? -1), place: Number(place ?? -1) };
    },
  };
}

export function pagePlayer(parts: { readonly open: () => Promise<Page>; readonly name: string }): Player {
  const { name } = parts;
  let page: Page;
  let asked = -1;
  return {
    kind: 'real page',
    name,
    async join() {
      page = await parts.open();
      await page.resize(390, 844);
      await page.until(`document.querySelector('input[name=name], input:not(.code)')`);
      await page.evaluate(`document.querySelector('input[name=name], input:not(.code)').focus()`);
      await page.type(name);
      await page.press('Enter');
      await page.until(`document.body.innerText.includes('Estás dentro')`);
    },
    sees(position) {
      // Asked for again and again, so this only looks at what the last look found.
      void page.evaluate<string>('document.body.innerText').then((text) => {
        const shown = /(?:Pregunta )?(\d+)(?:\/| de )\d+/.exec(text)?.[1];
        asked = shown === undefined ? -1 : Number(shown) - 1;
      });
      return asked === position;
    },
    async answer(_position, _question, answer) {
      const value = JSON.stringify;
      const send = `document.querySelector('form button[type=submit]').click()`;
      await page.until(`document.querySelector('button.answer:not(:disabled)')`);
      const give = async () => {
        switch (answer.kind) {
          case 'choice':
            await page.evaluate(
              `document.querySelector('[data-option=' + CSS.escape(${value(answer.option)}) + ']').click()`,
            );
            break;
          case 'picks':
            await page.evaluate(`(() => {
            const wanted = ${value(answer.options)};
            const selects = [...document.querySelectorAll('form select')];
            selects.forEach((select, index) => { select.value = wanted[index]; });
            for (const box of document.querySelectorAll('form input[type=checkbox]')) box.checked = wanted.includes(box.value);
            document.querySelector('form').dispatchEvent(new Event('input', { bubbles: true }));
            ${send};
          })()`);
            break;
          case 'words':
            await page.evaluate(`(() => {
            const input = document.querySelector('form input[type=text]');
            input.value = ${value(answer.text)};
            input.dispatchEvent(new Event('input', { bubbles: true }));
            ${send};
          })()`);
            break;
          case 'manifest':
            await page.until(`document.querySelector('textarea')`);
            await page.evaluate(`(() => {
            const box = document.querySelector('textarea');
            box.value = ${value(answer.text)};
            box.dispatchEvent(new Event('input', { bubbles: true }));
            box.closest('form').querySelector('button[type=submit]').click();
          })()`);
        }
      };
      const says = (words: string) => page.evaluate<boolean>(`document.body.innerText.includes('${words}')`);
      const from = performance.now();
      await give();
      for (let tries = 0; !(await says('Respuesta guardada')); tries++) {
        if (tries > 1500) throw new Error(`${name} was never told: ${await page.evaluate('document.body.innerText')}`);
        // The page has tried for a while and says so; whoever reads that presses again.
        if (tries % 100 === 99 && (await says('Sin conexión'))) await give();
        await after(20);
      }
      return performance.now() - from;
    },
    told: () => undefined,
    async end() {
      await page.until(`/Tu puesto: \\d+/.test(document.body.innerText)`);
      const text = await page.evaluate<string>('document.body.innerText');
      const [, place] = /Tu puesto: (\d+)/.exec(text) ?? [];
      const [, points] = /Tus puntos: (\d+)/.exec(text) ?? [];
      return { points: Number(points ?? -1), place: Number(place ?? -1) };
    },
  };
}
