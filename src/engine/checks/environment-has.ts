/**
 * Every container of the role sees a variable, with a given value where the task names one; and where `source` says so the
 * value does not stand in the pod but comes from a Secret or a ConfigMap. Judged by what the program sees.
 */
import * as z from 'zod';
import type { Pod } from '#api/core/pod.ts';
import { containersOf } from '../play/cast.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  variable: z.string().min(1),
  value: z.string().optional(),
  source: z.enum(['Secret', 'ConfigMap']).optional(),
});

export const environmentHas = defineCheck<z.infer<typeof parameters>>({
  name: 'environment-has',
  parameters,
  statement({ role: name, variable, value, source }, roleOf) {
    const { title } = roleOf(name);
    const [es, en] =
      value === undefined || source === 'Secret'
        ? ['', '']
        : [` con el valor \`${value}\``, ` with the value \`${value}\``];
    return source === undefined
      ? {
          es: `El programa ve la variable \`${variable}\`${es}: ${title.es}`,
          en: `The program sees the variable \`${variable}\`${en}: ${title.en}`,
        }
      : {
          es: `El programa ve la variable \`${variable}\`${es}, y viene de un ${source}: ${title.es}`,
          en: `The program sees the variable \`${variable}\`${en}, and it comes from a ${source}: ${title.en}`,
        };
  },
  judge(play, { role: name, variable, value, source }) {
    let isSeen = false;
    for (const actor of play.cast(name)) {
      const names = containersOf(actor, play.role(name));
      for (const container of [...(actor.pod.spec.initContainers ?? []), ...actor.pod.spec.containers]) {
        if (!names.includes(container.name)) continue;
        const where = { atMs: actor.createdMs, subject: actor.name };
        const environment = play.environments.get(`${actor.uid}/${container.name}`);
        if (!environment) continue;
        isSeen = true;
        const found = environment.get(variable);
        if (found === undefined) return broken({ es: 'no la ve', en: 'it does not see it' }, where);
        if (value !== undefined && found !== value)
          return broken({ es: 'tiene otro valor', en: 'it has another value' }, where);
        if (source === undefined) continue;
        // A value in plain sight elsewhere in the pod gives the secret away all the same.
        const isOpen = source === 'Secret' && found !== '' && showsOpenly(actor.pod.spec, found);
        if (isOpen || !comesFrom(container, variable, source))
          return broken(
            { es: 'el valor está escrito en el pod', en: 'the value is written in the pod' },
            { ...where, credit: 0.5 },
          );
      }
    }
    return isSeen
      ? pass({ es: 'sí', en: 'yes' })
      : broken({ es: 'no llegó a arrancar', en: 'it never got to run' }, { atMs: play.endMs });
  },
});

type Container = Pod['spec']['containers'][number];

/** By reference, with the whole object, or by way of another variable that does: `value: $(PASSWORD)`. */
function comesFrom(container: Container, variable: string, source: 'Secret' | 'ConfigMap', depth = 0): boolean {
  const own = container.env?.find((one) => one.name === variable);
  if (!own)
    return (container.envFrom ?? []).some(
      (one) => (source === 'Secret' ? one.secretRef : one.configMapRef) !== undefined,
    );
  const other = /^\$\((\w+)\)$/.exec(own.value ?? '')?.[1];
  if (other !== undefined) return depth < 10 && comesFrom(container, other, source, depth + 1);
  return (source === 'Secret' ? own.valueFrom?.secretKeyRef : own.valueFrom?.configMapKeyRef) !== undefined;
}

function showsOpenly(spec: unknown, value: string): boolean {
  if (typeof spec === 'string') return spec === value;
  if (Array.isArray(spec)) return spec.some((one) => showsOpenly(one, value));
  return spec !== null && typeof spec === 'object' && Object.values(spec).some((one) => showsOpenly(one, value));
}
