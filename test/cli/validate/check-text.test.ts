import { describe, expect, test } from 'vitest';
import { checkText } from '#cli/validate/check-text.ts';

/** Refusals as `line:column advice`, in English. */
function errors(text: string): string[] {
  return checkText(text).documents.flatMap(({ issues }) =>
    issues.map(({ line, column, advice }) => `${line}:${column} ${advice.en}`),
  );
}

/** Advice as `line:column rule`. */
function warnings(text: string): string[] {
  return checkText(text).advice.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
}

/** What the server itself warns of, as `line:column its words`. */
function serverWarnings(text: string): string[] {
  return checkText(text).documents.flatMap(({ warnings }) =>
    warnings.map(({ line, column, message }) => `${line}:${column} ${message}`),
  );
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports: [{name: http, containerPort: 80}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
`;

const service = (spec: string) => `---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {${spec}}\n`;

describe('what the server refuses stands at its line, with what to write', () => {
  test('a kind that Kubernetes has and readyz has not', () => {
    expect(errors('apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: gpu}\n')).toEqual([
      '2:7 Kubernetes has ResourceClaim, but readyz does not simulate it: leave it out of what you try here.',
    ]);
  });

  test('a word that YAML reads as a truth value', () => {
    expect(errors(`${deployment}        env: [{name: A, value: yes}]\n`)).toEqual([
      '14:32 YAML reads a truth value (`true` or `false`) here, and `spec.template.spec.containers[0].env[0].value` takes text: put it in quotes.',
    ]);
  });

  test('an enum mistyped', () => {
    expect(errors(`${deployment}        imagePullPolicy: always\n`)).toEqual([
      '14:26 Did you mean `Always`? `spec.template.spec.containers[0].imagePullPolicy` takes only: `Always`, `IfNotPresent`, `Never`. Capitals count.',
    ]);
  });

  test('a mount of a volume whose name is mistyped', () => {
    const text = `${deployment}        volumeMounts: [{name: dta, mountPath: /data}]\n      volumes: [{name: data, emptyDir: {}}]\n`;
    expect(errors(text)).toEqual(['14:31 No volume is called "dta". Did you mean "data"?']);
  });

  test('a bad label is shown itself, although the server names only the map', () => {
    expect(
      errors('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels:\n    a: ok\n    b: "not ok"\n'),
    ).toEqual([expect.stringMatching(/^7:5 Labels in `metadata.labels`/)]);
  });

  test('what is missing stands at the nearest thing that is there', () => {
    expect(errors('apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers:\n  - image: a\n')).toEqual([
      '6:5 `spec.containers[0].name` is missing.',
    ]);
  });

  test('a cause that the server repeats is told once', () => {
    const bad = deployment.replace('name: web}', 'name: Web}');
    expect(errors(bad)).toHaveLength(1);
  });
});

describe('what is accepted but hardly meant', () => {
  test('nothing, where nothing is odd', () => {
    expect(warnings(deployment + service('selector: {app: web}, ports: [{port: 80, targetPort: http}]'))).toEqual([]);
  });

  test('a selector that fits no pod of the text', () => {
    expect(warnings(deployment + service('selector: {app: wbe}, ports: [{port: 80}]'))).toEqual([
      '18:8 selector-matches-nothing',
    ]);
  });

  test('but not where the text has no pods at all', () => {
    expect(warnings(service('selector: {app: wbe}, ports: [{port: 80}]'))).toEqual([]);
  });

  test('a named port that no selected container has', () => {
    expect(warnings(deployment + service('selector: {app: web}, ports: [{port: 80, targetPort: web}]'))).toEqual([
      '18:49 port-name',
    ]);
  });

  test('a probe on a named port that its container does not have', () => {
    expect(warnings(`${deployment}        livenessProbe: {tcpSocket: {port: htp}}\n`)).toEqual(['14:37 port-name']);
  });

  test('an image without a tag or with latest, but not one with a digest or a registry’s port', () => {
    for (const image of ['nginx', 'nginx:latest', 'registry:5000/nginx']) {
      expect(warnings(deployment.replace('nginx:1.27', image))).toEqual(['11:9 image-tag']);
    }
    for (const image of ['nginx@sha256:0123', 'registry:5000/nginx:1']) {
      expect(warnings(deployment.replace('nginx:1.27', image))).toEqual([]);
    }
  });

  test('no requests; limits alone are enough, because requests follow them', () => {
    expect(warnings(deployment.replace(/resources:.*/, 'resources: {}'))).toEqual(['10:9 resource-requests']);
    expect(warnings(deployment.replace('requests:', 'limits:'))).toEqual([]);
  });

  test('a volume that nobody mounts', () => {
    expect(warnings(`${deployment}      volumes: [{name: data, emptyDir: {}}]\n`)).toEqual(['14:18 unused-volume']);
  });

  test('an autoscaler that names another Deployment than the one there', () => {
    const hpa =
      '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wbe}\n';
    expect(warnings(deployment + hpa)).toEqual(['20:59 missing-target']);
  });
});

describe('documents see those before them', () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: backups.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: backups, kind: Backup}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, required: [database], properties: {database: {type: string}, keep: {type: integer, minimum: 1, default: 7}}}}}}
`;
  const backup = (spec: string) =>
    `---\napiVersion: example.com/v1\nkind: Backup\nmetadata: {name: nightly}\nspec: {${spec}}\n`;

  test('a kind of one’s own can be used after its definition, and is held to its schema', () => {
    expect(checkText(crd + backup('database: shop')).documents.map(({ accepted }) => accepted)).toEqual([true, true]);
    const messages = (spec: string) => checkText(crd + backup(spec)).documents[1]?.status?.message;
    expect(messages('keep: 0')).toBe(
      'Backup.example.com "nightly" is invalid: [spec.database: Required value, spec.keep: Invalid value: 0: spec.keep in body should be greater than or equal to 1]',
    );
    expect(messages('database: 1')).toContain(
      'spec.database: Invalid value: "integer": spec.database in body must be of type string',
    );
    expect(messages('databse: x')).toBe(
      'Backup in version "v1" cannot be handled as a Backup: strict decoding error: unknown field "spec.databse"',
    );
  });

  test('but not before it', () => {
    expect(checkText(backup('database: shop') + '---\n' + crd).documents.map(({ accepted }) => accepted)).toEqual([
      false,
      true,
    ]);
  });

  test('the same object twice is a change', () => {
    expect(errors(`${deployment}---\n${deployment.replaceAll('app: web', 'app: other')}`)).toEqual([
      expect.stringContaining('`spec.selector` cannot change once the object exists'),
    ]);
  });
});

describe('what the server accepts with a warning stands at its line, apart from errors and advice', () => {
  test('a variable defined twice', () => {
    const text = `${deployment}        env: [{name: A, value: x}, {name: A, value: z}]\n`;
    expect(errors(text)).toEqual([]);
    expect(serverWarnings(text)).toEqual([
      '14:36 spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
    ]);
  });

  test('a name that cannot be a host name', () => {
    const text = deployment.replace('metadata: {name: web}', 'metadata: {name: web.app}');
    expect(serverWarnings(text)).toEqual([expect.stringMatching(/^3:12 metadata\.name: this is used in Pod names/)]);
  });

  test('what a headless Service leaves without meaning', () => {
    expect(
      serverWarnings(deployment + service('clusterIP: None, sessionAffinity: ClientIP, ports: [{port: 80}]')),
    ).toEqual(['18:25 spec.SessionAffinity is ignored for headless services']);
  });

  test('a node’s address without its port', () => {
    const text = deployment.replace('containerPort: 80}', 'containerPort: 80, hostIP: 10.0.0.1}');
    expect(serverWarnings(text)).toEqual([
      '12:17 spec.template.spec.containers[0].ports[0]: hostIP set without hostPort: {Name:http HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}',
    ]);
  });

  test('a document that is refused has none', () => {
    const text = `${deployment}        env: [{name: A, value: x}, {name: A, value: z}, {name: ""}]\n`;
    expect(serverWarnings(text)).toEqual([]);
  });

  test('no more of them than one answer carries', () => {
    const ports = Array.from({ length: 2000 }, () => '{containerPort: 81}').join(', ');
    expect(serverWarnings(`${deployment}      - {name: b, image: b:1, ports: [${ports}]}\n`).length).toBeLessThan(100);
  });
});

test('rules in CEL are evaluated; of one that readyz does not know its author is told', () => {
  const text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: backups.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: backups, kind: Backup}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            x-kubernetes-validations: [{rule: self.a < self.b}, {rule: 'self.a < duration("1s")'}]
            properties: {a: {type: integer}, b: {type: integer}}
`;
  expect(errors(text)).toEqual([]);
  expect(warnings(text)).toEqual(['18:66 rule-not-simulated']);
  const backup = (spec: string) =>
    `${text}---\napiVersion: example.com/v1\nkind: Backup\nmetadata: {name: x}\nspec: ${spec}\n`;
  const messages = (spec: string) => checkText(backup(spec)).documents[1]?.status?.message;
  expect(messages('{a: 1, b: 2}')).toBe(undefined);
  expect(messages('{a: 2, b: 2}')).toBe(
    'Backup.example.com "x" is invalid: spec: Invalid value: "object": failed rule: self.a < self.b',
  );
});
