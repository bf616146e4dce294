/** What an answer may cost: lines and objects to look after, and the CPU and memory that its pods ask for at one instant. */
import * as z from 'zod';
import { addQuantities, formatQuantity, parseQuantity, quantityMillis } from '#api/meta/quantity.ts';
import { isAlive } from '../play/cast.ts';
import type { Play } from '../play/play.ts';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const quantity = z.string().refine((text) => parseQuantity(text) !== undefined);

const parameters = z.strictObject({
  /** Whose pods' requests are summed. */
  role: role.optional(),
  at: z.string().optional(),
  lines: z.int().positive().optional(),
  objects: z.int().positive().optional(),
  cpu: quantity.optional(),
  memory: quantity.optional(),
});

type Parameters = z.infer<typeof parameters>;

export const cost = defineCheck<Parameters>({
  name: 'cost',
  parameters,
  statement(bounds) {
    return inEach((language) => {
      const most = list(figures(bounds, language), language);
      return language === 'es' ? `Cuesta como mucho ${most}` : `Costs at most ${most}`;
    });
  },
  judge(play, bounds) {
    const { lines, objects } = play.answerSize;
    const [cpu, memory] = (['cpu', 'memory'] as const).map((name) => requested(play, bounds, name));
    const seen = {
      lines,
      objects,
      ...(cpu ? { cpu: formatQuantity(cpu) } : {}),
      ...(memory ? { memory: formatQuantity(memory) } : {}),
    };
    const asked = Object.fromEntries(Object.entries(seen).filter(([name]) => bounds[name as 'lines'] !== undefined));
    const observed = inEach((language) => list(figures(asked, language), language));
    const over =
      lines > (bounds.lines ?? Number.POSITIVE_INFINITY) ||
      objects > (bounds.objects ?? Number.POSITIVE_INFINITY) ||
      (bounds.cpu !== undefined && quantityMillis(cpu) > quantityMillis(bounds.cpu)) ||
      (bounds.memory !== undefined && quantityMillis(memory) > quantityMillis(bounds.memory));
    return over ? broken(observed, { atMs: play.endMs }) : pass(observed);
  },
});

function requested(play: Play, { role: name, at }: Parameters, resource: 'cpu' | 'memory') {
  if (name === undefined) return undefined;
  const atMs = (at === undefined ? undefined : play.marks.get(at)) ?? play.endMs;
  const containers = play
    .cast(name)
    .filter((actor) => isAlive(actor, atMs))
    .flatMap(({ pod }) => pod.spec.containers);
  return containers.reduce(
    (sum, { resources }) => addQuantities(sum, resources?.requests?.[resource] ?? '0'),
    addQuantities('0', '0'),
  );
}

function figures(of: Omit<Parameters, 'role' | 'at'>, language: 'es' | 'en'): readonly string[] {
  const { lines, objects, cpu, memory } = of;
  const words = language === 'es' ? ['líneas', 'objetos', 'memoria'] : ['lines', 'objects', 'memory'];
  return [
    ...(lines === undefined ? [] : [`${lines} ${words[0]}`]),
    ...(objects === undefined ? [] : [`${objects} ${words[1]}`]),
    ...(cpu === undefined ? [] : [`${cpu} CPU`]),
    ...(memory === undefined ? [] : [`${memory} ${words[2]}`]),
  ];
}
