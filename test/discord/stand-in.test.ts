import { Client, GatewayIntentBits, MessageFlags, REST, Routes } from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import type { Exchange } from '#discord/stand-in/exchange.ts';
import { commandsProblems, messageProblems, modalProblems } from '#discord/stand-in/limits.ts';
import { StandIn, type StandInOptions } from '#discord/stand-in/stand-in.ts';
import { messageFlags } from '#discord/stand-in/world.ts';

// A stand-in that let things pass would make every other test of the bot worthless: here it is held to Discord's rules.
let standIn: StandIn | undefined;
let client: Client | undefined;
afterEach(async () => {
  await client?.destroy();
  await standIn?.stop();
});

const hello = [{ type: 1 as const, name: 'hola', description: 'Saluda' }];

async function connect(
  options: StandInOptions = {},
  intents: readonly GatewayIntentBits[] = [GatewayIntentBits.Guilds],
) {
  standIn = await StandIn.start(options);
  client = new Client({ intents: [...intents], rest: standIn.addresses, ws: {} });
  client.on('error', () => {});
  const ready = new Promise((resolve) => client?.once('clientReady', resolve));
  await client.login(standIn.token);
  await ready;
  await client.application?.commands.set(hello);
  return { standIn, client, ana: standIn.person('ana') };
}

/** What the bot was told for its answer to an interaction. */
async function answerOf(exchange: Exchange, standIn: StandIn, body: object) {
  const { id, token } = exchange.event as { id: string; token: string };
  const rest = new REST({ api: standIn.addresses.api });
  return rest.post(Routes.interactionCallback(id, token), { body, auth: false }).then(
    () => 'taken',
    ({ code, message }: { code: unknown; message: string }) => `${code} ${message.split('\n')[0]}`,
  );
}

describe('like Discord, the stand-in', () => {
  test('knows an interaction for three seconds only', async () => {
    const { standIn, ana } = await connect({ acknowledgeWithinMilliseconds: 30 });
    const exchange = standIn.slash(ana, 'hola');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await answerOf(exchange, standIn, { type: 5 })).toBe('10062 Unknown interaction');
  });

  test('takes one first answer', async () => {
    const { standIn, ana } = await connect();
    const exchange = standIn.slash(ana, 'hola');
    expect(await answerOf(exchange, standIn, { type: 4, data: { content: 'hola' } })).toBe('taken');
    expect(await answerOf(exchange, standIn, { type: 4, data: { content: 'hola' } })).toContain('40060');
  });

  test('takes only answers that fit: a command has no message to update', async () => {
    const { standIn, ana } = await connect();
    expect(await answerOf(standIn.slash(ana, 'hola'), standIn, { type: 6 })).toContain('50035');
    expect(await answerOf(standIn.slash(ana, 'hola'), standIn, { type: 8, data: { choices: [] } })).toContain('50035');
  });

  test('lets the token of an interaction run out', async () => {
    const { standIn, client, ana } = await connect({ tokenLifetimeMilliseconds: 40 });
    const failure = new Promise((resolve) => {
      client.on('interactionCreate', async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await new Promise((wait) => setTimeout(wait, 80));
        await interaction.editReply('tarde').catch(({ code }) => resolve(code));
      });
    });
    standIn.slash(ana, 'hola');
    expect(await failure).toBe(50027);
  });

  test('does not know what it does not know, and says so to the test', async () => {
    const { standIn, client } = await connect();
    await expect(client.rest.get('/guilds/1/audit-logs')).rejects.toMatchObject({ status: 404 });
    expect(standIn.problems).toEqual(['GET /guilds/1/audit-logs: unknown route']);
  });

  test('refuses a token that is not the bot’s and an intent that must be granted', async () => {
    const { standIn } = await connect();
    const other = new Client({ intents: [], rest: standIn.addresses });
    await expect(other.login('no.such.token')).rejects.toThrow();
    const greedy = new Client({ intents: [GatewayIntentBits.MessageContent], rest: standIn.addresses });
    const closed = new Promise((resolve) => greedy.on('shardDisconnect', ({ code }) => resolve(code)));
    greedy.on('error', () => {});
    greedy.login(standIn.token).catch(() => {});
    expect(await closed).toBe(4014);
    await greedy.destroy();
  });

  test('sends again what was missed between a dropped connection and its resume', async () => {
    const { standIn, client, ana } = await connect();
    const seen: string[] = [];
    client.on('interactionCreate', (interaction) => void seen.push(interaction.id));
    standIn.gateway.drop(4000);
    const ids = [1, 2, 3].map(() => (standIn.slash(ana, 'hola').event as { id: string }).id);
    await expect.poll(() => seen, { timeout: 5000 }).toEqual(ids);
  });

  test('hears heartbeats', async () => {
    const { standIn } = await connect({ heartbeatMilliseconds: 40 });
    await expect.poll(() => standIn.gateway.received.filter(({ op }) => op === 1).length).toBeGreaterThan(1);
  });
});

describe('Discord refuses', () => {
  const text = (content: string) => ({ type: 10, content });
  const button = (customId: string, label = 'a') => ({ type: 2, style: 1, label, custom_id: customId });
  const row = (...components: object[]) => ({ type: 1, components });
  const container = (...components: object[]) => ({ type: 17, components });
  const many = (count: number) => Array.from({ length: count }, () => text('a'));
  const v2 = { content: '', flags: messageFlags.componentsV2, embeds: [], files: [] };

  test.each([
    ['more than 40 components, nested ones counted', container(...many(40)), '41 components'],
    ['more than 4000 characters in all', container(text('a'.repeat(2001)), text('a'.repeat(2000))), '4001 characters'],
    ['the same custom_id twice', row(button('a'), button('a')), 'custom_id a is there twice'],
    ['six buttons in a row', row(...'abcdef'.split('').map((id) => button(id))), 'more than 5 buttons'],
    ['an empty text', container(text(' ')), 'an empty text display'],
    ['an empty container', container(), 'an empty container'],
    ['a label of 81 characters', row(button('a', 'x'.repeat(81))), '1 to 80'],
    ['a file that was not sent', { type: 13, file: { url: 'attachment://a.txt' } }, 'no attachment'],
    ['a select without options', row({ type: 3, custom_id: 'a', options: [] }), '0 options'],
  ])('%s', (_, component, problem) => {
    expect(messageProblems({ ...v2, components: [component] }).join()).toContain(problem);
  });

  test('content beside the new components, and new components without their flag', () => {
    const components = [container(text('a'))];
    expect(messageProblems({ ...v2, content: 'a', components })[0]).toContain('content');
    expect(messageProblems({ ...v2, flags: 0, components })[0]).toContain('needs the components V2 flag');
    expect(messageProblems({ ...v2, components })).toEqual([]);
  });

  test('modals and commands beyond their limits', () => {
    const label = (id: string) => ({ type: 18, label: 'a', component: { type: 4, custom_id: id, style: 2 } });
    const six = 'abcdef'.split('').map(label);
    expect(modalProblems({ title: 'a', custom_id: 'm', components: six })[0]).toContain('1 to 5');
    expect(modalProblems({ title: 'a', custom_id: 'm', components: [label('a'), label('a')] })[0]).toContain('twice');
    const command = { name: 'hola', description: 'a' };
    expect(commandsProblems([command])).toEqual([]);
    expect(commandsProblems([{ ...command, name_localizations: { 'es-MX': 'a' } }])[0]).toContain('es-MX');
    expect(commandsProblems([{ ...command, name: 'Hola' }])[0]).toContain('lower case');
    expect(commandsProblems([command, command])[0]).toContain('twice');
    const options = [
      { name: 'a', description: 'a' },
      { name: 'b', description: 'b', required: true },
    ];
    expect(commandsProblems([{ ...command, options }])[0]).toContain('required options come before');
  });
});
