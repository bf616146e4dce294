/** Makes a message, and changes one by a body that was sent. A body that Discord would refuse changes nothing. */
import type { APIMessageTopLevelComponent } from 'discord.js';
import { messageProblems } from '../limits.ts';
import type { RouteContext } from '../route.ts';
import { messageFlags, type StoredFile, type StoredInteraction, type StoredMessage, type World } from '../world.ts';

export function newMessage(
  world: World,
  interaction:
    | Pick<StoredInteraction, 'place' | 'channelId' | 'person'>
    | { readonly place: 'server'; readonly channelId: string },
  flags: number,
): StoredMessage {
  return {
    id: world.newId(),
    place: interaction.place,
    channelId: interaction.channelId,
    ...(flags & messageFlags.ephemeral && 'person' in interaction ? { onlyFor: interaction.person.id } : {}),
    flags,
    content: '',
    components: [],
    files: [],
    editedAt: null,
  };
}

/** Gives what Discord would refuse; only where there is nothing of the kind is the message changed. */
export function applyMessage(
  { world, request }: Pick<RouteContext, 'world' | 'request'>,
  message: StoredMessage,
  body: Readonly<Record<string, unknown>>,
): readonly string[] {
  const sentFiles = [...request.files].map(([index, file]): [string, StoredFile] => [
    index,
    { ...file, id: world.newId() },
  ]);
  const files = keptFiles(message, body['attachments'], new Map(sentFiles));
  const changed = {
    // The flag can be set by an edit, and never taken back.
    flags: (message.flags | (Number(body['flags'] ?? 0) & messageFlags.componentsV2)) & ~messageFlags.loading,
    content: body['content'] === undefined ? message.content : String(body['content'] ?? ''),
    components: Array.isArray(body['components'])
      ? (body['components'] as readonly APIMessageTopLevelComponent[])
      : message.components,
    files,
  };
  const embeds = Array.isArray(body['embeds']) ? body['embeds'] : [];
  const problems = messageProblems({ ...changed, embeds });
  if (problems.length > 0) return problems;
  Object.assign(message, changed);
  for (const file of files) world.files.set(file.id, file);
  return [];
}

/** `attachments` lists what stays (by its id) and what is new (by the number in `files[n]`); without it, all stays. */
function keptFiles(
  message: StoredMessage,
  attachments: unknown,
  sent: ReadonlyMap<string, StoredFile>,
): readonly StoredFile[] {
  if (!Array.isArray(attachments)) return [...message.files, ...sent.values()];
  return attachments.flatMap(({ id }: { readonly id: unknown }) => {
    const file = sent.get(String(id)) ?? message.files.find((each) => each.id === String(id));
    return file ? [file] : [];
  });
}
