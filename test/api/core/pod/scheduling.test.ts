import { expect, test } from 'vitest';
import { answerTo, checkRefused, stored } from '../../answer.ts';
import { podOf } from './pod.ts';

const labelKeyText =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

test('an empty topology key of pod affinity is wrong three times', () => {
  const rule = 'requiredDuringSchedulingIgnoredDuringExecution';
  const place = `spec.affinity.podAntiAffinity.${rule}[0].topologyKey`;
  checkRefused(
    podOf('', `affinity: {podAntiAffinity: {${rule}: [{labelSelector: {}}]}}`),
    `[${place}: Required value: can not be empty, ${place}: Invalid value: "": name part must be non-empty, ` +
      `${place}: Invalid value: "": ${labelKeyText}]`,
  );
});

test('node affinity has terms, and operators have as many values as they need', () => {
  const rule = 'requiredDuringSchedulingIgnoredDuringExecution';
  const place = `spec.affinity.nodeAffinity.${rule}.nodeSelectorTerms`;
  const terms = (text: string) => podOf('', `affinity: {nodeAffinity: {${rule}: {nodeSelectorTerms: ${text}}}}`);
  checkRefused(terms('[]'), `${place}: Required value: must have at least one node selector term`);
  checkRefused(
    terms('[{matchExpressions: [{key: disk, operator: Gt, values: ["1", "2"]}]}]'),
    `${place}[0].matchExpressions[0].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
  );
  checkRefused(
    terms('[{matchFields: [{key: spec.x, operator: Exists}]}]'),
    `[${place}[0].matchFields[0].operator: Invalid value: "Exists": not a valid selector operator, ` +
      `${place}[0].matchFields[0].key: Invalid value: "spec.x": not a valid field selector key]`,
  );
});

test('a weight is from 1 to 100', () => {
  const rule = 'preferredDuringSchedulingIgnoredDuringExecution';
  checkRefused(
    podOf('', `affinity: {podAffinity: {${rule}: [{weight: 101, podAffinityTerm: {topologyKey: zone}}]}}`),
    `spec.affinity.podAffinity.${rule}[0].weight: Invalid value: 101: must be in the range 1-100`,
  );
});

test('what is wrong with the value of a toleration is said of its operator', () => {
  const tolerating = (text: string) => podOf('', `tolerations: [{${text}}]`);
  checkRefused(
    tolerating('key: a, operator: Exists, value: b'),
    `spec.tolerations[0].operator: Invalid value: "b": value must be empty when \`operator\` is 'Exists'`,
  );
  checkRefused(
    tolerating('operator: Equal'),
    'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
  );
  checkRefused(
    tolerating('key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 5'),
    `spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be 'NoExecute' when \`tolerationSeconds\` is set`,
  );
});

test('a rule of spreading stands once for a topology and its way out', () => {
  const rule = '{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {}}';
  checkRefused(
    podOf('', `topologySpreadConstraints: [${rule}, ${rule}]`),
    'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
  );
});

test('a pod with gates has no node, and says why it waits', () => {
  const gated = podOf('', 'schedulingGates: [{name: example.com/wait}]');
  expect(stored(gated).status.conditions).toMatchObject([
    { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
  ]);
  checkRefused(
    podOf('', 'schedulingGates: [{name: example.com/wait}], nodeName: node-1'),
    'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
  );
});

test('keys to match are joined with the labels of the pod, once', () => {
  const rule = (selector: string) =>
    podOf(
      '',
      `topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {${selector}}, matchLabelKeys: [version]}]`,
    ).replace('name: x', 'name: x\n  labels: {app: web, version: v2}');
  expect(stored(rule('matchLabels: {app: web}')).spec.topologySpreadConstraints[0].labelSelector).toEqual({
    matchLabels: { app: 'web' },
    matchExpressions: [{ key: 'version', operator: 'In', values: ['v2'] }],
  });
  checkRefused(
    rule('matchLabels: {version: v1}'),
    'spec.topologySpreadConstraints[0][0]: Invalid value: "version": exists in both matchLabelKeys and labelSelector',
  );
});

test('what a node should have need not be a label; what it must have must be one', () => {
  const rule = '[{key: disk, operator: In, values: ["a b"]}]';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const needed = 'requiredDuringSchedulingIgnoredDuringExecution';
  stored(podOf('', `affinity: {nodeAffinity: {${preferred}: [{weight: 1, preference: {matchExpressions: ${rule}}}]}}`));
  expect(
    answerTo(podOf('', `affinity: {nodeAffinity: {${needed}: {nodeSelectorTerms: [{matchExpressions: ${rule}}]}}}`)),
  ).toContain(
    `${needed}.nodeSelectorTerms[0].matchExpressions[0].values[0]: Invalid value: "a b": a valid label must be`,
  );
});
