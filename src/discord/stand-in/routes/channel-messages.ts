/** Messages that the bot posts in the server's channel on its own, edits of them, and threads that hang on them. */
import { fileAddress, invalidForm, type Reply, type RouteContext } from '../route.ts';
import { messageFlags, messageJson, type StoredMessage, threadJson } from '../world.ts';
import { applyMessage, newMessage } from './message-body.ts';

const viewChannel = 1n << 10n;
const sendMessages = 1n << 11n;
const createPublicThreads = 1n << 35n;
const sendInThreads = 1n << 38n;

export function postMessage(context: RouteContext): Reply {
  const { world, request, parts, check } = context;
  const refused = refusal(context, parts[0], world.threads.has(parts[0] ?? '') ? sendInThreads : sendMessages);
  if (refused) return refused;
  const body = (request.body ?? {}) as Record<string, unknown>;
  // Sent once more with the same nonce, it is the same message.
  const nonce = body['enforce_nonce'] === true ? String(body['nonce']) : undefined;
  const before = nonce === undefined ? undefined : world.messages.get(world.nonces.get(nonce) ?? '');
  if (before) return json(context, before);
  const flags = Number(body['flags'] ?? 0) & messageFlags.componentsV2;
  const message = newMessage(world, { place: 'server', channelId: parts[0] ?? '' }, flags);
  const long = nonce !== undefined && nonce.length > 25 ? ['a nonce has at most 25 characters'] : [];
  const problems = [...check(body), ...long, ...applyMessage(context, message, body)];
  if (problems.length > 0) return invalidForm(problems);
  world.messages.set(message.id, message);
  if (nonce !== undefined) world.nonces.set(nonce, message.id);
  return json(context, message);
}

export function editMessage(context: RouteContext): Reply {
  const { world, request, parts, check } = context;
  const refused = refusal(context, parts[0], viewChannel);
  if (refused) return refused;
  const message = world.messages.get(parts[1] ?? '');
  if (!message || message.onlyFor !== undefined) return unknownMessage;
  const body = (request.body ?? {}) as Record<string, unknown>;
  const problems = [...check(body), ...applyMessage(context, message, body)];
  if (problems.length > 0) return invalidForm(problems);
  message.editedAt = new Date(world.now()).toISOString();
  return json(context, message);
}

export function openThread({ world, request, parts, check }: RouteContext): Reply {
  const message = world.messages.get(parts[1] ?? '');
  if (!message) return unknownMessage;
  if (world.threads.has(message.id)) {
    return { status: 400, body: { message: 'A thread has already been created for this message', code: 160004 } };
  }
  const problems = check(request.body);
  if (problems.length > 0) return invalidForm(problems);
  return opened(world, message.id, request.body);
}

/** A thread that hangs on no message. */
export function openThreadAlone(context: RouteContext): Reply {
  const { world, request, parts, check } = context;
  const isThread = world.threads.has(parts[0] ?? '');
  const refused = isThread ? unknownChannel : refusal(context, parts[0], createPublicThreads);
  if (refused) return refused;
  const problems = check(request.body);
  return problems.length > 0 ? invalidForm(problems) : opened(world, world.newId(), request.body);
}

function opened(world: RouteContext['world'], id: string, body: unknown): Reply {
  const { name } = body as { readonly name: string };
  world.threads.set(id, name);
  const thread = threadJson(world, id, name);
  world.events.emit('event', 'THREAD_CREATE', { ...thread, newly_created: true });
  return { status: 201, body: thread };
}

function refusal({ world }: RouteContext, channelId: string | undefined, needed: bigint): Reply | undefined {
  if (channelId !== world.channelId && !world.threads.has(channelId ?? '')) return unknownChannel;
  if ((world.botPermissions & viewChannel) === 0n)
    return { status: 403, body: { message: 'Missing Access', code: 50001 } };
  if ((world.botPermissions & needed) !== 0n) return undefined;
  return { status: 403, body: { message: 'Missing Permissions', code: 50013 } };
}

const unknownChannel: Reply = { status: 404, body: { message: 'Unknown Channel', code: 10003 } };
const unknownMessage: Reply = { status: 404, body: { message: 'Unknown Message', code: 10008 } };

function json({ world, options }: RouteContext, message: StoredMessage): Reply {
  return { status: 200, body: messageJson(world, message, (file) => fileAddress(options, file)) };
}
