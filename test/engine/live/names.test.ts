import { expect, test } from 'vitest';
import { inventName, readName } from '#engine/live/names.ts';

function checkTaken(...names: readonly string[]): void {
  for (const name of names) expect([name, readName(name).ok]).toEqual([name, true]);
}

function checkRefused(...names: readonly string[]): void {
  for (const name of names) expect([name, readName(name).ok]).toEqual([name, false]);
}

test('names of people, of many kinds, are taken', () => {
  checkTaken('Ana', 'María-José', 'O’Brien', 'Ñuño 2', 'Concha', 'Dr. Núñez', '李', 'Zoë', 'Persona 455', 'Grupo 7');
});

test('rude words are heard however they are spelt, in both languages', () => {
  checkRefused(
    'puta',
    'P U T A',
    'p.u.t.a',
    'P.u.t.4',
    'PUTA',
    'púúúta',
    'gilipollas',
    'Fuuuck',
    'sh1t',
    'big b1tch',
    'cabr0n',
  );
});

test('inside other words they are harmless', () => {
  checkTaken('Disputa', 'Computadora', 'Cajón', 'Class', 'Essex', 'Cocktail', 'Analía', 'Reputación');
});

test('what could disturb a wall or a terminal is no name', () => {
  checkRefused(
    '',
    '   ',
    'a'.repeat(25),
    '\u001b[31mred',
    '\u202eevil',
    '<script>',
    '=1+1',
    '@all',
    'a\u0301\u0301\u0301\u0301',
    '...',
    '\u200b',
  );
});

test('invented names are names', () => {
  for (let seed = 0; seed < 300; seed++) checkTaken(inventName(seed));
});
