/**
 * Posts questions of the day, keeps their count true and reveals them; called every few seconds. It remembers nothing: what is
 * due is read from the database, and what may happen once is claimed there, so any number of processes may do this at once. A
 * process that dies between its claim and its post leaves the post to another one, with the same nonce, which Discord knows.
 */
import { ChannelType, DiscordAPIError, MessageFlags, type REST, Routes } from 'discord.js';
import type { Post } from '#engine/community.ts';
import { readGatheringKey } from '#engine/gathering.ts';
import { type Desk, settingsOf } from '../desk.ts';
import type { Message } from '../layout.ts';
import { describeError } from '../log.ts';
import { shorten } from '../markdown.ts';
import { type ServerSettings, settingNames } from '../server-settings.ts';
import { askedMessage, revealedMessage } from './question.ts';
import { dueDay, isQuietNow, scenarioOf } from './schedule.ts';

const retryMilliseconds = 120_000;
const keepLeftServersMilliseconds = 30 * 86_400_000;
const forgetMilliseconds = 40 * 86_400_000;

export interface Poster {
  /** Never rejects. */
  tick(): Promise<void>;
}

export function poster(desk: Desk, rest: REST): Poster {
  const { community } = desk.memory;

  const post = async (server: string): Promise<void> => {
    const rules = await settingsOf(server, desk);
    const day = dueDay(desk.now(), rules);
    const scenario = day === undefined ? undefined : scenarioOf(day, rules, desk.player);
    if (day === undefined || scenario === undefined) return;
    const now = desk.now();
    if (!(await community.claimPost({ server, day, scenario }, now, now + retryMilliseconds))) return;
    const revealAt = now + (rules.daily?.revealHours ?? 8) * 3_600_000;
    const message = askedMessage(desk.player, {
      post: { server, day, scenario },
      language: rules.language,
      revealAt,
      answers: 0,
    });
    if (!message || rules.channel === undefined) return;
    const nonce = `${day}-${server}`.slice(0, 25);
    const body = { ...bodyOf(message), nonce, enforce_nonce: true };
    const sent = (await rest.post(Routes.channelMessages(rules.channel), { body })) as { readonly id: string };
    await community.posted({ server, day }, { channel: rules.channel, message: sent.id, at: now, revealAt });
    await community.setServer(server, 'trouble', undefined);
    desk.log.info({ server, day, scenario }, 'question of the day posted');
  };

  const follow = async (open: Post): Promise<void> => {
    const { channel, message: id, revealAt = 0 } = open;
    if (channel === undefined || id === undefined) return;
    const rules = await settingsOf(open.server, desk);
    const { language } = rules;
    const answers = await community.answersTo(open);
    // A thread that opens is heard; what only changes is not.
    const waits = rules.daily?.thread === true && isQuietNow(desk.now(), rules);
    if (desk.now() < revealAt || waits) {
      if (!(await community.claimCount(open, answers.count))) return;
      const message = askedMessage(desk.player, { post: open, language, revealAt, answers: answers.count });
      if (message) await rest.patch(Routes.channelMessage(channel, id), { body: bodyOf(message) });
      return;
    }
    // To show the same once more harms nobody, so this is done first and marked as done afterwards.
    const message = await revealedMessage(desk, { post: open, language, answers });
    if (message) await rest.patch(Routes.channelMessage(channel, id), { body: bodyOf(message) });
    if (!(await community.claimReveal(open, desk.now()))) return;
    // What a group takes together is in a thread already.
    if (rules.daily?.thread && !readGatheringKey(open.day)) await openThread(rest, desk, open, rules);
    desk.log.info({ server: open.server, day: open.day, answers: answers.count }, 'question of the day revealed');
  };

  const guarded = async (server: string, work: () => Promise<void>, giveUp?: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      desk.log.error({ ...describeError(error), server }, 'trouble with a question of the day');
      const code = error instanceof DiscordAPIError ? Number(error.code) : 0;
      if (!outOfReach.has(code)) return;
      await community.setServer(server, 'trouble', String(code)).catch(() => {});
      await giveUp?.().catch(() => {});
    }
  };

  return {
    async tick() {
      try {
        const [scheduled, open] = await Promise.all([community.serversWith(settingNames.daily), community.openPosts()]);
        for (const { server } of scheduled) await guarded(server, () => post(server));
        // A message that was deleted, or a channel that is closed to the bot, will never be revealed.
        for (const each of open)
          await guarded(
            each.server,
            () => follow(each),
            () => community.claimReveal(each, desk.now()),
          );
        const erased = await community.eraseServersLeftBefore(desk.now() - keepLeftServersMilliseconds);
        if (erased > 0) desk.log.info({ servers: erased }, 'erased what was kept of servers left long ago');
        await community.forgetBefore(desk.now() - forgetMilliseconds);
      } catch (error) {
        desk.log.error(describeError(error), 'trouble with the schedule');
      }
    },
  };
}

async function openThread(
  rest: REST,
  { player, log }: Desk,
  { channel, message, scenario }: Post,
  rules: ServerSettings,
) {
  const title = player.library.find(scenario)?.title[rules.language] ?? scenario;
  const body = { name: shorten(title, 100), auto_archive_duration: 1440, type: ChannelType.PublicThread };
  await rest.post(Routes.threads(channel ?? '', message), { body }).catch((error: unknown) => {
    log.warn(describeError(error), 'could not open a thread');
  });
}

function bodyOf({ components }: Message) {
  return { components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } };
}

/** Unknown channel, unknown message, missing access, missing permissions. */
export const outOfReach: ReadonlySet<number> = new Set([10003, 10008, 50001, 50013]);
