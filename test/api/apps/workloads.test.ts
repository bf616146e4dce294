import { describe, expect, test } from 'vitest';
import { answerTo, checkChangeRefused, checkRefused, manifest, stored } from '../answer.ts';

const template = (labels = 'app: web') =>
  `template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: web, image: "nginx:1.27"}]}}`;
const workload = (kind: string, rest = '', selector = 'matchLabels: {app: web}') =>
  manifest('apps/v1', kind, `spec: {selector: {${selector}}, ${template()}${rest && `, ${rest}`}}\n`);

describe('Deployment', () => {
  test('replaces a quarter at a time unless told otherwise', () => {
    expect(stored(workload('Deployment')).spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    });
  });

  test('without a selector it also misses the labels of its template', () => {
    checkRefused(
      manifest('apps/v1', 'Deployment', `spec: {${template()}}\n`),
      '[spec.selector: Required value, spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`]',
    );
  });

  test('a selector that cannot be read hides the template', () => {
    expect(answerTo(workload('Deployment', '', 'matchExpressions: [{key: app, operator: Equal}]'))).toBe(
      '[spec.selector.matchExpressions[0].operator: Invalid value: "Equal": not a valid selector operator, ' +
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Equal"}]}: invalid label selector]',
    );
  });

  test('an unknown strategy is reported as a whole', () => {
    checkRefused(
      workload('Deployment', 'strategy: {type: Rolling}'),
      'spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    );
  });

  test('nothing missing and nothing extra cannot move; half more than all may be extra', () => {
    checkRefused(
      workload('Deployment', 'strategy: {rollingUpdate: {maxUnavailable: 0%, maxSurge: 0}}'),
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0',
    );
    expect(answerTo(workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: 150%}}'))).toBe('accepted');
    checkRefused(
      workload('Deployment', 'strategy: {rollingUpdate: {maxUnavailable: 150%}}'),
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "150%": must not be greater than 100%',
    );
  });

  test('its pods run for ever', () => {
    checkRefused(
      manifest(
        'apps/v1',
        'Deployment',
        'spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {restartPolicy: Never, activeDeadlineSeconds: 5, containers: [{name: web, image: i}]}}}\n',
      ),
      '[spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always", ' +
        'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported]',
    );
  });

  test('its selector stands', () => {
    checkChangeRefused(
      manifest(
        'apps/v1',
        'Deployment',
        `spec: {selector: {matchLabels: {app: web}}, ${template('app: web, tier: a')}}\n`,
      ),
      manifest(
        'apps/v1',
        'Deployment',
        `spec: {selector: {matchLabels: {tier: a}}, ${template('app: web, tier: a')}}\n`,
      ),
      'spec.selector: Invalid value: {"matchLabels":{"tier":"a"}}: field is immutable',
    );
  });
});

describe('ReplicaSet', () => {
  test('calls itself a deployment when its selector is empty', () => {
    checkRefused(
      workload('ReplicaSet', '', ''),
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    );
  });
});

describe('DaemonSet', () => {
  test('takes one pod down at a time and counts the changes of its template', () => {
    const { metadata, spec } = stored(workload('DaemonSet'));
    expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } });
    expect(metadata.annotations).toEqual({ 'deprecated.daemonset.template.generation': '1' });
  });

  test('either some are missing or some are extra', () => {
    const rolling = (text: string) => workload('DaemonSet', `updateStrategy: {rollingUpdate: {${text}}}`);
    const place = 'spec.updateStrategy.rollingUpdate';
    checkRefused(
      rolling('maxSurge: 1'),
      `${place}.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero`,
    );
    checkRefused(
      rolling('maxUnavailable: 0'),
      `${place}.maxUnavailable: Required value: cannot be 0 when maxSurge is 0`,
    );
  });
});

describe('StatefulSet', () => {
  const claim = (size = '1Gi') =>
    `volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}]`;
  const mounting = (claims: string) =>
    manifest(
      'apps/v1',
      'StatefulSet',
      `spec: {selector: {matchLabels: {app: db}}, ${claims}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "mariadb:11", volumeMounts: [{name: data, mountPath: /data}]}]}}}\n`,
    );

  test('a mount may name a claim template', () => {
    const { spec } = stored(mounting(claim()));
    expect(spec.volumeClaimTemplates[0]).toMatchObject({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      spec: { volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
    checkRefused(
      mounting('serviceName: db'),
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
    );
  });

  test('storage of a database is not changed by editing a line', () => {
    checkChangeRefused(
      mounting(claim('1Gi')),
      mounting(claim('2Gi')),
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    );
  });

  test('how many may be down at once is switched off and not even read', () => {
    const { spec } = stored(workload('StatefulSet', 'updateStrategy: {rollingUpdate: {maxUnavailable: http}}'));
    expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
  });
});

describe('ReplicationController', () => {
  const controller = (rest = '', spec = template()) =>
    manifest('v1', 'ReplicationController', `spec: {${spec}${rest && `, ${rest}`}}\n`);

  test('takes the labels of its template for selector and labels', () => {
    expect(stored(controller())).toMatchObject({
      metadata: { labels: { app: 'web' } },
      spec: { replicas: 1, selector: { app: 'web' }, template: { spec: { restartPolicy: 'Always' } } },
    });
  });

  test('needs a template, and a selector that picks its pods', () => {
    checkRefused(
      manifest('v1', 'ReplicationController', 'spec: {replicas: -1}\n'),
      '[spec.selector: Required value, ' +
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.template: Required value]',
    );
    checkRefused(
      controller('selector: {app: shop}'),
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    );
  });
});

describe('PodTemplate', () => {
  test('is defaulted and checked like the template of a workload', () => {
    expect(stored(manifest('v1', 'PodTemplate', `${template()}\n`)).template.spec.dnsPolicy).toBe('ClusterFirst');
    checkRefused(manifest('v1', 'PodTemplate', 'template: {spec: {}}\n'), 'template.spec.containers: Required value');
  });
});
