/** All faults: of nodes and what they lean on here; those of programs are the node's own business (see node-agent.ts). */
import { fail, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { ProgramFault } from '../node-agent.ts';
import { type ApiServerDown, apiServerDown } from './apiserver-down.ts';
import { type ComponentDown, componentDown } from './component-down.ts';
import { type Cordon, cordon } from './cordon.ts';
import { type Drain, drain } from './drain.ts';
import type { FaultParts } from './fault.ts';
import { type ImageMissing, imageMissing } from './image-missing.ts';
import { type KubeletDown, kubeletDown } from './kubelet-down.ts';
import { type NodeDown, nodeDown } from './node-down.ts';
import { type NodeUp, nodeUp } from './node-up.ts';
import { type PropagationDelay, propagationDelay } from './propagation-delay.ts';
import { type RegistrySlow, registrySlow } from './registry-slow.ts';
import { type ZoneDown, zoneDown } from './zone-down.ts';

export type NodeFault = NodeDown | NodeUp | Cordon | Drain | ZoneDown | ApiServerDown | ComponentDown | KubeletDown;
export type SupplyFault = ImageMissing | RegistrySlow | PropagationDelay;
export type Fault = NodeFault | SupplyFault | ProgramFault;

export function strike(parts: FaultParts, fault: Fault): Result<undefined, Text> {
  if ('pod' in fault) return strikeProgram(parts, fault);
  switch (fault.kind) {
    case 'node-down':
      return nodeDown.strike(parts, fault);
    case 'node-up':
      return nodeUp.strike(parts, fault);
    case 'cordon':
    case 'uncordon':
      return cordon.strike(parts, fault);
    case 'drain':
      return drain.strike(parts, fault);
    case 'apiserver-down':
    case 'apiserver-up':
      return apiServerDown.strike(parts, fault);
    case 'component-down':
    case 'component-up':
      return componentDown.strike(parts, fault);
    case 'kubelet-down':
    case 'kubelet-up':
      return kubeletDown.strike(parts, fault);
    case 'zone-down':
    case 'zone-up':
      return zoneDown.strike(parts, fault);
    case 'image-missing':
    case 'image-back':
      return imageMissing.strike(parts, fault);
    case 'registry-slow':
    case 'registry-normal':
      return registrySlow.strike(parts, fault);
    case 'propagation-delay':
      return propagationDelay.strike(parts, fault);
  }
}

function strikeProgram({ agents, client, trace }: FaultParts, fault: ProgramFault): Result<undefined, Text> {
  const { kind, namespace, pod: name } = fault;
  const pod = client.get('Pod', namespace, name);
  const agent = agents.get(pod?.spec.nodeName ?? '');
  if (!pod || !agent) {
    return fail({
      es: `El pod "${name}" no está en ningún nodo del espacio de nombres "${namespace}".`,
      en: `The pod "${name}" of namespace "${namespace}" is on no node.`,
    });
  }
  trace.record({ kind: 'script', what: kind, object: { kind: 'Pod', namespace, name } });
  return agent.programFault(fault);
}
