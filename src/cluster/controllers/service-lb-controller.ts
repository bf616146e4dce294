/**
 * The cloud's part of a Service of type LoadBalancer: a while after it is asked for there is a balancer with an address.
 * In a cluster without a cloud nobody does this, and the address stays pending for ever, without a word.
 */
import type { Service } from '#api/core/service.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';

const source = 'service-controller';
const finalizer = 'service.kubernetes.io/load-balancer-cleanup';

export interface LoadBalancerProvider {
  /** From the request to the address. */
  readonly seconds: number;
  /** The first three numbers of the addresses it gives: `203.0.113`. */
  readonly network: string;
  /** Which Services it serves: those of this class, or, absent, those that name none. */
  readonly className?: string;
}

export function serviceLoadBalancerController(provider: LoadBalancerProvider): Controller {
  return {
    name: 'service-lb-controller',
    start(context) {
      const { client, clock } = context;
      const wantedSinceMs = new Map<string, number>();
      const queue = context.queue((key) => {
        const { namespace, name } = splitKey(key);
        const service = client.get('Service', namespace, name);
        if (!service || !isOurs(provider, service)) {
          wantedSinceMs.delete(key);
          if (service) release(context, service);
          return;
        }
        if (service.metadata.deletionTimestamp !== undefined) {
          release(context, service);
          return;
        }
        if ((service.status?.loadBalancer?.ingress ?? []).length > 0) return;
        const since = wantedSinceMs.get(key);
        if (since === undefined) {
          wantedSinceMs.set(key, clock.nowMs);
          say(context, service, 'EnsuringLoadBalancer', 'Ensuring load balancer');
          hold(context, service);
        }
        const leftMs = (since ?? clock.nowMs) + provider.seconds * 1000 - clock.nowMs;
        if (leftMs > 0) queue.addAfter(key, leftMs);
        else give(context, provider, service);
      });
      client.watch('Service', ({ type, object }) => {
        if (type !== 'DELETED') queue.add(keyOf(object));
        else wantedSinceMs.delete(keyOf(object));
      });
    },
  };
}

function isOurs({ className }: LoadBalancerProvider, { spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' && spec.loadBalancerClass === className;
}

function hold({ client }: ControllerContext, { metadata }: Service): void {
  const finalizers = metadata.finalizers ?? [];
  if (finalizers.includes(finalizer)) return;
  const patch = { metadata: { finalizers: [...finalizers, finalizer] } };
  client.patch('Service', metadata.namespace, metadata.name, { type: 'merge', patch });
}

/** Without its balancer the Service may go, or be of another type. */
function release(context: ControllerContext, service: Service): void {
  const { client } = context;
  const { namespace, name, finalizers = [] } = service.metadata;
  if (!finalizers.includes(finalizer)) return;
  say(context, service, 'DeletingLoadBalancer', 'Deleting load balancer');
  client.update('Service', { ...service, status: { ...service.status, loadBalancer: {} } }, { subresource: 'status' });
  say(context, service, 'DeletedLoadBalancer', 'Deleted load balancer');
  const patch = { metadata: { finalizers: finalizers.filter((one) => one !== finalizer) } };
  client.patch('Service', namespace, name, { type: 'merge', patch });
}

function give(context: ControllerContext, { network }: LoadBalancerProvider, service: Service): void {
  const { client } = context;
  const taken = new Set(
    client.list('Service').flatMap(({ status }) => (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)),
  );
  let last = 10;
  while (taken.has(`${network}.${last}`) && last < 254) last++;
  const ingress = [{ ip: `${network}.${last}`, ipMode: 'VIP' }];
  client.update(
    'Service',
    { ...service, status: { ...service.status, loadBalancer: { ingress } } },
    { subresource: 'status' },
  );
  say(context, service, 'EnsuredLoadBalancer', 'Ensured load balancer');
}

function say({ events }: ControllerContext, object: Service, reason: string, message: string): void {
  events.record({ object, type: 'Normal', reason, message, source });
}
