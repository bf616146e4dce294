/** `kubectl autoscale deployment web --min=2 --max=10 --cpu=80%`. */
import { horizontalPodAutoscalerKind } from '#api/autoscaling/horizontalpodautoscaler.ts';
import { formatQuantity, parseQuantity } from '#api/meta/quantity.ts';
import type { Status } from '#api/meta/status.ts';
import type { Anything } from '../api.ts';
import { changeFlags, dryRunOf } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { leaveWith, needNames, nothingProvided, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refuse } from '../exit.ts';
import { report } from '../output/result.ts';

export const autoscale: Command = {
  name: 'autoscale',
  summary: { es: 'Deja que el número de réplicas siga a la carga', en: 'Let the number of replicas follow the load' },
  examples: [
    [
      'kubectl autoscale deployment web --min=2 --max=10 --cpu=80%',
      { es: 'Al 80 % de su CPU', en: 'At 80 % of its CPU' },
    ],
  ],
  usage: '(-f FILE | TYPE NAME) [--min=MINPODS] --max=MAXPODS [--cpu=PERCENT]',
  flags: [
    { name: 'max', type: 'int', required: true },
    { name: 'min', type: 'int', default: '-1' },
    { name: 'cpu', type: 'string' },
    { name: 'cpu-percent', type: 'int', default: '-1' },
    { name: 'memory', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'save-config', type: 'bool' },
    ...changeFlags,
  ],
  run(call) {
    const { flags, args, api } = call;
    const files = flags.list('filename');
    if (args.length === 0 && files.length === 0) nothingProvided();
    const [min, max] = [flags.number('min'), flags.number('max')];
    if (max < 1) failWith(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) failWith(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    const metrics = metricsOf(call);
    if (flags.given('cpu-percent')) {
      call.printError(
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n",
      );
    }
    const asked = requested(call);
    needNames(asked);
    const { found, refusals } = visit(call, asked);
    const definition = horizontalPodAutoscalerKind;
    for (const { definition: target, object } of found) {
      if (!target.subresources.includes('scale'))
        failWith(
          `cannot autoscale a ${target.kind}: could not find scale subresource for ${target.group}/${target.version}, Resource=${target.plural} in discovery information`,
        );
      const dryRun = dryRunOf(call);
      const { apiVersion, kind, metadata } = object;
      const draft = {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: {
          name: flags.text('name') || metadata.name,
          ...((dryRun !== 'client' || flags.given('namespace')) && { namespace: metadata.namespace }),
        },
        spec: {
          maxReplicas: max,
          ...(metrics.length > 0 && { metrics }),
          ...(min > 0 && { minReplicas: min }),
          scaleTargetRef: { apiVersion, kind, name: metadata.name },
        },
        ...(dryRun === 'client' && { status: { currentMetrics: null, desiredReplicas: 0 } }),
      };
      if (dryRun === 'client') {
        report(call, { definition, object: draft as unknown as Anything, what: 'autoscaled', dryRun });
        continue;
      }
      const created = api.create(definition, draft, { fieldManager: 'kubectl-autoscale', dryRun: dryRun === 'server' });
      if (!created.ok) refuseBoth(call, created.error);
      report(call, { definition, object: created.value, what: 'autoscaled', dryRun });
    }
    leaveWith(refusals);
  },
};

/**
 * What version 2 refuses kubectl tries with version 1, which knows no more than a share of the CPU: where that does not
 * suffice it says so, and not what was wrong.
 */
function refuseBoth({ flags }: Call, refusal: Status): never {
  const cpu = flags.text('cpu').trim();
  const instead = 'failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1';
  if (cpu === '') failWith(`${instead}: empty input`);
  const isShare = cpu.endsWith('%') || flags.number('cpu-percent') >= 0;
  if (!isShare || flags.text('memory') !== '') failWith(`${instead}: %!w(<nil>)`);
  refuse(refusal);
}

/** `80%` is of what is requested, `500m` an average amount; a bare number is of thousandths of a CPU, or of mebibytes. */
function metricsOf({ flags }: Call): readonly object[] {
  const percent = flags.number('cpu-percent');
  if (percent > 0 && flags.text('cpu') !== '') failWith('--cpu-percent and --cpu are mutually exclusive');
  const given = [
    { name: 'cpu', text: flags.text('cpu').trim() || (percent > 0 ? `${percent}%` : ''), unit: 'm' },
    { name: 'memory', text: flags.text('memory').trim(), unit: 'Mi' },
  ];
  return given.flatMap(({ name, text, unit }) =>
    text === '' ? [] : [{ resource: { name, target: targetOf(name, text, unit) }, type: 'Resource' }],
  );
}

function targetOf(name: string, text: string, unit: string): object {
  if (text.endsWith('%')) {
    const share = text.slice(0, -1);
    if (!/^\+?\d{1,9}$/.test(share)) failWith(`invalid percentage value: ${share}`);
    return { averageUtilization: Number(share), type: 'Utilization' };
  }
  const amount = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? `${Number(text)}${unit}` : text;
  const quantity = parseQuantity(amount);
  if (!quantity) failWith(`invalid resource ${name} value: ${text}`);
  return { averageValue: formatQuantity(quantity), type: 'AverageValue' };
}
