/** Jobs. */
import { humanDuration } from '../output/age.ts';
import { selectorText } from '../printers/printer.ts';
import { controllerOf, type Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';

export const jobDescriber: Describer = {
  kind: 'Job',
  describe(call, writer, job) {
    const { metadata, spec, status = {} } = job;
    const isIndexed = spec.completionMode === 'Indexed';
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    if (spec.selector) writer.line(`Selector:\t${selectorText(spec.selector)}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    const controller = controllerOf(job);
    if (controller) writer.line(`Controlled By:\t${controller}`);
    if (spec.parallelism !== undefined) writer.line(`Parallelism:\t${spec.parallelism}`);
    writer.line(`Completions:\t${spec.completions ?? '<unset>'}`);
    if (spec.completionMode) writer.line(`Completion Mode:\t${spec.completionMode}`);
    if (spec.suspend !== undefined) writer.line(`Suspend:\t${spec.suspend}`);
    if (spec.backoffLimit !== undefined) writer.line(`Backoff Limit:\t${spec.backoffLimit}`);
    if (spec.ttlSecondsAfterFinished !== undefined) {
      writer.line(`TTL Seconds After Finished:\t${spec.ttlSecondsAfterFinished}`);
    }
    writer.time('Start Time', status.startTime);
    writer.time('Completed At', status.completionTime);
    if (status.startTime && status.completionTime) {
      const seconds = (Date.parse(status.completionTime) - Date.parse(status.startTime)) / 1000;
      writer.line(`Duration:\t${humanDuration(seconds)}`);
    }
    if (spec.activeDeadlineSeconds !== undefined)
      writer.line(`Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
    const ready = status.ready === undefined ? '' : ` (${status.ready} Ready)`;
    writer.line(
      `Pods Statuses:\t${status.active ?? 0} Active${ready} / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`,
    );
    if (isIndexed) writer.line(`Completed Indexes:\t${status.completedIndexes || '<none>'}`);
    describePodTemplate(writer, spec.template);
    describeEvents(call, writer, job);
  },
};
