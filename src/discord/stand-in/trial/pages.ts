/** The trial page as it is served: files of pages/ read once. No build step stands between them and a browser. */
import { readFileSync } from 'node:fs';

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

const files: readonly (readonly [path: string, file: string, type: keyof typeof types])[] = [
  ['/', 'trial.html', 'html'],
  ['/pages/trial.css', 'trial.css', 'css'],
  ['/pages/trial.js', 'trial.js', 'js'],
  ['/pages/command-bar.js', 'command-bar.js', 'js'],
  ['/pages/form.js', 'form.js', 'js'],
  ['/pages/markdown.js', 'markdown.js', 'js'],
  ['/pages/message.js', 'message.js', 'js'],
  ['/pages/words.js', 'words.js', 'js'],
];

export function readPages(): ReadonlyMap<string, { readonly type: string; readonly content: string }> {
  const folder = pagesFolder();
  return new Map(
    files.map(([path, file, type]) => [
      path,
      { type: types[type], content: readFileSync(new URL(file, folder), 'utf8') },
    ]),
  );
}

/** Beside this file in the sources; in the bundle dist/trial-pages, wherever the bundler has put this line. */
function pagesFolder(): URL {
  if (import.meta.url.endsWith('.ts')) return new URL('./pages/', import.meta.url);
  return new URL(import.meta.url.includes('/chunks/') ? '../trial-pages/' : './trial-pages/', import.meta.url);
}
