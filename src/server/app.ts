/**
 * The protocol of live quizzes over HTTP. Who somebody is is a secret in the Authorization header, never a cookie or part of an
 * address, so no other page can act for them and no log holds it.
 *
 *   POST /api/join    {code, name, secret} → {name}: into the room; the same secret comes back to the same place
 *   GET  /api/events  server-sent events: first `{now, stage, own?}` (engine/live/live-views.ts), then `{now, change, own?}`
 *                     each time something changed (view-changes.ts); with `?as=host` a co-host sees what the host does
 *   POST /api/answer  {position, round, answer} → {}: written to disk when it is answered
 *   POST /api/act     what else a participant does: a vote, a team (engine/live/read-fact.ts, readParticipantFact) → {}
 *   POST /api/host    what a host does, or a co-host (engine/live/live-session.ts, HostFact) → {}
 *
 * A refusal is `{error: {es, en}}` with 400 (not so), 401 (who?), 403 or 421 (door.ts), 409 (not now), 413 (too long) or 429 (too
 * often).
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { streamSSE } from 'hono/streaming';
import { ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { mayDo } from '#engine/live/helpers.ts';
import { inventName, readName } from '#engine/live/names.ts';
import { readAnswer, readHostFact, readParticipantFact } from '#engine/live/read-fact.ts';
import { mostAnswerLength } from '#engine/live/room.ts';
import { findEntry } from '#engine/live/roster.ts';
import { door } from './door.ts';
import type { Hub, News, Viewer } from './hub.ts';
import type { Hubs, Seat } from './hubs.ts';
import type { JoinLimits } from './join-limits.ts';
import { digest, newKey, readCode } from './keys.ts';
import { type Pages, pageTo } from './pages.ts';
import { openStreams } from './streams.ts';

const heartbeatMilliseconds = 15_000;
/** A finger that hammers a button stays below; a program does not. */
const mostInTenSeconds = 30;

export function liveApp(
  hubs: Hubs,
  parts: {
    readonly pages: Pages;
    readonly limits: JoinLimits;
    readonly publicUrl?: string | undefined;
    readonly now: () => number;
  },
): Hono {
  const app = new Hono();
  const answersOf = new Map<string, { since: number; count: number }>();
  const opensOf = new Map<string, { since: number; count: number }>();
  const streams = openStreams();

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      // Only where it is TLS that answers would it be heeded, and there it would outlive the lesson.
      strictTransportSecurity: false,
    }),
  );
  app.use(door(parts.publicUrl));
  const limit = { maxSize: 2 * mostAnswerLength, onError: (c: Context) => c.json({ error: tooLong }, 413) };
  app.use('/api/*', bodyLimit(limit));
  app.onError((_error, c) => c.json({ error: notUnderstood }, 400));
  app.notFound((c) => c.json({ error: nothingThere }, 404));

  for (const [path, page] of parts.pages) app.get(path, (c) => pageTo(c, page));

  app.post('/api/join', async (c) => {
    const { code, name: typed, secret } = await fieldsOf(c);
    const address = getConnInfo(c).remote.address ?? '';
    if (typeof secret !== 'string' || secret.length < 16 || secret.length > 200)
      return c.json({ error: notUnderstood }, 400);
    const known = await hubs.seatOf(secret);
    const hub = typeof code === 'string' ? await hubs.byCode(readCode(code)) : undefined;
    // Whoever was in yesterday's room and has today's code wants into today's.
    if (known?.viewer.kind === 'participant' && (!hub || hub === known.hub))
      return c.json({ name: known.hub.room.state.participants.get(known.viewer.id)?.name });
    if (!hub) {
      const isFlooded = parts.limits.isFlooded(address);
      parts.limits.wrong(address);
      return isFlooded ? c.json({ error: tooOften }, 429) : c.json({ error: wrongCode }, 401);
    }
    const participant = newKey();
    const isInvented = typeof typed !== 'string' || typed.trim() === '';
    // An id on the class list may be an address; the room finds who it is, and no class reads it.
    const isListed = !isInvented && findEntry(hub.room.session.roster ?? [], typed) !== undefined;
    const read = isListed ? ok(typed) : readName(isInvented ? inventName(numberFrom(participant)) : typed);
    if (!read.ok) return c.json({ error: read.error }, 400);
    const name = isInvented ? unusedName(read.value, hub) : read.value;
    const result = await hub.room.act({ kind: 'join', participant, name, key: digest(secret) });
    if (!result.ok) return c.json({ error: result.error }, 409);
    return c.json({ name: hub.room.state.participants.get(participant)?.name ?? name });
  });

  app.post('/api/answer', async (c) => {
    const seat = await seatOf(c, hubs);
    if (seat?.viewer.kind !== 'participant') return c.json({ error: unknown }, 401);
    const { hub, viewer } = seat;
    if (isHammering(answersOf, viewer.id, parts.now())) return c.json({ error: tooOften }, 429);
    const { position, round, answer: sent } = await fieldsOf(c);
    const answer = readAnswer(sent);
    if (typeof position !== 'number' || typeof round !== 'number' || !answer)
      return c.json({ error: notUnderstood }, 400);
    return told(c, await hub.room.act({ kind: 'answer', participant: viewer.id, position, round, answer }));
  });

  app.post('/api/host', async (c) => {
    const seat = await seatOf(c, hubs);
    const viewer = seat?.hub.leading(seat.viewer);
    if (!seat || viewer?.kind !== 'host') return c.json({ error: unknown }, 401);
    const fact = readHostFact(await fieldsOf(c));
    if (!fact) return c.json({ error: notUnderstood }, 400);
    const allowed = mayDo(viewer.leader, fact);
    return told(c, allowed.ok ? await seat.hub.room.act(fact) : allowed);
  });

  app.post('/api/act', async (c) => {
    const seat = await seatOf(c, hubs);
    if (seat?.viewer.kind !== 'participant') return c.json({ error: unknown }, 401);
    const { hub, viewer } = seat;
    if (isHammering(answersOf, viewer.id, parts.now())) return c.json({ error: tooOften }, 429);
    const fact = readParticipantFact(await fieldsOf(c), viewer.id);
    return fact ? told(c, await hub.room.act(fact)) : c.json({ error: notUnderstood }, 400);
  });

  app.get('/api/events', async (c) => {
    const seat = await seatOf(c, hubs);
    const viewer = c.req.query('as') === 'host' ? seat?.hub.leading(seat.viewer) : seat?.viewer;
    if (!seat || !viewer) return c.json({ error: unknown }, 401);
    const { hub } = seat;
    const name = nameOf(viewer, hub);
    const open = isHammering(opensOf, name, parts.now()) ? undefined : streams.open(name);
    if (!open) return c.json({ error: tooOften }, 429);
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      let last: News | undefined;
      try {
        while (!stream.aborted && !open.signal.aborted && !hub.isClosed) {
          const news = hub.newsFor(viewer, last);
          if (news) {
            last = news;
            // A client that reads slowly gets the newest state when it is ready, never a queue of old ones.
            await stream.write(`data: ${news.text}\n\n`);
          } else if (hub.isGone(viewer)) {
            break;
          } else if (!(await hub.changed(heartbeatMilliseconds, open.signal))) {
            await stream.write(':\n\n');
          }
        }
      } finally {
        open.close();
      }
    });
  });

  return app;
}

/** Whom a stream belongs to, however many rooms there are. */
function nameOf(viewer: Viewer, { room }: Hub): string {
  const who =
    viewer.kind === 'participant' ? viewer.id : viewer.kind === 'host' ? (viewer.participant ?? viewer.leader) : '';
  return [room.session.id, viewer.kind, who].join(' ');
}

async function seatOf(c: Context, hubs: Hubs): Promise<Seat | undefined> {
  const secret = /^Bearer (\S{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1];
  return secret === undefined ? undefined : hubs.seatOf(secret);
}

async function fieldsOf(c: Context): Promise<Readonly<Record<string, unknown>>> {
  const value: unknown = await c.req.json();
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function told(c: Context, result: Result<undefined, Text>) {
  return result.ok ? c.json({}) : c.json({ error: result.error }, 409);
}

function isHammering(counts: Map<string, { since: number; count: number }>, id: string, now: number): boolean {
  const known = counts.get(id);
  if (!known || now - known.since > 10_000) {
    counts.set(id, { since: now, count: 1 });
    return false;
  }
  known.count++;
  return known.count > mostInTenSeconds;
}

function unusedName(name: string, hub: Hub): string {
  const taken = new Set([...hub.room.state.participants.values()].map((one) => one.name));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
  return free;
}

function numberFrom(key: string): number {
  return Number.parseInt(Buffer.from(digest(key), 'base64url').subarray(0, 4).toString('hex'), 16);
}

const unknown: Text = {
  es: 'No se sabe quién eres: entra con el código de la sala.',
  en: 'It is not known who you are: join with the code of the room.',
};
const wrongCode: Text = { es: 'Ese código no es el de esta sala.', en: 'That is not the code of this room.' };
const tooOften: Text = { es: 'Demasiados intentos: espera un minuto.', en: 'Too many attempts: wait a minute.' };
const tooLong: Text = { es: 'Es demasiado largo.', en: 'It is too long.' };
const notUnderstood: Text = { es: 'No se entiende lo que se ha enviado.', en: 'What was sent is not understood.' };
const nothingThere: Text = { es: 'Aquí no hay nada.', en: 'There is nothing here.' };
