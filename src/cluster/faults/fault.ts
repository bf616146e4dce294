/**
 * What a script can do to a cluster that nobody in it asked for. A fault is plain data, so that a scenario can name it and
 * a session can repeat it; how it strikes stands in the file of its kind.
 */
import type { Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { Heartbeats } from '../heartbeats.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import type { NodeAgent } from '../node-agent.ts';
import type { Trace } from '../trace.ts';

export interface FaultParts {
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly controlPlane: ControlPlane;
  readonly heartbeats: Heartbeats;
  readonly agents: ReadonlyMap<string, NodeAgent>;
  readonly dataPlane: DataPlane;
}

export interface FaultKind<Fault extends { readonly kind: string }> {
  readonly kind: Fault['kind'];
  /** The error says what the fault asks for that is not there. */
  strike(parts: FaultParts, fault: Fault): Result<undefined, Text>;
}
