/**
 * A component of Kubernetes stops working, everywhere (`component-down`), until `component-up`. Containers run on in any case:
 * - kube-apiserver, etcd: nobody answers; no pod is made, moved or replaced, no status is written, Services keep their endpoints
 * - kube-controller-manager: pods that are lost are not replaced, endpoints stay as they are
 * - kube-scheduler: new pods wait without a node
 * - coredns: names are no longer answered; addresses work
 * - kube-proxy: nodes go on with the endpoints they knew
 */
import { fail, ok } from '#base/result.ts';
import { type Component, components } from '../control-plane.ts';
import { apiServerDown } from './apiserver-down.ts';
import type { FaultKind } from './fault.ts';

export interface ComponentDown {
  readonly kind: 'component-down' | 'component-up';
  readonly component: Component;
}

export const componentDown: FaultKind<ComponentDown> = {
  kind: 'component-down',
  strike(parts, { kind, component }) {
    if (!components.includes(component)) {
      const known = components.join(', ');
      return fail({
        es: `No existe el componente ${component}; hay estos: ${known}.`,
        en: `There is no component ${component}; there are these: ${known}.`,
      });
    }
    const goesDown = kind === 'component-down';
    if (component === 'kube-apiserver' || component === 'etcd') {
      return apiServerDown.strike(parts, { kind: goesDown ? 'apiserver-down' : 'apiserver-up', component });
    }
    parts.trace.record({ kind: 'script', what: `${kind} ${component}` });
    if (goesDown) parts.controlPlane.goDown(component);
    else parts.controlPlane.comeBack(component);
    return ok(undefined);
  },
};
