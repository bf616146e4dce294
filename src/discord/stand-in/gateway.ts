/**
 * The stand-in's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME with what was missed, and the ways in which a real
 * connection fails. A bot that loses it and resumes has every event, in order.
 */
import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { threadJson, type World } from './world.ts';

const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  invalid: 9,
  hello: 10,
  heard: 11,
};
const close = { decode: 4002, notAuthenticated: 4003, token: 4004, intents: 4014 };
/** Guild members, presences and message content must be granted by Discord; asking for them unasked ends a connection. */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15);
const eventsKept = 1000;

interface GatewaySession {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  sequence: number;
  events: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

export interface Gateway {
  /** Every frame that bots sent, in order: `{op, d}`. */
  readonly received: readonly { readonly op: number; readonly d: unknown }[];
  readonly resumes: () => number;
  /** Sends an event to the shard that serves this server; direct messages go to shard 0. */
  dispatch(name: string, data: unknown, serverId?: string): void;
  /** Somebody invites the bot to the server. */
  join(): void;
  /** Cuts the connections. 4000 and 1006-like codes may be resumed. */
  drop(code: number): void;
  /** Asks bots to come back (op 7). */
  askToReconnect(): void;
  /** Tells bots that their session cannot be resumed (op 9). */
  invalidate(): void;
  stop(): void;
}

export function startGateway(
  world: World,
  server: Server,
  options: { readonly token: string; readonly address: () => string; readonly heartbeatMilliseconds: number },
): Gateway {
  const sessions = new Map<string, GatewaySession>();
  const received: { op: number; d: unknown }[] = [];
  let resumes = 0;
  const sockets = new WebSocketServer({ server, maxPayload: 4096 });

  const send = (socket: WebSocket, code: number, d: unknown) =>
    socket.send(JSON.stringify({ op: code, d, s: null, t: null }));
  const dispatchTo = (session: GatewaySession, t: string, d: unknown) => {
    const event = { s: ++session.sequence, t, d };
    session.events.push(event);
    if (session.events.length > eventsKept) session.events.shift();
    session.socket?.send(JSON.stringify({ op: op.dispatch, ...event }));
  };

  const identify = (socket: WebSocket, d: Identify): GatewaySession | undefined => {
    if (d.token !== options.token) return void socket.close(close.token, 'Authentication failed.');
    if (d.intents & privilegedIntents) return void socket.close(close.intents, 'Disallowed intent(s).');
    const session: GatewaySession = {
      id: world.newId(),
      intents: d.intents,
      shard: d.shard ?? [0, 1],
      sequence: 0,
      events: [],
      socket,
    };
    sessions.set(session.id, session);
    dispatchTo(session, 'READY', {
      v: 10,
      user: { ...world.bot, discriminator: '0', global_name: null, avatar: null, bot: true },
      guilds: [{ id: world.serverId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: options.address(),
      shard: session.shard,
      application: { id: world.bot.id, flags: 0 },
    });
    dispatchTo(session, 'GUILD_CREATE', serverJson(world));
    return session;
  };

  const resume = (socket: WebSocket, d: Resume): GatewaySession | undefined => {
    const session = d.token === options.token ? sessions.get(d.session_id) : undefined;
    if (!session || d.seq > session.sequence) return void send(socket, op.invalid, false);
    session.socket = socket;
    resumes++;
    for (const event of session.events.filter(({ s }) => s > d.seq)) {
      socket.send(JSON.stringify({ op: op.dispatch, ...event }));
    }
    dispatchTo(session, 'RESUMED', {});
    return session;
  };

  sockets.on('connection', (socket: WebSocket, _request: IncomingMessage) => {
    let session: GatewaySession | undefined;
    send(socket, op.hello, { heartbeat_interval: options.heartbeatMilliseconds });
    socket.on('message', (raw) => {
      const frame = parseFrame(String(raw));
      if (!frame) return socket.close(close.decode, 'Error while decoding payload.');
      received.push(frame);
      if (frame.op === op.heartbeat) send(socket, op.heard, null);
      else if (frame.op === op.identify) session = identify(socket, frame.d as Identify);
      else if (frame.op === op.resume) session = resume(socket, frame.d as Resume);
      else if (!session) socket.close(close.notAuthenticated, 'Not authenticated.');
      world.changes.emit('change');
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
    });
    socket.on('error', () => socket.terminate());
  });

  const dispatch: Gateway['dispatch'] = (name, data, serverId) => {
    for (const session of newestOfEachShard(sessions)) {
      const shard = serverId ? Number((BigInt(serverId) >> 22n) % BigInt(session.shard[1])) : 0;
      if (shard === session.shard[0]) dispatchTo(session, name, data);
    }
  };
  world.events.on('event', (name, data) => dispatch(name, data, world.serverId));

  const connected = () => [...sessions.values()].filter((session) => session.socket);
  return {
    received,
    resumes: () => resumes,
    dispatch,
    join() {
      this.dispatch('GUILD_CREATE', serverJson(world), world.serverId);
    },
    drop(code) {
      for (const { socket } of connected()) socket?.close(code);
    },
    askToReconnect() {
      for (const { socket } of connected()) if (socket) send(socket, op.reconnect, null);
    },
    invalidate() {
      for (const session of connected()) {
        sessions.delete(session.id);
        if (session.socket) send(session.socket, op.invalid, false);
      }
    },
    stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

interface Identify {
  readonly token: string;
  readonly intents: number;
  readonly shard?: readonly [number, number];
}

interface Resume {
  readonly token: string;
  readonly session_id: string;
  readonly seq: number;
}

/** A bot that was started again has a newer session; the old one, kept for a resume, is served no more. */
function newestOfEachShard(sessions: ReadonlyMap<string, GatewaySession>): readonly GatewaySession[] {
  const newest = new Map<number, GatewaySession>();
  for (const session of sessions.values()) newest.set(session.shard[0], session);
  return [...newest.values()];
}

function parseFrame(text: string): { readonly op: number; readonly d: unknown } | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    if (typeof frame !== 'object' || frame === null || !('op' in frame)) return undefined;
    return { op: Number(frame.op), d: 'd' in frame ? frame.d : undefined };
  } catch {
    return undefined;
  }
}

function serverJson(world: World): object {
  return {
    id: world.serverId,
    name: 'readyz',
    icon: null,
    owner_id: world.otherServerId,
    joined_at: new Date(world.now()).toISOString(),
    large: false,
    unavailable: false,
    member_count: 2,
    members: [
      {
        user: { ...world.bot, discriminator: '0', global_name: null, avatar: null, bot: true },
        roles: [],
        joined_at: new Date(world.now()).toISOString(),
        deaf: false,
        mute: false,
        flags: 0,
      },
    ],
    channels: [
      { id: world.channelId, type: 0, name: 'kubernetes', position: 0, permission_overwrites: [], nsfw: false },
    ],
    threads: [...world.threads].map(([id, name]) => threadJson(world, id, name)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    roles: [roleJson(world.serverId, '@everyone', String(world.botPermissions))],
    emojis: [],
    stickers: [],
    features: [],
    preferred_locale: 'es-ES',
    afk_timeout: 300,
    system_channel_flags: 0,
    premium_tier: 0,
    verification_level: 0,
    explicit_content_filter: 0,
    default_message_notifications: 0,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,
    premium_progress_bar_enabled: false,
  };
}

/** A role that everybody has bears the server's own id. */
export function roleJson(id: string, name: string, permissions: string): object {
  return {
    ...{ id, name, permissions, color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null } },
    ...{ hoist: false, icon: null, unicode_emoji: null, position: 0, managed: false, mentionable: false, flags: 0 },
  };
}
