/** What a verdict means for others: the points on the server's board, and one answer more to its question of the day. */

import type { Standing } from '#engine/community.ts';
import type { Turn } from '#engine/player.ts';
import type { HistoryEntry } from '#engine/ports.ts';
import type { Answerable, Desk } from './desk.ts';
import type { ServerSettings } from './server-settings.ts';

export async function noteVerdict(
  interaction: Answerable,
  desk: Desk,
  turn: Turn,
  rules: ServerSettings | undefined,
): Promise<void> {
  if (!rules || turn.screen.kind !== 'result' || !interaction.inCachedGuild()) return;
  const { learner } = turn;
  const { guildId: server, member } = interaction;
  const { community } = desk.memory;
  const history = await desk.player.history(learner);
  const standing = standingOf(history);
  if (standing.points > 0) await community.seen({ server, learner, name: member.displayName }, standing, desk.now());
  const latest = history.at(-1);
  if (!latest) return;
  for (const post of await community.openPosts(server)) {
    if (post.scenario !== latest.scenario || latest.at < (post.postedAt ?? 0)) continue;
    const option = chosenOption(turn);
    await community.answered(post, {
      learner,
      right: latest.verdict === 'right',
      ...(option !== undefined && { option }),
    });
  }
}

/** The best of each question, added up: doing one again adds what is better and takes nothing away. */
function standingOf(history: readonly HistoryEntry[]): Standing {
  const best = new Map<string, number>();
  const solved = new Set<string>();
  for (const { scenario, points, verdict } of history) {
    best.set(scenario, Math.max(points, best.get(scenario) ?? 0));
    if (verdict === 'right') solved.add(scenario);
  }
  return { points: [...best.values()].reduce((sum, points) => sum + points, 0), solved: solved.size };
}

function chosenOption({ screen }: Turn): string | undefined {
  const choices = screen.blocks.find((block) => block.kind === 'choices');
  return choices?.options.find(({ chosen }) => chosen)?.id;
}
