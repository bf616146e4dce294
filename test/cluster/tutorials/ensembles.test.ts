// Servers that form one: the ZooKeeper and Cassandra tutorials, MariaDB as a Galera cluster, Elasticsearch with its roles.
import { describe, expect, test } from 'vitest';
import { Tutorial } from './tutorial.ts';

const headless = (name: string, port: number, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {clusterIP: None, ${more}selector: {app: ${name}}, ports: [{port: ${port}}]}\n---\n`;

function statefulSet(
  name: string,
  replicas: number,
  container: string,
  options: { data?: string; spec?: string } = {},
) {
  const { data, spec = '' } = options;
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  replicas: ${replicas}
${spec}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: main
${container.replace(/^/gm, '          ')}${data ? `\n          volumeMounts: [{name: data, mountPath: ${data}}]\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]` : ''}
`;
}

describe('ZooKeeper', () => {
  const zookeeper = () =>
    new Tutorial().apply(
      headless('zk', 3888) +
        statefulSet(
          'zk',
          3,
          `image: registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10
command: [sh, -c, "start-zookeeper --servers=3 --data_dir=/var/lib/zookeeper/data --conf_dir=/opt/zookeeper/conf --tick_time=2000"]
readinessProbe: {exec: {command: [sh, -c, zookeeper-ready 2181]}, initialDelaySeconds: 10, timeoutSeconds: 5}`,
          { data: '/var/lib/zookeeper' },
        ),
    );

  test('each server knows its number and the names of all', () => {
    const tutorial = zookeeper().wait(120);
    expect(tutorial.lines()).toEqual(['zk-0 Running 1/1 0', 'zk-1 Running 1/1 0', 'zk-2 Running 1/1 0']);
    expect([0, 1, 2].map((n) => tutorial.exec(`zk-${n}`, 'cat /var/lib/zookeeper/data/myid'))).toEqual([
      '0 1',
      '0 2',
      '0 3',
    ]);
    expect(tutorial.exec('zk-1', 'hostname -f')).toBe('0 zk-1.zk.default.svc.cluster.local');
    const configuration = tutorial.exec('zk-0', 'cat /opt/zookeeper/conf/zoo.cfg');
    expect(configuration).toContain('tickTime=2000');
    expect(configuration).toContain('server.3=zk-2.zk.default.svc.cluster.local:2888:3888');
  });

  test('what is written on one is read on another, and survives the deletion of all pods', () => {
    const tutorial = zookeeper().wait(120);
    expect(tutorial.exec('zk-0', 'zkCli.sh create /hello world')).toContain('Created /hello');
    expect(tutorial.exec('zk-1', 'zkCli.sh get /hello')).toContain('world');
    tutorial.scale('StatefulSet', 'zk', 0).wait(120);
    expect(tutorial.lines()).toEqual([]);
    tutorial.scale('StatefulSet', 'zk', 3).wait(120);
    expect(tutorial.exec('zk-2', 'zkCli.sh get /hello')).toContain('world');
  });

  test('one of three alone says imok and serves nobody; two of three serve', () => {
    const tutorial = zookeeper().wait(120);
    tutorial.exec('zk-0', 'zkCli.sh create /hello world');
    tutorial.scale('StatefulSet', 'zk', 1).wait(60);
    expect(tutorial.exec('zk-0', 'echo ruok | nc 127.0.0.1 2181')).toBe('0 imok');
    expect(tutorial.exec('zk-0', 'echo srvr | nc 127.0.0.1 2181')).toContain('not currently serving requests');
    expect(tutorial.exec('zk-0', 'zkCli.sh get /hello')).toContain('ConnectionLoss');
    tutorial.scale('StatefulSet', 'zk', 2).wait(60);
    expect(tutorial.exec('zk-0', 'zkCli.sh get /hello')).toContain('world');
    expect(tutorial.exec('zk-1', 'echo srvr | nc 127.0.0.1 2181')).toContain('Mode: leader');
  });
});

describe('Cassandra', () => {
  const cassandra = (seeds = 'cassandra-0.cassandra.default.svc.cluster.local') =>
    new Tutorial().apply(
      headless('cassandra', 9042) +
        statefulSet(
          'cassandra',
          3,
          `image: gcr.io/google-samples/cassandra:v13
lifecycle: {preStop: {exec: {command: [/bin/sh, -c, nodetool drain]}}}
env:
  - {name: CASSANDRA_SEEDS, value: ${seeds}}
  - {name: CASSANDRA_CLUSTER_NAME, value: K8Demo}
  - {name: CASSANDRA_DC, value: DC1-K8Demo}
  - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
readinessProbe: {exec: {command: [/bin/bash, -c, /ready-probe.sh]}, initialDelaySeconds: 15, timeoutSeconds: 5}`,
          { data: '/cassandra_data' },
        ),
    );

  test('one after the other they join the ring of their seed', () => {
    const tutorial = cassandra().wait(300);
    expect(tutorial.lines()).toEqual([
      'cassandra-0 Running 1/1 0',
      'cassandra-1 Running 1/1 0',
      'cassandra-2 Running 1/1 0',
    ]);
    const ring = tutorial.exec('cassandra-0', 'nodetool status');
    expect(ring).toContain('Datacenter: DC1-K8Demo');
    expect(ring.match(/^UN /gm)?.length).toBe(3);
    tutorial.scale('StatefulSet', 'cassandra', 4).wait(120);
    expect(tutorial.exec('cassandra-3', 'nodetool status').match(/^UN /gm)?.length).toBe(4);
  });

  test('who finds no seed ends, and is started again', () => {
    const tutorial = cassandra('nobody.cassandra').wait(200);
    expect(tutorial.lines()[0]).toMatch(/^cassandra-0 (CrashLoopBackOff|Running) 0\/1 [23]$/);
    expect(tutorial.log('cassandra-0', 'main', true)).toContain('Unable to gossip with any peers');
  });
});

describe('MariaDB as a Galera cluster', () => {
  const readiness = `readinessProbe: {exec: {command: [sh, -c, "mariadb -h127.0.0.1 -uroot -pclave -e 'SELECT 1'"]}, periodSeconds: 5, timeoutSeconds: 5}`;
  const galera = (spec = '', probe = readiness) =>
    new Tutorial().apply(
      headless('db', 3306, 'publishNotReadyAddresses: true, ') +
        statefulSet(
          'db',
          3,
          `image: bitnami/mariadb-galera:11.4
env:
  - {name: MARIADB_ROOT_PASSWORD, value: clave}
  - {name: MARIADB_GALERA_CLUSTER_ADDRESS, value: gcomm://db}
${probe}`,
          { data: '/bitnami/mariadb', spec },
        ),
    );
  const size = `mariadb -uroot -pclave -N -e "SHOW STATUS LIKE 'wsrep_cluster_size'"`;

  test('node 0 begins, the others join and hold every row', () => {
    const tutorial = galera().wait(180);
    expect(tutorial.lines()).toEqual(['db-0 Running 1/1 0', 'db-1 Running 1/1 0', 'db-2 Running 1/1 0']);
    expect(tutorial.exec('db-2', size)).toMatch(/^0 wsrep_cluster_size\s+3$/);
    tutorial.exec(
      'db-0',
      `mariadb -uroot -pclave -e 'CREATE DATABASE a; CREATE TABLE a.t (x int); INSERT INTO a.t VALUES (7)'`,
    );
    for (const pod of ['db-0', 'db-1', 'db-2'])
      expect(tutorial.exec(pod, `mariadb -uroot -pclave -N -e 'SELECT COUNT(*) FROM a.t'`)).toBe('0 1');
  });

  test('node 0 begins as well where nobody waits for it: it was alone when it looked', () => {
    const tutorial = galera('', '').wait(180);
    expect(tutorial.exec('db-2', size)).toMatch(/^0 wsrep_cluster_size\s+3$/);
  });

  test('a fourth gets a copy; one that loses its data too', () => {
    const tutorial = galera().wait(180);
    tutorial.exec(
      'db-1',
      `mariadb -uroot -pclave -e 'CREATE DATABASE a; CREATE TABLE a.t (x int); INSERT INTO a.t VALUES (7)'`,
    );
    tutorial.scale('StatefulSet', 'db', 4).wait(90);
    expect(tutorial.exec('db-3', `mariadb -uroot -pclave -N -e 'SELECT COUNT(*) FROM a.t'`)).toBe('0 1');
    tutorial.delete('PersistentVolumeClaim', 'data-db-2').delete('Pod', 'db-2').wait(120);
    expect(tutorial.exec('db-2', `mariadb -uroot -pclave -N -e 'SELECT COUNT(*) FROM a.t'`)).toBe('0 1');
  });

  test('the node on which one of three is lost is forgotten; two lost together leave nobody who answers', () => {
    const tutorial = galera().wait(180);
    const nodeOf = (pod: string) => tutorial.pods().find(({ metadata }) => metadata.name === pod)?.spec?.nodeName ?? '';
    tutorial.cluster.inject({ kind: 'node-down', node: nodeOf('db-2') } as never);
    tutorial.wait(10);
    expect(tutorial.exec('db-0', size)).toMatch(/2$/);
    tutorial.cluster.inject({ kind: 'node-down', node: nodeOf('db-1') } as never);
    tutorial.wait(10);
    expect(tutorial.exec('db-0', `mariadb -uroot -pclave -e 'SELECT 1'`)).toContain('ERROR 1047 (08S01)');
  });

  test('official image: who is told of nobody begins; who finds none of those it is told of gives up after 30 s', () => {
    const node = (name: string, address: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  restartPolicy: Never
  containers:
    - name: main
      image: mariadb:11
      args: [--wsrep-on=ON, "--wsrep-cluster-address=gcomm://${address}"]
      env: [{name: MARIADB_ROOT_PASSWORD, value: clave}]
---
`;
    const tutorial = new Tutorial().apply(headless('a', 3306) + node('a', '') + node('c', 'nobody')).wait(15);
    tutorial.apply(node('b', 'a')).wait(45);
    expect(tutorial.lines()).toEqual(['a Running 1/1 0', 'b Running 1/1 0', 'c Failed 0/1 0']);
    expect(tutorial.log('c')).toContain('failed to reach primary view');
    expect(tutorial.exec('b', size)).toMatch(/2$/);
  });
});

describe('Elasticsearch', () => {
  const node = (name: string, roles: string, more = '') =>
    statefulSet(
      name,
      name === 'es-master' ? 3 : 1,
      `image: elasticsearch:8.15.0
env:
  - {name: node.name, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
  - {name: node.roles, value: "${roles}"}
  - {name: cluster.name, value: docs}
  - {name: discovery.seed_hosts, value: es-master}
${more}readinessProbe: {httpGet: {path: /_cluster/health, port: 9200}, periodSeconds: 5}`,
      { spec: '  podManagementPolicy: Parallel\n' },
    );
  const masters = `  - {name: cluster.initial_master_nodes, value: "es-master-0,es-master-1,es-master-2"}\n`;
  const cluster = (publish: boolean) =>
    new Tutorial().apply(
      headless('es-master', 9300, publish ? 'publishNotReadyAddresses: true, ' : '') +
        [
          node('es-master', 'master', masters),
          node('es-data', 'data'),
          node('es-ingest', 'ingest'),
          node('es-ml', 'ml'),
          node('es-coordinating', ''),
        ].join('---\n'),
    );

  test('masters, data, ingest, machine learning and coordinating nodes become one', () => {
    const tutorial = cluster(true).wait(120);
    expect(tutorial.lines().every((text) => text.endsWith(' Running 1/1 0'))).toBe(true);
    const health = JSON.parse(tutorial.exec('es-data-0', 'curl -s localhost:9200/_cluster/health').slice(2));
    expect(health).toMatchObject({
      cluster_name: 'docs',
      status: 'green',
      number_of_nodes: 7,
      number_of_data_nodes: 1,
    });
    const nodes = tutorial.exec('es-ml-0', 'curl -s localhost:9200/_cat/nodes');
    expect(nodes).toMatch(/ d - es-data-0$/m);
    expect(nodes).toMatch(/ - - es-coordinating-0$/m);
    expect(nodes.match(/ m \* es-master-\d$/gm)?.length).toBe(1);
  });

  test('masters whose names are published only when they are ready never meet', () => {
    const tutorial = cluster(false).wait(180);
    expect(tutorial.lines('app=es-master')).toEqual([0, 1, 2].map((n) => `es-master-${n} Running 0/1 0`));
    expect(tutorial.exec('es-master-0', 'curl -s localhost:9200/_cluster/health')).toContain(
      'master_not_discovered_exception',
    );
  });

  test('two of three masters are enough, one is not', () => {
    const tutorial = cluster(true).wait(120);
    tutorial.scale('StatefulSet', 'es-master', 2).wait(30);
    expect(tutorial.exec('es-data-0', 'curl -s localhost:9200/_cluster/health')).toContain('green');
    tutorial.scale('StatefulSet', 'es-master', 1).wait(30);
    expect(tutorial.lines('app=es-data')).toEqual(['es-data-0 Running 0/1 0']);
  });

  test('alone it wants to be told so', () => {
    const pod = (name: string, environment: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {restartPolicy: Never, containers: [{name: main, image: elasticsearch:8.15.0, env: [${environment}]}]}\n---\n`;
    const tutorial = new Tutorial()
      .apply(pod('a', '') + pod('b', '{name: discovery.type, value: single-node}'))
      .wait(60);
    expect(tutorial.lines()).toEqual(['a Failed 0/1 0', 'b Running 1/1 0']);
    expect(tutorial.pods()[0]?.status?.containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(78);
  });
});
