/** Where somebody stands in the server's plan; nothing where there is none. */

import type { Language } from '#base/text.ts';
import { dayOf, writtenDay } from '#engine/learning/day.ts';
import { type Answerable, type Desk, learnerOf, rulesOf } from '../desk.ts';
import type { Message } from '../layout.ts';
import { timeOf } from '../server-settings.ts';
import { standingMessage } from './message.ts';

export async function planMessage(
  interaction: Answerable,
  desk: Desk,
  language: Language,
): Promise<Message | undefined> {
  const rules = await rulesOf(interaction, desk);
  if (!rules?.plan) return undefined;
  const { plan, planChannel, zone } = rules;
  const today = writtenDay(dayOf(desk.now(), zone));
  const note = `-# ${planChannel === undefined ? '' : `<#${planChannel}> · `}${timeOf(plan.at)} (${zone})`;
  return standingMessage(desk.player, { plan, today, learner: learnerOf(interaction), note }, language);
}
