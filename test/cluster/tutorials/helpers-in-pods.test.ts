// Programs that work beside a server: what they read, where they send it, and what they say when something is missing.
import { describe, expect, test } from 'vitest';
import { Tutorial } from './tutorial.ts';

const config = (output: string, path = '/logs/*.log') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: beat}
data:
  filebeat.yml: |
    filebeat.inputs:
      - type: filestream
        id: web
        paths: ['${path}']
    ${output}
`;

const pod = (more = '') => `---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volumes:
    - {name: logs, emptyDir: {medium: Memory, sizeLimit: 16Mi}}
    - {name: config, configMap: {name: beat}}
  containers:
    - name: web
      image: busybox
      command: [sh, -c, 'n=0; while sleep 5; do n=$((n+1)); echo "line $n" >> /var/log/web/access.log; done']
      volumeMounts: [{name: logs, mountPath: /var/log/web}]
    - name: beat
      image: elastic/filebeat:9.1.0
      args: [-e, -c, /etc/filebeat.yml]
      volumeMounts: [{name: logs, mountPath: /logs}, {name: config, mountPath: /etc/filebeat.yml, subPath: filebeat.yml}]
${more}`;

const elastic = `
apiVersion: v1
kind: Service
metadata: {name: elasticsearch}
spec: {selector: {app: es}, ports: [{port: 9200}]}
---
apiVersion: v1
kind: Pod
metadata: {name: es, labels: {app: es}}
spec: {containers: [{name: es, image: 'elasticsearch:9.1.0', env: [{name: discovery.type, value: single-node}]}]}
`;

describe('filebeat beside a web server', () => {
  test('prints what it reads, where its output is the console', () => {
    const played = new Tutorial().apply(config('output.console.pretty: false') + pod()).wait(32);
    const log = played.log('web', 'beat');
    expect(log).toMatch(/"message":"line 1"/);
    expect(log).toMatch(/"message":"line 4"/);
    expect(log.match(/line 1"/g)).toHaveLength(1);
  });
  test('ships to Elasticsearch, and keeps what it cannot ship until it can', () => {
    const played = new Tutorial().apply(config('output.elasticsearch.hosts: ["elasticsearch:9200"]') + pod()).wait(22);
    expect(played.log('web', 'beat')).toMatch(/Failed to connect/);
    played.apply(elastic).wait(60);
    expect(played.exec('es', 'curl -s localhost:9200/filebeat/_count')).toMatch(/"count":1[0-9]/);
  });
  test('ships nothing from another directory', () => {
    const played = new Tutorial().apply(config('output.console.pretty: false', '/other/*.log') + pod()).wait(40);
    expect(played.log('web', 'beat')).not.toMatch(/line/);
  });
  test('does not start without an output', () => {
    const played = new Tutorial().apply(config('name: x') + pod()).wait(8);
    expect(played.log('web', 'beat')).toMatch(/Exiting: No outputs are defined/);
  });
});

const fromGit = (init: string, volume = 'emptyDir: {}') => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volumes: [{name: site, ${volume}}]
  initContainers: [{name: fetch, volumeMounts: [{name: site, mountPath: /site}], ${init}}]
  containers: [{name: web, image: nginx, volumeMounts: [{name: site, mountPath: /usr/share/nginx/html}]}]
`;

describe('content from a repository', () => {
  const page = (played: Tutorial, path = '/') => played.exec('web', `curl -s localhost${path}`);
  test('is cloned by git', () => {
    const played = new Tutorial()
      .apply(fromGit("image: alpine/git, args: [clone, 'https://github.com/example/site.git', /site]"))
      .wait(20);
    expect(page(played)).toMatch(/Hello from the repository/);
  });
  test('is cloned once by git-sync, below its root and behind a link', () => {
    const played = new Tutorial()
      .apply(
        fromGit(
          "image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', args: ['--repo=https://github.com/example/site', '--root=/site', --one-time]",
        ),
      )
      .wait(20);
    expect(page(played, '/site/index.html')).toMatch(/Hello from the repository/);
  });
  test('is refused by a host that nobody knows', () => {
    const played = new Tutorial()
      .apply(fromGit("image: alpine/git, args: [clone, 'https://git.internal/site.git', /site]"))
      .wait(3);
    expect(played.log('web', 'fetch')).toMatch(/fatal: unable to access .* Could not resolve host: git.internal/);
  });
  test('does not overwrite what a claim has kept', () => {
    const played = new Tutorial()
      .apply(
        fromGit(
          "image: alpine/git, args: [clone, 'https://github.com/example/site.git', /site]",
          'hostPath: {path: /data/site}',
        ),
      )
      .wait(20);
    played
      .apply(
        fromGit(
          "image: alpine/git, args: [clone, 'https://github.com/example/site.git', /site]",
          'hostPath: {path: /data/site}',
        ).replace(
          'name: web}\nspec:',
          'name: second}\nspec: {nodeName: NODE}'.replace(
            ' {nodeName: NODE}',
            `\n  nodeName: ${played.pods()[0]?.spec.nodeName}`,
          ),
        ),
      )
      .wait(8);
    expect(played.log('second', 'fetch')).toMatch(/already exists and is not an empty directory/);
  });
});

const migration = (url: string) => `
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers: [{name: migrate, image: migrate/migrate, args: [-path, /migrations, -database, '${url}', up]}]
`;
const database = `
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 3306}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: db, image: 'mysql:8.4', env: [{name: MYSQL_ROOT_PASSWORD, value: x}]}]}
`;

describe('a migration', () => {
  const url = 'mysql://root:x@tcp(db:3306)/shop';
  test('ends well when its database is there', () => {
    const played = new Tutorial().apply(database).wait(60).apply(migration(url)).wait(60);
    expect(played.lines().find((line) => line.startsWith('migrate'))).toMatch(/Succeeded/);
  });
  test('is tried as often as the Job allows when it is not', () => {
    const played = new Tutorial().apply(migration(url)).wait(120);
    expect(played.lines().filter((line) => line.startsWith('migrate'))).toHaveLength(3);
    expect(played.events('BackoffLimitExceeded')).toHaveLength(1);
  });
});
