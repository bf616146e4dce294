/** How whoever leads does so: found with what they may do, and shown the panel as it is now. */
import type { Text } from '#base/text.ts';
import type { Leader } from '#engine/live/helpers.ts';
import type { LivePlace } from '#engine/live/live-places.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import type { Press } from '../components/component.ts';
import { type Answerable, type Desk, edit, whisper } from '../desk.ts';
import { prose } from '../markdown.ts';
import { type PanelParts, panelMessage } from './panel-message.ts';
import { roomOf } from './take-part.ts';
import { leaderOf } from './who.ts';

export interface Lead {
  readonly room: LiveRoom;
  readonly place: LivePlace;
  readonly leader: Leader;
}

/** Discord lets a private message be changed for fifteen minutes after a press; a little less, to be sure. */
const panelMilliseconds = 14 * 60_000;

/** Whoever may not lead is told. */
export async function leadOf(press: Press, desk: Desk): Promise<Lead | undefined> {
  const room = await roomOf(press, desk);
  const place = room && (await desk.live.places.of(room.session.id));
  if (!room || !place) return undefined;
  const leader = await leaderOf(press.interaction, desk, room, place);
  if (leader) return { room, place, leader };
  await whisper(press.interaction, prose(notYours[press.language]));
  return undefined;
}

/** The panel itself is drawn anew while it is looked at; a list of people or of files stays until a button is pressed. */
export async function showPanel(
  { interaction, language }: { readonly interaction: Answerable; readonly language: Press['language'] },
  desk: Desk,
  { room, place, leader }: Lead,
  look: Omit<PanelParts, 'session' | 'language' | 'keys' | 'joinUrl' | 'channel'> = {},
): Promise<void> {
  const draw = async () => {
    const { session, state, views } = room;
    await edit(
      interaction,
      panelMessage(views.host(state, leader), {
        ...{ session: session.id, language, channel: place.channel },
        ...(desk.live.joinUrl && { joinUrl: desk.live.joinUrl(session.keys.code), keys: session.keys }),
        ...look,
      }),
    );
  };
  const user = interaction.user.id;
  if (look.people === undefined && look.person === undefined && look.page === undefined)
    desk.live.follow.watchPanel(room, { user, until: Date.now() + panelMilliseconds, draw });
  else desk.live.follow.leavePanel(room, user);
  await draw();
}

const notYours: Text = {
  es: 'Esto lo usa quien dirige: quien creó el cuestionario, quien gestiona el servidor o tiene el rol elegido en `/ajustes servidor`, y quien ayuda.',
  en: 'This is for who leads: whoever created the quiz, may manage the server or has the role named in `/settings server`, and co-hosts.',
};
