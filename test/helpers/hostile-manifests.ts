/**
 * Texts that nobody would write and somebody will send: good manifests with pieces cut out, doubled, moved and poisoned.
 * The same seed makes the same texts.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SeededRandom } from '#simulation/seeded-random.ts';

/** Other people's manifests, where they lie beside the project; `READYZ_CORPUS` names another folder. */
export const corpusFolder = path.resolve(process.env['READYZ_CORPUS'] ?? '../shared/corpus');

const poison = [
  '&a ', '*a', '<<: ', '!!str ', '!!binary ', '!x ', '? ', '- ', ': ', '{', '}', '[', ']', '"', "'", '|', '>', '\t', '\n',
  '---\n', '...\n', '%YAML 1.1\n', '#', '\u0000', '\uFEFF', '\u2028', '\u001b[2J', '__proto__: ', 'constructor: ', 'toString',
  '1e999', '0x', '99999999999999999999', '.inf', '.nan', '-0', 'null', '~', 'yes', '\r', '\\', '\\x', '&', '*', '!', '@', '`',
  '%', '  ', '          ', 'é', '\ud800', '🙂', '$(A)', '${A}', '../..', '1.5', '-1', 'Ñ'.repeat(300),
]; // biome-ignore format: one letter a line would be longer than the test

export function hostileTexts(seed: number): () => string {
  const random = new SeededRandom(seed);
  const sources = manifests();
  return () => {
    let text = random.pick(sources);
    for (let count = random.integer(1, 4); count > 0; count--) text = mutated(text, sources, random);
    return text;
  };
}

function mutated(text: string, sources: readonly string[], random: SeededRandom): string {
  const at = random.integer(0, text.length);
  const before = text.slice(0, at);
  const length = random.integer(0, random.integer(0, 60));
  switch (random.integer(0, 5)) {
    case 0:
      return before + text.slice(at + length);
    case 1:
      return before + text.slice(random.integer(0, text.length));
    case 2:
      return before + random.pick(poison).repeat(random.integer(1, 30)) + text.slice(at);
    case 3: {
      const other = random.pick(sources);
      const from = random.integer(0, other.length);
      return before + other.slice(from, from + 200) + text.slice(at);
    }
    default:
      return before + random.pick(poison) + text.slice(at);
  }
}

/** As much of a good manifest's own lines as a document may hold: one to five of them, over and over, each time numbered anew. */
export function bloatedTexts(seed: number): () => string {
  const random = new SeededRandom(seed);
  const sources = manifests();
  return () => {
    const lines = random
      .pick(sources)
      .split(/^---.*$/m)[0]!
      .split('\n');
    const from = random.integer(0, lines.length - 1);
    const until = from + random.integer(1, 5);
    const block = `${lines.slice(from, until).join('\n')}\n`;
    const isNumbered = random.integer(0, 1) === 1;
    const letters = random.integer(20_000, 240_000);
    let bloat = '';
    for (let number = 0; bloat.length < letters; number++) {
      bloat += isNumbered ? block.replace(/[a-z](?=[\n"',}\]:])/, `$&${number}`) : block;
    }
    return `${lines.slice(0, from).join('\n')}\n${bloat}${lines.slice(until).join('\n')}`;
  };
}

function manifests(): readonly string[] {
  return existsSync(corpusFolder) ? [...ownManifests, ...filesBelow(corpusFolder)] : ownManifests;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const stats = statSync(file);
    if (stats.isDirectory()) return filesBelow(file);
    return /\.ya?ml$/.test(name) && stats.size < 20_000 ? [readFileSync(file, 'utf8')] : [];
  });
}

const ownManifests: readonly string[] = [
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers:
      - {name: wait, image: "busybox:1.36", command: [sh, -c, "until nslookup db; do sleep 1; done"]}
      containers:
      - name: web
        image: nginx:1.27
        env: [{name: A, value: "1"}, {name: B, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
        ports: [{name: http, containerPort: 80}]
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
        readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {sizeLimit: 1Gi}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
`,
  `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: s}
  data: {a: aG9sYQ==}
- apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: backups.example.com}
  spec:
    group: example.com
    scope: Namespaced
    names: {plural: backups, kind: Backup}
    versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {a: {type: string, pattern: "^a+$"}}}}}}}
`,
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}
  policyTypes: [Ingress]
  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80, endPort: 90}]}]
`,
];
