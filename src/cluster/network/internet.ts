/**
 * The world outside the cluster, as far as examples need it: public names resolve, and web servers there answer. Names that
 * are reserved or private (`.local`, `.internal`, `.test`, `.example`, `.invalid`) do not exist.
 */
import { type Connection, isAddress, type Listener } from '#container/network-namespace.ts';

/** Domains at the top that examples use; two letters are a country's. `default.saludos` is nobody's name. */
const topDomains = new Set([
  'com',
  'org',
  'net',
  'edu',
  'gov',
  'int',
  'info',
  'biz',
  'name',
  'dev',
  'app',
  'cloud',
  'online',
  'site',
  'shop',
  'tech',
  'xyz',
]);

export function publicAddress(name: string): string | undefined {
  const labels = name.replace(/\.$/, '').toLowerCase().split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || isAddress(name)) return undefined;
  if (!/^[a-z]{2}$/.test(top) && !topDomains.has(top)) return undefined;
  if (!labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label))) return undefined;
  let hash = 7;
  for (const character of labels.join('.')) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return `203.0.113.${(hash % 250) + 1}`; // a range that documentation may use; no pod lives there
}

export function isPublic(address: string): boolean {
  return address.startsWith('203.0.113.');
}

export function connectPublic(address: string, port: number): Connection {
  if (port !== 80 && port !== 443) return { kind: 'timeout', address };
  const listener: Listener = {
    port,
    protocol: 'http',
    onlyLocal: false,
    reply: (request) =>
      request.protocol === 'http'
        ? { kind: 'answer', ok: true, status: 200, text: `<html><body>${request.host}</body></html>\n`, afterMs: 50 }
        : { kind: 'closed' },
  };
  return { kind: 'connected', listener, address };
}
