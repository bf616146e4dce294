/** DaemonSets. */
import { labelsText, selectorText } from '../printers/printer.ts';
import { type Describer, podsStatus } from './describer.ts';
import { describeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';

export const daemonSetDescriber: Describer = {
  kind: 'DaemonSet',
  describe(call, writer, daemonSet) {
    const { metadata, spec, status = {} } = daemonSet;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.line(`Selector:\t${selectorText(spec.selector)}`);
    writer.line(`Node-Selector:\t${labelsText(spec.template.spec.nodeSelector)}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}`);
    writer.line(`Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}`);
    writer.line(`Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`);
    writer.line(`Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
    writer.line(`Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}`);
    writer.line(`Pods Status:\t${podsStatus(call, daemonSet)}`);
    describePodTemplate(writer, spec.template);
    describeEvents(call, writer, daemonSet);
  },
};
