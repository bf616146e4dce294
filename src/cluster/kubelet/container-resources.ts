/**
 * What a container may use, from its spec and its pod's; and what a change of that asks for while it runs: processor and
 * memory are changed in place, unless its resizePolicy says that one of them needs a restart.
 */
import { type QuantityLike, quantityMillis } from '#api/meta/quantity.ts';
import type { Limits } from '#container/world.ts';
import type { ContainerSpec, Pod } from './pod-types.ts';

type Amounts = Readonly<Record<string, QuantityLike>>;

export interface Resources {
  readonly limits?: Amounts;
  readonly requests?: Amounts;
}

/** A container without a limit of its own is held by that of its pod. */
export function limitsOf({ resources }: ContainerSpec, pod: Pod): Limits {
  const { limits, requests } = (resources ?? {}) as Resources;
  const whole = (pod.spec?.resources as { readonly limits?: Readonly<Record<string, QuantityLike>> } | undefined)
    ?.limits;
  const limit = (name: string) => {
    const amount = limits?.[name] ?? whole?.[name];
    return amount === undefined ? Number.POSITIVE_INFINITY : quantityMillis(amount) / 1000;
  };
  const wanted = requests?.['cpu'] ?? limits?.['cpu'];
  return {
    memoryBytes: limit('memory'),
    cpus: limit('cpu'),
    cpuShares: wanted === undefined ? 2 : Math.max(2, (quantityMillis(wanted) / 1000) * 1024),
  };
}

/** The same for the same resources. */
export function resourcesText({ resources }: ContainerSpec): string {
  return JSON.stringify(resources ?? {});
}

/** Whether this change has to restart the container. */
export function needsRestart(spec: ContainerSpec, before: string): boolean {
  const [now, then] = [(spec.resources ?? {}) as Resources, JSON.parse(before) as Resources];
  const differs = (name: string) =>
    now.limits?.[name] !== then.limits?.[name] || now.requests?.[name] !== then.requests?.[name];
  return (spec.resizePolicy ?? []).some(
    ({ resourceName, restartPolicy }) => restartPolicy === 'RestartContainer' && differs(resourceName),
  );
}
