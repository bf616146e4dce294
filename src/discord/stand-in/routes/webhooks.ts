/** What follows the first answer: further messages, and edits, with the interaction's token, for fifteen minutes. */
import { fileAddress, invalidForm, type Reply, type RouteContext } from '../route.ts';
import { messageFlags, messageJson, type StoredInteraction, type StoredMessage } from '../world.ts';
import { applyMessage, newMessage } from './message-body.ts';

export function answerWebhook(context: RouteContext): Reply {
  const { world, options, request, parts, check } = context;
  const [, token = '', messageId] = parts;
  const interaction = world.interactionsByToken.get(token);
  if (!interaction?.acknowledged) return { status: 404, body: { message: 'Unknown Webhook', code: 10015 } };
  if (world.now() - interaction.startedAt > options.tokenLifetimeMilliseconds) {
    return { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } };
  }
  const body = (request.body ?? {}) as Record<string, unknown>;
  if (request.method === 'POST') {
    const flags = Number(body['flags'] ?? 0) & (messageFlags.ephemeral | messageFlags.componentsV2);
    const message = newMessage(world, interaction, flags);
    const problems = [...check(body), ...applyMessage(context, message, body)];
    if (problems.length > 0) return invalidForm(problems);
    world.messages.set(message.id, message);
    interaction.followUpIds.push(message.id);
    return json(context, message);
  }
  const message = findMessage(world, interaction, messageId);
  if (!message) return { status: 404, body: { message: 'Unknown Message', code: 10008 } };
  if (request.method === 'DELETE') {
    world.messages.delete(message.id);
    return { status: 204 };
  }
  if (request.method === 'PATCH') {
    const problems = [...check(body), ...applyMessage(context, message, body)];
    if (problems.length > 0) return invalidForm(problems);
    message.editedAt = new Date(world.now()).toISOString();
  }
  return json(context, message);
}

/** Without an id it is `@original`: the first answer, or the message that was pressed. */
function findMessage(
  world: RouteContext['world'],
  interaction: StoredInteraction,
  messageId: string | undefined,
): StoredMessage | undefined {
  const id = messageId === undefined ? interaction.originalMessageId : messageId;
  const its = id === interaction.originalMessageId || interaction.followUpIds.includes(id ?? '');
  return its ? world.messages.get(id ?? '') : undefined;
}

function json({ world, options }: RouteContext, message: StoredMessage): Reply {
  return { status: 200, body: messageJson(world, message, (file) => fileAddress(options, file)) };
}
