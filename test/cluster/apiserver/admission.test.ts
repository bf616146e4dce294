import { describe, expect, test } from 'vitest';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import { deployment, must, newServer, type PodOptions, pod, said } from './new-server.ts';

/** Creates a pod beside what `prepare` made, and tells what the server said or the part of the pod that is asked for. */
function checkPod(options: PodOptions, expected: string, prepare: (server: ApiServer) => void = () => {}) {
  const { server } = newServer();
  prepare(server);
  expect(said(server.create('Pod', pod('x', options)))).toBe(expected);
}

function namespaceLabelled(labels: Record<string, string>) {
  return (server: ApiServer) => {
    must(server.patch('Namespace', undefined, 'default', { type: 'merge', patch: { metadata: { labels } } }));
  };
}

describe('ServiceAccount', () => {
  test('mounts the token of the default account in every container', () => {
    const { server } = newServer();
    const { spec } = must(
      server.create('Pod', pod('x', { spec: { initContainers: [{ name: 'first', image: 'a:1' }] } })),
    );
    expect(spec.serviceAccountName).toBe('default');
    const volume = spec.volumes?.at(-1)?.name ?? '';
    expect(volume).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
      expect(container.volumeMounts).toEqual([
        { name: volume, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
      ]);
    }
  });

  test('refuses an account that does not exist, mounts nothing when told so', () => {
    checkPod(
      { spec: { serviceAccountName: 'robot' } },
      '403 pods "x" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    );
    const { server } = newServer();
    const quiet = must(server.create('Pod', pod('x', { spec: { automountServiceAccountToken: false } })));
    expect(quiet.spec.volumes).toBeUndefined();
  });
});

describe('Priority', () => {
  const gold = (server: ApiServer) =>
    must(server.create('PriorityClass', { metadata: { name: 'gold' }, value: 1000, preemptionPolicy: 'Never' }));

  test('turns the class into a number', () => {
    const { server } = newServer();
    gold(server);
    const { spec } = must(server.create('Pod', pod('x', { spec: { priorityClassName: 'gold' } })));
    expect([spec.priority, spec.preemptionPolicy]).toEqual([1000, 'Never']);
    expect(must(server.create('Pod', pod('y'))).spec.priority).toBe(0);
  });

  test('refuses an unknown class and a number set by hand', () => {
    checkPod(
      { spec: { priorityClassName: 'nope' } },
      '403 pods "x" is forbidden: no PriorityClass with name nope was found',
    );
    checkPod(
      { spec: { priority: 7 } },
      '403 pods "x" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    );
  });

  test('gives the global default to who names none; there is only one', () => {
    const { server } = newServer();
    must(server.create('PriorityClass', { metadata: { name: 'usual' }, value: 5, globalDefault: true }));
    const { spec } = must(server.create('Pod', pod('x')));
    expect([spec.priorityClassName, spec.priority]).toEqual(['usual', 5]);
    expect(said(server.create('PriorityClass', { metadata: { name: 'other' }, value: 6, globalDefault: true }))).toBe(
      '403 priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    );
  });
});

describe('DefaultTolerationSeconds', () => {
  test('adds what is missing, at the end', () => {
    const { server } = newServer();
    const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 };
    const { spec } = must(server.create('Pod', pod('x', { spec: { tolerations: [own] } })));
    expect(spec.tolerations).toEqual([
      own,
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ]);
  });
});

describe('RuntimeClass', () => {
  test('refuses one that does not exist, brings the overhead of one that does', () => {
    checkPod(
      { spec: { runtimeClassName: 'gvisor' } },
      '403 pods "x" is forbidden: pod rejected: RuntimeClass "gvisor" not found',
    );
    const { server } = newServer();
    must(
      server.create('RuntimeClass', {
        metadata: { name: 'gvisor' },
        handler: 'runsc',
        overhead: { podFixed: { cpu: '100m' } },
      }),
    );
    expect(must(server.create('Pod', pod('x', { spec: { runtimeClassName: 'gvisor' } }))).spec.overhead).toEqual({
      cpu: '100m',
    });
  });
});

describe('LimitRanger', () => {
  const range = (limit: object) => (server: ApiServer) =>
    must(
      server.create('LimitRange', {
        metadata: { name: 'limits' },
        spec: { limits: [{ type: 'Container', ...limit }] },
      }),
    );

  test('fills in defaults and says so', () => {
    const { server } = newServer();
    range({ default: { cpu: '500m', memory: '256Mi' }, defaultRequest: { cpu: '100m', memory: '128Mi' } })(server);
    const { metadata, spec } = must(
      server.create('Pod', pod('x', { container: { resources: { limits: { cpu: '1' } } } })),
    );
    expect(metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger':
        'LimitRanger plugin set: memory request for container main; memory limit for container main',
    });
    expect(spec.containers[0]?.resources).toEqual({
      limits: { cpu: '1', memory: '256Mi' },
      requests: { cpu: '1', memory: '128Mi' },
    });
  });

  test('refuses too much, too little and too far apart', () => {
    const resources = (requests: object, limits: object) => ({ container: { resources: { requests, limits } } });
    checkPod(
      resources({ cpu: '1' }, { cpu: '2' }),
      '403 pods "x" is forbidden: maximum cpu usage per Container is 1, but limit is 2',
      range({ max: { cpu: '1' } }),
    );
    checkPod(
      resources({ cpu: '10m' }, { cpu: '2' }),
      '403 pods "x" is forbidden: [minimum cpu usage per Container is 50m, but request is 10m, maximum cpu usage per Container is 1, but limit is 2]',
      range({ min: { cpu: '50m' }, max: { cpu: '1' } }),
    );
    checkPod(
      resources({ memory: '1Gi' }, { memory: '3Gi' }),
      '403 pods "x" is forbidden: memory max limit to request ratio per Container is 2, but provided ratio is 3.000000',
      range({ maxLimitRequestRatio: { memory: '2' } }),
    );
  });

  test('adds up the containers of a pod', () => {
    const { server } = newServer();
    must(
      server.create('LimitRange', {
        metadata: { name: 'limits' },
        spec: { limits: [{ type: 'Pod', max: { cpu: '1' } }] },
      }),
    );
    const container = (name: string) => ({ name, image: 'a:1', resources: { limits: { cpu: '600m' } } });
    expect(said(server.create('Pod', pod('x', { spec: { containers: [container('a'), container('b')] } })))).toBe(
      '403 pods "x" is forbidden: maximum cpu usage per Pod is 1, but limit is 1200m',
    );
  });
});

describe('ResourceQuota', () => {
  const quota =
    (hard: Record<string, string>, used: Record<string, string>, spec: object = {}) =>
    (server: ApiServer) => {
      must(server.create('ResourceQuota', { metadata: { name: 'q' }, spec: { hard, ...spec } }));
      const patch = { type: 'merge', patch: { status: { hard, used } } } as const;
      must(server.patch('ResourceQuota', 'default', 'q', patch, { subresource: 'status' }));
    };
  const asks = (cpu: string) => ({ container: { resources: { requests: { cpu } } } });

  test('charges what is created until nothing is left', () => {
    const { server } = newServer();
    quota({ 'requests.cpu': '1', pods: '5' }, { 'requests.cpu': '0', pods: '0' })(server);
    must(server.create('Pod', pod('a', asks('600m'))));
    expect(server.get('ResourceQuota', 'default', 'q')?.status?.used).toEqual({ 'requests.cpu': '600m', pods: '1' });
    must(server.create('Pod', pod('dry', asks('300m')), { dryRun: true }));
    expect(said(server.create('Pod', pod('b', asks('500m'))))).toBe(
      '403 pods "b" is forbidden: exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
    );
  });

  test('demands amounts of every container, and a status that knows what is used', () => {
    checkPod(
      {},
      '403 pods "x" is forbidden: failed quota: q: must specify limits.cpu for: main; requests.memory for: main',
      quota({ 'limits.cpu': '1', 'requests.memory': '1Gi' }, { 'limits.cpu': '0', 'requests.memory': '0' }),
    );
    checkPod({}, '403 pods "x" is forbidden: status unknown for quota: q, resources: pods', quota({ pods: '1' }, {}));
  });

  test('counts objects by their resource and looks at pods only in its scopes', () => {
    const { server } = newServer();
    quota(
      { 'count/deployments.apps': '0', configmaps: '1' },
      { 'count/deployments.apps': '0', configmaps: '1' },
    )(server);
    expect(said(server.create('ConfigMap', { metadata: { name: 'c' } }))).toBe(
      '403 configmaps "c" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=1, limited: configmaps=1',
    );
    const bestEffort = quota({ pods: '0' }, { pods: '0' }, { scopes: ['BestEffort'] });
    checkPod(asks('1'), 'accepted', bestEffort);
    checkPod(
      {},
      '403 pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
      bestEffort,
    );
  });
});

describe('PodSecurity', () => {
  const restricted = namespaceLabelled({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  const baseline = namespaceLabelled({ 'pod-security.kubernetes.io/enforce': 'baseline' });

  test('restricted names all that is missing in one sentence', () => {
    checkPod(
      {},
      '403 pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "main" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "main" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      restricted,
    );
  });

  test('restricted accepts a pod that gives up what it does not need', () => {
    const container = { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } };
    const spec = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
    const { server } = newServer();
    restricted(server);
    const draft = pod('x', { container });
    expect(said(server.create('Pod', { ...draft, spec: { ...draft.spec, ...spec } }))).toBe('accepted');
  });

  test('baseline refuses the host and accepts everything usual', () => {
    checkPod({}, 'accepted', baseline);
    checkPod(
      {
        spec: { hostNetwork: true, hostPID: true, volumes: [{ name: 'root', hostPath: { path: '/' } }] },
        container: {
          securityContext: { privileged: true, capabilities: { add: ['NET_ADMIN'] } },
          ports: [{ containerPort: 80, hostPort: 80 }],
        },
      },
      '403 pods "x" is forbidden: violates PodSecurity "baseline:latest": non-default capabilities (container "main" must not include "NET_ADMIN" in securityContext.capabilities.add), host namespaces (hostNetwork=true, hostPID=true), hostPath volumes (volume "root"), hostPort (container "main" uses hostPort 80), privileged (container "main" must not set securityContext.privileged=true)',
      baseline,
    );
  });
});

describe('classes by default', () => {
  const claim = (storageClassName?: string) => ({
    metadata: { name: `c-${storageClassName ?? 'none'}-x` },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      ...(storageClassName === undefined ? {} : { storageClassName }),
    },
  });

  test('a claim that says nothing gets the newest default, one that says "" gets none', () => {
    const { server, clock } = newServer();
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    must(server.create('StorageClass', { metadata: { name: 'older', annotations }, provisioner: 'x' }));
    clock.advance(5000);
    must(server.create('StorageClass', { metadata: { name: 'newer', annotations }, provisioner: 'x' }));
    expect(must(server.create('PersistentVolumeClaim', claim())).spec.storageClassName).toBe('newer');
    expect(must(server.create('PersistentVolumeClaim', claim(''))).spec.storageClassName).toBe('');
  });
});

describe('NamespaceLifecycle', () => {
  test('keeps the namespaces of the system, and lets nothing into one that is going', () => {
    const { server } = newServer();
    expect(said(server.delete('Namespace', undefined, 'default'))).toBe(
      '403 namespaces "default" is forbidden: this namespace may not be deleted',
    );
    must(server.create('Namespace', { metadata: { name: 'shop' } }));
    must(server.delete('Namespace', undefined, 'shop'));
    expect(server.get('Namespace', undefined, 'shop')?.status?.phase).toBe('Terminating');
    expect(said(server.create('Pod', pod('x', { namespace: 'shop' })))).toBe(
      '403 pods "x" is forbidden: unable to create new content in namespace shop because it is being terminated',
    );
    must(
      server.patch(
        'Namespace',
        undefined,
        'shop',
        { type: 'merge', patch: { spec: { finalizers: [] } } },
        { subresource: 'finalize' },
      ),
    );
    expect(server.get('Namespace', undefined, 'shop')).toBeUndefined();
  });
});

describe('RBAC', () => {
  const ana = { name: 'ana', groups: ['system:authenticated'] };
  const role = { metadata: { name: 'reader' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['create'] }] };
  const binding = (roleRef: object) => ({
    metadata: { name: 'b' },
    subjects: [{ kind: 'User', name: 'ana', apiGroup: 'rbac.authorization.k8s.io' }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...roleRef },
  });

  test('refuses who is bound to nothing, without telling what exists', () => {
    const { server } = newServer();
    expect(said(server.delete('Pod', 'nowhere', 'x', { user: ana }))).toBe(
      '403 pods "x" is forbidden: User "ana" cannot delete resource "pods" in API group "" in the namespace "nowhere"',
    );
  });

  test('a Role allows in its namespace what it names, and nothing else', () => {
    const { server } = newServer();
    must(server.create('Role', role));
    must(server.create('RoleBinding', binding({ kind: 'Role', name: 'reader' })));
    expect(said(server.create('Pod', pod('x'), { user: ana }))).toBe('accepted');
    expect(said(server.create('Pod', pod('x', { namespace: 'kube-system' }), { user: ana }))).toContain(
      'in the namespace "kube-system"',
    );
    expect(said(server.create('ConfigMap', { metadata: { name: 'c' } }, { user: ana }))).toContain(
      'cannot create resource "configmaps"',
    );
  });

  test('a group of service accounts means all of its namespace', () => {
    const { server } = newServer();
    must(server.create('Role', role));
    const subjects = [{ kind: 'Group', name: 'system:serviceaccounts:shop', apiGroup: 'rbac.authorization.k8s.io' }];
    must(server.create('RoleBinding', { ...binding({ kind: 'Role', name: 'reader' }), subjects }));
    const robot = (namespace: string) => ({ user: { name: `system:serviceaccount:${namespace}:robot`, groups: [] } });
    expect(said(server.create('Pod', pod('x'), robot('shop')))).toBe('accepted');
    expect(said(server.create('Pod', pod('y'), robot('bank')))).toContain('cannot create resource "pods"');
  });

  test('a binding whose role is missing says so', () => {
    const { server } = newServer();
    must(server.create('RoleBinding', binding({ kind: 'Role', name: 'ghost' })));
    expect(said(server.create('Pod', pod('x'), { user: ana }))).toContain(
      ': RBAC: role.rbac.authorization.k8s.io "ghost" not found',
    );
  });
});

describe('warnings', () => {
  test('a Deployment learns that its pods would be refused', () => {
    const { server } = newServer();
    namespaceLabelled({ 'pod-security.kubernetes.io/enforce': 'baseline' })(server);
    const warnings: string[] = [];
    const spec = { hostNetwork: true, containers: [{ name: 'main', image: 'nginx:1.27' }] };
    const draft = deployment('web', { template: { metadata: { labels: { app: 'web' } }, spec } });
    must(server.create('Deployment', draft, { onWarning: (warning) => warnings.push(warning) }));
    expect(warnings).toEqual(['would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)']);
  });
});

describe('giving away permissions', () => {
  const eva = { user: { name: 'eva', groups: ['system:authenticated', 'dev'] } };
  const subjects = [{ kind: 'User', name: 'eva', apiGroup: 'rbac.authorization.k8s.io' }];
  const roleRef = (kind: string, name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });

  test('needs having them', () => {
    const { server } = newServer();
    must(server.create('RoleBinding', { metadata: { name: 'b' }, subjects, roleRef: roleRef('ClusterRole', 'admin') }));
    const role = (rules: object[]) =>
      server.create('Role', { metadata: { name: 'r' }, rules }, { ...eva, dryRun: true });
    expect(said(role([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'create'] }]))).toBe('accepted');
    expect(said(role([{ apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list'] }]))).toBe(
      '403 roles.rbac.authorization.k8s.io "r" is forbidden: user "eva" (groups=["system:authenticated" "dev"]) is attempting to grant RBAC permissions not currently held:\n' +
        '{APIGroups:[""], Resources:["nodes"], Verbs:["get" "list"]}',
    );
    const bind = (name: string) =>
      said(
        server.create(
          'RoleBinding',
          { metadata: { name: 'c' }, subjects, roleRef: roleRef('ClusterRole', name) },
          { ...eva, dryRun: true },
        ),
      );
    expect(bind('view')).toBe('accepted');
    expect(bind('cluster-admin')).toContain(
      '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}',
    );
  });
});
