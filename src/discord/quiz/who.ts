/**
 * Who somebody on Discord is in a live quiz. No id of Discord is written into it: a participant is known by a digest of theirs
 * with the session's own key, so the same person comes back to the same place, and the list of what a class did tells nobody
 * who was in it. A digest of the web's secrets has no colon in it: nobody comes in here from there.
 */
import { createHash } from 'node:crypto';
import { isCoHost, type Leader } from '#engine/live/helpers.ts';
import type { LivePlace } from '#engine/live/live-places.ts';
import { isHere, type Participant } from '#engine/live/live-state.ts';
import { inventName, readName } from '#engine/live/names.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { type Answerable, type Desk, learnerOf, rulesOf } from '../desk.ts';
import { isHost } from '../hosts.ts';

export interface Seat {
  /** Where they are in the room or at its door. */
  readonly participant?: Participant;
  /** Was asked to leave, and has not come back. */
  readonly wasKicked: boolean;
  /** Under which they would join. */
  readonly id: string;
  readonly key: string;
}

export function seatOf({ session, state }: LiveRoom, userId: string): Seat {
  const digest = createHash('sha256').update(`${session.keys.host} ${userId}`).digest('base64url');
  // Whoever was kicked may come back, as somebody new.
  for (let time = 0; ; time++) {
    const id = `${digest.slice(0, 20)}${time === 0 ? '' : `-${time}`}`;
    const participant = state.participants.get(id);
    const seat = { wasKicked: time > 0, id, key: `discord:${digest}` };
    if (!participant) return seat;
    if (participant.standing !== 'kicked') return isHere(participant) ? { ...seat, participant } : seat;
  }
}

/** As they are called on the server where that can be shown to a class, else two words; never somebody else's name. */
export function nameFor({ state }: LiveRoom, interaction: Answerable, id: string): string {
  const own = interaction.inCachedGuild() ? interaction.member.displayName : interaction.user.displayName;
  const read = readName([...own.normalize('NFC')].slice(0, 24).join(''));
  const wanted = read.ok
    ? read.value
    : inventName(Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16));
  const isNamesake = (name: string) => {
    const plain = name.toLocaleLowerCase('es');
    return [...state.participants.values()].some(
      (one) => one.standing !== 'kicked' && one.name.toLocaleLowerCase('es') === plain,
    );
  };
  let free = wanted;
  for (let number = 2; isNamesake(free); number++) free = `${[...wanted].slice(0, 20).join('').trim()} ${number}`;
  return free;
}

/** The host is whoever began it, may manage the server, or has its host's role; helpers are made in the room. */
export async function leaderOf(
  interaction: Answerable,
  desk: Desk,
  room: LiveRoom,
  place: LivePlace,
): Promise<Leader | undefined> {
  if (place.host === learnerOf(interaction)) return 'host';
  if (interaction.inCachedGuild() && interaction.guildId === place.server) {
    const rules = await rulesOf(interaction, desk);
    if (rules && isHost(interaction, rules)) return 'host';
  }
  const { participant } = seatOf(room, interaction.user.id);
  return participant && isCoHost(room.state, participant.id) ? 'co-host' : undefined;
}
