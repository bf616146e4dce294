/** The pages as they are served: files of pages/ read once. No build step stands between them and a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Pages = ReadonlyMap<string, { readonly type: string; readonly content: string }>;

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** What is typed into an address bar; everything else is asked for by these. */
const names: Readonly<Record<string, string>> = { '/': 'phone', '/projector': 'projector', '/presenter': 'presenter' };

export function readPages(): Pages {
  const folder = pagesFolder();
  const page = (file: string) => {
    const type = types[path.extname(file).slice(1) as keyof typeof types];
    return { type, content: readFileSync(new URL(file, folder), 'utf8') };
  };
  const parts = readdirSync(folder).filter((file) => /^[a-z-]+\.(css|js)$/.test(file));
  return new Map([
    ...Object.entries(names).map(([address, name]) => [address, page(`${name}.html`)] as const),
    ...parts.map((file) => [`/pages/${file}`, page(file)] as const),
  ]);
}

/** Beside this file in the sources; in the bundle dist/pages, wherever the bundler has put this line. */
function pagesFolder(): URL {
  if (import.meta.url.endsWith('.ts')) return new URL('./pages/', import.meta.url);
  return new URL(import.meta.url.includes('/chunks/') ? '../pages/' : './pages/', import.meta.url);
}
