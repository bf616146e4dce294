/** Puts the next question of a group into its thread; pressed twice, or by two processes, it is asked once. */
import { MessageFlags, type REST, Routes } from 'discord.js';
import { type Gathering, gatheringKey } from '#engine/gathering.ts';
import { askedMessage } from '../daily/question.ts';
import { type Desk, settingsOf } from '../desk.ts';

const retryMilliseconds = 120_000;
/** Where nobody reveals it, it is revealed by then. */
const revealHours = 24;

/** False where it was asked already, or there is no such question (any more). */
export async function ask(desk: Desk, rest: REST, gathering: Gathering, position: number): Promise<boolean> {
  const { server, id, channel, scenarios } = gathering;
  const scenario = scenarios[position];
  if (scenario === undefined) return false;
  const { community } = desk.memory;
  const now = desk.now();
  const day = gatheringKey(id, position);
  if (!(await community.claimPost({ server, day, scenario }, now, now + retryMilliseconds))) return false;
  const revealAt = now + revealHours * 3_600_000;
  const { language } = await settingsOf(server, desk);
  const message = askedMessage(desk.player, { post: { server, day, scenario }, language, revealAt, answers: 0 });
  if (!message) return false;
  const body = {
    components: message.components,
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
    ...{ nonce: `${day}-${server}`.slice(0, 25), enforce_nonce: true },
  };
  const sent = (await rest.post(Routes.channelMessages(channel), { body })) as { readonly id: string };
  await community.posted({ server, day }, { channel, message: sent.id, at: now, revealAt });
  return true;
}
