/** Writes down that a node is under pressure, or no longer is, as its kubelet does; controllers make taints of it. */
import type { KubeletContext } from './kubelet-context.ts';

interface Words {
  readonly reason: string;
  readonly message: string;
  readonly event: string;
}

const words: Readonly<Record<'MemoryPressure' | 'DiskPressure', { readonly short: Words; readonly well: Words }>> = {
  MemoryPressure: {
    short: {
      reason: 'KubeletHasInsufficientMemory',
      message: 'kubelet has insufficient memory available',
      event: 'NodeHasInsufficientMemory',
    },
    well: {
      reason: 'KubeletHasSufficientMemory',
      message: 'kubelet has sufficient memory available',
      event: 'NodeHasSufficientMemory',
    },
  },
  DiskPressure: {
    short: { reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure', event: 'NodeHasDiskPressure' },
    well: {
      reason: 'KubeletHasNoDiskPressure',
      message: 'kubelet has no disk pressure',
      event: 'NodeHasNoDiskPressure',
    },
  },
};

export function reportCondition(context: KubeletContext, type: keyof typeof words, isShort: boolean): void {
  const { client, clock, node: name } = context;
  const { reason, message, event } = words[type][isShort ? 'short' : 'well'];
  const node = client.get('Node', undefined, name);
  if (!node) return;
  const now = clock.timestamp();
  const conditions = (node.status?.conditions ?? []).map((condition) =>
    condition.type === type
      ? {
          ...condition,
          status: isShort ? 'True' : 'False',
          reason,
          message,
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        }
      : condition,
  );
  client.update(
    'Node',
    { ...node, status: { ...node.status, conditions } },
    { subresource: 'status', fieldManager: 'kubelet' },
  );
  context.sayOfNode('Normal', event, `Node ${name} status is now: ${event}`);
}
