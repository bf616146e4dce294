/**
 * Quality of service: who is sacrificed first when a node runs out of memory. Guaranteed when every container has cpu and
 * memory limits that equal its requests (or the pod as a whole, where it says), BestEffort when none asks for anything, Burstable between.
 */
import { compareQuantities, type Quantity } from '../../meta/quantity.ts';
import type { PodLike } from './resource-totals.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

type Amounts = Readonly<Record<string, string | number | Quantity | undefined>>;
interface Resources {
  readonly requests?: Amounts | undefined;
  readonly limits?: Amounts | undefined;
}

export function qosClassOf(spec: PodLike & { readonly resources?: Resources | undefined }): QosClass {
  const parts: readonly Resources[] = spec.resources
    ? [spec.resources]
    : [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ resources = {} }) => resources);
  let asksForNothing = true;
  let isGuaranteed = true;
  for (const { requests = {}, limits = {} } of parts) {
    for (const name of ['cpu', 'memory']) {
      const request = requests[name];
      const limit = limits[name];
      if (isPositive(request) || isPositive(limit)) asksForNothing = false;
      if (!isPositive(limit) || compareQuantities(request, limit) !== 0) isGuaranteed = false;
    }
  }
  if (asksForNothing) return 'BestEffort';
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function isPositive(amount: string | number | Quantity | undefined): boolean {
  return amount !== undefined && compareQuantities(amount, '0') > 0;
}
