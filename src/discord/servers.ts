/**
 * Servers that the bot joins and leaves, also while it was not there to see it. A new server is greeted once, in its own
 * language, with what the bot is for and which permission it lacks; what is kept of one that was left goes a while later.
 */
import { ChannelType, type Guild, MessageFlags, PermissionFlagsBits, Routes } from 'discord.js';
import type { Text } from '#base/text.ts';
import type { Desk } from './desk.ts';
import { chosenLocale, languageOf } from './language.ts';
import { pageOf } from './page-of.ts';
import { missingIn } from './permissions.ts';
import { renderScreen } from './screen.ts';
import type { Shards } from './shards.ts';

/** Once for each time it is invited, however many processes hear of it. */
export async function greet(guild: Guild, { memory, log, now }: Desk): Promise<void> {
  await memory.community.returned(guild.id);
  if (!(await memory.community.claim(`greeted:${guild.id}:${guild.joinedTimestamp}`, now()))) return;
  const channel = placeToSpeak(guild);
  if (channel === undefined) {
    log.warn({ server: guild.id }, 'joined a server where it may not write anywhere');
    return;
  }
  const language = languageOf(chosenLocale(guild));
  const missing = missingIn(guild, channel, true);
  const screen = pageOf(title, [{ kind: 'prose', text: greeting }]);
  const { components } = renderScreen({
    screen,
    language,
    buttons: [{ text: { es: 'Practicar', en: 'Practise' }, verb: 'own', argument: '' }],
    ...(missing && { note: `⚠️ ${missing[language]}` }),
  });
  const body = { components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } };
  await guild.client.rest.post(Routes.channelMessages(channel), {
    body: { ...body, nonce: `hello-${guild.id}`.slice(0, 25), enforce_nonce: true },
  });
}

/** Where Discord itself greets people, else the topmost channel in which the bot may write. */
function placeToSpeak(guild: Guild): string | undefined {
  const { me } = guild.members;
  const mayWrite = (id: string) => {
    const may = me && guild.channels.cache.get(id)?.permissionsFor(me);
    return may?.has(PermissionFlagsBits.ViewChannel) === true && may.has(PermissionFlagsBits.SendMessages);
  };
  const texts = [...guild.channels.cache.values()]
    .filter((channel) => channel.type === ChannelType.GuildText)
    .sort((one, other) => one.rawPosition - other.rawPosition);
  return [guild.systemChannelId ?? '', ...texts.map(({ id }) => id)].find(mayWrite);
}

/** After a start: which servers were left, or joined again, while the bot was not there. Each process looks after its own. */
export async function lookForChanges(
  present: ReadonlySet<string>,
  shards: Shards | undefined,
  desk: Desk,
): Promise<void> {
  const { community } = desk.memory;
  for (const { server, left } of await community.knownServers()) {
    if (!isMine(server, shards)) continue;
    if (present.has(server) && left) await community.returned(server);
    if (!present.has(server) && !left) {
      await community.left(server, desk.now());
      desk.log.info({ server }, 'was removed from a server while it was away');
    }
  }
}

/** As Discord deals servers out to shards. */
function isMine(server: string, shards: Shards | undefined): boolean {
  if (!/^\d{1,20}$/.test(server)) return false;
  return !shards || shards.ids.includes(Number((BigInt(server) >> 22n) % BigInt(shards.count)));
}

const title: Text = { es: 'Hola: soy readyz', en: 'Hello: I am readyz' };
const greeting: Text = {
  es: 'Aquí se practican contenedores y Kubernetes: cada respuesta se pone en marcha en un clúster simulado y se ve qué habría pasado. Escribe `/practicar`; lo que contestas solo lo ves tú. Quien gestiona el servidor tiene `/ajustes servidor` y `/pregunta-del-dia programar`. Si me quitas, lo guardado de este servidor se borra a los treinta días.',
  en: 'Here people practise containers and Kubernetes: every answer is run on a simulated cluster, and you see what would have happened. Type `/practice`; what you answer is for your eyes only. Whoever manages the server has `/settings server` and `/question-of-the-day schedule`. If you remove me, what is kept of this server is erased after thirty days.',
};
