/**
 * What the stand-in Discord knows: one application with its bot, one server with one channel, people, and what was said.
 * Plain data and the few rules of how a message comes to be and changes; gateway.ts and rest.ts carry it to the bot.
 */
import { EventEmitter } from 'node:events';
import type {
  APIApplicationCommand,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  InteractionType,
} from 'discord.js';
import { snowflakes } from './snowflake.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  /** On the server. */
  readonly manages?: boolean;
  readonly roles?: readonly string[];
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Where something is said; `elsewhere` is a server the bot is no member of: the person has installed it for themselves. */
export type Place = 'server' | 'direct' | 'elsewhere';

export interface StoredMessage {
  readonly id: string;
  readonly place: Place;
  readonly channelId: string;
  /** Who sees it, where it is ephemeral. */
  readonly onlyFor?: string;
  flags: number;
  content: string;
  components: readonly APIMessageTopLevelComponent[];
  files: readonly StoredFile[];
  editedAt: string | null;
}

export interface StoredInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly person: Person;
  readonly place: Place;
  readonly channelId: string;
  readonly startedAt: number;
  /** The message whose button was pressed, or that the form was opened from. */
  readonly sourceMessageId?: string;
  acknowledged?: { readonly type: number; readonly afterMilliseconds: number };
  originalMessageId?: string;
  readonly followUpIds: string[];
  modal?: APIModalInteractionResponseCallbackData;
  choices?: readonly { readonly name: string; readonly value: string | number }[];
}

export const messageFlags = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 };

export interface World {
  readonly now: () => number;
  readonly newId: () => string;
  readonly bot: { readonly id: string; readonly username: string };
  readonly serverId: string;
  readonly channelId: string;
  readonly otherServerId: string;
  readonly otherChannelId: string;
  /** What the bot may do in the channel, as bits of Discord's permissions. */
  botPermissions: bigint;
  /** Names of threads that were opened, by their ids: that of the message a thread hangs on, where it hangs on one. */
  readonly threads: Map<string, string>;
  /** Messages by the nonce that they were sent with. */
  readonly nonces: Map<string, string>;
  commands: readonly APIApplicationCommand[];
  readonly interactions: Map<string, StoredInteraction>;
  /** The same, by their tokens. */
  readonly interactionsByToken: Map<string, StoredInteraction>;
  readonly messages: Map<string, StoredMessage>;
  readonly files: Map<string, StoredFile>;
  /** All that Discord would not have taken, in the order in which it was sent. */
  readonly problems: string[];
  /** Emits `change` whenever something was said, edited or acknowledged. */
  readonly changes: EventEmitter<{ change: [] }>;
  /** What the gateway tells the bot of what its requests brought about. */
  readonly events: EventEmitter<{ event: [name: string, data: object] }>;
}

/** View, send, threads and all else that a bot in a channel may be allowed, but for being an administrator: they may anything. */
const everyPermission = ((1n << 50n) - 1n) & ~(1n << 3n);

export function newWorld(now: () => number): World {
  const newId = snowflakes(now);
  return {
    now,
    newId,
    bot: { id: newId(), username: 'readyz' },
    serverId: newId(),
    channelId: newId(),
    otherServerId: newId(),
    otherChannelId: newId(),
    botPermissions: everyPermission,
    threads: new Map(),
    nonces: new Map(),
    commands: [],
    interactions: new Map(),
    interactionsByToken: new Map(),
    messages: new Map(),
    files: new Map(),
    problems: [],
    changes: new EventEmitter<{ change: [] }>().setMaxListeners(0),
    events: new EventEmitter<{ event: [name: string, data: object] }>(),
  };
}

export function channelOf(world: World, place: Place, person: Person): string {
  if (place === 'server') return world.channelId;
  // A direct message channel of a person with the bot: its id is made from theirs.
  return place === 'elsewhere' ? world.otherChannelId : String(BigInt(person.id) + 1n);
}

/** A thread as Discord describes it. */
export function threadJson({ serverId, channelId, bot }: World, id: string, name: string): object {
  return {
    ...{ id, name, type: 11, guild_id: serverId, parent_id: channelId, owner_id: bot.id },
    ...{ message_count: 0, member_count: 1, rate_limit_per_user: 0, flags: 0, total_message_sent: 0 },
    thread_metadata: {
      ...{ archived: false, auto_archive_duration: 1440, locked: false },
      archive_timestamp: new Date(0).toISOString(),
    },
  };
}

/** Waits until `look` finds something. Fails with what was waited for and what Discord would have refused meanwhile. */
export async function waitFor<Found>(
  world: World,
  what: string,
  look: () => Found | undefined,
  patienceMilliseconds: number,
): Promise<Found> {
  const found = look();
  if (found !== undefined) return found;
  return new Promise((resolve, reject) => {
    const check = () => {
      const later = look();
      if (later === undefined) return;
      done();
      resolve(later);
    };
    const timer = setTimeout(() => {
      done();
      const problems = world.problems.map((problem) => `\n${problem}`).join('');
      reject(new Error(`The stand-in waited ${patienceMilliseconds} ms in vain for ${what}.${problems}`));
    }, patienceMilliseconds);
    const done = () => {
      clearTimeout(timer);
      world.changes.off('change', check);
    };
    world.changes.on('change', check);
  });
}

/** A message as Discord sends it to the bot and returns it from its HTTP API. */
export function messageJson(world: World, message: StoredMessage, fileAddress: (file: StoredFile) => string): object {
  return {
    id: message.id,
    type: 0,
    channel_id: message.channelId,
    author: { ...world.bot, discriminator: '0', global_name: null, avatar: null, bot: true },
    application_id: world.bot.id,
    content: message.content,
    embeds: [],
    components: withIds(message.components, { next: 1 }),
    attachments: message.files.map((file) => ({
      id: file.id,
      filename: file.name,
      size: file.bytes.length,
      content_type: file.mediaType,
      url: fileAddress(file),
      proxy_url: fileAddress(file),
      ephemeral: message.onlyFor !== undefined,
    })),
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: message.editedAt,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    pinned: false,
    flags: message.flags,
  };
}

/** Discord numbers all components of a message that were sent without a number. */
function withIds(components: readonly object[], counter: { next: number }): object[] {
  return components.map((component) => {
    const id = counter.next++;
    const nested: Record<string, unknown> = {};
    if ('components' in component && Array.isArray(component.components)) {
      nested['components'] = withIds(component.components, counter);
    }
    if ('accessory' in component && typeof component.accessory === 'object' && component.accessory) {
      nested['accessory'] = withIds([component.accessory], counter)[0];
    }
    return { id, ...component, ...nested };
  });
}
