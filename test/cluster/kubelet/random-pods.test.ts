// Pods of all kinds of contents, struck by all kinds of faults, deleted or left: the kubelet never throws, the run stays within
// its events, and what is deleted goes. A failure becomes its seed.
import { expect, test } from 'vitest';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { newCluster } from './node-under-test.ts';

// biome-ignore lint/suspicious/noExplicitAny: a draft of any shape
type Any = any;

function randomPod(r: SeededRandom): Any {
  const ch = (share: number) => r.next() < share;
  const pick = <Item>(...items: Item[]) => r.pick(items);
  const script = () =>
    pick(
      'sleep 3; exit 1',
      'sleep 2',
      'exit 0',
      'sleep 100000 & wait',
      "trap 'exit 0' TERM; sleep 100000 & wait",
      'touch /tmp/r; sleep 8; rm /tmp/r; sleep 1000',
      'mkdir -p /www; exec httpd -f -p 80 -h /www',
      'frob',
      'cat /nope',
      'kill -9 1',
      'echo $(( 1/0 ))',
      'while true; do echo x; done',
      'dd if=/dev/zero of=/data/x bs=1M count=50; sleep 10',
      '__proto__',
      'echo ${x',
      'ps | grep sh; exec sleep 5',
      'env; set; sleep 5',
    );
  const probe = () => ({
    ...pick<Any>(
      { exec: { command: pick(['cat', '/tmp/r'], ['sh', '-c', 'exit 1'], ['sleep', '5'], ['/nope'], ['__proto__']) } },
      { httpGet: { port: pick<Any>(80, 'web', 8080), path: pick('/', '/x') } },
      { tcpSocket: { port: pick<Any>(80, 81) } },
      { grpc: { port: 50051 } },
    ),
    ...(ch(0.5) ? { periodSeconds: r.integer(1, 6) } : {}),
    ...(ch(0.5) ? { initialDelaySeconds: r.integer(0, 9) } : {}),
    ...(ch(0.5) ? { failureThreshold: r.integer(1, 4) } : {}),
    ...(ch(0.3) ? { timeoutSeconds: r.integer(1, 4) } : {}),
  });
  const hook = () =>
    pick<Any>(
      { exec: { command: ['sh', '-c', pick('sleep 3', 'exit 1', 'sleep 60')] } },
      { httpGet: { port: 80, path: '/' } },
      { sleep: { seconds: r.integer(0, 5) } },
    );
  const images = [
    'busybox:1.36',
    'nginx:1.27',
    'mariadb:11',
    'redis:7',
    'nobody/knows:1',
    'alpine',
    'wordpress:6',
    'polinux/stress',
    'Bad:Image',
    'elasticsearch:8.1.0',
    'zookeeper:3.9',
  ];
  const cont = (name: string, sidecar = false): Any => {
    const image = ch(0.6) ? 'busybox:1.36' : r.pick(images);
    return {
      name,
      image,
      ...(image.startsWith('busybox') || ch(0.2)
        ? { command: ch(0.8) ? ['sh', '-c', script()] : pick(['sleep', '5'], ['/nope'], ['true'], ['sh']) }
        : {}),
      ...(ch(0.2) ? { args: ['--x', '$(Y)'] } : {}),
      ...(ch(0.3) ? { livenessProbe: probe() } : {}),
      ...(ch(0.3) ? { readinessProbe: probe() } : {}),
      ...(ch(0.25) ? { startupProbe: probe() } : {}),
      ...(ch(0.25)
        ? { lifecycle: { ...(ch(0.5) ? { preStop: hook() } : {}), ...(ch(0.4) ? { postStart: hook() } : {}) } }
        : {}),
      ...(ch(0.3)
        ? {
            volumeMounts: [
              {
                name: pick('d', 'c'),
                mountPath: pick('/data', '/etc', '/'),
                ...(ch(0.3) ? { subPath: pick('a', 'a/b', '..data') } : {}),
                ...(ch(0.2) ? { readOnly: true } : {}),
              },
            ],
          }
        : {}),
      ...(ch(0.3)
        ? {
            env: [
              { name: 'Y', value: '$(X)$$(Z)' },
              {
                name: 'K',
                valueFrom: { configMapKeyRef: { name: pick('cm', 'none'), key: pick('a', 'b'), optional: ch(0.5) } },
              },
            ],
          }
        : {}),
      ...(ch(0.2)
        ? {
            resources: {
              limits: {
                memory: pick('10Mi', '200Mi', '2Gi'),
                cpu: '100m',
                ...(ch(0.3) ? { 'ephemeral-storage': '20Mi' } : {}),
              },
            },
          }
        : {}),
      ...(ch(0.15)
        ? {
            securityContext: {
              runAsUser: pick(0, 1000),
              readOnlyRootFilesystem: ch(0.5),
              ...(ch(0.3) ? { runAsNonRoot: true } : {}),
            },
          }
        : {}),
      ...(ch(0.2) ? { stdin: true } : {}),
      ...(sidecar ? { restartPolicy: 'Always' } : {}),
      ...(ch(0.1) ? { workingDir: '/w' } : {}),
      ...(ch(0.2) ? { ports: [{ containerPort: 80, name: 'web', ...(ch(0.3) ? { hostPort: 80 } : {}) }] } : {}),
    };
  };
  const strip = (c: Any) => {
    delete c.livenessProbe;
    delete c.readinessProbe;
    delete c.startupProbe;
    delete c.lifecycle;
    return c;
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', labels: { app: 'p' } },
    spec: {
      containers: Array.from({ length: r.integer(1, 3) }, (_, i) => cont('c' + i)),
      ...(ch(0.3) ? { initContainers: [...(ch(0.5) ? [cont('s0', true)] : []), strip(cont('i0'))] } : {}),
      ...(ch(0.5) ? { restartPolicy: pick('Always', 'OnFailure', 'Never') } : {}),
      ...(ch(0.5) ? { terminationGracePeriodSeconds: r.integer(0, 8) } : {}),
      volumes: [
        {
          name: 'd',
          ...pick<Any>(
            { emptyDir: {} },
            { emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
            { emptyDir: { sizeLimit: '8Mi' } },
            { hostPath: { path: '/x/y' } },
            { hostPath: { path: '/nope', type: 'File' } },
            { persistentVolumeClaim: { claimName: 'none' } },
            { nfs: { server: 'a', path: '/' } },
          ),
        },
        { name: 'c', configMap: { name: pick('cm', 'none') } },
      ],
      ...(ch(0.15) ? { shareProcessNamespace: true } : {}),
      ...(ch(0.1) ? { hostNetwork: true } : {}),
      ...(ch(0.15) ? { activeDeadlineSeconds: r.integer(5, 60) } : {}),
      ...(ch(0.2) ? { securityContext: { fsGroup: 2000 } } : {}),
    },
  };
}

test('two hundred random pods', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new SeededRandom(seed);
    const cluster = newCluster({ presentImages: random.next() < 0.5 ? 'described' : ['busybox:1.36'] });
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm' }, data: { a: '1' } };
    cluster.apply([configMap] as never);
    const [answer] = cluster.apply([randomPod(random)]);
    if (!answer?.ok) continue;
    try {
      cluster.advance({ seconds: random.integer(1, 40) });
      for (const kind of ['hang', 'maintenance', 'process-crash', 'memory-leak', 'disk-full', 'slow-start', 'load']) {
        if (random.next() < 0.15) cluster.inject({ kind, namespace: 'default', pod: 'p' });
      }
      cluster.advance({ seconds: 60 });
      cluster.client.delete(
        'Pod',
        'default',
        'p',
        random.next() < 0.3 ? { gracePeriodSeconds: random.integer(0, 3) } : {},
      );
      expect(cluster.advance({ seconds: 150, eventLimit: 100_000 })).not.toBe('limit');
      expect(cluster.client.get('Pod', 'default', 'p')).toBeUndefined();
    } catch (error) {
      expect.fail(`seed ${seed}: ${error instanceof Error ? error.stack : error}`);
    }
  }
});
