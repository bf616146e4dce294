/**
 * How fast an autoscaler may go: stabilisation (the recommendations of the last minutes hold it back) and rates (so many pods
 * or per cent in so many seconds). Pure.
 */
export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
}

/** What holds where `behavior` says nothing. */
export const defaultRules: { readonly up: ScalingRules; readonly down: ScalingRules } = {
  up: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  down: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
  },
};

export interface Recommendation {
  readonly atMs: number;
  readonly replicas: number;
}

export interface ScalingEvent {
  readonly atMs: number;
  /** Pods added (positive) or removed (negative). */
  readonly change: number;
}

export interface Condition {
  readonly type: 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** Down never below the highest, up never above the lowest recommendation of the window. */
export function stabilize(
  desired: number,
  current: number,
  recent: readonly Recommendation[],
  rules: { readonly up: ScalingRules; readonly down: ScalingRules },
  nowMs: number,
): { readonly replicas: number; readonly condition: Condition } {
  const inWindow = (seconds: number) => recent.filter(({ atMs }) => atMs > nowMs - seconds * 1000);
  const lowest = Math.min(desired, ...inWindow(rules.up.stabilizationWindowSeconds).map(({ replicas }) => replicas));
  const highest = Math.max(desired, ...inWindow(rules.down.stabilizationWindowSeconds).map(({ replicas }) => replicas));
  let replicas = current;
  if (replicas < lowest) replicas = lowest;
  if (replicas > highest) replicas = highest;
  const able = (reason: string, message: string) => ({
    replicas,
    condition: { type: 'AbleToScale', status: 'True', reason, message } as const,
  });
  if (replicas === desired) return able('ReadyForNewScale', 'recommended size matches current size');
  return desired < replicas
    ? able(
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      )
    : able(
        'ScaleUpStabilized',
        'recent recommendations were lower than current one, applying the lowest recent recommendation',
      );
}

/** How far it may go now: never beyond what the policies leave of their periods, nor beyond the bounds. */
export function limitRate(
  desired: number,
  current: number,
  bounds: { readonly min: number; readonly max: number },
  events: readonly ScalingEvent[],
  rules: { readonly up: ScalingRules; readonly down: ScalingRules },
  nowMs: number,
): { readonly replicas: number; readonly condition: Condition } {
  const limited = (replicas: number, reason: string, message: string) => ({
    replicas,
    condition: { type: 'ScalingLimited', status: 'True', reason, message } as const,
  });
  if (desired > current) {
    const rate = Math.max(current, growthLimit(current, events, rules.up, nowMs));
    if (desired > bounds.max && bounds.max <= rate) {
      const message = 'the desired replica count is more than the maximum replica count';
      return limited(bounds.max, 'TooManyReplicas', message);
    }
    const message = 'the desired replica count is increasing faster than the maximum scale rate';
    if (desired > rate) return limited(rate, 'ScaleUpLimit', message);
  } else if (desired < current) {
    const rate = Math.min(current, shrinkLimit(current, events, rules.down, nowMs));
    if (desired < bounds.min && bounds.min >= rate) {
      const message = 'the desired replica count is less than the minimum replica count';
      return limited(bounds.min, 'TooFewReplicas', message);
    }
    const message = 'the desired replica count is decreasing faster than the maximum scale rate';
    if (desired < rate) return limited(rate, 'ScaleDownLimit', message);
  }
  const condition: Condition = {
    type: 'ScalingLimited',
    status: 'False',
    reason: 'DesiredWithinRange',
    message: 'the desired count is within the acceptable range',
  };
  return { replicas: desired, condition };
}

function growthLimit(current: number, events: readonly ScalingEvent[], rules: ScalingRules, nowMs: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = current - changedIn(events, periodSeconds, nowMs);
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
}

function shrinkLimit(current: number, events: readonly ScalingEvent[], rules: ScalingRules, nowMs: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = current - changedIn(events, periodSeconds, nowMs);
    return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
}

function changedIn(events: readonly ScalingEvent[], periodSeconds: number, nowMs: number): number {
  return events.filter(({ atMs }) => atMs > nowMs - periodSeconds * 1000).reduce((sum, { change }) => sum + change, 0);
}
