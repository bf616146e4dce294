/** What the server accepts of a Service with a warning: fields that its type, or being headless, leaves without meaning. */
import type { IService } from 'kubernetes-models/v1/Service';
import { goQuote } from '../meta/go-value.ts';
import type { Decoded } from '../meta/kind-definition.ts';

const oldTopologyHints = 'service.kubernetes.io/topology-aware-hints';

export function serviceWarnings({ metadata, spec = {} }: Decoded<IService>): string[] {
  const warnings: string[] = [];
  if (metadata?.annotations && Object.hasOwn(metadata.annotations, oldTopologyHints)) {
    warnings.push(
      `annotation ${oldTopologyHints} is deprecated, please use service.kubernetes.io/topology-mode instead`,
    );
  }
  const { type, clusterIP, externalName = '', externalIPs = [], loadBalancerIP = '', sessionAffinity = 'None' } = spec;
  const isExternalName = type === 'ExternalName';
  if (isExternalName && externalIPs.length > 0) {
    warnings.push(`spec.externalIPs is ignored when spec.type is ${goQuote('ExternalName')}`);
  }
  if (!isExternalName && externalName !== '') {
    warnings.push(`spec.externalName is ignored when spec.type is not ${goQuote('ExternalName')}`);
  }
  if (isExternalName || clusterIP !== 'None') return warnings;
  if (loadBalancerIP !== '') warnings.push('spec.loadBalancerIP is ignored for headless services');
  if (externalIPs.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
  if (sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  return warnings;
}
