/** ReplicaSets and ReplicationControllers. */
import { labelsText, selectorText } from '../printers/printer.ts';
import { describeConditions } from './deployment.ts';
import { controllerOf, type Describer, podsStatus } from './describer.ts';
import { describeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';

const describe: Describer['describe'] = (call, writer, object) => {
  const { kind, metadata, spec, status = {} } = object;
  writer.line(`Name:\t${metadata.name}`);
  writer.line(`Namespace:\t${metadata.namespace}`);
  writer.line(`Selector:\t${kind === 'ReplicaSet' ? selectorText(spec.selector) : labelsText(spec.selector)}`);
  writer.labels('Labels', metadata.labels);
  writer.annotations('Annotations', metadata.annotations);
  const controller = controllerOf(object);
  if (controller) writer.line(`Controlled By:\t${controller}`);
  writer.line(`Replicas:\t${status.replicas ?? 0} current / ${spec.replicas} desired`);
  writer.line(`Pods Status:\t${podsStatus(call, object)}`);
  describePodTemplate(writer, spec.template);
  describeConditions(writer, status.conditions);
  describeEvents(call, writer, object);
};

export const replicaSetDescriber: Describer = { kind: 'ReplicaSet', describe };

export const replicationControllerDescriber: Describer = { kind: 'ReplicationController', describe };
