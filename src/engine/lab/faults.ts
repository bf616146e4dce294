/**
 * Faults for a menu: first what shall go wrong, then to whom, out of what exists. Whoever picks sees the line that does it,
 * and learns what to type the next time.
 */
import { labCommands } from './commands/index.ts';
import type { FaultChoice } from './fault-choice.ts';
import type { LabRoom } from './lab-room.ts';
import { stillBroken } from './strike.ts';

/** In the order of the help, mending first; what has no target now is left out. */
export function faultChoices(room: LabRoom): readonly FaultChoice[] {
  const mending: FaultChoice = {
    id: 'mend',
    title: { es: 'Arreglar lo que está roto', en: 'Mend what is broken' },
    targets: stillBroken(room).map(({ what, mend }) => ({ label: what, line: mend })),
  };
  const striking = labCommands.flatMap((command) => command.choices?.(room) ?? []);
  return [mending, ...striking].filter(({ targets }) => targets.length > 0);
}
