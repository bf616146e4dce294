/** `ps`: the processes of the namespace. As busybox prints it: PID, USER, TIME, COMMAND. */
import { type Command, say } from '../call.ts';

export const ps: Command = {
  names: ['ps', 'top'],
  run(call) {
    say(call, 'PID   USER     TIME  COMMAND');
    for (const process of call.process.world.pids.processes.values()) {
      // A shell of busybox runs its own `ps` without exec: it still carries the shell's command line.
      const shown =
        process === call.process && process.parent && call.process.world.image.base === 'busybox'
          ? process.parent.argv
          : process.argv;
      const user = process.user.uid === 0 ? 'root' : String(process.user.uid);
      say(call, `${String(process.pid).padStart(5)} ${user.padEnd(8)}  0:00 ${shown.join(' ')}`);
    }
    return 0;
  },
};
