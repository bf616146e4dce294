/**
 * What a pod asks for as a whole: the sum of its containers and sidecars, or, if more, the largest moment of its start,
 * when one init container runs beside the sidecars started before it; plus its overhead. Pod-level amounts win.
 */
import { addQuantities, compareQuantities, formatQuantity, type QuantityLike } from '#api/meta/quantity.ts';

export type Amounts = Record<string, QuantityLike>;

interface Resources {
  readonly requests?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly limits?: Readonly<Record<string, string | number | undefined>> | undefined;
}

interface Container {
  readonly restartPolicy?: string | undefined;
  readonly resources?: Resources | undefined;
}

export interface ResourcefulSpec {
  readonly containers?: readonly Container[] | undefined;
  readonly initContainers?: readonly Container[] | undefined;
  readonly overhead?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly resources?: Resources | undefined;
}

/** `podAmounts(spec, 'requests')` is `{ cpu: '750m', memory: '1Gi' }`. */
export function podAmounts(
  spec: ResourcefulSpec,
  which: 'requests' | 'limits',
  withOverhead = true,
): Record<string, string> {
  const total: Amounts = {};
  for (const container of spec.containers ?? []) add(total, container.resources?.[which]);
  const sidecars: Amounts = {};
  const largestStart: Amounts = {};
  for (const container of spec.initContainers ?? []) {
    const own = container.resources?.[which];
    if (container.restartPolicy === 'Always') {
      add(total, own);
      add(sidecars, own);
      raise(largestStart, sidecars);
    } else {
      const moment = { ...sidecars };
      add(moment, own);
      raise(largestStart, moment);
    }
  }
  raise(total, largestStart);
  Object.assign(total, defined(spec.resources?.[which]));
  if (withOverhead) add(total, which === 'requests' ? spec.overhead : limitedOnly(spec.overhead, total));
  return Object.fromEntries(Object.entries(total).map(([name, amount]) => [name, formatQuantity(amount)]));
}

function add(total: Amounts, more: Readonly<Record<string, QuantityLike | undefined>> | undefined): void {
  for (const [name, amount] of Object.entries(more ?? {})) {
    if (amount !== undefined) total[name] = addQuantities(total[name], amount);
  }
}

function raise(total: Amounts, other: Amounts): void {
  for (const [name, amount] of Object.entries(other)) {
    const own = total[name];
    if (own === undefined || compareQuantities(own, amount) < 0) total[name] = amount;
  }
}

/** Overhead only raises limits that exist. */
function limitedOnly(overhead: ResourcefulSpec['overhead'], limits: Amounts) {
  return Object.fromEntries(Object.entries(overhead ?? {}).filter(([name]) => limits[name] !== undefined));
}

function defined(amounts: Readonly<Record<string, string | number | undefined>> | undefined): Amounts {
  return Object.fromEntries(Object.entries(amounts ?? {}).filter(([, amount]) => amount !== undefined)) as Amounts;
}
