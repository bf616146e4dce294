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

const question = 'slow-database-which-probe';
// Nearly right: the backup goes unnoticed, and the timeline shows where.
const answer = path.join(root, 'scenarios', 'probes', `${question}.answers`, 'wrong-readiness-by-ping.yaml');

const terminal = readyz(['play', question, '--db', path.join(home, 'scores.sqlite')], { columns: 104, rows: 24 });
await terminal.until('desde un archivo');
terminal.type('f');
await terminal.until('Archivo YAML:');
terminal.paste(answer);
terminal.type(keys.enter);
await terminal.until('Borrador guardado');
terminal.type(keys.enter);
await terminal.until('aquí se rompe');
await terminal.settle();
mkdirSync(path.dirname(target), { recursive: true });
const description = 'readyz en una terminal: una respuesta casi correcta, y el instante del backup en que se rompe';
writeFileSync(target, svgOf(terminal.emulator, description));
console.log(`${path.relative(root, target)} shows:\n\n${terminal.screen()}`);
terminal.type(keys.interrupt);
await terminal.ended;
rmSync(home, { recursive: true });
