import { describe, expect, test } from 'vitest';
import { answerTo, checkChangeRefused, checkRefused, manifest, stored } from './answer.ts';

describe('Service', () => {
  const service = (spec: string) => manifest('v1', 'Service', `spec: {${spec}}\n`);

  test('gets type, protocol, target port, an address and one family', () => {
    const { spec } = stored(service('selector: {app: db}, ports: [{port: 3306}]'));
    expect(spec).toMatchObject({
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ports: [{ port: 3306, protocol: 'TCP', targetPort: 3306 }],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
    expect(spec.clusterIPs).toEqual([spec.clusterIP]);
  });

  test('without ports it must be headless or a name', () => {
    checkRefused(service('selector: {app: db}'), 'spec.ports: Required value');
    expect(answerTo(service('clusterIP: None, selector: {app: db}'))).toBe('accepted');
    checkRefused(service('type: ExternalName'), 'spec.externalName: Required value');
  });

  test('a node port needs a type that has node ports', () => {
    checkRefused(
      service('ports: [{port: 80, nodePort: 30080}]'),
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    );
  });

  test('the same port twice is a duplicate of the pair of protocol and port', () => {
    checkRefused(
      service('ports: [{name: a, port: 80}, {name: b, port: 80}]'),
      'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    );
  });

  test('what is wrong with addresses is said alone, before the rest is looked at', () => {
    checkRefused(
      service('clusterIPs: ["10.96.7.7"], ports: []'),
      'spec.clusterIPs: Invalid value: ["10.96.7.7"]: must be empty when `clusterIP` is not specified',
    );
  });

  test('its address stands', () => {
    const before = service('clusterIP: 10.96.7.7, ports: [{port: 80}]');
    checkChangeRefused(
      before,
      service('clusterIP: 10.96.8.8, ports: [{port: 80}]'),
      'spec.clusterIPs[0]: Invalid value: ["10.96.8.8"]: may not change once set',
    );
  });
});

describe('ConfigMap and Secret', () => {
  test('a key in both halves of a ConfigMap is refused', () => {
    checkRefused(
      manifest('v1', 'ConfigMap', 'data: {a: "1"}\nbinaryData: {a: MQ==}\n'),
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    );
  });

  test('an immutable one stands still', () => {
    const before = manifest('v1', 'ConfigMap', 'immutable: true\ndata: {a: "1"}\n');
    checkChangeRefused(
      before,
      manifest('v1', 'ConfigMap', 'immutable: true\ndata: {a: "2"}\n'),
      'data: Forbidden: field is immutable when `immutable` is set',
    );
  });

  test('stringData becomes data, in base64', () => {
    expect(stored(manifest('v1', 'Secret', 'stringData: {password: sésamo}\n'))).toMatchObject({
      type: 'Opaque',
      data: { password: Buffer.from('sésamo').toString('base64') },
    });
  });

  test('a TLS secret needs both halves', () => {
    checkRefused(
      manifest('v1', 'Secret', 'type: kubernetes.io/tls\n'),
      '[data[tls.crt]: Required value, data[tls.key]: Required value]',
    );
  });
});

describe('storage', () => {
  const claim = (spec: string) => manifest('v1', 'PersistentVolumeClaim', `spec: {${spec}}\n`);
  const good = 'accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}';

  test('a claim says how much and how', () => {
    checkRefused(
      claim(''),
      '[spec.accessModes: Required value: at least 1 access mode is required, spec.resources[storage]: Required value]',
    );
    checkRefused(
      claim('accessModes: [ReadWriteOncePod, ReadWriteOnce], resources: {requests: {storage: 1Gi}}'),
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    );
    expect(stored(claim(good))).toMatchObject({
      metadata: { finalizers: ['kubernetes.io/pvc-protection'] },
      spec: { volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
  });

  test('a claim’s spec stands, and the refusal shows the difference as the server prints it', () => {
    const message = answerTo(claim(good.replace('ReadWriteOnce', 'ReadWriteMany')), claim(good));
    expect(message).toContain('spec: Forbidden: spec is immutable after creation except resources.requests');
    expect(message).toContain('\n  "AccessModes": [\n-  "ReadWriteOnce"\n+  "ReadWriteMany"\n  ],\n');
  });

  const volume = (spec: string) =>
    manifest('v1', 'PersistentVolume', `spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], ${spec}}\n`);

  test('a volume is somewhere, in one place', () => {
    checkRefused(volume('storageClassName: slow'), 'spec: Required value: must specify a volume type');
    checkRefused(
      volume('nfs: {server: nas, path: /a}, hostPath: {path: /b}'),
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
    );
    checkRefused(
      volume('local: {path: /mnt}'),
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    );
  });

  test('a class has a provisioner, and keeps it', () => {
    const storageClass = (body: string) => manifest('storage.k8s.io/v1', 'StorageClass', body);
    checkRefused(storageClass(''), 'provisioner: Required value');
    checkChangeRefused(
      storageClass('provisioner: example.com/a\n'),
      storageClass('provisioner: example.com/b\n'),
      'provisioner: Invalid value: "example.com/b": field is immutable',
    );
  });
});

describe('networking', () => {
  test('an Ingress leads somewhere', () => {
    const ingress = (spec: string) => manifest('networking.k8s.io/v1', 'Ingress', `spec: {${spec}}\n`);
    checkRefused(ingress(''), 'spec: Invalid value: null: either `defaultBackend` or `rules` must be specified');
    checkRefused(
      ingress('defaultBackend: {service: {name: web, port: {name: http, number: 80}}}'),
      'spec.defaultBackend: Invalid value: "": cannot set both port name & port number',
    );
    checkRefused(
      ingress('rules: [{host: 10.0.0.1, http: {paths: [{path: a, pathType: Prefix, backend: {}}]}}]'),
      '[spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address, ' +
        'spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path, ' +
        'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required]',
    );
  });

  test('a NetworkPolicy names its peers one way at a time', () => {
    const policy = (spec: string) => manifest('networking.k8s.io/v1', 'NetworkPolicy', `spec: {${spec}}\n`);
    checkRefused(policy('ingress: [{from: [{}]}]'), 'spec.ingress[0].from[0]: Required value: must specify a peer');
    checkRefused(
      policy('ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}, podSelector: {}}]}]'),
      '[spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`, ' +
        'spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer]',
    );
    expect(stored(policy('egress: [{}]')).spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });
});

describe('quotas, limits, budgets, autoscalers', () => {
  test('a quota knows its resources and which scopes fit them', () => {
    const quota = (spec: string) => manifest('v1', 'ResourceQuota', `spec: {${spec}}\n`);
    checkRefused(
      quota('hard: {podz: "1"}'),
      '[spec.hard[podz]: Invalid value: "podz": must be a standard resource type or fully qualified, ' +
        'spec.hard[podz]: Invalid value: "podz": must be a standard resource for quota]',
    );
    checkRefused(
      quota('hard: {cpu: "1"}, scopes: [BestEffort]'),
      'spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource',
    );
    checkRefused(quota('hard: {pods: 1500m}'), 'spec.hard[pods]: Invalid value: "1500m": must be an integer');
  });

  test('a LimitRange fills its defaults from its bounds', () => {
    const { spec } = stored(
      manifest('v1', 'LimitRange', 'spec: {limits: [{type: Container, max: {cpu: 2}, min: {memory: 64Mi}}]}\n'),
    );
    expect(spec.limits[0]).toMatchObject({
      default: { cpu: '2' },
      defaultRequest: { cpu: '2', memory: '64Mi' },
    });
  });

  test('a LimitRange may not contradict itself', () => {
    checkRefused(
      manifest(
        'v1',
        'LimitRange',
        'spec: {limits: [{type: Container, max: {cpu: 1}, min: {cpu: 2}, default: {cpu: 2}}]}\n',
      ),
      '[spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1, ' +
        'spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than max value 1, ' +
        'spec.limits[0].default[cpu]: Invalid value: "1": default value 2 is greater than max value 1]',
    );
  });

  test('a budget says one thing', () => {
    checkRefused(
      manifest('policy/v1', 'PodDisruptionBudget', 'spec: {minAvailable: 1, maxUnavailable: 150%}\n'),
      '[spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":"150%","UnhealthyPodEvictionPolicy":null}: ' +
        'minAvailable and maxUnavailable cannot be both set, spec.maxUnavailable: Invalid value: "150%": must not be greater than 100%]',
    );
  });

  test('an autoscaler has a target and sane bounds; v1 is read as v2', () => {
    const autoscaler = (apiVersion: string, rest: string) =>
      manifest(
        apiVersion,
        'HorizontalPodAutoscaler',
        `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, ${rest}}\n`,
      );
    checkRefused(
      autoscaler('autoscaling/v2', 'minReplicas: 3, maxReplicas: 2'),
      'spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`',
    );
    expect(
      stored(autoscaler('autoscaling/v1', 'maxReplicas: 4, targetCPUUtilizationPercentage: 50')).spec,
    ).toMatchObject({
      minReplicas: 1,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    });
  });
});

describe('names', () => {
  test('a Namespace is a label, with itself as a label', () => {
    checkRefused(
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: a.b}\n',
      'metadata.name: Invalid value: "a.b": must not contain dots',
    );
    expect(stored('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'shop' } },
      spec: { finalizers: ['kubernetes'] },
    });
  });

  test('system priority classes are taken', () => {
    checkRefused(
      'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-mine}\nvalue: 1\n',
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. " +
        'error: system-mine is not a known system priority class',
    );
  });
});
