/**
 * HorizontalPodAutoscaler: which workload to scale, between which bounds, by which measurements and how fast.
 * Stored as autoscaling/v2; autoscaling/v1 knows only the share of CPU.
 */
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { type FieldError, forbidden, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain, pathSegmentName } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { compareQuantities, formatQuantity } from '../meta/quantity.ts';

export type HorizontalPodAutoscaler = Stored<IHorizontalPodAutoscaler>;
type Draft = Decoded<IHorizontalPodAutoscaler>;
type Spec = NonNullable<Draft['spec']>;
type Metric = NonNullable<NonNullable<Spec['metrics']>[number]>;
type Target = NonNullable<NonNullable<Metric['resource']>['target']>;
type ScalingRules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>;

export const horizontalPodAutoscalerKind: KindDefinition<IHorizontalPodAutoscaler> = {
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  version: 'v2',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],
  otherVersions: [{ group: 'autoscaling', version: 'v1', toStored: fromVersion1 }],
  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.minReplicas ??= 1;
    if ((spec.metrics ?? []).length === 0) {
      const target = { type: 'Utilization', averageUtilization: 80 };
      spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    }
    if (spec.behavior) {
      const scaleUp = {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      };
      const scaleDown = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };
      spec.behavior.scaleUp = withDefaults(scaleUp, spec.behavior.scaleUp);
      spec.behavior.scaleDown = withDefaults(scaleDown, spec.behavior.scaleDown);
    }
  },
  prepareForCreate(draft) {
    draft.status = { desiredReplicas: 0 } as NonNullable<Draft['status']>;
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
};

function withDefaults(defaults: ScalingRules, given: ScalingRules | undefined): ScalingRules {
  const present = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(present) };
}

/** v1's `targetCPUUtilizationPercentage` is one metric of v2. */
function fromVersion1(draft: Draft): void {
  const spec = draft.spec as (Spec & { targetCPUUtilizationPercentage?: number }) | undefined;
  if (!spec) return;
  const share = spec.targetCPUUtilizationPercentage;
  delete spec.targetCPUUtilizationPercentage;
  if (share !== undefined) {
    const target = { type: 'Utilization', averageUtilization: share };
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  }
}

function validateSpec(spec: Spec, field: FieldPath): FieldError[] {
  const { minReplicas, maxReplicas = 0 } = spec;
  const errors: FieldError[] = [];
  if (minReplicas !== undefined && minReplicas < 1) {
    errors.push(invalid(field.child('minReplicas'), minReplicas, 'must be greater than or equal to 1'));
  }
  const most = field.child('maxReplicas');
  if (maxReplicas === 0) errors.push(required(most, 'must be set and greater than 0'));
  else if (maxReplicas < 1) errors.push(invalid(most, maxReplicas, 'must be greater than or equal to 1'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    errors.push(invalid(most, maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  const target = spec.scaleTargetRef ?? {};
  errors.push(...validateReference(target, field.child('scaleTargetRef')));
  const hasGroup = /^[^/]+[/]/.test(target.apiVersion ?? '');
  if (!hasGroup && target.kind !== 'ReplicationController' && !hasManySlashes(target.apiVersion)) {
    const place = field.child('scaleTargetRef', 'apiVersion');
    errors.push(invalid(place, target.apiVersion ?? '', 'apiVersion must specify API group'));
  }
  for (const [index, metric] of (spec.metrics ?? []).entries()) {
    errors.push(...validateMetric(metric ?? {}, field.child('metrics').index(index)));
  }
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const rules = spec.behavior?.[direction];
    if (rules) errors.push(...validateScalingRules(rules, field.child('behavior', direction)));
  }
  return errors;
}

interface Reference {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
}

function hasManySlashes(apiVersion = ''): boolean {
  return apiVersion.split('/').length > 2;
}

function validateReference({ apiVersion, kind = '', name = '' }: Reference, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [member, value] of [
    ['kind', kind],
    ['name', name],
  ] as const) {
    const place = field.child(member);
    if (value === '') errors.push(required(place));
    else errors.push(...pathSegmentName(value).map((detail) => invalid(place, value, detail)));
  }
  if (hasManySlashes(apiVersion)) {
    errors.push(invalid(field.child('apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  }
  return errors;
}

const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const blocks = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
} as const;
type Block = (typeof blocks)[keyof typeof blocks];

function validateMetric(metric: Metric, field: FieldPath): FieldError[] {
  const { type = '' } = metric;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(field.child('type'), 'must specify a metric source type'));
  if (!metricTypes.includes(type)) errors.push(notSupported(field.child('type'), type, metricTypes));
  const present = Object.values(blocks).filter((block) => metric[block] !== undefined);
  const [first] = present;
  if (first) errors.push(...validateBlock(first, metric, field.child(first)));
  const expected: Block | undefined = Object.hasOwn(blocks, type) ? blocks[type as keyof typeof blocks] : undefined;
  if (!expected) errors.push(notSupported(field.child('type'), type, metricTypes));
  else if (!present.includes(expected)) {
    errors.push(required(field.child(expected), 'must populate information for the given metric source'));
  }
  if (present.length !== 1) {
    for (const block of present) {
      if (block !== expected) errors.push(forbidden(field.child(block), 'must populate the given metric source only'));
    }
  }
  return errors;
}

function validateBlock(block: Block, metric: Metric, field: FieldPath): FieldError[] {
  const place = field.child('target');
  const target = metric[block]?.target ?? {};
  const { value, averageValue, averageUtilization } = target;
  const errors: FieldError[] = [];
  if (block === 'resource' || block === 'containerResource') {
    const source = metric[block] as { name?: string; container?: string };
    if (!source.name) errors.push(required(field.child('name'), 'must specify a resource name'));
    if (block === 'containerResource' && !source.container) {
      errors.push(required(field.child('container'), 'must specify a container'));
    }
    errors.push(...validateTarget(target, place));
    if (averageUtilization === undefined && averageValue === undefined) {
      const detail = 'must set either a target raw value or a target utilization';
      errors.push(required(place.child('averageUtilization'), detail));
    }
    if (averageUtilization !== undefined && averageValue !== undefined) {
      const detail = 'may not set both a target raw value and a target utilization';
      errors.push(forbidden(place.child('averageValue'), detail));
    }
    return errors;
  }
  if (block === 'object') {
    errors.push(...validateReference(metric.object?.describedObject ?? {}, field.child('describedObject')));
  }
  const name = metric[block]?.metric?.name ?? '';
  const namePlace = field.child('metric', 'name');
  if (name === '') errors.push(required(namePlace, 'must specify a metric name'));
  else errors.push(...pathSegmentName(name).map((detail) => invalid(namePlace, name, detail)));
  errors.push(...validateTarget(target, place));
  if (block === 'object' && value === undefined && averageValue === undefined) {
    errors.push(required(place.child('averageValue'), 'must set either a target value or averageValue'));
  }
  if (block === 'pods' && (averageValue === undefined || compareQuantities(averageValue, 0) <= 0)) {
    errors.push(required(place.child('averageValue'), 'must specify a positive target averageValue'));
  }
  if (block === 'external') {
    if (value === undefined && averageValue === undefined) {
      const detail = 'must set either a target value for metric or a per-pod target';
      errors.push(required(place.child('averageValue'), detail));
    }
    if (value !== undefined && averageValue !== undefined) {
      const detail = 'may not set both a target value for metric and a per-pod target';
      errors.push(forbidden(place.child('value'), detail));
    }
  }
  return errors;
}

function validateTarget(target: Target, field: FieldPath): FieldError[] {
  const { type = '', value, averageValue, averageUtilization } = target;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(field.child('type'), 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.push(invalid(field.child('type'), type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const [member, amount] of [
    ['value', value],
    ['averageValue', averageValue],
  ] as const) {
    if (amount !== undefined && compareQuantities(amount, 0) <= 0) {
      errors.push(invalid(field.child(member), formatQuantity(amount), 'must be positive'));
    }
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(field.child('averageUtilization'), averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

const longestWindowSeconds = 3600;
const longestPeriodSeconds = 1800;

function validateScalingRules(rules: ScalingRules, field: FieldPath): FieldError[] {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const errors: FieldError[] = [];
  const place = field.child('stabilizationWindowSeconds');
  if (window !== undefined && window < 0) {
    errors.push(invalid(place, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > longestWindowSeconds) {
    errors.push(invalid(place, window, `must be less than or equal to ${longestWindowSeconds}`));
  }
  const selections = ['Disabled', 'Max', 'Min'];
  if (selectPolicy !== undefined && !selections.includes(selectPolicy)) {
    errors.push(notSupported(field.child('selectPolicy'), selectPolicy, selections));
  }
  if (policies.length === 0) errors.push(required(field.child('policies'), 'must specify at least one Policy'));
  for (const [index, policy] of policies.entries()) {
    const { type = '', value = 0, periodSeconds = 0 } = policy ?? {};
    const at = field.child('policies').index(index);
    const types = ['Percent', 'Pods'];
    if (!types.includes(type)) errors.push(notSupported(at.child('type'), type, types));
    if (value <= 0) errors.push(invalid(at.child('value'), value, 'must be greater than zero'));
    if (periodSeconds <= 0) errors.push(invalid(at.child('periodSeconds'), periodSeconds, 'must be greater than zero'));
    if (periodSeconds > longestPeriodSeconds) {
      const detail = `must be less than or equal to ${longestPeriodSeconds}`;
      errors.push(invalid(at.child('periodSeconds'), periodSeconds, detail));
    }
  }
  if (tolerance !== undefined && compareQuantities(tolerance, 0) < 0) {
    errors.push(invalid(field.child('tolerance'), formatQuantity(tolerance), 'must be greater than or equal to 0'));
  }
  return errors;
}
