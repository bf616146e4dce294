/**
 * Which requests are looked at at all. A page from elsewhere that a participant's browser has open must neither act here nor read
 * what is here: its `Origin` is another, and where it got here by renaming its own server to this address (DNS rebinding), the
 * `Host` is a name that is not ours. Addresses in figures cannot be renamed, so they are always let in; a name has to be this
 * machine's, or the one of `--public-url`.
 */
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Context, MiddlewareHandler } from 'hono';
import type { Text } from '#base/text.ts';

export function door(publicUrl: string | undefined): MiddlewareHandler {
  const own = new Set(['localhost', hostname().toLowerCase(), `${hostname().toLowerCase()}.local`]);
  if (publicUrl !== undefined) own.add(new URL(publicUrl).hostname);
  return async (c, next) => {
    const host = hostOf(c.req.header('host'));
    if (!host || !isOurs(host.hostname, own)) return c.json({ error: otherName }, 421);
    if (!isSameOrigin(c, host.host, publicUrl)) return c.json({ error: otherPage }, 403);
    return next();
  };
}

/** Without a port, and a name with its final dot taken away: `LOCALHOST.:8723` is `localhost`. */
function hostOf(header: string | undefined): URL | undefined {
  const url = `http://${header ?? ''}`;
  if (header === undefined || /[/?#@\\]/.test(header) || !URL.canParse(url)) return undefined;
  return new URL(url);
}

function isOurs(name: string, own: ReadonlySet<string>): boolean {
  const plain = name.replace(/\.$/, '');
  return own.has(plain) || plain.endsWith('.localhost') || isIP(plain.replace(/^\[|\]$/g, '')) !== 0;
}

/** Programs send no `Origin`, and no browser leaves it out where a page sends something elsewhere. */
function isSameOrigin(c: Context, host: string, publicUrl: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site');
  if (c.req.path.startsWith('/api/') && site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = c.req.header('origin');
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  // The scheme is not compared: behind a proxy it is https outside and http here.
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(publicUrl).origin === origin);
}

const otherName: Text = {
  es: 'La sala no se llama así: quien dirige tiene que indicar esta dirección con --public-url.',
  en: 'The room goes by another name: the host has to give this address with --public-url.',
};
const otherPage: Text = {
  es: 'Solo la propia página de la sala puede pedir esto.',
  en: 'Only the room’s own page may ask for this.',
};
