// The tutorials and examples of the Kubernetes documentation, run as their pages describe them; manifests written anew.
import { describe, expect, test } from 'vitest';
import { Tutorial } from './tutorial.ts';

const pod = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}}\nspec: ${spec}\n---\n`;
const service = (name: string, selector: string, port: number, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {${selector}}, ports: [{port: ${port}}]${more}}\n---\n`;
const claim = (name: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}}\n---\n`;
const deployment = (name: string, replicas: number, labels: string, spec: string, more = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {replicas: ${replicas}, ${more}selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: ${spec}}}\n---\n`;

describe('liveness, readiness and startup probes', () => {
  test('exec: the file goes after 30 s, three probes fail, the container starts anew after the grace', () => {
    const tutorial = new Tutorial()
      .apply(
        pod('liveness', `{containers: [{name: main, image: "registry.k8s.io/busybox:1.27.2", args: [/bin/sh, -c, "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600"], livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}}]}`),
      )
      .wait(30);
    expect(tutorial.events('Unhealthy')).toEqual([]);
    expect(tutorial.wait(10).events('Unhealthy')[0]).toContain("Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory");
    expect(tutorial.wait(45).lines()).toEqual(['liveness Running 1/1 1']);
    expect(tutorial.events('Killing')).toEqual(['Container main failed liveness probe, will be restarted']);
  }); // biome-ignore format: a manifest on a line

  test('http: a server that says 500 after ten seconds is restarted', () => {
    const tutorial = new Tutorial()
      .apply(
        pod(
          'liveness',
          `{containers: [{name: main, image: "registry.k8s.io/e2e-test-images/agnhost:2.40", args: [liveness], livenessProbe: {httpGet: {path: /healthz, port: 8080, httpHeaders: [{name: Custom-Header, value: Awesome}]}, initialDelaySeconds: 3, periodSeconds: 3}}]}`,
        ),
      )
      .wait(10);
    expect(tutorial.lines()).toEqual(['liveness Running 1/1 0']);
    tutorial.wait(20);
    expect(tutorial.events('Unhealthy')[0]).toBe('Liveness probe failed: HTTP probe failed with statuscode: 500');
    expect(tutorial.lines()).toEqual(['liveness Running 1/1 1']);
  });

  test('tcp: a server that listens elsewhere is never ready and restarted', () => {
    const probes = (port: number) =>
      `readinessProbe: {tcpSocket: {port: ${port}}, initialDelaySeconds: 5, periodSeconds: 10}, livenessProbe: {tcpSocket: {port: ${port}}, initialDelaySeconds: 15, periodSeconds: 10}`;
    const tutorial = new Tutorial()
      .apply(
        pod('right', `{containers: [{name: main, image: httpd, ${probes(80)}}]}`) +
          pod('wrong', `{containers: [{name: main, image: httpd, ${probes(8080)}}]}`),
      )
      .wait(60);
    expect(tutorial.lines()).toEqual(['right Running 1/1 0', 'wrong Running 0/1 1']);
    expect(tutorial.events('Unhealthy')[0]).toContain('connect: connection refused');
  });
});

test('init containers wait for their Services, one after the other', () => {
  const waits = (name: string) =>
    `{name: init-${name}, image: "busybox:1.28", command: [sh, -c, "until nslookup ${name}.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc.cluster.local; do echo waiting for ${name}; sleep 2; done"]}`;
  const tutorial = new Tutorial()
    .apply(
      pod(
        'myapp',
        `{initContainers: [${waits('myservice')}, ${waits('mydb')}], containers: [{name: main, image: "busybox:1.28", command: [sh, -c, "echo The app is running! && sleep 3600"]}]}`,
      ),
    )
    .wait(60);
  expect(tutorial.lines()).toEqual(['myapp PodInitializing 0/1 0']);
  expect(tutorial.log('myapp', 'init-myservice')).toContain('waiting for myservice');
  tutorial.apply(service('myservice', 'a: b', 80)).wait(10);
  expect(tutorial.lines()).toEqual(['myapp PodInitializing 0/1 0']);
  expect(tutorial.log('myapp', 'init-mydb')).toContain('waiting for mydb');
  tutorial.apply(service('mydb', 'a: b', 9377)).wait(10);
  expect(tutorial.lines()).toEqual(['myapp Running 1/1 0']);
  expect(tutorial.log('myapp')).toBe('The app is running!\n');
});

test('a Job computes and is complete; its pod stays with its log', () => {
  const tutorial = new Tutorial()
    .apply(
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: pi}\nspec: {backoffLimit: 4, template: {spec: {restartPolicy: Never, containers: [{name: pi, image: "perl:5.34.0", command: [perl, -Mbignum=bpi, -wle, "print bpi(2000)"]}]}}}`,
    )
    .wait(60);
  const [job] = tutorial.cluster.client.list('Job', { namespace: 'default' }) as unknown as readonly {
    status?: { succeeded?: number; conditions?: readonly { type: string; status: string }[] };
  }[];
  expect(job?.status?.succeeded).toBe(1);
  expect(job?.status?.conditions?.some(({ type, status }) => type === 'Complete' && status === 'True')).toBe(true);
  expect(tutorial.lines()[0]).toMatch(/^pi-\w+ Succeeded 0\/1 0$/);
});

test('a CronJob says hello every minute and keeps three of its Jobs', () => {
  const tutorial = new Tutorial()
    .apply(
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: hello}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: hello, image: "busybox:1.28", command: [/bin/sh, -c, "date; echo Hello from the Kubernetes cluster"]}]}}}}}`,
    )
    .wait(330);
  expect(tutorial.pods().length).toBe(3);
  expect(tutorial.log(tutorial.pods()[0]?.metadata.name ?? '')).toContain('Hello from the Kubernetes cluster');
});

describe('WordPress and MySQL with volumes', () => {
  const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: mysql-pass}\nstringData: {password: clave}\n---\n`;
  const fromSecret = 'valueFrom: {secretKeyRef: {name: mysql-pass, key: password}}';
  const mysql =
    service('wordpress-mysql', 'app: wordpress, tier: mysql', 3306, ', clusterIP: None') +
    claim('mysql-pv-claim') +
    deployment(
      'wordpress-mysql',
      1,
      'app: wordpress, tier: mysql',
      `{containers: [{name: mysql, image: "mysql:8.0", env: [{name: MYSQL_ROOT_PASSWORD, ${fromSecret}}, {name: MYSQL_DATABASE, value: wordpress}, {name: MYSQL_USER, value: wordpress}, {name: MYSQL_PASSWORD, ${fromSecret}}], ports: [{containerPort: 3306}], volumeMounts: [{name: data, mountPath: /var/lib/mysql}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: mysql-pv-claim}}]}`,
      'strategy: {type: Recreate}, ',
    );
  const wordpress =
    service('wordpress', 'app: wordpress, tier: frontend', 80, ', type: LoadBalancer') +
    claim('wp-pv-claim') +
    deployment(
      'wordpress',
      1,
      'app: wordpress, tier: frontend',
      `{containers: [{name: wordpress, image: "wordpress:6.2.1-apache", env: [{name: WORDPRESS_DB_HOST, value: wordpress-mysql}, {name: WORDPRESS_DB_PASSWORD, ${fromSecret}}, {name: WORDPRESS_DB_USER, value: wordpress}], ports: [{containerPort: 80}], volumeMounts: [{name: data, mountPath: /var/www/html}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: wp-pv-claim}}]}`,
      'strategy: {type: Recreate}, ',
    );
  const nameOf = (tutorial: Tutorial, tier: string) => tutorial.pods(`tier=${tier}`)[0]?.metadata.name ?? '';
  const page = (tutorial: Tutorial) =>
    tutorial.exec(nameOf(tutorial, 'frontend'), 'curl -s -o /dev/null -w "%{http_code}" http://wordpress/');

  test('the page comes once the database is there', () => {
    const tutorial = new Tutorial().apply(secret + wordpress).wait(60);
    expect(page(tutorial)).toBe('0 500');
    tutorial.apply(mysql).wait(60);
    expect(page(tutorial)).toBe('0 200');
    expect(
      tutorial.cluster.client
        .list('PersistentVolumeClaim', { namespace: 'default' })
        .every(({ status }) => status?.phase === 'Bound'),
    ).toBe(true);
  });

  test('without the Secret neither container can be made', () => {
    const tutorial = new Tutorial().apply(mysql + wordpress).wait(60);
    expect(tutorial.lines().every((text) => text.includes('CreateContainerConfigError'))).toBe(true);
  });

  test('uploads and rows survive the pods', () => {
    const tutorial = new Tutorial().apply(secret + mysql + wordpress).wait(90);
    tutorial.exec(nameOf(tutorial, 'frontend'), 'echo picture > /var/www/html/wp-content/uploads/a.txt');
    tutorial.exec(
      nameOf(tutorial, 'mysql'),
      `mysql -uroot -pclave -e 'CREATE TABLE wordpress.t (x int); INSERT INTO wordpress.t VALUES (1)'`,
    );
    for (const one of tutorial.pods()) tutorial.delete('Pod', one.metadata.name);
    tutorial.wait(120);
    expect(tutorial.exec(nameOf(tutorial, 'frontend'), 'cat /var/www/html/wp-content/uploads/a.txt')).toBe('0 picture');
    expect(
      tutorial.exec(nameOf(tutorial, 'mysql'), `mysql -uroot -pclave -N -e 'SELECT COUNT(*) FROM wordpress.t'`),
    ).toMatch(/^0 1/);
    expect(page(tutorial)).toBe('0 200');
  });
});

test('Guestbook: followers copy the leader and refuse writes; the frontend needs the leader', () => {
  const registry = 'us-docker.pkg.dev/google-samples/containers/gke';
  const tutorial = new Tutorial()
    .apply(
      deployment(
        'redis-follower',
        2,
        'app: redis, role: follower',
        `{containers: [{name: follower, image: "${registry}/gb-redis-follower:v2", ports: [{containerPort: 6379}]}]}`,
      ) +
        service('redis-follower', 'app: redis, role: follower', 6379) +
        deployment(
          'frontend',
          3,
          'app: guestbook, tier: frontend',
          `{containers: [{name: php-redis, image: "${registry}/gb-frontend:v5", env: [{name: GET_HOSTS_FROM, value: dns}], ports: [{containerPort: 80}]}]}`,
        ) +
        service('frontend', 'app: guestbook, tier: frontend', 80) +
        pod(
          'client',
          '{containers: [{name: main, image: redis, command: [sleep, infinity]}, {name: web, image: busybox, command: [sleep, infinity]}]}',
        ),
    )
    .wait(30);
  const post = () => tutorial.exec('client', 'wget -qO- http://frontend/guestbook.php?cmd=get', 'web');
  expect(post()).toContain('500');
  tutorial
    .apply(
      deployment(
        'redis-leader',
        1,
        'app: redis, role: leader',
        '{containers: [{name: leader, image: "docker.io/redis:6.0.5", ports: [{containerPort: 6379}]}]}',
      ) + service('redis-leader', 'app: redis, role: leader', 6379),
    )
    .wait(30);
  expect(post()).toMatch(/^0 /);
  expect(tutorial.exec('client', 'redis-cli -h redis-leader SET messages hola')).toBe('0 OK');
  expect(tutorial.exec('client', 'redis-cli -h redis-follower GET messages')).toBe('0 hola');
  expect(tutorial.exec('client', 'redis-cli -h redis-follower SET messages adios')).toContain('READONLY');
  expect(tutorial.scale('Deployment', 'frontend', 5).wait(30).pods('tier=frontend').length).toBe(5);
  expect(tutorial.scale('Deployment', 'frontend', 2).wait(60).pods('tier=frontend').length).toBe(2);
});

describe('StatefulSet basics', () => {
  const web = (more = '') =>
    new Tutorial().apply(
      service('nginx', 'app: nginx', 80, ', clusterIP: None') +
        `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec: {serviceName: nginx, replicas: 2, ${more}selector: {matchLabels: {app: nginx}}, template: {metadata: {labels: {app: nginx}}, spec: {containers: [{name: nginx, image: "registry.k8s.io/nginx-slim:0.21", ports: [{containerPort: 80}], volumeMounts: [{name: www, mountPath: /usr/share/nginx/html}]}]}}, volumeClaimTemplates: [{metadata: {name: www}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}\n---\n` +
        pod('dns-test', '{containers: [{name: main, image: "busybox:1.28", command: [sleep, infinity]}]}'),
    );

  test('names, order and addresses that follow the pods', () => {
    const tutorial = web().wait(60);
    const times = tutorial.readyTimes();
    expect(times.get('web-1')).toBeGreaterThan(times.get('web-0') ?? Number.POSITIVE_INFINITY);
    expect([0, 1].map((n) => tutorial.exec(`web-${n}`, 'hostname'))).toEqual(['0 web-0', '0 web-1']);
    const address = () =>
      tutorial.pods('app=nginx').find(({ metadata }) => metadata.name === 'web-1')?.status?.podIP ?? '?';
    const before = address();
    expect(tutorial.exec('dns-test', 'nslookup web-1.nginx')).toContain(before);
    tutorial.delete('Pod', 'web-0').delete('Pod', 'web-1').wait(90);
    expect(tutorial.exec('dns-test', 'nslookup web-1.nginx')).toContain(address());
  });

  test('what they write is there after deletion, scaling and new pods', () => {
    const tutorial = web().wait(60);
    for (const n of [0, 1]) tutorial.exec(`web-${n}`, 'echo "$(hostname)" > /usr/share/nginx/html/index.html');
    expect(tutorial.exec('web-1', 'curl -s http://localhost/')).toBe('0 web-1');
    tutorial.scale('StatefulSet', 'web', 5).wait(120);
    expect(
      tutorial
        .pods('app=nginx')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4].map((n) => `web-${n}`));
    tutorial.scale('StatefulSet', 'web', 0).wait(120);
    expect(tutorial.cluster.client.list('PersistentVolumeClaim', { namespace: 'default' }).length).toBe(5);
    tutorial.scale('StatefulSet', 'web', 2).wait(60);
    expect(tutorial.exec('web-1', 'curl -s http://localhost/')).toBe('0 web-1');
    expect(tutorial.exec('dns-test', 'wget -qO- http://web-0.nginx')).toBe('0 web-0');
  });

  test('Parallel launches all at once', () => {
    const times = web('podManagementPolicy: Parallel, ').wait(60).readyTimes();
    expect(Math.abs((times.get('web-0') ?? 0) - (times.get('web-1') ?? 99))).toBeLessThan(1);
  });
});

test('connecting applications: a Service finds its pods by name, by variable and through their replacement', () => {
  const tutorial = new Tutorial()
    .apply(
      deployment(
        'my-nginx',
        2,
        'run: my-nginx',
        '{containers: [{name: my-nginx, image: nginx, ports: [{containerPort: 80}]}]}',
      ),
    )
    .wait(10);
  // Made before the Service: no variables of it.
  const first = tutorial.pods()[0]?.metadata.name ?? '';
  tutorial.apply(service('my-nginx', 'run: my-nginx', 80)).wait(5);
  expect(tutorial.exec(first, 'printenv | grep MY_NGINX_SERVICE_HOST')).toBe('1');
  tutorial.scale('Deployment', 'my-nginx', 0).wait(60).scale('Deployment', 'my-nginx', 2).wait(30);
  const next = tutorial.pods()[0]?.metadata.name ?? '';
  expect(tutorial.exec(next, 'printenv | grep MY_NGINX_SERVICE_HOST')).toMatch(/^0 MY_NGINX_SERVICE_HOST=10\./);
  tutorial
    .apply(pod('curl', '{containers: [{name: main, image: "curlimages/curl", command: [sleep, infinity]}]}'))
    .wait(10);
  expect(tutorial.exec('curl', 'curl -s http://my-nginx.default.svc.cluster.local')).toContain('Welcome to nginx!');
});

test('replicated MySQL: a replica is cloned from the one before, follows the first, and refuses writes', () => {
  const clone =
    'set -e; [[ -d /var/lib/mysql/mysql.ibd || `hostname` == *-0 ]] && exit 0; [[ `hostname` =~ -([0-9]+)$ ]]; ncat --recv-only db-$((${BASH_REMATCH[1]} - 1)).db 3307 | xbstream -x -C /var/lib/mysql; xtrabackup --prepare --target-dir=/var/lib/mysql';
  const follow = `cd /var/lib/mysql; if [[ -f xtrabackup_slave_info || -f xtrabackup_binlog_info && $(hostname) != *-0 ]]; then until mysql -h 127.0.0.1 -e "SELECT 1"; do sleep 1; done; mysql -h 127.0.0.1 -e "CHANGE MASTER TO MASTER_LOG_POS=154, MASTER_HOST='db-0.db', MASTER_USER='root', MASTER_PASSWORD=''; START SLAVE;"; fi; exec ncat --listen --keep-open --send-only --max-conns=1 3307 -c "xtrabackup --backup --stream=xbstream"`;
  const data = '{name: data, mountPath: /var/lib/mysql}';
  const tutorial = new Tutorial()
    .apply(
      service('db', 'app: db', 3306, ', clusterIP: None') +
        `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 3
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      volumes: [{name: conf, emptyDir: {}}]
      initContainers:
        - {name: conf, image: "mysql:5.7", command: [bash, -c, "case $(hostname) in *-0) ;; *) echo super-read-only > /conf/replica.cnf ;; esac"], volumeMounts: [{name: conf, mountPath: /conf}]}
        - {name: clone, image: "gcr.io/google-samples/xtrabackup:1.0", command: [bash, -c, ${JSON.stringify(clone)}], volumeMounts: [${data}]}
      containers:
        - {name: mysql, image: "mysql:5.7", env: [{name: MYSQL_ALLOW_EMPTY_PASSWORD, value: "1"}], volumeMounts: [${data}, {name: conf, mountPath: /etc/mysql/conf.d}], readinessProbe: {exec: {command: [mysql, -h, 127.0.0.1, -e, SELECT 1]}, periodSeconds: 2}}
        - {name: xtrabackup, image: "gcr.io/google-samples/xtrabackup:1.0", command: [bash, -c, ${JSON.stringify(follow)}], volumeMounts: [${data}]}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
`,
    )
    .wait(150);
  expect(tutorial.lines()).toEqual([0, 1, 2].map((n) => `db-${n} Running 2/2 0`));
  tutorial.exec(
    'db-0',
    `mysql -e 'CREATE DATABASE test; CREATE TABLE test.messages (message VARCHAR(250)); INSERT INTO test.messages VALUES (1)'`,
  );
  for (const n of [0, 1, 2])
    expect(tutorial.exec(`db-${n}`, `mysql -N -e 'SELECT COUNT(*) FROM test.messages'`)).toBe('0 1');
  expect(tutorial.exec('db-1', `mysql -e 'INSERT INTO test.messages VALUES (2)'`)).toContain('--super-read-only');
});
