/** The terminal app without a terminal: keys in, what would be shown out. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bindingsOf, intentOf } from '#terminal/keys.ts';
import { screenOf } from '#terminal/model.ts';
import { farewell } from '#terminal/screens/farewell.ts';
import { beginGame } from '../helpers/small-game.ts';

test('a question with options, from the list to its score in the list', async () => {
  const game = await beginGame({ place: 'go:all' });
  expect(game.shown()).toMatchObject({ kind: 'menu' });
  await game.press('enter');
  expect(game.shown()).toMatchObject({ kind: 'question', title: '¿Cuántos Pods?' });
  await game.press('b', 'enter');
  expect(game.shown()).toMatchObject({ kind: 'working' });
  await game.verdict();
  expect(game.shown()).toMatchObject({ kind: 'result' });
  expect(farewell(game.conductor.model, true)).toBe('✔ ¿Cuántos Pods?: Respuesta correcta · 100 puntos\n');
  await game.press('enter');
  expect(game.shown()).toMatchObject({ kind: 'summary' });
  await game.press('enter');
  const { place } = game.conductor.model;
  expect(place).toMatchObject({ kind: 'menu', selected: 1 });
  expect(screenOf(place)?.blocks).toContainEqual(
    expect.objectContaining({
      items: [expect.objectContaining({ state: 'right' }), expect.objectContaining({ state: 'new' })],
    }),
  );
  await game.close();
});

test('a letter or digit only picks: nothing is sent before Enter, and Enter alone sends nothing', async () => {
  const game = await beginGame({ place: 'pods' });
  await game.press('enter');
  expect(game.shown()).toMatchObject({ kind: 'question', notice: expect.stringMatching(/^Elige primero/) });
  await game.press('c', '1', 'down', 'j', 'up', 'k', 'k', 'k');
  expect(game.conductor.model).toMatchObject({ place: { selected: 0, turn: { actionCount: 0 } } });
  await game.close();
});

test('keys that mean nothing here do nothing', async () => {
  const game = await beginGame({ place: 'pods' });
  const before = game.conductor.model;
  await game.press('z', 'n', 'r', 'e', 'f', '9', 'ctrl-z', 'enter'.toUpperCase());
  expect(game.conductor.model).toBe(before);
  await game.close();
});

test('a hint says what it costs, is shown at the end and keeps what was picked', async () => {
  const game = await beginGame({ place: 'pods' });
  const hint = bindingsOf(game.conductor.model).find(({ shown }) => shown.es === 'h');
  expect(hint?.label.es).toBe('pedir una pista (puntos al 85 %)');
  await game.press('c', 'h');
  expect(game.conductor.model).toMatchObject({ place: { selected: 2 }, view: { from: 'bottom' } });
  await game.close();
});

test('skipping asks first', async () => {
  const game = await beginGame({ place: 'pods' });
  await game.press('s');
  expect(game.conductor.model.overlay).toMatchObject({ kind: 'confirm', question: { es: '¿Saltar la pregunta?' } });
  await game.press('escape');
  expect(game.shown()).toMatchObject({ kind: 'question' });
  await game.press('s', 'enter');
  expect(game.shown()).toMatchObject({ kind: 'result' });
  await game.close();
});

test('Enter pressed twice sends one answer', async () => {
  const game = await beginGame({ place: 'pods' });
  await game.press('b');
  const enter = intentOf(game.conductor.model, 'enter')!;
  await Promise.all([game.conductor.send(enter), game.conductor.send(enter)]);
  await game.verdict();
  expect(game.conductor.model.place).toMatchObject({ turn: { actionCount: 2 } });
  await game.close();
});

test('YAML is written in an editor, kept, shown as a draft and sent by Enter; wrong, then mended', async () => {
  let text = 'kind: Job\n';
  const game = await beginGame({ place: 'probe', editor: () => text });
  await game.press('e');
  expect(game.shown()).toMatchObject({ kind: 'question', notice: 'Borrador guardado. Enter lo envía.' });
  expect(screenOf(game.conductor.model.place)?.blocks).toContainEqual(
    expect.objectContaining({
      kind: 'manifest',
      yaml: text,
      title: expect.objectContaining({ es: 'Tu borrador, sin enviar' }),
    }),
  );
  await game.press('enter');
  await game.verdict();
  expect(game.shown()).toMatchObject({ kind: 'result' });
  await game.press('enter');
  expect(game.shown()).toMatchObject({ kind: 'question' });
  expect(game.conductor.model.place).not.toHaveProperty('draft');
  text = 'kind: Deployment\n';
  await game.press('e', 'enter');
  await game.verdict();
  expect(farewell(game.conductor.model, false)).toMatch(/^v Que probe\?: Respuesta correcta - \d+ puntos\n$/);
  await game.close();
});

test('YAML is written in the app itself, checked while it is written, and answered from there', async () => {
  const game = await beginGame({ place: 'probe' });
  await game.press('enter', 'ctrl-end', ...'apiVersion: v1');
  await expect.poll(() => game.writing()?.issues.length, { timeout: 8_000 }).toBeGreaterThan(0);
  await game.press('ctrl-n');
  expect(game.writing()?.buffer.line).toBe(game.writing()!.issues[0]!.line - 1);
  await game.press('escape');
  expect(game.shown()).toMatchObject({ kind: 'question', notice: 'Borrador guardado. Enter lo envía.' });
  expect(game.conductor.model.place).toMatchObject({ draft: { text: 'kind: Pod\napiVersion: v1' } });
  await game.press('i', ...'# Deployment', 'enter', 'ctrl-r');
  await game.verdict();
  expect(farewell(game.conductor.model, false)).toMatch(/Respuesta correcta/);
  await game.close();
});

test('a draft that was given up for a file does not come up again after it', async () => {
  const game = await beginGame({ place: 'probe' });
  await game.press('i', ...'# una idea ', 'escape');
  writeFileSync(path.join(game.home, 'other.yaml'), 'kind: Job\n');
  await game.press('f', ...'other.yaml', 'enter', 'enter');
  await game.verdict();
  await game.press('r');
  expect(game.shown()).toMatchObject({ kind: 'question' });
  expect(game.conductor.model.place).not.toHaveProperty('draft');
  await game.close();
});

test('leaving the app’s editor without a change leaves no draft', async () => {
  const game = await beginGame({ place: 'probe' });
  await game.press('i', 'x', 'ctrl-z', 'ctrl-r');
  expect(game.shown()).toMatchObject({ kind: 'question', notice: expect.stringMatching(/^El texto no cambió/) });
  expect(game.conductor.model.place).not.toHaveProperty('draft');
  await game.close();
});

test('what is being written is in its file when the window is closed', async () => {
  const game = await beginGame({ place: 'probe' });
  await game.press('i', ...'# a medias ');
  await game.conductor.close();
  await game.close();
  const again = await beginGame({ home: game.home, place: 'probe' });
  expect(again.conductor.model.place).toMatchObject({ draft: { text: '# a medias kind: Pod\n' } });
  await again.close();
});

test('a draft that was not sent is there again after the window was closed', async () => {
  const game = await beginGame({ place: 'probe', editor: () => 'kind: Deployment # a medias\n' });
  await game.press('e');
  await game.close();
  const again = await beginGame({ home: game.home, place: 'probe' });
  expect(again.conductor.model.place).toMatchObject({ draft: { text: 'kind: Deployment # a medias\n' } });
  await again.close();
});

test('an editor that changes nothing sends nothing', async () => {
  const game = await beginGame({ place: 'probe', editor: (text) => text });
  await game.press('e');
  expect(game.shown().notice).toMatch(/^El texto no cambió/);
  expect(game.conductor.model.place).not.toHaveProperty('draft');
  await game.close();
});

test('an editor that fails is told, and what it wrote is kept', async () => {
  const game = await beginGame({
    place: 'probe',
    editor: () => 'kind: Deployment\n',
    editorTrouble: { es: 'El editor terminó mal.', en: 'The editor ended badly.' },
  });
  await game.press('e');
  expect(game.shown().notice).toBe('El editor terminó mal.');
  expect(game.conductor.model.place).toMatchObject({ draft: { text: 'kind: Deployment\n' } });
  await game.close();
});

test('YAML from a file: the path is typed, keys are letters there, and a wrong path is told', async () => {
  const game = await beginGame({ place: 'probe' });
  writeFileSync(path.join(game.home, 'q?x.yaml'), '\ufeffkind: Deployment\n');
  await game.press('f', ...'nada', 'enter');
  expect(game.shown().notice).toMatch(/^No existe el archivo .*nada\.$/);
  await game.press('ctrl-u', ...'~/q?xx', 'backspace', ...'.yaml', 'enter');
  expect(game.conductor.model.place).toMatchObject({ draft: { text: 'kind: Deployment\n' } });
  expect(game.conductor.model.overlay).toBeUndefined();
  await game.close();
});

test('a folder or a file that is far too large is no answer', async () => {
  const game = await beginGame({ place: 'probe' });
  writeFileSync(path.join(game.home, 'large.yaml'), 'a'.repeat(300_000));
  await game.press('f', '.', 'enter');
  expect(game.shown().notice).toMatch(/no es un archivo/);
  await game.press('ctrl-u', ...'large.yaml', 'enter');
  expect(game.shown().notice).toMatch(/demasiado grande/);
  await game.close();
});

test('whoever leaves while the run is on finds the result later', async () => {
  const game = await beginGame({ place: 'pods' });
  await game.press('a', 'enter', 'q');
  expect(game.shown()).toMatchObject({ kind: 'menu' });
  game.grader.release();
  await game.press('c');
  await game.verdict();
  expect(game.shown()).toMatchObject({ kind: 'result' });
  await game.close();
});

test('q goes back to the menu and then leaves; Ctrl-C leaves from anywhere', async () => {
  const game = await beginGame({ place: 'pods' });
  await game.press('q');
  expect(game.left).toEqual([]);
  await game.press('escape');
  expect(game.left).toEqual([{ kind: 'leave', interrupted: false }].map(({ interrupted }) => ({ interrupted })));
  await game.press('?', 'ctrl-c');
  expect(game.left.at(-1)).toMatchObject({ interrupted: true });
  await game.close();
});

test('an unfinished question is named in the farewell', async () => {
  const game = await beginGame({ place: 'probe' });
  expect(farewell(game.conductor.model, true)).toBe(
    '… «¿Qué probe?» queda guardada. Sigue cuando quieras con: readyz\n',
  );
  await game.close();
});

test('L changes the language, and the next start remembers it', async () => {
  const game = await beginGame();
  await game.press('L');
  expect(game.conductor.model.language).toBe('en');
  await game.close();
  const again = await beginGame({ home: game.home });
  expect(again.conductor.model.language).toBe('en');
  await again.close();
});

test('every key of the footer and the help does something, on every screen', async () => {
  const game = await beginGame();
  const places: (typeof game.conductor.model)[] = [];
  const visit = () => places.push(game.conductor.model);
  visit();
  await game.press('?');
  visit();
  await game.press('q', 'enter');
  visit();
  await game.press('b', 'enter');
  visit();
  await game.verdict();
  visit();
  await game.press('enter');
  visit();
  for (const model of places) {
    for (const { keys, intent } of bindingsOf(model)) {
      expect(keys.map((key) => intentOf(model, key))).toContainEqual(intent);
    }
    expect(bindingsOf(model).every(({ label }) => label.es !== '' && label.en !== '')).toBe(true);
  }
  expect(places).toHaveLength(6);
  await game.close();
});

test('drafts lie in files named after the question', async () => {
  const game = await beginGame({ place: 'probe', editor: () => 'kind: Deployment\n' });
  await game.press('e');
  expect(readdirSync(path.join(game.home, 'answers'))).toEqual([
    expect.stringMatching(/^qu-probe-en\.session-.*\.yaml$/),
  ]);
  await game.close();
});

test('a database that fails in the middle of a game is told, and the game stays', async () => {
  const game = await beginGame({ place: 'pods' });
  await game.press('b');
  await game.close();
  await game.press('enter');
  expect(game.shown()).toMatchObject({ kind: 'question', notice: expect.stringMatching(/^No se pudo guardar/) });
  expect(game.conductor.model).toMatchObject({ busy: false, place: { selected: 1 } });
});
