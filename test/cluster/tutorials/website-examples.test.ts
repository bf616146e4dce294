/**
 * Every example of the Kubernetes documentation that makes pods, applied with what its page says it needs: five minutes
 * later its pods are as the page says. Most pages say "running", so only the others are listed, with the reason, and beside
 * them those where readyz differs. The examples lie beside the project; without them there is nothing to run.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpusFolder } from '../../helpers/hostile-manifests.ts';
import { line, Tutorial } from './tutorial.ts';

const folder = path.join(corpusFolder, 'website');
const makesPods = /^kind: (Pod|Deployment|ReplicaSet|ReplicationController|StatefulSet|DaemonSet|Job|CronJob)\s*$/m;

const configMap = (name: string, data: Readonly<Record<string, string>>) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${JSON.stringify(data)}\n---\n`;
const secret = (name: string, data: Readonly<Record<string, string>>) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\nstringData: ${JSON.stringify(data)}\n---\n`;
const account = (name: string, namespace = 'default') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}, namespace: ${namespace}}\n---\n`;
const claim = (name: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}\n---\n`;
const service = (name: string, port: number, selector: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {${selector}}, ports: [{port: ${port}}]}\n---\n`;

/** What a page tells to make first. Files of the documentation are named by their path. */
const needs: Readonly<Record<string, string>> = {
  'admin/konnectivity/konnectivity-agent.yaml': account('konnectivity-agent', 'kube-system'),
  'admin/logging/two-files-counter-pod-agent-sidecar.yaml': 'admin/logging/fluentd-sidecar-config.yaml',
  'application/cassandra/cassandra-statefulset.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: cassandra}\nspec: {clusterIP: None, selector: {app: cassandra}, ports: [{port: 9042}]}\n',
  'application/mysql/mysql-deployment.yaml': 'application/mysql/mysql-pv.yaml',
  'application/mysql/mysql-statefulset.yaml': 'application/mysql/mysql-configmap.yaml',
  'application/wordpress/mysql-deployment.yaml': secret('mysql-pass', { password: 'clave' }),
  'application/wordpress/wordpress-deployment.yaml': secret('mysql-pass', { password: 'clave' }),
  'configmap/configure-pod.yaml': configMap('game-demo', {
    player_initial_lives: '3',
    ui_properties_file_name: 'user-interface.properties',
    'game.properties': 'enemy.types=aliens,monsters',
    'user-interface.properties': 'color.good=purple',
  }),
  'debug/fluentd-gcp-ds.yaml': 'debug/fluentd-gcp-configmap.yaml',
  'deployments/deployment-with-configmap-and-sidecar-container.yaml': configMap('color', { color: 'blue' }),
  'deployments/deployment-with-configmap-two-containers.yaml': configMap('color', { color: 'blue' }),
  'deployments/deployment-with-configmap-as-envvar.yaml': configMap('fruits', { fruits: 'apples' }),
  'deployments/deployment-with-configmap-as-volume.yaml': configMap('sport', { sport: 'football' }),
  'pods/inject/pod-multiple-secret-env-variable.yaml':
    secret('backend-user', { 'backend-username': 'backend-admin' }) + secret('db-user', { 'db-username': 'db-admin' }),
  'pods/inject/secret-envars-pod.yaml': secret('test-secret', { username: 'my-app', password: '39528$vdg7Jb' }),
  'pods/pod-configmap-env-var-valueFrom.yaml': configMap('special-config', { SPECIAL_LEVEL: 'very', SPECIAL_TYPE: 'charm' }),
  'pods/pod-configmap-volume-specific-key.yaml': configMap('special-config', { SPECIAL_LEVEL: 'very' }),
  'pods/pod-multiple-configmap-env-variable.yaml':
    configMap('special-config', { 'special.how': 'very' }) + configMap('env-config', { log_level: 'INFO' }),
  'pods/pod-projected-svc-token.yaml': account('build-robot'),
  'pods/storage/projected-secret-downwardapi-configmap.yaml':
    secret('mysecret', { username: 'admin' }) + configMap('myconfigmap', { config: 'a=b' }),
  'pods/storage/projected-secrets-nondefault-permission-mode.yaml':
    secret('mysecret', { username: 'admin' }) + secret('mysecret2', { password: 'clave' }),
  'pods/storage/projected.yaml': secret('user', { username: 'admin' }) + secret('pass', { password: 'clave' }),
  'pods/storage/pv-duplicate.yaml': claim('task-pv-claim'),
  'service/access/frontend-deployment.yaml': service('hello', 80, 'app: hello'),
}; // biome-ignore format: a table

/** Labels of all nodes that a page assumes. */
const nodeLabels: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/^windows\//, { 'kubernetes.io/os': 'windows', 'microsoft.com.build': '10.0.17763', 'node.kubernetes.io/windows-build': '10.0.17763' }],
  [/pod-nginx-required-affinity/, { disktype: 'ssd' }],
  [/pod-with-node-affinity/, { 'topology.kubernetes.io/zone': 'antarctica-east1' }],
  [/daemonset-label-selector/, { ssd: 'true' }],
  [/fluentd-gcp-ds/, { 'beta.kubernetes.io/fluentd-ds-ready': 'true' }],
]; // biome-ignore format: a table

/** Where the page says something else than "running". A word stands for all pods; `\d` and `.` as in regular expressions. */
const otherwise: Readonly<Record<string, { readonly is: RegExp; readonly because: string }>> = {
  'application/job/job-tmpl.yaml': { is: /^! .*process-item-\$ITEM/, because: 'a template, to be filled in with sed' },
  'configmap/configure-pod.yaml': { is: /^Running /, because: 'it sleeps' },
  'pods/commands.yaml': { is: /^Succeeded /, because: 'printenv ends, and OnFailure lets it' },
  'pods/pod-configmap-env-var-valueFrom.yaml': { is: /^Succeeded /, because: 'echo ends' },
  'pods/pod-configmap-volume-specific-key.yaml': { is: /^Succeeded /, because: 'cat ends' },
  'pods/pod-multiple-configmap-env-variable.yaml': { is: /^Succeeded /, because: 'env ends' },
  'pods/pod-with-scheduling-gates.yaml': { is: /^Pending 0\/0 0$/, because: 'its gates are closed' },
  'pods/private-reg-pod.yaml': { is: /^InvalidImageName /, because: 'a placeholder stands for the image' },
  'pods/probe/exec-liveness.yaml': { is: /^Running 1\/1 3$/, because: 'the file goes after 30 s: restarts at 75, 150 and 225 s' },
  'pods/probe/pod-with-http-healthcheck.yaml': { is: /^\S+ \d\/1 4$/, because: 'nginx has no /_status/healthz: a restart a minute' },
  'pods/resource/cpu-request-limit-2.yaml': { is: /^Pending 0\/0 0$/, because: 'no node has 100 processors' },
  'pods/resource/memory-request-limit-2.yaml': { is: /^CrashLoopBackOff 0\/1 5$/, because: 'killed for memory, again and again' },
  'pods/resource/memory-request-limit-3.yaml': { is: /^Pending 0\/0 0$/, because: 'no node has 1000 Gi of memory' },
  'pods/security/seccomp/fields.yaml': { is: /^! .*ephemeralContainers/, because: 'shows fields, not a pod to make' },
  'pods/storage/pv-duplicate.yaml': { is: /^CrashLoopBackOff 0\/1 5$/, because: 'nobody put its nginx.conf into the volume: a directory takes the place of the file' },
  'controllers/replication-nginx-1.16.1.yaml': { is: /^CrashLoopBackOff 0\/1 5$/, because: 'nginx -T prints its configuration and ends' },
  'pods/two-container-pod.yaml': { is: /^Running 1\/2 0$/, because: 'the second container writes its page and ends' },
  'secret/dotfile-secret.yaml': { is: /^CrashLoopBackOff 0\/1 5$/, because: 'ls ends, and Always starts it again' },
  'dra/dra-device-metadata-pod.yaml': { is: /^(! no matches|Running)/, because: 'DIFFERS: readyz has no dynamic resource allocation; a real pod waits for its device' },
  'dra/dra-device-metadata-template-pod.yaml': { is: /^(! no matches|Running)/, because: 'DIFFERS: the same' },
  'dra/dra-example-job.yaml': { is: /^Running 3\/3 0$/, because: 'DIFFERS: the same' },
  'dra/driver-install/example/pod.yaml': { is: /^Running 1\/1 0$/, because: 'DIFFERS: the same' },
  'pods/storage/projected-clustertrustbundle.yaml': { is: /^Running 1\/1 0$/, because: 'DIFFERS: readyz mounts trust bundles that nobody made' },
  'pods/storage/projected-podcertificate.yaml': { is: /^Running 1\/1 0$/, because: 'DIFFERS: readyz mounts certificates that nobody signed' },
  'controllers/job-backoff-limit-per-index-failindex.yaml': { is: /^Succeeded /, because: 'DIFFERS: Python programs are not simulated and end well; half of the real ones fail' },
}; // biome-ignore format: a table

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(path.join(directory, entry.name))
      : entry.name.endsWith('.yaml')
        ? [path.join(directory, entry.name)]
        : [],
  );
}

const examples = existsSync(folder)
  ? filesBelow(folder)
      .filter((file) => makesPods.test(readFileSync(file, 'utf8')))
      .map((file) => path.relative(folder, file))
      .sort()
  : [];

describe.skipIf(examples.length === 0)(
  'examples of the Kubernetes documentation (they must lie beside the project)',
  () => {
    test.each(examples)('%s', (name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const namespace = /^ {2}namespace: (\S+)/m.exec(text)?.[1] ?? 'default';
      const labels = nodeLabels.find(([pattern]) => pattern.test(name))?.[1];
      const tutorial = new Tutorial({
        namespace,
        nodes: ['node-1', 'node-2', 'node-3'].map((node) => ({ name: node, ...(labels && { labels }) })),
      });
      const before = needs[name] ?? '';
      if (name === 'application/mysql/mysql-statefulset.yaml')
        tutorial.apply(
          'apiVersion: v1\nkind: Service\nmetadata: {name: mysql}\nspec: {clusterIP: None, selector: {app: mysql}, ports: [{port: 3306}]}',
        );
      if (before !== '')
        tutorial.apply(before.endsWith('.yaml') ? readFileSync(path.join(folder, before), 'utf8') : before);
      const refusals = tutorial.refusals(text).map((message) => `! ${message}`);
      tutorial.wait(300);
      const states = tutorial.pods().map((pod) => line(pod).slice(pod.metadata.name.length + 1));
      const jobs = tutorial.cluster.client.list('Job', { namespace }).length > 0;
      const { is } = otherwise[name] ?? { is: jobs ? /^Succeeded / : /^Running (\d+)\/\1 0$/ };
      const all = [...refusals, ...states];
      expect(all).not.toEqual([]);
      expect(all.filter((state) => !is.test(state))).toEqual([]);
    });
  },
);

test.skipIf(examples.length === 0)('everything listed above is still there, and differences are few', () => {
  expect([...Object.keys(needs), ...Object.keys(otherwise)].filter((name) => !examples.includes(name))).toEqual([]);
  expect(Object.values(otherwise).filter(({ because }) => because.startsWith('DIFFERS')).length).toBeLessThan(10);
});
