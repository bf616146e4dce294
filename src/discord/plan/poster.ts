/**
 * Posts the questions of a week on its day; called every few seconds. What is due is read from the database and claimed there,
 * so that any number of processes may do this at once (daily/poster.ts tells how).
 */
import { DiscordAPIError, MessageFlags, type REST, Routes } from 'discord.js';
import { firstDayOf, questionsOf } from '#engine/weekly-plan.ts';
import { outOfReach } from '../daily/poster.ts';
import { type Desk, settingsOf } from '../desk.ts';
import { describeError } from '../log.ts';
import { settingNames } from '../server-settings.ts';
import { dueWeek } from './due.ts';
import { weekMessage } from './message.ts';

const retryMilliseconds = 120_000;

/** Never rejects. */
export async function postWeeks(desk: Desk, rest: REST): Promise<void> {
  const { community } = desk.memory;
  try {
    for (const { server } of await community.serversWith(settingNames.plan)) {
      try {
        await postWeek(desk, rest, server);
      } catch (error) {
        desk.log.error({ ...describeError(error), server }, 'trouble with a weekly plan');
        const code = error instanceof DiscordAPIError ? Number(error.code) : 0;
        if (outOfReach.has(code)) await community.setServer(server, 'trouble', String(code)).catch(() => {});
      }
    }
  } catch (error) {
    desk.log.error(describeError(error), 'trouble with weekly plans');
  }
}

async function postWeek(desk: Desk, rest: REST, server: string): Promise<void> {
  const { community } = desk.memory;
  const rules = await settingsOf(server, desk);
  const now = desk.now();
  const week = dueWeek(now, rules);
  const { plan, planChannel: channel } = rules;
  if (week === undefined || !plan || channel === undefined) return;
  // A lesson that has no questions (any more) has nothing to post.
  if (questionsOf(week, plan, desk.player.library).length === 0) return;
  const key = { server, day: `w${firstDayOf(week, plan)}` };
  if (!(await community.claimPost({ ...key, scenario: plan.weeks[week] ?? '' }, now, now + retryMilliseconds))) return;
  const { components } = weekMessage(desk.player, plan, week, rules.language);
  const body = {
    ...{ components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } },
    ...{ nonce: `${key.day}-${server}`.slice(0, 25), enforce_nonce: true },
  };
  const sent = (await rest.post(Routes.channelMessages(channel), { body })) as { readonly id: string };
  await community.posted(key, { channel, message: sent.id, at: now, revealAt: now });
  // Nothing is to be revealed in it.
  await community.claimReveal(key, now);
  await community.setServer(server, 'trouble', undefined);
  desk.log.info({ server, week: week + 1 }, 'questions of the week posted');
}
