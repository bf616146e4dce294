/**
 * Starts Jobs by the clock. Of several missed times only the latest is made up for; one that comes while the last Job still
 * runs is skipped (Forbid), replaces it, or runs beside it.
 */
import { type CronSchedule, parseCronSchedule } from '#api/batch/cron-schedule.ts';
import type { CronJob } from '#api/batch/cronjob.ts';
import type { Job } from '#api/batch/job.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { controlledBy, controllerOf, controllerReference } from '../owner.ts';
import { canonicalJson } from '../template-hash.ts';
import { isTimeZone, latestMissed, nextAfter } from './schedule.ts';

const source = 'cronjob-controller';
const wakeMarginMs = 100;
const tooManyMissed = 100;

export const cronJobController: Controller = {
  name: 'cronjob-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => {
      const waitMs = new Sync(context, key).run();
      if (waitMs !== undefined) queue.addAfter(key, waitMs);
    });
    client.watch('CronJob', ({ object }) => queue.add(keyOf(object)));
    client.watch('Job', ({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'CronJob') queue.add(`${object.metadata.namespace}/${owner.name}`);
    });
  },
};

interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

interface State {
  active: readonly Reference[];
  lastScheduleTime: string | undefined;
  lastSuccessfulTime: string | undefined;
}

class Sync {
  readonly #context: ControllerContext;
  readonly #key: string;

  constructor(context: ControllerContext, key: string) {
    this.#context = context;
    this.#key = key;
  }

  /** When to look again, in ms from now. */
  run(): number | undefined {
    const { client } = this.#context;
    const { namespace, name } = splitKey(this.#key);
    const cron = client.get('CronJob', namespace, name);
    if (!cron) return undefined;
    const jobs = controlledBy(client, 'Job', cron);
    const status = (cron.status ?? {}) as unknown as Partial<State>;
    const state: State = {
      active: status.active ?? [],
      lastScheduleTime: status.lastScheduleTime,
      lastSuccessfulTime: status.lastSuccessfulTime,
    };
    this.#lookAfterJobs(cron, jobs, state);
    const waitMs = cron.metadata.deletionTimestamp === undefined ? this.#start(cron, state) : undefined;
    this.#writeStatus(cron, state);
    this.#cleanHistory(cron, jobs);
    return waitMs;
  }

  #record(cron: CronJob, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.events.record({ object: cron, type, reason, message, source });
  }

  #lookAfterJobs(cron: CronJob, jobs: readonly Job[], state: State): void {
    for (const job of jobs) {
      const listed = state.active.some(({ uid }) => uid === job.metadata.uid);
      const end = endOf(job);
      if (!listed && !end) {
        const message = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
        if (job.metadata.deletionTimestamp === undefined) this.#record(cron, 'Warning', 'UnexpectedJob', message);
      } else if (listed && end) {
        state.active = state.active.filter(({ uid }) => uid !== job.metadata.uid);
        const message = `Saw completed job: ${job.metadata.name}, condition: ${end}`;
        this.#record(cron, 'Normal', 'SawCompletedJob', message);
      }
      const completed = job.status?.completionTime as string | undefined;
      if (end === 'Complete' && completed && completed > (state.lastSuccessfulTime ?? '')) {
        state.lastSuccessfulTime = completed;
      }
    }
    for (const { uid, name } of state.active) {
      if (jobs.some(({ metadata }) => metadata.uid === uid)) continue;
      state.active = state.active.filter((reference) => reference.uid !== uid);
      this.#record(cron, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
    }
  }

  #start(cron: CronJob, state: State): number | undefined {
    const { clock } = this.#context;
    const { spec } = cron;
    const zone = spec.timeZone ?? 'UTC';
    if (!isTimeZone(zone)) {
      this.#record(cron, 'Warning', 'UnknownTimeZone', `invalid timeZone: "${zone}": unknown time zone ${zone}`);
      return undefined;
    }
    if (spec.suspend) return undefined;
    const parsed = parseCronSchedule(spec.schedule);
    if (!parsed.ok) {
      const message = `unparseable schedule: "${spec.schedule}" : ${parsed.error}`;
      this.#record(cron, 'Warning', 'UnparseableSchedule', message);
      return undefined;
    }
    const schedule = parsed.value;
    const nowMs = clock.nowMs;
    const next = nextAfter(schedule, nowMs, zone);
    const waitMs = next === undefined ? undefined : next - nowMs + wakeMarginMs;
    const dueMs = this.#dueTime(cron, state, schedule, nowMs, zone);
    if (dueMs === undefined) return waitMs;
    const deadline = spec.startingDeadlineSeconds;
    if (deadline !== undefined && dueMs + deadline * 1000 < nowMs) {
      const message = `Missed scheduled time to start a job: ${rfc1123(dueMs)}`;
      this.#record(cron, 'Warning', 'MissSchedule', message);
      return waitMs;
    }
    const jobName = `${cron.metadata.name}-${Math.floor(dueMs / 60_000)}`;
    const last = state.lastScheduleTime === undefined ? undefined : Date.parse(state.lastScheduleTime);
    if (last === dueMs || state.active.some(({ name }) => name === jobName)) return waitMs;
    if (spec.concurrencyPolicy === 'Forbid' && state.active.length > 0) {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      this.#record(cron, 'Normal', 'JobAlreadyActive', message);
      return waitMs;
    }
    if (spec.concurrencyPolicy === 'Replace') this.#deleteActive(cron, state);
    this.#create(cron, state, jobName, dueMs, zone);
    return waitMs;
  }

  /** The latest time that has come since the last Job. */
  #dueTime(cron: CronJob, state: State, schedule: CronSchedule, nowMs: number, zone: string): number | undefined {
    let earliestMs = Date.parse(state.lastScheduleTime ?? cron.metadata.creationTimestamp);
    const deadline = cron.spec.startingDeadlineSeconds;
    if (deadline !== undefined) earliestMs = Math.max(earliestMs, nowMs - deadline * 1000);
    const missed = latestMissed(schedule, earliestMs, nowMs, zone);
    if (missed && missed.count > tooManyMissed) {
      const message = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
      this.#record(cron, 'Warning', 'TooManyMissedTimes', message);
    }
    return missed?.atMs;
  }

  #deleteActive(cron: CronJob, state: State): void {
    const { client } = this.#context;
    for (const { name, namespace } of state.active) {
      client.delete('Job', namespace, name, { propagationPolicy: 'Background' });
      this.#record(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    }
    state.active = [];
  }

  #create(cron: CronJob, state: State, name: string, dueMs: number, zone: string): void {
    const { client } = this.#context;
    const { namespace = '' } = cron.metadata;
    const { jobTemplate } = cron.spec;
    const created = client.create('Job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace,
        ...(jobTemplate.metadata?.labels && { labels: jobTemplate.metadata.labels }),
        annotations: {
          ...jobTemplate.metadata?.annotations,
          'batch.kubernetes.io/cronjob-scheduled-timestamp': rfc3339(dueMs, zone),
        },
        ownerReferences: [controllerReference(cron)],
      },
      spec: jobTemplate.spec,
    });
    if (!created.ok) {
      if (created.error.reason === 'AlreadyExists') return;
      this.#record(cron, 'Warning', 'FailedCreate', `Error creating job: ${created.error.message}`);
      return;
    }
    const { uid, resourceVersion } = created.value.metadata;
    this.#record(cron, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
    state.active = [...state.active, { apiVersion: 'batch/v1', kind: 'Job', name, namespace, uid, resourceVersion }];
    state.lastScheduleTime = this.#context.clock.timestamp(dueMs);
  }

  #writeStatus(cron: CronJob, { active, lastScheduleTime, lastSuccessfulTime }: State): void {
    const { client } = this.#context;
    const stored = client.get('CronJob', cron.metadata.namespace, cron.metadata.name);
    if (!stored) return;
    const status = {
      ...(active.length > 0 && { active }),
      ...(lastScheduleTime !== undefined && { lastScheduleTime }),
      ...(lastSuccessfulTime !== undefined && { lastSuccessfulTime }),
    };
    if (canonicalJson(stored.status ?? {}) === canonicalJson(status)) return;
    client.update('CronJob', { ...stored, status }, { subresource: 'status' });
  }

  /** Keeps the newest of those that ended, by default three that succeeded and one that failed. */
  #cleanHistory(cron: CronJob, jobs: readonly Job[]): void {
    const limits = {
      Complete: cron.spec.successfulJobsHistoryLimit ?? 3,
      Failed: cron.spec.failedJobsHistoryLimit ?? 1,
    };
    for (const end of ['Complete', 'Failed'] as const) {
      const ended = jobs.filter((job) => endOf(job) === end).sort((a, b) => startMs(a) - startMs(b));
      for (const { metadata } of ended.slice(0, Math.max(0, ended.length - limits[end]))) {
        const deleted = this.#context.client.delete('Job', metadata.namespace, metadata.name, {
          propagationPolicy: 'Background',
        });
        if (deleted.ok) this.#record(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${metadata.name}`);
      }
    }
  }
}

function endOf(job: Job): 'Complete' | 'Failed' | undefined {
  for (const { type, status } of job.status?.conditions ?? []) {
    if (status === 'True' && (type === 'Complete' || type === 'Failed')) return type;
  }
  return undefined;
}

function startMs(job: Job): number {
  return Date.parse(String(job.status?.startTime ?? job.metadata.creationTimestamp));
}

/** `Mon, 05 Jan 2026 00:05:00 +0000`. */
function rfc1123(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}

/** In the CronJob's own time zone: `2026-01-05T01:05:00+01:00`. */
function rfc3339(atMs: number, timeZone: string): string {
  const iso = new Date(atMs).toISOString().slice(0, 19);
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return `${iso}Z`;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = /([+-])(\d\d):(\d\d)/.exec(name);
  if (!offset) return `${iso}Z`;
  const [text, sign, hours, minutes] = offset;
  const shiftMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return `${new Date(atMs + shiftMs).toISOString().slice(0, 19)}${text}`;
}
