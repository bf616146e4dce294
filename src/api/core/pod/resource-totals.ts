/**
 * What the containers of a pod ask for together. Regular containers and sidecars run at the same time and add up;
 * an init container runs alone beside the sidecars started before it, so the larger of both counts.
 *
 * sidecar 1, then init 3, then containers 2 + 1: init phase needs 1 + 3 = 4, running needs 1 + 2 + 1 = 4; the total is 4.
 */
import { addQuantities, compareQuantities, type Quantity, type QuantityLike } from '../../meta/quantity.ts';

interface ContainerLike {
  readonly restartPolicy?: string | undefined;
  readonly resources?: Readonly<Partial<Record<'requests' | 'limits', Amounts | undefined>>> | undefined;
}
type Amounts = Readonly<Record<string, QuantityLike | undefined>>;

export interface PodLike {
  readonly containers?: readonly ContainerLike[] | undefined;
  readonly initContainers?: readonly ContainerLike[] | undefined;
}

export function containerTotals(pod: PodLike, which: 'requests' | 'limits'): Map<string, Quantity> {
  const running = new Map<string, Quantity>();
  const sidecars = new Map<string, Quantity>();
  const starting = new Map<string, Quantity>();
  for (const container of pod.containers ?? []) add(running, container.resources?.[which]);
  for (const container of pod.initContainers ?? []) {
    const own = container.resources?.[which];
    if (container.restartPolicy === 'Always') {
      add(running, own);
      add(sidecars, own);
      raise(starting, sidecars);
    } else {
      const together = new Map(sidecars);
      add(together, own);
      raise(starting, together);
    }
  }
  raise(running, starting);
  return running;
}

function add(totals: Map<string, Quantity>, amounts: Amounts | undefined): void {
  for (const [name, amount] of Object.entries(amounts ?? {})) totals.set(name, addQuantities(totals.get(name), amount));
}

function raise(totals: Map<string, Quantity>, others: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of others) {
    const present = totals.get(name);
    if (present === undefined || compareQuantities(amount, present) > 0) totals.set(name, amount);
  }
}
