/**
 * Serves the live quizzes of a house: opens the port, and nothing beyond loopback unless it was told an address. Ends every
 * stream when it closes; clients come back by themselves to whoever serves the same sessions next.
 */
import { createServer as createPlain } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { LiveRooms } from '#engine/live/live-house.ts';
import { liveApp } from './app.ts';
import { Hubs } from './hubs.ts';
import { joinLimits } from './join-limits.ts';
import { readPages } from './pages.ts';

export interface LiveServer {
  /** `http://127.0.0.1:8723`, without a slash at its end. */
  readonly address: string;
  /** Where a phone goes that is to join. */
  joinUrl(code: string): string;
  close(): Promise<void>;
}

export interface LiveServerOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** How others reach this machine. */
  readonly publicUrl?: string;
  readonly now: () => number;
  /** How long a request may take to arrive; shorter in tests. */
  readonly patience?: Partial<typeof usualPatience>;
}

/** Whoever sends a request drop by drop holds a connection no longer than this; answers, which flow for an hour, may take their time. */
const usualPatience = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 30_000,
  maxHeaderSize: 8192,
};
const mostConnections = 6000;

export async function startLiveServer(rooms: LiveRooms, options: LiveServerOptions): Promise<Result<LiveServer, Text>> {
  const { host, port, tls, publicUrl, now } = options;
  let address = '';
  const joinUrl = (code: string) => `${publicUrl ?? address}/#${code}`;
  const hubs = new Hubs(rooms, { now, joinUrl });
  const app = liveApp(hubs, { pages: readPages(), limits: joinLimits(now), publicUrl, now });
  try {
    const listener = getRequestListener(app.fetch);
    const patience = { ...usualPatience, ...options.patience };
    const server = tls ? createSecure({ ...tls, ...patience }, listener) : createPlain(patience, listener);
    server.maxConnections = mostConnections;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const { port: opened } = server.address() as AddressInfo;
    address = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${opened}`;
    return ok({
      address,
      joinUrl,
      async close() {
        hubs.close();
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      },
    });
  } catch (error) {
    hubs.close();
    return fail(whatIsWrong(error as NodeJS.ErrnoException, `${host}:${port}`));
  }
}

function whatIsWrong({ code, message }: NodeJS.ErrnoException, where: string): Text {
  if (code === 'EADDRINUSE') {
    return {
      es: `Otro programa usa ya ${where}: elige otro puerto con --listen.`,
      en: `Another program uses ${where} already: choose another port with --listen.`,
    };
  }
  return {
    es: `No se puede abrir ${where}: comprueba la dirección y los archivos de TLS. (${message})`,
    en: `${where} cannot be opened: check the address and the TLS files. (${message})`,
  };
}
