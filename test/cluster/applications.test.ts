// Applications of several parts, as tutorials build them: who waits for whom, what a visitor meets meanwhile.
import { describe, expect, test } from 'vitest';
import { type Fields, newCluster } from './kubelet/node-under-test.ts';

const service = (name: string, port: number, more: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ port }], ...more },
});

function deployment(
  name: string,
  image: string,
  env: Readonly<Record<string, string>> = {},
  more: Fields = {},
): Fields {
  const container = {
    name: 'main',
    image,
    imagePullPolicy: 'IfNotPresent',
    env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ...more,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
    },
  };
}

const database = { MYSQL_ROOT_PASSWORD: 'r', MYSQL_DATABASE: 'wordpress', MYSQL_USER: 'wp', MYSQL_PASSWORD: 'x' };
const wordpress = { WORDPRESS_DB_HOST: 'db', WORDPRESS_DB_USER: 'wp', WORDPRESS_DB_PASSWORD: 'x' };

function visit(objects: readonly Fields[], target: string, path: string, seconds: number) {
  const cluster = newCluster();
  for (const answer of cluster.apply(objects as never)) if (!answer.ok) throw new Error(answer.status.message);
  const traffic = cluster.traffic({
    namespace: 'default',
    service: target,
    path,
    requestsPerSecond: 1,
    propagationSeconds: 0,
  });
  cluster.advance({ seconds });
  const { served, failed } = traffic.total();
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    served: round(served),
    failed: Object.fromEntries(Object.entries(failed).map(([reason, count]) => [reason, round(count)])),
  };
}

describe('WordPress and its database', () => {
  test('serves as soon as the database answers', () => {
    const outcome = visit(
      [
        service('db', 3306),
        deployment('db', 'mysql:8', database),
        service('web', 80),
        deployment('web', 'wordpress:6', wordpress),
      ],
      'web',
      '/',
      60,
    );
    // The web listens at 0.5 + 5, the database at 0.5 + 15: ten seconds of errors, after those in which nobody listens.
    expect(outcome).toEqual({ served: 44.5, failed: { 'no-endpoints': 0.6, refused: 4.9, 'status 500': 10 } });
  });
  test('with another password it never does', () => {
    const outcome = visit(
      [
        service('db', 3306),
        deployment('db', 'mysql:8', { ...database, MYSQL_PASSWORD: 'y' }),
        service('web', 80),
        deployment('web', 'wordpress:6', wordpress),
      ],
      'web',
      '/',
      60,
    );
    expect(outcome.served).toBe(0);
  });
  test('nor under another name', () => {
    const outcome = visit(
      [
        service('mydb', 3306),
        deployment('mydb', 'mysql:8', database),
        service('web', 80),
        deployment('web', 'wordpress:6', wordpress),
      ],
      'web',
      '/',
      60,
    );
    expect(outcome.served).toBe(0);
  });
});

describe('Guestbook', () => {
  const frontend = deployment('frontend', 'us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5');
  const leader = [service('redis-leader', 6379), deployment('redis-leader', 'redis:6')];
  test('shows its page without Redis, and messages only with it', () => {
    const parts = [service('frontend', 80), frontend];
    expect(visit(parts, 'frontend', '/', 30).served).toBeGreaterThan(27);
    expect(visit(parts, 'frontend', '/guestbook.php', 30).served).toBe(0);
    expect(visit([...parts, ...leader], 'frontend', '/guestbook.php', 30).served).toBeGreaterThan(27);
  });
});

describe('an init container that waits for a Service', () => {
  test('lets its pod start when the name can be resolved', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'app' },
      spec: {
        initContainers: [
          {
            name: 'wait',
            image: 'busybox:1.36',
            command: ['sh', '-c', 'until nslookup db.default.svc.cluster.local; do echo waiting; sleep 2; done'],
          },
        ],
        containers: [{ name: 'main', image: 'busybox:1.36', command: ['sleep', '1000'] }],
      },
    };
    const cluster = newCluster();
    cluster.apply([pod] as never);
    cluster.advance({ seconds: 15 });
    expect(cluster.client.get('Pod', 'default', 'app')?.status?.phase).toBe('Pending');
    cluster.apply([service('db', 3306)] as never);
    cluster.advance({ seconds: 5 });
    expect(cluster.client.get('Pod', 'default', 'app')?.status?.phase).toBe('Running');
  });
});

describe('a CronJob', () => {
  test('says the time every minute', () => {
    const cluster = newCluster();
    const container = { name: 'hello', image: 'busybox:1.36', command: ['sh', '-c', 'date +%T; echo hello'] };
    cluster.apply([
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'hello' },
        spec: {
          schedule: '* * * * *',
          jobTemplate: { spec: { template: { spec: { restartPolicy: 'OnFailure', containers: [container] } } } },
        },
      },
    ] as never);
    cluster.advance({ seconds: 200 });
    const logs = cluster.client.list('Pod').map(({ metadata }) => {
      const log = cluster.agents.get('node-1')?.readLog('default', metadata.name, 'hello', false);
      return log?.ok ? log.value : log?.error.message;
    });
    expect(logs.map((log) => log?.replace(/:\d\d\n/, '\n'))).toEqual([
      '00:01\nhello\n',
      '00:02\nhello\n',
      '00:03\nhello\n',
    ]);
  });
});
