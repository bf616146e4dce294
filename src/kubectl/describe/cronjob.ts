/** CronJobs. */
import { longDate } from '../output/age.ts';
import { selectorText } from '../printers/printer.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { describePodTemplate } from './pod-template.ts';

const unset = '<unset>';

export const cronJobDescriber: Describer = {
  kind: 'CronJob',
  describe(call, writer, cronJob) {
    const { metadata, spec, status = {} } = cronJob;
    const job = spec.jobTemplate.spec;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line(`Schedule:\t${spec.schedule}`);
    writer.line(`Concurrency Policy:\t${spec.concurrencyPolicy}`);
    writer.line(`Suspend:\t${spec.suspend ? 'True' : 'False'}`);
    writer.line(`Time Zone:\t${spec.timeZone ?? unset}`);
    writer.line(`Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? unset}`);
    writer.line(`Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? unset}`);
    writer.line(
      `Starting Deadline Seconds:\t${spec.startingDeadlineSeconds === undefined ? unset : `${spec.startingDeadlineSeconds}s`}`,
    );
    writer.line(`Selector:\t${job.selector ? selectorText(job.selector) : unset}`);
    writer.line(`Parallelism:\t${job.parallelism ?? unset}`);
    writer.line(`Completions:\t${job.completions ?? unset}`);
    if (job.activeDeadlineSeconds !== undefined) writer.line(`Active Deadline Seconds:\t${job.activeDeadlineSeconds}s`);
    describePodTemplate(writer, job.template);
    writer.line(`Last Schedule Time:\t${status.lastScheduleTime ? longDate(status.lastScheduleTime) : unset}`);
    const active = (status.active ?? []) as readonly { name: string }[];
    writer.line(`Active Jobs:\t${active.length === 0 ? '<none>' : active.map(({ name }) => name).join(', ')}`);
    describeEvents(call, writer, cronJob);
  },
};
