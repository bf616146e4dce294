import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findEditor, openEditor } from '#terminal/editor.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz editor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('VISUAL goes before EDITOR, and blanks are no setting', () => {
  expect(findEditor({ VISUAL: 'code --wait', EDITOR: 'vi' }, 'linux')).toBe('code --wait');
  expect(findEditor({ VISUAL: ' ', EDITOR: 'emacs' }, 'linux')).toBe('emacs');
});

test('without a setting the first usual editor that is installed', () => {
  expect(findEditor({ PATH: folder }, 'linux')).toBeUndefined();
  script('vi', '');
  expect(findEditor({ PATH: folder }, 'linux')).toBe('vi');
  script('nano', '');
  expect(findEditor({ PATH: `/nowhere:${folder}` }, 'linux')).toBe('nano');
});

test('the setting may carry arguments; the name of the file never becomes part of the command', () => {
  const file = path.join(folder, '$(touch owned) "a".yaml');
  writeFileSync(file, '');
  const editor = script('append', 'echo "$1" >> "$2"');
  expect(openEditor(`'${editor}' "two words"`, file, process.env)).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('two words\n');
});

test('an editor that is not installed or fails is told in words', () => {
  const file = path.join(folder, 'a.yaml');
  expect(openEditor('no-such-editor-anywhere 2>/dev/null', file, process.env)?.en).toMatch(/is not installed/);
  expect(openEditor('exit 3; :', file, process.env)?.en).toMatch(/ended badly \(exit 3\)/);
  expect(openEditor('kill -9 $$; :', file, process.env)?.es).toMatch(/terminó mal \(SIGKILL\)/);
});
