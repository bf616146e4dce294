/** Node: being filled in. */
import type { INode } from 'kubernetes-models/v1/Node';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Node = Stored<INode>;

export const nodeKind: KindDefinition<INode> = {
  kind: 'Node',
  group: '',
  version: 'v1',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
};
