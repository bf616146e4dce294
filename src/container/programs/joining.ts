/** How a server comes into its cluster: it listens where they meet, asks every second, copies the data if it has none. */
import type { Pause, Routine } from '#simulation/coroutine.ts';
import type { ProgramFacts, Setting } from '../image.ts';
import type { Process } from '../process.ts';
import { Member } from './member.ts';
import { settingOf } from './setting.ts';

/** Undefined for a server that stays alone. It can be met from now on. Else why it cannot be, and how it ends. */
export function enterCluster(
  facts: ProgramFacts,
  process: Process,
  wasAlone: boolean,
): Member | undefined | { readonly messages: readonly string[]; readonly exitCode: number } {
  const { cluster } = facts;
  if (!cluster) return undefined;
  const isOff = (setting: Setting) => /^(|0|off|no|false)$/i.test(settingOf(process, setting));
  if (cluster.enabled && isOff(cluster.enabled))
    return cluster.alone && isOff(cluster.alone.allowed) ? cluster.alone : undefined;
  const member = new Member(process, cluster, wasAlone);
  const free = process.world.network.listen({
    port: cluster.port,
    process,
    protocol: 'text',
    onlyLocal: false,
    reply: () => ({ kind: 'closed' }),
    member,
  });
  return free ? member : { messages: [`bind: Address already in use (port ${cluster.port})`], exitCode: 1 };
}

/** Ends when it has joined or begun (undefined), when it gives up (an exit code), or when it is told to stop. */
export function* join(
  member: Member,
  how: {
    readonly keepsData: boolean;
    readonly pause: (seconds: number) => Pause<void>;
    readonly stopping: () => boolean;
    readonly log: (line: string) => void;
  },
): Routine<number | undefined> {
  const { givesUp, transferSeconds } = member.facts;
  const { world } = member.process;
  const sinceMs = world.clock.nowMs;
  while (!how.stopping() && !member.ring) {
    const outcome = member.tryJoin(how.keepsData);
    if (outcome) {
      const { donor } = outcome;
      if (donor && !how.keepsData && transferSeconds > 0) yield how.pause(transferSeconds);
      if (donor?.give) {
        member.received = donor.give();
        member.take?.(member.received);
      }
      break;
    }
    const elapsedSeconds = (world.clock.nowMs - sinceMs) / 1000;
    if (givesUp && elapsedSeconds >= givesUp.seconds) {
      for (const line of givesUp.messages) how.log(line);
      return givesUp.exitCode;
    }
    // Who has looked for a minute looks less often.
    yield how.pause(elapsedSeconds < 60 ? 1 : 5);
  }
  if (member.ring) world.report('joined', `${member.ring.size}`);
  return undefined;
}
