import { describe, expect, test } from 'vitest';
import { readDrafts } from '#api/decode/read-draft.ts';
import { decodeTime } from '#api/decode/scalars.ts';

/** The server's message for the first document, without what stands before the complaint; or the draft. */
function check(text: string): unknown {
  const [result] = readDrafts(text).results;
  if (!result) return 'nothing';
  return result.ok ? result.value.draft : result.error.status.message.replace(/^.* cannot be handled as a \w+: /, '');
}

function issues(text: string): string[] {
  return readDrafts(text).results.flatMap((result) =>
    result.ok ? [] : result.error.issues.map(({ line, column, advice }) => `${line}:${column} ${advice.en}`),
  );
}

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: ${spec}\n`;

describe('types', () => {
  test.each([
    [
      '{containers: [{name: a, image: 7}]}',
      'cannot unmarshal number into Go struct field Container.spec.containers.image of type string',
    ],
    [
      '{containers: {name: a}}',
      'cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
    ],
    ['{hostNetwork: "true"}', 'cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool'],
    [
      '{restartPolicy: 1}',
      'cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy',
    ],
    [
      '{activeDeadlineSeconds: 1.5}',
      'cannot unmarshal number 1.5 into Go struct field PodSpec.spec.activeDeadlineSeconds of type int64',
    ],
    [
      '{priority: 3000000000}',
      'cannot unmarshal number 3000000000 into Go struct field PodSpec.spec.priority of type int32',
    ],
    [
      '{containers: [{env: [{name: A, value: yes}]}]}',
      'cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string',
    ],
    [
      '{volumes: [{name: a, configMap: x}]}',
      'cannot unmarshal string into Go struct field Volume.spec.volumes.VolumeSource.configMap of type v1.ConfigMapVolumeSource',
    ],
    ['{nodeSelector: {a: 1}}', 'cannot unmarshal number into Go struct field PodSpec.spec.nodeSelector of type string'],
  ])('%s', (spec, message) => {
    expect(check(pod(spec))).toBe(`json: ${message}`);
  });

  test('the first in alphabetical order is named, and it hides unknown fields', () => {
    expect(check(pod('{surprise: 1, hostPID: x, hostIPC: z}'))).toContain('PodSpec.spec.hostIPC');
  });

  test('a quantity that cannot be read is said before any wrong type', () => {
    expect(check(pod('{automountServiceAccountToken: x, containers: [{resources: {limits: {cpu: 1 core}}}]}'))).toMatch(
      /^quantities must match/,
    );
  });

  test('null is never wrong, it is nothing', () => {
    expect(check(pod('{containers: null, hostNetwork: null}'))).toMatchObject({ spec: {} });
  });
});

describe('unknown fields and duplicate keys', () => {
  test('are told together, in alphabetical order', () => {
    expect(check(`${pod('{foo: 1, containers: [{name: a, imge: b}]}')}bar: 1\n`)).toBe(
      'strict decoding error: unknown field "bar", unknown field "spec.containers[0].imge", unknown field "spec.foo"',
    );
  });

  test('capitals count', () => {
    expect(check(pod('{Containers: []}'))).toBe('strict decoding error: unknown field "spec.Containers"');
  });

  test('a key twice names the line on which its second value begins', () => {
    expect(check('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: "1"\n  a: "2"\n')).toBe(
      'strict decoding error: yaml: unmarshal errors:\n  line 6: key "a" already set in map',
    );
  });
});

describe('what the draft holds', () => {
  test('zeros that Go would not write are gone, those behind a pointer stay', () => {
    expect(check(pod('{hostNetwork: false, enableServiceLinks: false, priority: 0, nodeName: ""}'))).toMatchObject({
      spec: { enableServiceLinks: false, priority: 0 },
    });
    const draft = check(pod('{hostNetwork: false}')) as { spec: object };
    expect(Object.keys(draft.spec)).toEqual([]);
  });

  test('structs that are no pointers are there, quantities are canonical', () => {
    expect(
      check(pod('{containers: [{name: a, resources: {limits: {memory: 1.5Gi, cpu: 0.5}}}, {name: b}]}')),
    ).toMatchObject({
      metadata: { name: 'x' },
      spec: {
        containers: [
          { name: 'a', resources: { limits: { memory: '1536Mi', cpu: '500m' } } },
          { name: 'b', resources: {} },
        ],
      },
      status: {},
    });
  });

  test('base64 is checked and kept without line breaks', () => {
    const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata: {a: ${data}}\n`;
    expect(check(secret('"aG9s\\nYQ=="'))).toMatchObject({ data: { a: 'aG9sYQ==' } });
    expect(check(secret('hola!'))).toBe('illegal base64 data at input byte 4');
    expect(check(secret('aG9'))).toBe('illegal base64 data at input byte 0');
  });

  test('two documents that share a part by an alias do not share it afterwards', () => {
    const draft = check(pod('{containers: [{name: a, env: &e [{name: A, value: "1"}]}, {name: b, env: *e}]}')) as {
      spec: { containers: { env: object[] }[] };
    };
    expect(draft.spec.containers[0]?.env).toEqual(draft.spec.containers[1]?.env);
    expect(draft.spec.containers[0]?.env).not.toBe(draft.spec.containers[1]?.env);
  });
});

describe('kinds and versions', () => {
  test.each([
    [
      'extensions/v1beta1',
      'Deployment',
      '`extensions/v1beta1` ceased to exist for Deployment in Kubernetes 1.16. Write `apiVersion: apps/v1`.',
    ],
    ['v1', 'Deployment', 'Deployment is not in `v1`. Write `apiVersion: apps/v1`.'],
    ['v1', 'Pods', 'There is no kind "Pods". Did you mean "Pod"?'],
    [
      'policy/v1beta1',
      'PodSecurityPolicy',
      'PodSecurityPolicy ceased to exist in Kubernetes 1.25, and nothing of that name took its place.',
    ],
  ])('%s %s', (apiVersion, kind, advice) => {
    expect(issues(`apiVersion: ${apiVersion}\nkind: ${kind}\n`)).toEqual([expect.stringContaining(advice)]);
  });

  test('the server itself says what kubectl says', () => {
    expect(check('apiVersion: apps/v2\nkind: Deployment\n')).toBe(
      'no matches for kind "Deployment" in version "apps/v2"',
    );
  });

  test('the items of a List are documents, at their own lines', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spce: {}\n- apiVersion: v1\n  kind: ConfigMap\n';
    expect(issues(list)).toEqual(['6:3 The object has no field "spce". Did you mean "spec"?']);
    expect(readDrafts(list).results).toHaveLength(2);
  });

  test('text that is no object at all is a sentence, not a crash', () => {
    expect(issues('hola')).toEqual(['1:1 A manifest is an object: it begins with `apiVersion:` and `kind:`.']);
    expect(issues('- a\n- b')).toHaveLength(1);
    expect(check('')).toBe('nothing');
  });
});

test('every fault has its line, not only the one that the server names', () => {
  expect(issues(pod('\n  hostPID: x\n  containers:\n  - nmae: a\n    resources: {limits: {cpu: two}}'))).toEqual([
    '5:12 `spec.hostPID` takes `true` or `false`, without quotes.',
    '7:5 `spec.containers[0]` has no field "nmae". Did you mean "name"?',
    expect.stringContaining('8:31 `spec.containers[0].resources.limits.cpu` takes a quantity'),
  ]);
});

test('times are read to the second in UTC, and Go’s parser says what it stumbles over', () => {
  expect(decodeTime('2026-01-05T08:30:00+02:00', 0)).toEqual({ ok: true, value: '2026-01-05T06:30:00Z' });
  expect(decodeTime('2026-01-05', 0)).toEqual({
    ok: false,
    error: 'parsing time "2026-01-05" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
  });
});
