/** The first answer to an interaction: within three seconds, once, and of a kind that fits what was pressed. */
import { type APIModalInteractionResponseCallbackData, InteractionResponseType, InteractionType } from 'discord.js';
import { choicesProblems, modalProblems } from '../limits.ts';
import { fileAddress, invalidForm, type Reply, type RouteContext } from '../route.ts';
import { messageFlags, messageJson, type StoredInteraction, type StoredMessage } from '../world.ts';
import { applyMessage, newMessage } from './message-body.ts';

const callback = InteractionResponseType;
const messageAnswers = [callback.ChannelMessageWithSource, callback.DeferredChannelMessageWithSource];
const updates = [callback.DeferredMessageUpdate, callback.UpdateMessage];

export function answerInteraction(context: RouteContext): Reply {
  const { world, options, request, parts, check } = context;
  const [id = '', token] = parts;
  const interaction = world.interactions.get(id);
  if (!interaction || interaction.token !== token) return unknownInteraction;
  const afterMilliseconds = world.now() - interaction.startedAt;
  if (afterMilliseconds > options.acknowledgeWithinMilliseconds) return unknownInteraction;
  if (interaction.acknowledged) {
    return { status: 400, body: { message: 'Interaction has already been acknowledged.', code: 40060 } };
  }
  const body = (request.body ?? {}) as { readonly type?: number; readonly data?: Record<string, unknown> };
  const type = body.type ?? 0;
  const problems = [...check(request.body)];
  if (!fits(interaction, type))
    problems.push(`an answer of type ${type} does not fit an interaction of type ${interaction.type}`);

  let message: StoredMessage | undefined;
  if (messageAnswers.includes(type)) {
    const asked = Number(body.data?.['flags'] ?? 0) & (messageFlags.ephemeral | messageFlags.componentsV2);
    message = newMessage(world, interaction, asked);
    if (type === callback.DeferredChannelMessageWithSource) message.flags |= messageFlags.loading;
    else problems.push(...applyMessage(context, message, body.data ?? {}));
  } else if (updates.includes(type)) {
    message = world.messages.get(interaction.sourceMessageId ?? '');
    if (type === callback.UpdateMessage && message) problems.push(...applyMessage(context, message, body.data ?? {}));
  } else if (type === callback.ApplicationCommandAutocompleteResult) problems.push(...choicesProblems(body.data ?? {}));
  else if (type === callback.Modal) problems.push(...modalProblems(body.data ?? {}));
  if (problems.length > 0) return invalidForm(problems);

  interaction.acknowledged = { type, afterMilliseconds };
  if (message) {
    world.messages.set(message.id, message);
    interaction.originalMessageId = message.id;
  }
  if (type === callback.Modal) interaction.modal = body.data as unknown as APIModalInteractionResponseCallbackData;
  if (type === callback.ApplicationCommandAutocompleteResult) {
    interaction.choices = (body.data?.['choices'] ?? []) as NonNullable<StoredInteraction['choices']>;
  }
  if (request.query.get('with_response') !== 'true') return { status: 204 };
  const json = message && messageJson(world, message, (file) => fileAddress(options, file));
  return {
    status: 200,
    body: {
      interaction: { id, type: interaction.type, ...(message ? { response_message_id: message.id } : {}) },
      resource: { type, ...(json ? { message: json } : {}) },
    },
  };
}

const unknownInteraction: Reply = { status: 404, body: { message: 'Unknown interaction', code: 10062 } };

function fits(interaction: StoredInteraction, type: number): boolean {
  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return type === callback.ApplicationCommandAutocompleteResult;
    case InteractionType.ApplicationCommand:
      return messageAnswers.includes(type) || type === callback.Modal;
    case InteractionType.MessageComponent:
      return messageAnswers.includes(type) || updates.includes(type) || type === callback.Modal;
    case InteractionType.ModalSubmit:
      return messageAnswers.includes(type) || (updates.includes(type) && interaction.sourceMessageId !== undefined);
    default:
      return false;
  }
}
