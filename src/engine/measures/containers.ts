/** On a machine with docker: how many containers play the role at an instant, all of them or only those that run. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { playersOf } from '../play/host/host-play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, at: z.string(), running: z.boolean().default(true) });

export const containers = defineMeasure<z.infer<typeof parameters>>({
  name: 'containers',
  parameters,
  world: 'docker',
  statement: { es: 'Número de contenedores', en: 'Number of containers' },
  read(play, { role: name, at, running }) {
    const snapshot = play.host?.snapshot(at);
    return (
      snapshot && playersOf(snapshot, play.role(name)).filter(({ state }) => !running || state === 'running').length
    );
  },
});
