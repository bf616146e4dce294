// What a pod reaches by which name or address: programs in one pod ask, programs in others answer.
import { describe, expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { container, type Fields, newCluster, podDraft } from '../kubelet/node-under-test.ts';

const server = (port: number) => `mkdir -p /www; hostname > /www/index.html; exec httpd -f -p ${port} -h /www`;
const service = (name: string, spec: Fields) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });

function statefulSet(replicas: number, more: Fields = {}): Fields[] {
  return [
    service('db', { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 80 }], ...more }),
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        serviceName: 'db',
        replicas,
        selector: { matchLabels: { app: 'db' } },
        template: {
          metadata: { labels: { app: 'db' } },
          spec: { containers: [container('main', server(80), { readinessProbe: { tcpSocket: { port: 80 } } })] },
        },
      },
    },
  ];
}

/** Runs a command in the pod `client` when everything has had 30 s to start. */
function ask(objects: readonly Fields[], command: string, nodes = ['node-1']): string {
  const cluster: Cluster = newCluster({ nodes: nodes.map((name) => ({ name })) });
  cluster.client.ensureNamespace('other');
  const answers = cluster.apply([...objects, podDraft({ run: 'sleep 100000 & wait' }, 'client')] as never);
  for (const answer of answers) if (!answer.ok) throw new Error(answer.status.message);
  cluster.advance({ seconds: 30 });
  let result = '';
  cluster.agents
    .get(cluster.client.get('Pod', 'default', 'client')?.spec.nodeName ?? '')
    ?.exec('default', 'client', 'main', ['sh', '-c', command], (done) => {
      result = done.ok ? done.value.output + done.value.errors : done.error.message;
    });
  cluster.advance({ seconds: 60 });
  return result.trim();
}

const web = (name = 'web', port = 80, more: Fields = {}) => ({ ...podDraft({ run: server(port) }, name), ...more });

describe('names', () => {
  const clusterIp = service('web', { clusterIP: '10.96.0.77', selector: { app: 'web' }, ports: [{ port: 80 }] });
  const cases: readonly [string, readonly Fields[], string, string][] = [
    ['a Service of the own namespace', [clusterIp], 'nslookup web | tail -2', 'Address: 10.96.0.77'],
    ['its longer names', [clusterIp], 'for n in web.default web.default.svc web.default.svc.cluster.local; do nslookup $n | grep 77; done', 'Address: 10.96.0.77\nAddress: 10.96.0.77\nAddress: 10.96.0.77'],
    ['a cluster IP resolves without any endpoint', [clusterIp], 'nslookup web >/dev/null && echo yes', 'yes'],
    ['another namespace needs its name', [{ ...clusterIp, metadata: { name: 'web', namespace: 'other' } }], 'nslookup web | grep NX; nslookup web.other | grep 77', "** server can't find web: NXDOMAIN\nAddress: 10.96.0.77"],
    ['a headless Service: every ready pod', statefulSet(2), 'nslookup db | grep -c Address', '3'],
    ['a headless Service without ready pods does not exist', [service('db', { clusterIP: 'None', selector: { app: 'nobody' }, ports: [{ port: 80 }] })], 'nslookup db | tail -2', "** server can't find db: NXDOMAIN"],
    ['pods of a StatefulSet by name', statefulSet(2), 'wget -qO- http://db-0.db; wget -qO- http://db-1.db', 'db-0\ndb-1'],
    ['a pod name alone is no name', statefulSet(1), 'wget -qO- http://db-0', "wget: bad address 'db-0'"],
    ['public names resolve', [], 'wget -qO- http://example.org >/dev/null && echo yes', 'yes'],
    ['reserved ones do not', [], 'wget -qO- http://nothing.local', "wget: bad address 'nothing.local'"],
  ]; // biome-ignore format: a table
  test.each(cases)('%s', (_name, objects, command, expected) => {
    expect(ask(objects, command)).toBe(expected);
  });
});

describe('Services', () => {
  const to = (spec: Fields) => service('web', { selector: { app: 'web' }, ...spec });
  const cases: readonly [string, readonly Fields[], string, string][] = [
    ['port and targetPort differ', [web('web', 8080), to({ ports: [{ port: 80, targetPort: 8080 }] })], 'wget -qO- http://web', 'web'],
    ['a wrong targetPort is refused by the pod', [web('web', 8080), to({ ports: [{ port: 80 }] })], 'wget -qO- http://web 2>&1 | sed "s/([0-9.]*)/(IP)/"', "wget: can't connect to remote host (IP): Connection refused"],
    ['a port that the Service does not have', [web(), to({ ports: [{ port: 80 }] })], 'wget -qO- http://web:81 2>&1 | grep -c refused', '1'],
    ['no endpoints: refused at once', [to({ ports: [{ port: 80 }] })], 'wget -qO- http://web 2>&1 | grep -c refused', '1'],
    ['a named target port', [{ ...web('web', 8080), spec: { containers: [container('main', server(8080), { ports: [{ name: 'http', containerPort: 8080 }] })] } }, to({ ports: [{ port: 80, targetPort: 'http' }] })], 'wget -qO- http://web', 'web'],
    ['requests go round', [...statefulSet(2).slice(1), service('db', { selector: { app: 'db' }, ports: [{ port: 80 }] })], 'for i in 1 2 3 4; do wget -qO- http://db; done | sort | uniq -c | sed "s/^ *//"', '2 db-0\n2 db-1'],
    ['a headless Service does not translate ports', statefulSet(1, { ports: [{ port: 8080, targetPort: 80 }] }), 'wget -qO- http://db:8080 2>&1 | grep -c refused; wget -qO- http://db', '1\ndb-0'],
    ['NodePort on every node, with or without an endpoint', [web(), to({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] })], 'wget -qO- http://10.1.0.11:30080; wget -qO- http://10.1.0.12:30080', 'web\nweb'],
    ['a hostPort', [{ ...web(), spec: { nodeName: 'node-1', containers: [container('main', server(80), { ports: [{ containerPort: 80, hostPort: 8888 }] })] } }], 'wget -qO- http://10.1.0.11:8888', 'web'],
    ['the host network', [{ ...web(), spec: { nodeName: 'node-1', hostNetwork: true, containers: [container('main', server(80))] } }], 'wget -qO- http://10.1.0.11', 'web'],
    ['an address where nobody is', [], 'wget -T 3 -qO- http://10.244.9.9', 'wget: download timed out'],
  ]; // biome-ignore format: a table
  test.each(cases)('%s', (_name, objects, command, expected) => {
    expect(ask(objects, command, ['node-1', 'node-2'])).toBe(expected);
  });
});
