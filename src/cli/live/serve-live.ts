/**
 * What whoever hosts live quizzes shares, be it `readyz live host` or the bot: the house they go on in, where it listens for
 * phones and terminals, and what to say about that.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Text } from '#base/text.ts';
import { LiveHouse } from '#engine/live/live-house.ts';
import { newJoinCode, newKey } from '#server/keys.ts';
import { type LiveServer, startLiveServer } from '#server/live-server.ts';
import { type Io, Trouble } from '../command.ts';
import type { Opened } from '../wire.ts';
import type { Listening } from './listening.ts';

export interface Served extends LiveServer {
  /** By which others reach it; absent where it is this machine alone. */
  readonly publicUrl?: string;
}

export function openHouse(io: Pick<Io, 'now'>, opened: Opened, log: (problem: string) => void): LiveHouse {
  const { library, grader, storage } = opened;
  return new LiveHouse({
    ...{ store: storage.live, library, grader, now: io.now, log },
    newId: () => randomBytes(6).toString('hex'),
    newSeed: () => randomInt(2 ** 32),
    newKeys: () => ({ code: newJoinCode(), host: newKey(), projector: newKey(), coHost: newKey() }),
    timer(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}

export async function serveHouse(io: Io, house: LiveHouse, listening: Listening): Promise<Served> {
  const { address: host, port } = listening;
  const tls = listening.tls && { cert: read(listening.tls.cert), key: read(listening.tls.key) };
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const publicUrl = listening.publicUrl ?? (isEverywhere ? reachableAt(listening) : undefined);
  const started = await startLiveServer(house, {
    ...{ host, port, now: io.now },
    ...(tls && { tls }),
    ...(publicUrl !== undefined && { publicUrl }),
  });
  if (!started.ok) throw new Trouble(started.error);
  if (!isLoopback(listening) && !tls && !listening.publicUrl?.startsWith('https:')) {
    io.err.write(`${noTls[io.language]}\n`);
  }
  return { ...started.value, ...(publicUrl !== undefined && { publicUrl }) };
}

export function isLoopback({ address }: Listening): boolean {
  return /^(127\.|localhost$|::1$)/.test(address);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { message } = error as Error;
    throw new Trouble({ es: `No se puede leer ${file}. (${message})`, en: `${file} cannot be read. (${message})` });
  }
}

/** Listening everywhere, others reach it by the first address that leads out of this machine. */
function reachableAt({ port, tls }: Listening): string {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')?.address;
  return `${tls ? 'https' : 'http'}://${outside ?? 'localhost'}:${port}`;
}

const noTls: Text = {
  es: 'Aviso: sin TLS, quien esté en la misma red puede leer y cambiar lo que se envía. Usa --tls-cert y --tls-key, o un proxy con HTTPS y --public-url.',
  en: 'Warning: without TLS, anybody on the same network can read and change what is sent. Use --tls-cert and --tls-key, or a proxy with HTTPS and --public-url.',
};
