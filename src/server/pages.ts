/** The pages as they are served: files of pages/ read once. No build step stands between them and a browser. */
import { readFileSync } from 'node:fs';

export type Pages = ReadonlyMap<string, { readonly type: string; readonly content: string }>;

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

const files: readonly (readonly [path: string, file: string, type: keyof typeof types])[] = [
  ['/', 'phone.html', 'html'],
  ['/projector', 'projector.html', 'html'],
  ['/presenter', 'presenter.html', 'html'],
  ['/pages/live.css', 'live.css', 'css'],
  ['/pages/phone.js', 'phone.js', 'js'],
  ['/pages/projector.js', 'projector.js', 'js'],
  ['/pages/presenter.js', 'presenter.js', 'js'],
  ['/pages/common.js', 'common.js', 'js'],
  ['/pages/blocks.js', 'blocks.js', 'js'],
];

export function readPages(): Pages {
  const folder = pagesFolder();
  return new Map(
    files.map(([path, file, type]) => [
      path,
      { type: types[type], content: readFileSync(new URL(file, folder), 'utf8') },
    ]),
  );
}

/** Beside this file in the sources; in the bundle dist/pages, wherever the bundler has put this line. */
function pagesFolder(): URL {
  if (import.meta.url.endsWith('.ts')) return new URL('./pages/', import.meta.url);
  return new URL(import.meta.url.includes('/chunks/') ? '../pages/' : './pages/', import.meta.url);
}
