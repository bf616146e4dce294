/** A page to read in a real terminal: `readyz why`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keys, readyz } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('why a Pod is where it is: scrolled, in both languages, and gone without a trace', {
  timeout: 60_000,
}, async () => {
  const pod = path.join(folder, 'pod.yaml');
  writeFileSync(
    pod,
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n',
  );
  const nodes = path.join(folder, 'nodes.yaml');
  const tainted = 'taints: [{key: dedicated, effect: NoSchedule}]';
  writeFileSync(nodes, `- {name: a}\n- {name: b}\n- {name: c, ${tainted}}\n- {name: d, ${tainted}}\n`);
  const terminal = readyz(['why', 'web', '-f', pod, '--nodes', nodes], { rows: 18 });
  await terminal.until('Dónde cabe el Pod web');
  expect(await terminal.until('más abajo')).toContain('TaintToleration');
  terminal.type('L');
  await terminal.until('Where Pod web fits');
  terminal.type('G');
  expect(await terminal.until('more above')).toContain('2 nodes turned down');
  terminal.type(keys.escape);
  expect(await terminal.ended).toEqual({ code: 0, signal: undefined });
  expect(terminal.emulator.buffer.active.type).toBe('normal');
});
