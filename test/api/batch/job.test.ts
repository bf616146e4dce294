import { describe, expect, test } from 'vitest';
import { answerTo, checkChangeRefused, checkRefused, manifest, stored } from '../answer.ts';

const template = (rest = 'restartPolicy: Never') =>
  `template: {spec: {containers: [{name: main, image: "busybox:1.36"}]${rest && `, ${rest}`}}}`;
const job = (rest = '', pods = template()) => manifest('batch/v1', 'Job', `spec: {${pods}${rest && `, ${rest}`}}\n`);

describe('Job', () => {
  test('gets a selector and labels that only its pods have', () => {
    const { metadata, spec } = stored(job());
    const uid = metadata.uid;
    expect(spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': uid } });
    expect(spec.template.metadata.labels).toEqual({
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': 'x',
      'controller-uid': uid,
      'job-name': 'x',
    });
    expect(metadata.labels).toEqual(spec.template.metadata.labels);
    expect(spec).toMatchObject({ completions: 1, parallelism: 1, backoffLimit: 6, completionMode: 'NonIndexed' });
  });

  test('with labels of its own it keeps to them', () => {
    const { metadata } = stored(job().replace('  name: x\n', '  name: x\n  labels: {app: nightly}\n'));
    expect(metadata.labels).toEqual({ app: 'nightly' });
  });

  test('never runs for ever: a policy that is left out has become Always and counts as missing', () => {
    const text = 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"';
    checkRefused(job('', template('')), text);
    checkRefused(job('', template('restartPolicy: Always')), text);
  });

  test('a rule of failure has a known action and exactly one reason', () => {
    checkRefused(
      job(
        'podFailurePolicy: {rules: [{action: Stop, onExitCodes: {operator: In, values: [0, 3, 3, 1]}}, {action: Count}]}',
      ),
      '[spec.podFailurePolicy.rules[0].action: Unsupported value: "Stop": supported values: "Count", "FailIndex", "FailJob", "Ignore", ' +
        'spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator, ' +
        'spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 3, ' +
        'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [0,3,3,1]: must be ordered, ' +
        'spec.podFailurePolicy.rules[1]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required]',
    );
  });

  test('indexes need a number of completions, and limits by index need indexes', () => {
    checkRefused(
      job('completionMode: Indexed, parallelism: 2'),
      'spec.completions: Required value: when completion mode is Indexed',
    );
    checkRefused(
      job('backoffLimitPerIndex: 1'),
      'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
    );
  });

  test('success by indexes is read as the server reads it', () => {
    const success = (rule: string) =>
      job(`completionMode: Indexed, completions: 5, parallelism: 5, successPolicy: {rules: [{${rule}}]}`);
    const place = 'spec.successPolicy.rules[0].succeededIndexes: Invalid value:';
    checkRefused(
      success('succeededIndexes: "0,2-9"'),
      `${place} "0,2-9": error parsing succeededIndexes: too large index: "9"`,
    );
    checkRefused(
      success('succeededIndexes: "3,1"'),
      `${place} "3,1": error parsing succeededIndexes: non-increasing order, previous: 3, current: 1`,
    );
    checkRefused(
      success('succeededIndexes: "0,2-3", succeededCount: 4'),
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of indexes in the specified succeededIndexes field)',
    );
    expect(answerTo(success('succeededIndexes: "0,2-3", succeededCount: 3'))).toBe('accepted');
  });

  test('stays as it was made, but an indexed one may grow with its parallelism', () => {
    checkChangeRefused(
      job('completions: 3'),
      job('completions: 4'),
      'spec.completions: Invalid value: 4: field is immutable',
    );
    const indexed = (count: number) => job(`completionMode: Indexed, completions: ${count}, parallelism: ${count}`);
    expect(answerTo(indexed(4), indexed(3))).toBe('accepted');
  });

  test('where its pods run can be decided while it is suspended', () => {
    const where = (node: string) => template(`restartPolicy: Never, nodeSelector: {disk: ${node}}`);
    expect(answerTo(job('suspend: true', where('hdd')), job('suspend: true', where('ssd')))).toBe('accepted');
    expect(answerTo(job('', where('hdd')), job('', where('ssd')))).toContain('field is immutable');
  });
});

describe('CronJob', () => {
  const cronJob = (schedule: string, rest = '') =>
    manifest(
      'batch/v1',
      'CronJob',
      `spec: {schedule: "${schedule}", jobTemplate: {spec: {${template()}}}${rest && `, ${rest}`}}\n`,
    );
  const refused = (schedule: string, detail: string) =>
    checkRefused(cronJob(schedule), `spec.schedule: Invalid value: ${JSON.stringify(schedule)}: ${detail}`);

  test('allows one more at a time and keeps three good and one bad', () => {
    expect(stored(cronJob('0 2 * * *')).spec).toMatchObject({
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
  });

  test('a schedule has five fields in range', () => {
    refused('* * * *', 'expected exactly 5 fields, found 4: [* * * *]');
    refused('60 * * * *', 'end of range (60) above maximum (59): 60');
    refused('*/0 * * * *', 'step of range should be a positive number: */0');
    refused('0 5-2 * * *', 'beginning of range (5) beyond end of range (2): 5-2');
    refused('a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax');
    refused('@often', 'unrecognized descriptor: @often');
    for (const good of ['@daily', '@every 1h30m', '0 9 * jan-mar mon,wed', '15/20 0 1 * 0']) {
      expect(answerTo(cronJob(good)), good).toBe('accepted');
    }
  });

  test('the time zone is a field of its own, and exists', () => {
    refused('TZ=UTC 0 2 * * *', 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
    checkRefused(
      cronJob('0 2 * * *', 'timeZone: Europe/Madird'),
      'spec.timeZone: Invalid value: "Europe/Madird": unknown time zone Europe/Madird',
    );
    expect(answerTo(cronJob('0 2 * * *', 'timeZone: Europe/Madrid'))).toBe('accepted');
    for (const zone of ['europe/madrid', '+02:00', '../UTC', 'Etc/AVeryLongNameIndeed']) {
      expect(answerTo(cronJob('0 2 * * *', `timeZone: "${zone}"`)), zone).toContain(`unknown time zone ${zone}`);
    }
    checkRefused(
      cronJob('0 2 * * *', 'timeZone: Local'),
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    );
  });

  test('its Jobs make their own selector', () => {
    checkRefused(
      manifest(
        'batch/v1',
        'CronJob',
        `spec: {schedule: "0 2 * * *", jobTemplate: {spec: {manualSelector: true, ${template()}}}}\n`,
      ),
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
    );
  });
});
