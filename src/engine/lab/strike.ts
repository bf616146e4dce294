/** Lets a fault strike now, and remembers what stays broken until somebody mends it. */
import type { Fault } from '#cluster/faults/index.ts';
import { type LabCall, LabRefusal } from './lab-command.ts';
import type { Broken, BrokenUntilMended, LabRoom } from './lab-room.ts';

/** What the fault asks for that is not there is refused with its own words. */
export function strike(call: LabCall, fault: Fault, broken?: BrokenUntilMended): void {
  const struck = call.room.cluster.inject(fault);
  if (!struck.ok) throw new LabRefusal(struck.error);
  if (broken) call.room.broken.set(broken.mend, broken);
  call.room.settle();
}

/** In the order in which it broke. */
export function stillBroken({ broken }: LabRoom): readonly Broken[] {
  return [...broken.values()]
    .filter(({ isStillSo }) => isStillSo?.() ?? true)
    .map(({ what, mend }) => ({ what, mend }));
}
