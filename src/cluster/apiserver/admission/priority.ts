/**
 * Priority: turns a pod's priorityClassName into the number the scheduler compares. A pod that names no class gets the
 * one marked as global default, or 0. Nobody sets the number by hand.
 */
import { forbidden } from '../status-errors.ts';
import type { AdmissionContext, AdmissionPluginFactory, AdmissionRequest } from './plugin.ts';
import { nameInMessage, newPod, type PodDraft } from './pod-draft.ts';

export const priority: AdmissionPluginFactory = (context) => ({
  name: 'Priority',
  admit(request) {
    const pod = newPod(request);
    if (pod?.spec) return admitNewPod(context, request, pod);
    if (request.definition.kind === 'Pod' && request.operation === 'UPDATE') keepPriority(request);
    return undefined;
  },
  validate(request) {
    const { definition, operation, object } = request;
    if (definition.kind !== 'PriorityClass' || operation === 'DELETE') return undefined;
    if ((object as { globalDefault?: boolean }).globalDefault !== true) return undefined;
    const other = defaultClass(context);
    if (!other || other.metadata.name === object.metadata?.name) return undefined;
    const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`;
    return forbidden('priorityclasses.scheduling.k8s.io', request.name, why);
  },
});

function admitNewPod(context: AdmissionContext, request: AdmissionRequest, pod: PodDraft) {
  const spec = pod.spec ?? {};
  const refuse = (why: string) => forbidden('pods', nameInMessage(request), why);
  const named = spec.priorityClassName
    ? context.get('PriorityClass', undefined, spec.priorityClassName)
    : defaultClass(context);
  if (spec.priorityClassName && !named) return refuse(`no PriorityClass with name ${spec.priorityClassName} was found`);
  const value = named?.value ?? 0;
  const policy = named?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.priority !== undefined && spec.priority !== value) {
    return refuse(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    return refuse(
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    );
  }
  if (named) spec.priorityClassName = named.metadata.name;
  spec.priority = value;
  spec.preemptionPolicy = policy;
  return undefined;
}

/** An update that leaves the computed fields out means no change. */
function keepPriority({ object, old }: AdmissionRequest): void {
  const spec = (object as PodDraft).spec;
  const before = (old as PodDraft | undefined)?.spec;
  if (!spec || !before || Object.isFrozen(spec)) return;
  if (before.priority !== undefined) spec.priority ??= before.priority;
  if (before.preemptionPolicy !== undefined) spec.preemptionPolicy ??= before.preemptionPolicy;
}

/** Of several defaults the lowest counts. */
function defaultClass({ list }: AdmissionContext) {
  const defaults = list('PriorityClass').filter(({ globalDefault }) => globalDefault === true);
  return defaults.reduce<(typeof defaults)[number] | undefined>(
    (lowest, other) => (lowest && (lowest.value ?? 0) <= (other.value ?? 0) ? lowest : other),
    undefined,
  );
}
