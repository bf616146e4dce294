/** On a machine with docker: the state of the role's first container at an instant (`running`, `exited`…), or its exit code. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { playersOf } from '../play/host/host-play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  role,
  at: z.string(),
  what: z.enum(['state', 'exit-code', 'restarts', 'health']).default('state'),
});

export const containerState = defineMeasure<z.infer<typeof parameters>>({
  name: 'container-state',
  parameters,
  world: 'docker',
  statement: { es: 'Qué es del contenedor', en: 'What becomes of the container' },
  read(play, { role: name, at, what }) {
    const snapshot = play.host?.snapshot(at);
    const [first] = snapshot ? playersOf(snapshot, play.role(name)) : [];
    if (!snapshot) return undefined;
    if (!first) return what === 'state' ? 'gone' : undefined;
    return { state: first.state, 'exit-code': first.exitCode, restarts: first.restarts, health: first.health }[what];
  },
});
