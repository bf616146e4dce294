/**
 * A Discord to try the bot on, with no account and no network: a real gateway and a real HTTP API on the loopback address, and
 * people who type commands, press buttons and fill in forms. It keeps Discord's rules: three seconds to acknowledge, one
 * first answer, every limit on messages. What it does not know it refuses, and remembers as a problem.
 */
import type { AddressInfo } from 'node:net';
import { ApplicationCommandOptionType, ComponentType, InteractionType } from 'discord.js';
import { Exchange } from './exchange.ts';
import { type Gateway, roleJson, startGateway } from './gateway.ts';
import { type Rest, startRest } from './rest.ts';
import { type Contract, fileAddress } from './route.ts';
import { type FormView, type MessageView, viewMessage } from './view.ts';
import {
  channelOf,
  messageJson,
  newWorld,
  type Person,
  type Place,
  type StoredInteraction,
  threadJson,
  type World,
} from './world.ts';

export interface StandInOptions {
  readonly token?: string;
  readonly port?: number;
  readonly heartbeatMilliseconds?: number;
  readonly acknowledgeWithinMilliseconds?: number;
  readonly tokenLifetimeMilliseconds?: number;
  /** A further judge of each body, such as Discord's OpenAPI description. */
  readonly contract?: Contract;
}

export interface Upload {
  readonly name: string;
  readonly content: string | Buffer;
  readonly url?: string;
}

/** Where a command is typed: in a thread of the server. */
export interface InThread {
  readonly thread: string;
}

export type OptionValue = string | number | boolean | Upload;

interface KnownOption {
  readonly name: string;
  readonly type: number;
}

export class StandIn {
  readonly token: string;
  readonly world: World;
  readonly gateway: Gateway;
  readonly #rest: Rest;
  readonly #httpAddress: () => string;

  private constructor(parts: {
    readonly token: string;
    readonly world: World;
    readonly gateway: Gateway;
    readonly rest: Rest;
    readonly httpAddress: () => string;
  }) {
    this.token = parts.token;
    this.world = parts.world;
    this.gateway = parts.gateway;
    this.#rest = parts.rest;
    this.#httpAddress = parts.httpAddress;
  }

  static async start(options: StandInOptions = {}): Promise<StandIn> {
    const token = options.token ?? 'stand-in.token.for-trials';
    const world = newWorld(Date.now);
    let port = 0;
    const httpAddress = () => `http://127.0.0.1:${port}`;
    const gatewayAddress = () => `ws://127.0.0.1:${port}`;
    const rest = startRest(world, {
      token,
      httpAddress,
      gatewayAddress,
      acknowledgeWithinMilliseconds: options.acknowledgeWithinMilliseconds ?? 3000,
      tokenLifetimeMilliseconds: options.tokenLifetimeMilliseconds ?? 15 * 60_000,
      contract: options.contract ?? (() => []),
    });
    const gateway = startGateway(world, rest.server, {
      token,
      address: gatewayAddress,
      heartbeatMilliseconds: options.heartbeatMilliseconds ?? 41_250,
    });
    await new Promise<void>((resolve, reject) => {
      rest.server.once('error', reject);
      rest.server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    port = (rest.server.address() as AddressInfo).port;
    return new StandIn({ token, world, gateway, rest, httpAddress });
  }

  /** What the bot is told instead of Discord's addresses. */
  get addresses(): { readonly api: string; readonly cdn: string } {
    return { api: `${this.#httpAddress()}/api`, cdn: this.#httpAddress() };
  }

  /** All that Discord would not have taken; empty when the bot behaved. */
  get problems(): readonly string[] {
    return this.world.problems;
  }

  get calls(): Rest['calls'] {
    return this.#rest.calls;
  }

  failNext(...failure: Parameters<Rest['failNext']>): void {
    this.#rest.failNext(...failure);
  }

  person(name: string, locale = 'es-ES', rights: Pick<Person, 'manages' | 'roles'> = {}): Person {
    return { id: this.world.newId(), name, locale, ...rights };
  }

  /** `command` may name a subcommand too: `mis-datos borrar`. A file is a value with a name and a content. */
  slash(
    person: Person,
    command: string,
    options: Readonly<Record<string, OptionValue>> = {},
    place: Place | InThread = 'server',
  ): Exchange {
    return this.#commandInteraction(person, InteractionType.ApplicationCommand, command, { options, place });
  }

  /** Types into an option of a command; `exchange.choices()` is what is proposed. */
  type(person: Person, command: string, option: string, value: string): Exchange {
    const autocomplete = InteractionType.ApplicationCommandAutocomplete;
    return this.#commandInteraction(person, autocomplete, command, { options: { [option]: value }, focused: option });
  }

  /** Presses a button by its label, its beginning, or its custom id. `message` may be an older look at the message. */
  click(person: Person, message: MessageView, button: string): Exchange {
    const found =
      message.buttons.find(({ customId, label }) => customId === button || label === button) ??
      message.buttons.find(({ label }) => label.startsWith(button));
    if (!found) {
      throw new Error(`There is no button "${button}", only: ${message.buttons.map(({ label }) => label).join(', ')}`);
    }
    if (found.disabled) throw new Error(`The button "${button}" cannot be pressed.`);
    const data = { custom_id: found.customId, component_type: ComponentType.Button, id: 1 };
    return this.#interact(person, InteractionType.MessageComponent, data, { messageId: message.id });
  }

  /** Picks from the list that has this value, or these. */
  select(person: Person, message: MessageView, value: string | readonly string[]): Exchange {
    const values = [value].flat();
    const found = message.selects.find((list) =>
      values.every((each) => list.options.some((option) => option.value === each)),
    );
    if (!found || values.length === 0) throw new Error(`There is no list with "${values.join('", "')}".`);
    const data = { custom_id: found.customId, component_type: ComponentType.StringSelect, id: 1, values };
    return this.#interact(person, InteractionType.MessageComponent, data, { messageId: message.id });
  }

  /** Fills in a form that a press opened. Inputs that are not named keep what they were filled with. */
  submit(
    person: Person,
    opened: Exchange,
    form: FormView,
    answers: {
      readonly texts?: Readonly<Record<string, string>>;
      readonly file?: Upload;
    },
  ): Exchange {
    const { attachments, fileIds } = this.#upload(answers.file ? [answers.file] : []);
    const components = form.inputs.map((input, index) => ({
      type: ComponentType.Label,
      id: 2 * index + 1,
      component:
        input.kind === 'text'
          ? {
              type: ComponentType.TextInput,
              id: 2 * index + 2,
              custom_id: input.customId,
              value: answers.texts?.[input.customId] ?? input.value,
            }
          : { type: ComponentType.FileUpload, id: 2 * index + 2, custom_id: input.customId, values: fileIds },
    }));
    const data = { custom_id: form.customId, components, resolved: { attachments } };
    const messageId = opened.sourceMessageId;
    return this.#interact(person, InteractionType.ModalSubmit, data, messageId === undefined ? {} : { messageId });
  }

  /** What stands in the server's channel for everybody, in order. */
  get publicMessages(): readonly MessageView[] {
    return [...this.world.messages.values()].filter(({ onlyFor }) => onlyFor === undefined).map(viewMessage);
  }

  /** Sends an interaction once more, as happens when a connection breaks at a bad moment. */
  deliverAgain(exchange: Exchange): void {
    this.gateway.dispatch('INTERACTION_CREATE', exchange.event, this.world.serverId);
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    await new Promise<void>((resolve) => {
      this.#rest.server.close(() => resolve());
      this.#rest.server.closeAllConnections();
    });
  }

  #upload(files: readonly Upload[]): { readonly attachments: Record<string, object>; readonly fileIds: string[] } {
    const attachments: Record<string, object> = {};
    for (const { name, content, url } of files) {
      const file = { id: this.world.newId(), name, mediaType: 'application/yaml', bytes: Buffer.from(content) };
      this.world.files.set(file.id, file);
      const address = url ?? fileAddress({ httpAddress: this.#httpAddress }, file);
      attachments[file.id] = {
        id: file.id,
        filename: name,
        size: file.bytes.length,
        content_type: file.mediaType,
        url: address,
        proxy_url: address,
        ephemeral: true,
      };
    }
    return { attachments, fileIds: Object.keys(attachments) };
  }

  #commandInteraction(
    person: Person,
    type: InteractionType,
    name: string,
    asked: {
      readonly options: Readonly<Record<string, OptionValue>>;
      readonly focused?: string;
      readonly place?: Place | InThread;
    },
  ): Exchange {
    const [base, subcommand] = name.split(' ');
    const command = this.world.commands.find((each) => each.name === base);
    if (!command) throw new Error(`The bot has not registered a command "${base}".`);
    const sub = command.options?.find((option) => option.name === subcommand);
    const known = ((sub ?? command) as { readonly options?: readonly KnownOption[] }).options ?? [];
    const files: Upload[] = [];
    const values = Object.entries(asked.options).map(([option, value]) => {
      const kind = known.find((each) => each.name === option)?.type;
      if (kind === undefined) throw new Error(`/${name} has no option "${option}".`);
      if (typeof value === 'object') files.push(value);
      return { name: option, type: kind, value, ...(option === asked.focused && { focused: true }) };
    });
    const { attachments, fileIds } = this.#upload(files);
    const options = values.map((each) => (typeof each.value === 'object' ? { ...each, value: fileIds.shift() } : each));
    const data = {
      id: command.id,
      name: base,
      type: command.type,
      options: sub ? [{ name: sub.name, type: sub.type, options }] : options,
      resolved: { attachments, ...this.#resolved(options) },
    };
    return this.#interact(person, type, data, { place: asked.place ?? 'server' });
  }

  /** What Discord tells about the channels and roles that options name. */
  #resolved(options: readonly { readonly type: number; readonly value: unknown }[]) {
    const named = (kind: number) => options.filter(({ type }) => type === kind).map(({ value }) => String(value));
    const channel = (id: string) => ({ id, type: 0, name: 'kubernetes', permissions: '0' });
    return {
      channels: Object.fromEntries(named(ApplicationCommandOptionType.Channel).map((id) => [id, channel(id)])),
      roles: Object.fromEntries(
        named(ApplicationCommandOptionType.Role).map((id) => [id, roleJson(id, 'profes', '0')]),
      ),
    };
  }

  #interact(
    person: Person,
    type: InteractionType,
    data: object,
    { place = 'server', messageId }: { readonly place?: Place | InThread; readonly messageId?: string },
  ): Exchange {
    const { world } = this;
    const message = messageId === undefined ? undefined : world.messages.get(messageId);
    if (messageId !== undefined && !message) throw new Error('That message has been deleted.');
    // What is pressed is pressed where it stands.
    const where = message?.place ?? (typeof place === 'string' ? place : 'server');
    const channelId =
      message?.channelId ?? (typeof place === 'string' ? channelOf(world, place, person) : place.thread);
    const id = world.newId();
    const interaction: StoredInteraction = {
      id,
      token: `interaction-${id}-${crypto.randomUUID()}`,
      type,
      person,
      place: where,
      channelId,
      startedAt: world.now(),
      ...(messageId === undefined ? {} : { sourceMessageId: messageId }),
      followUpIds: [],
    };
    world.interactions.set(id, interaction);
    world.interactionsByToken.set(interaction.token, interaction);
    const event = {
      id,
      application_id: world.bot.id,
      type,
      data,
      token: interaction.token,
      version: 1,
      locale: person.locale,
      app_permissions: '0',
      entitlements: [],
      attachment_size_limit: 10_485_760,
      ...(message
        ? { message: messageJson(world, message, (file) => fileAddress({ httpAddress: this.#httpAddress }, file)) }
        : {}),
      ...placeJson(world, person, channelId, where),
    };
    this.gateway.dispatch('INTERACTION_CREATE', event, where === 'server' ? world.serverId : undefined);
    return new Exchange(world, interaction, event);
  }
}

function placeJson(world: World, person: Person, channelId: string, place: Place): object {
  const user = { id: person.id, username: person.name, discriminator: '0', global_name: person.name, avatar: null };
  if (place === 'direct') {
    return {
      context: 1,
      channel_id: channelId,
      channel: { id: channelId, type: 1, recipients: [user], last_message_id: null },
      user,
      authorizing_integration_owners: { 1: person.id },
    };
  }
  const serverId = place === 'server' ? world.serverId : world.otherServerId;
  const thread = world.threads.get(channelId);
  return {
    context: 0,
    guild_id: serverId,
    guild: { id: serverId, locale: 'es-ES', features: [] },
    guild_locale: 'es-ES',
    channel_id: channelId,
    channel: thread
      ? threadJson(world, channelId, thread)
      : { id: channelId, type: 0, guild_id: serverId, name: 'kubernetes' },
    member: {
      user,
      roles: person.roles ?? [],
      joined_at: new Date(0).toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
      nick: null,
      permissions: person.manages ? String(1n << 5n) : '0',
    },
    authorizing_integration_owners: place === 'server' ? { 0: serverId } : { 1: person.id },
  };
}
