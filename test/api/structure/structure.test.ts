import { describe, expect, test } from 'vitest';
import { kinds } from '#api/scheme.ts';
import * as goTypes from '#api/structure/go-types.ts';
import { explanation, kindStruct, structType } from '#api/structure/structure.ts';

/** A field as `type[, required][, pointer][, always]`. */
function check(struct: string, field: string): string {
  const found = structType(struct)?.fields.get(field);
  if (!found) return 'none';
  const marks = (['required', 'pointer', 'always'] as const).filter((mark) => found[mark]);
  return [found.type.goName, ...marks].join(', ');
}

describe('fields', () => {
  test.each([
    ['core.v1.PodSpec', 'containers', '[]v1.Container, required, always'],
    ['core.v1.PodSpec', 'priority', 'int32, pointer'],
    ['core.v1.PodSpec', 'hostNetwork', 'bool'],
    ['core.v1.PodSpec', 'restartPolicy', 'v1.RestartPolicy'],
    ['core.v1.Container', 'resources', 'v1.ResourceRequirements, always'],
    ['core.v1.Container', 'securityContext', 'v1.SecurityContext, pointer'],
    ['core.v1.ResourceRequirements', 'limits', 'v1.ResourceList'],
    ['core.v1.Secret', 'data', 'map[string][]uint8'],
    ['core.v1.ServicePort', 'targetPort', 'intstr.IntOrString, always'],
    ['apps.v1.StatefulSetSpec', 'volumeClaimTemplates', '[]v1.PersistentVolumeClaim'],
    ['policy.v1.PodDisruptionBudgetStatus', 'currentHealthy', 'int32, always'],
    ['core.v1.PodSpec', 'constructor', 'none'],
  ])('%s.%s is %s', (struct, field, expected) => {
    expect(check(struct, field)).toBe(expected);
  });
});

test('every kind, in every version that is read, is in the table', () => {
  for (const kind of kinds) {
    for (const { group, version } of [kind, ...(kind.otherVersions ?? [])]) {
      expect(kindStruct(group, version, kind.kind)?.fields.has('metadata'), `${kind.kind} ${version}`).toBe(true);
    }
  }
});

test('the tables of Go’s facts name only structs and fields that exist', () => {
  const { valueStructs, pointers, pointerStructs, alwaysWritten, leftOutWhenEmpty, namedTypes } = goTypes;
  for (const table of [valueStructs, pointers, pointerStructs, alwaysWritten, leftOutWhenEmpty, namedTypes]) {
    for (const [struct, names] of Object.entries(table)) {
      for (const name of names.split(' ')) {
        expect(check(struct, name.replace(/=.*/, '')), `${struct}.${name}`).not.toBe('none');
      }
    }
  }
  for (const [struct, fields] of Object.entries(goTypes.merges)) {
    for (const field of Object.keys(fields)) expect(check(struct, field), `${struct}.${field}`).not.toBe('none');
  }
});

test('what Kubernetes says of a field can be shown', () => {
  expect(explanation('core.v1.Container')?.fields['image']).toContain('Container image name');
  expect(explanation('core.v1.Nothing')).toBeUndefined();
});
