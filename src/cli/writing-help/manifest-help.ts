/**
 * Manifests: the issues of the API server with line and column, and the fields of the schema. Kinds that the question brings
 * are known, and those that the text itself defines.
 */
import { completeField } from '#api/completion/complete-field.ts';
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { YamlHelp } from '#terminal/writing/desk.ts';
import { checkText, newCluster } from '../validate/check-text.ts';

export function manifestHelp(question: Scenario | undefined): YamlHelp {
  const brought = (question?.cluster.objects ?? []).filter(isDefinition);
  return {
    async check(text) {
      // Nothing to say of a text that is hardly begun.
      if (!/^(apiVersion|kind)\s*:/m.test(text)) return [];
      const { documents, error } = checkText(text, clusterWith(brought));
      const issues = [...documents.flatMap((document) => document.issues), ...(error ? [error] : [])];
      return issues.map((issue) => ({ file: 'answer.yaml', ...issue }));
    },
    async complete(text, line, column) {
      const own = /CustomResourceDefinition/.test(text) ? readManifests(text).manifests.map(({ value }) => value) : [];
      return completeField(text, line, column, customKinds([...brought, ...own.filter(isDefinition)]));
    },
  };
}

interface Definition {
  readonly kind?: unknown;
  readonly spec?: { readonly group?: unknown; readonly names?: { readonly kind?: unknown } };
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && (value as Definition).kind === 'CustomResourceDefinition';
}

function clusterWith(definitions: readonly Definition[]) {
  const cluster = newCluster();
  if (definitions.length > 0) checkText(definitions.map((each) => JSON.stringify(each)).join('\n---\n'), cluster);
  return cluster;
}

/** What the API server makes of them; one that it refuses makes no kind. */
function customKinds(definitions: readonly Definition[]): readonly KindDefinition[] {
  if (definitions.length === 0) return [];
  const { server } = clusterWith(definitions);
  return definitions.flatMap(({ spec }) => server.definition(`${spec?.names?.kind}.${spec?.group}` as never) ?? []);
}
