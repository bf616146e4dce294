/** How much CPU (in cores) or memory (in MiB) pods ask for at an instant: those of the role, or all of the answer's namespace. */
import * as z from 'zod';
import { addQuantities, quantityMillis } from '#api/meta/quantity.ts';
import { role } from '../checks/parameters.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ resource: z.enum(['cpu', 'memory']), at: z.string(), role: role.optional() });

export const requested = defineMeasure<z.infer<typeof parameters>>({
  name: 'requested',
  parameters,
  statement: { es: 'Lo que piden los pods', en: 'What the pods ask for' },
  read(play, { resource, at, role: name }) {
    const own = name === undefined ? undefined : new Set(play.cast(name).map(({ uid }) => uid));
    const pods = play
      .snapshot(at)
      ?.list('Pod')
      .filter(({ metadata }) => own?.has(metadata.uid) ?? !metadata.namespace?.startsWith('kube-'));
    const asked = pods?.flatMap(({ spec }) => spec.containers.map(({ resources }) => resources?.requests?.[resource]));
    const sum = asked?.reduce((total, one) => addQuantities(total, one ?? '0'), addQuantities('0', '0'));
    if (sum === undefined) return undefined;
    return resource === 'cpu' ? quantityMillis(sum) / 1000 : quantityMillis(sum) / 1000 / 1024 ** 2;
  },
});
