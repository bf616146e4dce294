// What pods see and leave behind: images, admission, memory, environment, volumes, logs, exec.
import { describe, expect, test } from 'vitest';
import {
  container,
  exec,
  type Fields,
  newCluster,
  Played,
  type PodUnderTest,
  play,
  podDraft,
} from './node-under-test.ts';

const forever = 'sleep 100000 & wait';

describe('images', () => {
  const registry = (error: string | undefined) => ({ pullError: () => error, pullSeconds: 4 });
  const pull = (error: string | undefined, seconds: number, image = 'nginx:nope') => {
    const cluster = newCluster({ presentImages: [], registry: registry(error) });
    cluster.apply([podDraft({ main: { image } })] as never);
    cluster.advance({ seconds });
    return new Played(cluster);
  };

  test('a pull takes its time and is told', () => {
    const played = pull(undefined, 10);
    expect(played.events('Pulling')).toEqual(['0.42 Pulling image "nginx:nope"']);
    expect(played.events('Pulled')[0]).toMatch(
      /^4\.42 Successfully pulled image "nginx:nope" in 4s \(4s including waiting\)\. Image size: \d+ bytes\.$/,
    );
    expect(played.starts()).toEqual([4.52]);
  });

  test('a failing pull backs off: pulls, then back-off, the reason changing between the two', () => {
    const played = pull('not found', 100);
    const pulls = played.eventTimes('Pulling');
    expect(pulls.length).toBe(4);
    expect(played.events('Failed').some((text) => text.endsWith('Error: ErrImagePull'))).toBe(true);
    expect(played.events('Failed').some((text) => text.endsWith('Error: ImagePullBackOff'))).toBe(true);
    expect(played.events('BackOff')[0]).toMatch(/Back-off pulling image "nginx:nope"$/);
    expect(played.containers()).toEqual(['main=waiting ImagePullBackOff 0']);
    expect(played.status()?.phase).toBe('Pending');
  });

  const bad: readonly [string, string, string][] = [
    [
      'Nginx:1',
      'InvalidImageName',
      'couldn\'t parse image name "Nginx:1": invalid reference format: repository name (library/Nginx) must be lowercase',
    ],
    ['nginx:1:2', 'InvalidImageName', 'couldn\'t parse image name "nginx:1:2": invalid reference format'],
  ];
  test.each(bad)('%s is %s', (image, reason, message) => {
    const played = pull(undefined, 10, image);
    expect(played.containers()).toEqual([`main=waiting ${reason} 0`]);
    expect(played.status()?.containerStatuses?.[0]?.state?.waiting?.message).toContain(message);
  });

  test('Never and absent', () => {
    const cluster = newCluster({ presentImages: [] });
    cluster.apply([podDraft({ run: forever, main: { imagePullPolicy: 'Never' } })] as never);
    cluster.advance({ seconds: 10 });
    expect(new Played(cluster).containers()).toEqual(['main=waiting ErrImageNeverPull 0']);
  });
});

describe('admission by the kubelet', () => {
  const refused: readonly [string, PodUnderTest, string, string][] = [
    [
      'too much CPU',
      { nodeName: 'node-1', run: forever, main: { resources: { requests: { cpu: '9' } } } },
      'OutOfcpu',
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 9000, used: 0, capacity: 4000",
    ],
    [
      'another node wanted',
      { nodeName: 'node-1', run: forever, nodeSelector: { disk: 'ssd' } },
      'NodeAffinity',
      "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    ],
  ];
  test.each(refused)('%s', (_name, pod, reason, message) => {
    expect(play(pod, 5).status()).toMatchObject({ phase: 'Failed', reason, message });
  });

  test('a host port that is taken', () => {
    const cluster = newCluster();
    const ports = { ports: [{ containerPort: 80, hostPort: 8080 }] };
    cluster.apply([podDraft({ run: forever, nodeName: 'node-1', main: ports }, 'a')] as never);
    cluster.advance({ seconds: 2 });
    cluster.apply([podDraft({ run: forever, nodeName: 'node-1', main: ports }, 'b')] as never);
    cluster.advance({ seconds: 2 });
    expect(new Played(cluster).status('b')).toMatchObject({ phase: 'Failed', reason: 'NodePorts' });
  });
});

describe('memory', () => {
  test('more than the limit: OOMKilled, 137, and the back-off', () => {
    const pod = {
      main: {
        image: 'polinux/stress',
        command: ['stress'],
        args: ['--vm', '1', '--vm-bytes', '250M'],
        resources: { limits: { memory: '100Mi' } },
      },
    };
    const played = play(pod, 60);
    expect(played.ends()[0]).toBe('2.02 OOMKilled 137');
    expect(played.containers()[0]).toMatch(/OOMKilled|CrashLoopBackOff/);
  });
  test('within the limit it runs', () => {
    const pod = {
      main: {
        image: 'polinux/stress',
        command: ['stress'],
        args: ['--vm-bytes', '50M'],
        resources: { limits: { memory: '100Mi' } },
      },
    };
    expect(play(pod, 60).ends()).toEqual([]);
  });
});

describe('environment', () => {
  const log = (pod: PodUnderTest, objects: readonly Fields[] = []) => {
    const cluster = newCluster();
    cluster.apply([...objects, podDraft(pod)] as never);
    cluster.advance({ seconds: 10 });
    return new Played(cluster).log();
  };
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cm' },
    data: { a: '1', 'b-c': '2', file: 'text\n' },
  };

  test('variables see those before them, and $$ is a dollar', () => {
    const env = [
      { name: 'A', value: 'x' },
      { name: 'B', value: '$(A)y $(C) $$(A)' },
      { name: 'C', value: 'late' },
    ];
    expect(log({ run: 'echo "$B"; sleep 100', main: { env } })).toBe('xy $(C) $(A)\n');
  });
  test('args are expanded', () => {
    expect(
      log({
        main: { command: ['echo'], args: ['$(A)', '$A', '$(NOPE)'], env: [{ name: 'A', value: 'hola mundo' }] },
        restartPolicy: 'Never',
      }),
    ).toBe('hola mundo $A $(NOPE)\n');
  });
  test('a key of a ConfigMap, all keys with a prefix', () => {
    const main = {
      env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'cm', key: 'a' } } }],
      envFrom: [{ prefix: 'P_', configMapRef: { name: 'cm' } }],
    };
    expect(log({ run: 'echo $X $P_a; sleep 100', main }, [configMap])).toBe('1 1\n');
  });
  test('the downward API', () => {
    const env = [
      { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
    ];
    expect(log({ run: 'echo $NAME $IP $CPU; sleep 100', main: { env, resources: { limits: { cpu: '500m' } } } })).toBe(
      'p 10.244.1.2 1\n',
    );
  });
  test('Services that exist already', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'my-db' },
      spec: { clusterIP: '10.96.0.50', ports: [{ port: 3306 }] },
    };
    expect(log({ run: 'echo $MY_DB_SERVICE_HOST $MY_DB_PORT; sleep 100' }, [service])).toBe(
      '10.96.0.50 tcp://10.96.0.50:3306\n',
    );
  });
});

describe('volumes', () => {
  const mount = { volumeMounts: [{ name: 'd', mountPath: '/data' }] };
  const again = 'if [ -f /data/seen ]; then echo again; else echo first; fi; touch /data/seen /own; sleep 5; exit 1';

  test('an emptyDir outlives the container, what is beside it does not', () => {
    const played = play(
      {
        run: `${again.replace('sleep', 'ls /own 2>/dev/null; sleep')}`,
        main: mount,
        volumes: [{ name: 'd', emptyDir: {} }],
      },
      10,
    );
    expect([played.log('main', true), played.log()]).toEqual(['first\n/own\n', 'again\n/own\n']);
    const own = play({ run: 'ls /own 2>/dev/null || echo none; touch /own; sleep 5; exit 1' }, 10);
    expect(own.log()).toBe('none\n');
  });

  const twice = (volume: Fields, objects: readonly Fields[] = []) => {
    const cluster = newCluster();
    const pod = podDraft({
      run: again.replace('sleep 5; exit 1', 'sleep 1000'),
      terminationGracePeriodSeconds: 1,
      main: mount,
      volumes: [{ name: 'd', ...volume }],
    });
    cluster.apply([...objects, pod] as never);
    cluster.advance({ seconds: 10 });
    cluster.client.delete('Pod', 'default', 'p');
    cluster.advance({ seconds: 10 });
    cluster.apply([pod] as never);
    cluster.advance({ seconds: 10 });
    return new Played(cluster).log();
  };
  test('an emptyDir goes with its pod', () => expect(twice({ emptyDir: {} })).toBe('first\n'));
  test('a hostPath stays on its node', () =>
    expect(twice({ hostPath: { path: '/srv/x', type: 'DirectoryOrCreate' } })).toBe('again\n'));
  test('a claim keeps its data', () => {
    const claim = [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'pv' },
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          storageClassName: '',
          csi: { driver: 'x', volumeHandle: 'h' },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'c' },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } },
      },
    ];
    expect(twice({ persistentVolumeClaim: { claimName: 'c' } }, claim)).toBe('again\n');
  });

  test('a ConfigMap volume follows its object, a variable and a subPath do not', () => {
    const cluster = newCluster();
    const config = (a: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm' }, data: { a } });
    const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'cm', key: 'a' } } }];
    const volumeMounts = [
      { name: 'd', mountPath: '/data' },
      { name: 'd', mountPath: '/one', subPath: 'a' },
    ];
    const pod = podDraft({
      run: 'while sleep 10; do echo $(cat /data/a) $(cat /one) $A; done',
      main: { env, volumeMounts },
      volumes: [{ name: 'd', configMap: { name: 'cm' } }],
    });
    cluster.apply([config('old'), pod] as never);
    cluster.advance({ seconds: 12 });
    cluster.apply([config('new')] as never);
    cluster.advance({ seconds: 120 });
    const lines = new Played(cluster).log().split('\n').filter(Boolean);
    expect([lines[0], lines.at(-1)]).toEqual(['old old old', 'new old old']);
    // The next regular look at the pod is 75 s after its last.
    expect(lines.findIndex((line) => line.startsWith('new'))).toBe(7);
  });

  test('hostPath types are checked', () => {
    const type = (kind: string) =>
      play({ run: forever, main: mount, volumes: [{ name: 'd', hostPath: { path: '/none', type: kind } }] }, 1)
        .events('FailedMount')[0]
        ?.replace(/^.* : /, '');
    expect([type('Directory'), type('File'), type('Socket'), type('DirectoryOrCreate'), type('')]).toEqual([
      'hostPath type check failed: /none is not a directory',
      'hostPath type check failed: /none is not a file',
      'hostPath type check failed: /none is not a socket file',
      undefined,
      undefined,
    ]);
  });
});

describe('logs and exec', () => {
  const run = (played: Played, ...command: string[]) => {
    let outcome: unknown;
    played.cluster.agents.get('node-1')?.exec('default', 'p', 'main', command, (done) => {
      outcome = done.ok ? done.value : done.error.message;
    });
    played.cluster.advance({ seconds: 5 });
    return outcome;
  };
  test('exec gives output, errors and exit code', () => {
    expect(run(play({ run: forever }, 5), 'sh', '-c', 'echo out; echo err >&2; exit 3')).toEqual({
      exitCode: 3,
      output: 'out\n',
      errors: 'err\n',
    });
  });
  test('exec needs a running container and a program', () => {
    expect(run(play({ run: 'true', restartPolicy: 'Never' }, 5), 'ls')).toBe(
      'unable to upgrade connection: container not found ("main")',
    );
    expect(run(play({ run: forever }, 5), 'bash')).toMatch(
      /exec: "bash": executable file not found in \$PATH: unknown$/,
    );
  });
  test('a line without its end is not in the log while the program runs', () => {
    expect(play({ run: 'printf half; sleep 100' }, 5).log()).toBe('');
    expect(play({ run: 'printf half', restartPolicy: 'Never' }, 5).log()).toBe('half');
  });
  test('no log before the start, none of a run that was not', () => {
    expect(play({ run: forever, main: { envFrom: [{ configMapRef: { name: 'x' } }] } }, 5).log()).toBe(
      '! container "main" in pod "p" is waiting to start: CreateContainerConfigError',
    );
    expect(play({ run: forever }, 5).log('main', true)).toBe(
      '! previous terminated container "main" in pod "p" not found',
    );
  });
  test('the termination message comes from its file, or from the log', () => {
    const message = (main: Fields, text: string) =>
      play({ run: text, main, restartPolicy: 'Never' }, 5).status()?.containerStatuses?.[0]?.state?.terminated?.message;
    expect(message({}, 'echo why > /dev/termination-log; exit 7')).toBe('why\n');
    expect(message({ terminationMessagePolicy: 'FallbackToLogsOnError' }, 'echo last words; exit 7')).toBe(
      'last words\n',
    );
    expect(message({}, 'echo last words; exit 7')).toBeUndefined();
  });
});

describe('many pods', () => {
  test('the same seed gives the same trace', () => {
    const trace = () => {
      const cluster = newCluster({ nodes: [{ name: 'node-1' }, { name: 'node-2' }] });
      cluster.apply(
        [1, 2, 3, 4, 5].map((index) =>
          podDraft(
            { run: `sleep ${index}; exit 1`, main: { livenessProbe: exec('true', { periodSeconds: 2 }) } },
            `p${index}`,
          ),
        ) as never,
      );
      cluster.advance({ seconds: 120 });
      return JSON.stringify(cluster.trace.entries);
    };
    expect(trace()).toBe(trace());
  });
  test('thirty pods with probes run for an hour in a second', () => {
    const cluster = newCluster();
    cluster.apply(
      Array.from({ length: 30 }, (_, index) =>
        podDraft({ run: forever, main: { livenessProbe: exec('true') } }, `p${index}`),
      ) as never,
    );
    const started = performance.now();
    cluster.advance({ seconds: 3600 });
    expect(performance.now() - started).toBeLessThan(4000);
    expect(cluster.client.list('Pod').every(({ status }) => status?.phase === 'Running')).toBe(true);
  });
  test('a node without power: its programs are gone, its pods stay as they were seen last', () => {
    const played = play({ run: forever }, 10);
    played.cluster.inject({ kind: 'node-down', node: 'node-1' });
    played.cluster.advance({ seconds: 20 });
    expect([played.status()?.phase, played.cluster.filesOf('default', 'p', 'main')]).toEqual(['Running', undefined]);
  });
  test('two containers listen on one port: the second dies', () => {
    const server = 'mkdir -p /www; exec httpd -f -p 8080 -h /www';
    const played = play({ run: server, others: [container('side', `sleep 3; ${server}`)] }, 6);
    expect(played.ends('side')[0]).toMatch(/ Error 1$/);
    expect(played.log('side', true)).toContain('Address already in use');
  });
});

describe('ephemeral containers', () => {
  /** A pod whose image has no shell, and a container with one added after so many seconds. */
  function debug(fields: Fields, seconds = 30) {
    return play({ main: { image: 'registry.k8s.io/pause:3.9' } }, seconds, {
      5: (cluster) => {
        const pod = cluster.client.get('Pod', 'default', 'p');
        if (!pod) throw new Error('no pod');
        const container = { name: 'debug', image: 'busybox:1.36', ...fields };
        const changed = cluster.client.update(
          'Pod',
          { ...pod, spec: { ...pod.spec, ephemeralContainers: [container] } } as never,
          { subresource: 'ephemeralcontainers' },
        );
        expect(changed.ok).toBe(true);
      },
    });
  }
  const status = (played: ReturnType<typeof debug>) => played.status()?.ephemeralContainerStatuses?.[0];

  test('start in a running pod, without a restart of anything', () => {
    const played = debug({ command: ['sh', '-c', 'hostname; sleep 1000'] });
    expect(status(played)?.state?.running).toBeDefined();
    expect(played.containers()).toEqual(['main=running 0']);
    expect(played.log('debug')).toBe('p\n');
  });
  test('end once and for all', () => {
    const played = debug({ command: ['sh', '-c', 'exit 3'] }, 200);
    expect(status(played)).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 3 } } });
    expect(played.starts('debug')).toHaveLength(1);
    expect(played.readiness()).toHaveLength(1);
  });
  test('see the processes of their target', () => {
    const played = debug({ command: ['sh', '-c', 'ps; sleep 100'], targetContainerName: 'main' });
    expect(played.log('debug')).toMatch(/pause/);
  });
});

describe('a node that loses its power and comes back', () => {
  const pod = (restartPolicy: string): PodUnderTest => ({
    run: 'echo x >> /disk/runs; echo y >> /own; wc -l < /disk/runs; wc -l < /own; sleep 1000',
    main: { volumeMounts: [{ name: 'disk', mountPath: '/disk' }] },
    volumes: [{ name: 'disk', emptyDir: {} }],
    initContainers: [container('init', 'true')],
    restartPolicy,
  });
  const reboot = (restartPolicy: string) =>
    play(pod(restartPolicy), 40, {
      10: (cluster) => void cluster.inject({ kind: 'node-down', node: 'node-1' }),
      30: (cluster) => void cluster.inject({ kind: 'node-up', node: 'node-1' }),
    });
  test('starts its pods again, init containers first, and counts it as a restart', () => {
    const played = reboot('Always');
    expect(played.containers()).toEqual(['main=running 1']);
    expect(played.status()?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 255,
      reason: 'Unknown',
    });
    expect(played.starts('init')).toHaveLength(2);
    expect(played.events('SandboxChanged')).toHaveLength(1);
  });
  test('keeps the emptyDir of a pod and loses what a container wrote beside it', () => {
    expect(reboot('Always').log().trim().split(/\s+/)).toEqual(['2', '1']);
  });
  test('ends a pod that is never restarted', () => {
    expect(reboot('Never').phases().at(-1)).toMatch(/^Failed/);
  });
});

describe('newer fields', () => {
  test('an image can be a volume', () => {
    const played = play(
      {
        run: 'head -1 /site/usr/share/nginx/html/index.html; touch /site/x; sleep 100',
        main: { volumeMounts: [{ name: 'v', mountPath: '/site' }] },
        volumes: [{ name: 'v', image: { reference: 'nginx:1.27' } }],
      },
      10,
    );
    expect(played.log()).toBe('<!DOCTYPE html>\ntouch: /site/x: Read-only file system\n');
  });
  test('a pod limits the containers that set no limit', () => {
    const played = play(
      { run: 'tail /dev/zero', resources: { limits: { memory: '64Mi' } }, restartPolicy: 'Never' },
      10,
    );
    expect(played.containers()).toEqual(['main=terminated OOMKilled 0']);
  });
  test('a host name may be whole', () => {
    const spec = { hostname: 'a', subdomain: 'b', setHostnameAsFQDN: true };
    expect(play({ run: 'hostname; sleep 100', ...spec }, 5).log()).toBe('a.b.default.svc.cluster.local\n');
  });
  test('by a rule the end of one container restarts all, init containers first', () => {
    const rule = { action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } };
    const played = play(
      {
        run: '[ -e /disk/x ] && sleep 1000; touch /disk/x; sleep 5; exit 42',
        main: {
          restartPolicy: 'Never',
          restartPolicyRules: [rule],
          volumeMounts: [{ name: 'disk', mountPath: '/disk' }],
        },
        others: [container('b', 'sleep 1000')],
        initContainers: [container('init', 'true')],
        volumes: [{ name: 'disk', emptyDir: {} }],
        restartPolicy: 'Never',
      },
      60,
    );
    expect(played.containers()).toEqual(['main=running 1', 'b=running 1']);
    expect(played.starts('init')).toHaveLength(2);
    expect(played.status()?.containerStatuses?.[1]?.lastState?.terminated?.reason).toBe('RestartingAllContainers');
  });
});

describe('resources that are changed while a container runs', () => {
  const resize = (memory: string, main: Fields = {}, run = 'while sleep 5; do cat /sys/fs/cgroup/memory.max; done') =>
    play({ run, main: { resources: { limits: { memory: '64Mi' } }, ...main } }, 40, {
      12: (cluster) => {
        const pod = cluster.client.get('Pod', 'default', 'p');
        const [container] = pod?.spec?.containers ?? [];
        const resources = { limits: { memory }, requests: { memory } };
        const changed = cluster.client.update(
          'Pod',
          { ...pod, spec: { ...pod?.spec, containers: [{ ...container, resources }] } } as never,
          { subresource: 'resize' },
        );
        expect(changed.ok).toBe(true);
      },
    });
  test('hold at once, without a restart', () => {
    const played = resize('128Mi');
    expect(played.log().split('\n').slice(0, 4)).toEqual(['67108864', '67108864', '134217728', '134217728']);
    expect(played.containers()).toEqual(['main=running 0']);
    expect(played.status()?.containerStatuses?.[0]?.resources?.limits).toEqual({ memory: '128Mi' });
  });
  test('restart it where its policy says so', () => {
    const policy = [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }];
    const played = resize(
      '128Mi',
      { resizePolicy: policy },
      "trap 'exit 0' TERM; cat /sys/fs/cgroup/memory.max; sleep 1000 & wait",
    );
    expect(played.events('Killing')[0]).toMatch(/Container main resize requires restart/);
    expect([played.containers(), played.log()]).toEqual([['main=running 1'], '134217728\n']);
  });
});
