/** The pages as they are served: files of pages/ read once. No build step stands between them and a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { digest } from './keys.ts';

export type Pages = ReadonlyMap<string, Page>;

export interface Page {
  readonly type: string;
  readonly content: string;
  /** For browsers that take it: a class that loads its pages at once waits a fourth of the time. */
  readonly packed: Uint8Array<ArrayBuffer>;
  /** Changes with the content. */
  readonly tag: string;
}

/** Nothing to whoever has it already. */
export function pageTo(c: Context, { type, content, packed, tag }: Page): Response {
  const headers = { 'content-type': type, 'cache-control': 'no-cache', etag: tag, vary: 'accept-encoding' };
  if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers);
  const takesPacked = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  return takesPacked ? c.body(packed, 200, { ...headers, 'content-encoding': 'gzip' }) : c.body(content, 200, headers);
}

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
    const content = readFileSync(new URL(file, folder), 'utf8');
    return { type, content, packed: new Uint8Array(gzipSync(content)), tag: `"${digest(content).slice(0, 16)}"` };
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
