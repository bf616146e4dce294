/** Lets a fault strike now and says so; what it asks for that is not there is refused with the fault's own words. */
import type { Fault } from '#cluster/faults/index.ts';
import { type LabCall, LabRefusal } from './lab-command.ts';

export function strike(call: LabCall, fault: Fault): void {
  const struck = call.room.cluster.inject(fault);
  if (!struck.ok) throw new LabRefusal(struck.error);
  call.room.pass(0);
}
