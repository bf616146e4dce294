/**
 * DefaultIngressClass: an Ingress that names no class gets the one marked as default; the newest, if there are several.
 */

import { newestDefault } from './newest-default.ts';
import type { AdmissionPluginFactory } from './plugin.ts';

export const defaultIngressClass: AdmissionPluginFactory = ({ list }) => ({
  name: 'DefaultIngressClass',
  admit({ operation, definition, subresource, object }) {
    if (operation !== 'CREATE' || definition.kind !== 'Ingress' || subresource) return undefined;
    const ingress = object as { spec?: { ingressClassName?: string } };
    const old = object.metadata?.annotations?.['kubernetes.io/ingress.class'];
    if (!ingress.spec || ingress.spec.ingressClassName !== undefined || old !== undefined) return undefined;
    const chosen = newestDefault(list('IngressClass'), ['ingressclass.kubernetes.io/is-default-class']);
    if (chosen) ingress.spec.ingressClassName = chosen.metadata.name;
    return undefined;
  },
});
