/** Runs a command in a container of every running pod of the role, as `kubectl exec` does; what it printed is kept for checks. */
import * as z from 'zod';
import { bilingual, role } from '../checks/parameters.ts';
import { type Actor, containersOf } from '../play/cast.ts';
import type { Stage } from '../play/stage/stage.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  role,
  command: z.array(z.string()).min(1),
  /** Only in the first or the last of its pods. */
  which: z.enum(['first', 'last', 'each']).default('each'),
  /** How long it may take. */
  seconds: z.number().positive().default(60),
  /** What is told of it, where the command itself says too little. */
  note: bilingual.optional(),
});

export const exec = defineStep<z.infer<typeof parameters>>({
  name: 'exec',
  parameters,
  run(stage, { role: name, command, which, seconds, note }, as) {
    const running = stage.running(name);
    const [first, last] = [running[0], running.at(-1)];
    const chosen =
      which === 'each' ? running : [which === 'first' ? first : last].filter((actor) => actor !== undefined);
    if (chosen.length === 0) return 'unreached';
    const line = command.join(' ');
    const { title } = stage.role(name);
    stage.note(note ?? { es: `Se ejecuta \`${line}\`: ${title.es}`, en: `\`${line}\` is run: ${title.en}` });
    for (const actor of chosen) runIn(stage, as ?? 'exec', actor, { role: name, command, seconds });
    return 'done';
  },
});

function runIn(
  stage: Stage,
  as: string,
  actor: Actor,
  how: { readonly role: string; readonly command: readonly string[]; readonly seconds: number },
): void {
  const atMs = stage.elapsedMs;
  const { namespace, name: pod } = actor.name;
  const [container = ''] = containersOf(actor, stage.role(how.role));
  const agent = stage.cluster.agents.get(actor.pod.spec.nodeName ?? '');
  let isOver = false;
  agent?.exec(namespace, pod, container, how.command, (outcome) => {
    if (isOver) return;
    isOver = true;
    const seen = outcome.ok ? outcome.value : { exitCode: undefined, output: '', errors: outcome.error.message };
    stage.seen.remember('commands', as, { actor, atMs, ...seen });
  });
  // Asked after every event: a command that only waits for time to pass makes no news.
  for (let left = how.seconds; agent && !isOver && left > 0 && !stage.exceeded; left--) stage.advance(1);
  if (isOver) return;
  isOver = true;
  const errors = `no end within ${how.seconds} s`;
  stage.seen.remember('commands', as, { actor, atMs, exitCode: undefined, output: '', errors });
}
