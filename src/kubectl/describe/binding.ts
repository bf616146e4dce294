/** RoleBindings and ClusterRoleBindings: who gets what role. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';

const describe: Describer['describe'] = (_call, writer, binding) => {
  const { metadata, roleRef, subjects = [] } = binding;
  writer.line(`Name:\t${metadata.name}`);
  writer.labels('Labels', metadata.labels);
  writer.annotations('Annotations', metadata.annotations);
  writer.line('Role:');
  writer.line(`Kind:\t${roleRef.kind}`, 1);
  writer.line(`Name:\t${roleRef.name}`, 1);
  writer.line('Subjects:');
  writer.line('Kind\tName\tNamespace', 1);
  writer.line('----\t----\t---------', 1);
  for (const one of subjects as readonly Anything[]) {
    writer.line(`${one.kind}\t${one['name']}\t${one['namespace'] ?? ''}`, 1);
  }
};

export const roleBindingDescriber: Describer = { kind: 'RoleBinding', describe };

export const clusterRoleBindingDescriber: Describer = { kind: 'ClusterRoleBinding', describe };
