/** Roles and ClusterRoles: what may be done to what. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';

const describe: Describer['describe'] = (_call, writer, role) => {
  const { metadata } = role;
  writer.line(`Name:\t${metadata.name}`);
  writer.labels('Labels', metadata.labels);
  writer.annotations('Annotations', metadata.annotations);
  writer.line('PolicyRule:');
  writer.line('Resources\tNon-Resource URLs\tResource Names\tVerbs', 1);
  writer.line('---------\t-----------------\t--------------\t-----', 1);
  for (const row of ruleRows(role['rules'] ?? [])) writer.line(row, 1);
};

export const roleDescriber: Describer = { kind: 'Role', describe };

export const clusterRoleDescriber: Describer = { kind: 'ClusterRole', describe };

/** A row for each resource: rules about several are taken apart, and equal ones put together. */
function ruleRows(rules: readonly Anything[]): readonly string[] {
  const rows = new Map<
    string,
    { readonly resource: string; readonly urls: string; readonly names: string; readonly verbs: Set<string> }
  >();
  const add = (resource: string, urls: readonly string[], names: readonly string[], verbs: readonly string[]) => {
    const shown = { resource, urls: `[${urls.join(' ')}]`, names: `[${names.join(' ')}]` };
    const key = `${shown.resource}\t${shown.urls}\t${shown.names}`;
    const row = rows.get(key) ?? { ...shown, verbs: new Set<string>() };
    for (const verb of verbs) row.verbs.add(verb);
    rows.set(key, row);
  };
  for (const { resources = [], apiGroups = [], nonResourceURLs = [], resourceNames = [], verbs = [] } of rules) {
    for (const resource of resources) {
      for (const group of apiGroups.length === 0 ? [''] : apiGroups) {
        for (const name of resourceNames.length === 0 ? [undefined] : resourceNames) {
          add(group === '' ? resource : `${resource}.${group}`, [], name === undefined ? [] : [name], verbs);
        }
      }
    }
    for (const url of nonResourceURLs) add('', [url], [], verbs);
  }
  return [...rows.values()]
    .sort((one, other) => (one.resource < other.resource ? -1 : one.resource > other.resource ? 1 : 0))
    .map(({ resource, urls, names, verbs }) => `${resource}\t${urls}\t${names}\t[${[...verbs].join(' ')}]`);
}
