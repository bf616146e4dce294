/**
 * What pods use, as a metrics server would tell: the port through which autoscalers read. A cluster without a source is one
 * without a metrics server.
 */
export interface ContainerUsage {
  readonly name: string;
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

export interface PodUsage {
  readonly containers: readonly ContainerUsage[];
  /** The end of the window that was measured. */
  readonly atMs: number;
  readonly windowSeconds: number;
}

export interface MetricsSource {
  /** Undefined where nothing has been measured yet. */
  usageOf(namespace: string, pod: string): PodUsage | undefined;
}
