/**
 * How every button that is an action of the engine works: look whose session it is, act at the position the button remembers,
 * show where the session stands now. A press that came too late changes nothing and shows the present state as well.
 */
import type { Text } from '#base/text.ts';
import type { PlayerAction, Turn } from '#engine/player.ts';
import { type Desk, present, refuseOthers } from '../desk.ts';
import { allowRun } from '../limits.ts';
import { decodePicks } from '../picks.ts';
import type { Press } from './component.ts';

export const tooLate: Text = {
  es: 'Ese botón era de un paso que ya terminó. La sesión está así:',
  en: 'That button belonged to a step that is over. This is where the session stands:',
};

/** Gives the turn, or nothing where the session is somebody else's. */
export async function takeAction(press: Press, desk: Desk, fact: PlayerAction): Promise<Turn | undefined> {
  const { interaction, id, language } = press;
  const before = await desk.player.show(id.session);
  if (await refuseOthers(interaction, before, language)) return undefined;
  if (runs.has(fact.kind) && !(await allowRun(interaction, desk, language, { files: typedIn(fact) }))) return undefined;
  const turn = await desk.player.act(id.session, fact, id.position);
  // A second click while the first one's run is under way is just that: it needs no explanation.
  const late = !turn.accepted && turn.sessionId !== '' && turn.screen.kind !== 'working';
  await present(interaction, desk, turn, language, late ? { notice: tooLate } : picksKept(id.argument, turn));
  return turn;
}

/** What was picked before, where the button carries it (`sure+20`) and the same question is still open. */
function picksKept(argument: string, { screen }: Turn) {
  const offer = screen.offers.find((one) => one.kind === 'pick');
  const [, kept] = argument.split('+');
  return offer && kept !== undefined ? { picks: decodePicks(offer, kept) } : {};
}

/** What has to be simulated, and is limited therefore. */
const runs: ReadonlySet<PlayerAction['kind']> = new Set(['submit', 'suppose']);

/** What somebody typed goes back to them when it is not taken. */
function typedIn(fact: PlayerAction) {
  const typed = fact.kind === 'submit' && 'text' in fact.answer ? fact.answer.text : undefined;
  return typed === undefined ? [] : [{ name: 'answer.yaml', content: typed }];
}
