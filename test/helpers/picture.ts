/**
 * Makes the README's picture from a real screen: `npm run picture` builds readyz, plays a question in a real terminal with
 * nobody's scores and writes what it shows to data/screens/terminal.svg.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keys, readyz, root } from './pty.ts';
import { svgOf } from './screenshot.ts';

const home = mkdtempSync(path.join(tmpdir(), 'readyz-picture-'));
const target = path.join(root, 'data', 'screens', 'terminal.svg');

const terminal = readyz(['play', 'mariadb-deployment-or-statefulset', '--db', path.join(home, 'scores.sqlite')], {
  columns: 100,
  rows: 32,
});
await terminal.until('[A]');
terminal.type('a');
await terminal.until('> [A]');
terminal.type(keys.enter);
await terminal.until(/Respuesta (in)?correcta/);
await terminal.settle();
mkdirSync(path.dirname(target), { recursive: true });
const description = 'readyz en una terminal: el resultado de una pregunta, con lo que pasó con cada opción';
writeFileSync(target, svgOf(terminal.emulator, description));
terminal.type('qq');
await terminal.ended;
rmSync(home, { recursive: true });
console.log(`${path.relative(root, target)} shows:\n`);
