/**
 * What a document costs: js-yaml's own parse with a place for every field and Kubernetes' scalars, beside readyz's reading,
 * decoding, defaulting and validating of the same documents in the same run. They take turns; what counts is the time of this
 * thread on the processor, once the compiler, which works in other threads, has finished with all of them.
 * Prints a line of JSON. Run by test/bench/validate.bench.ts in plain Node, as the product runs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  constructFromEvents,
  defineScalarTag,
  EVENT_ID,
  FAILSAFE_SCHEMA,
  getScalarValue,
  NOT_RESOLVED,
  parseEvents,
} from 'js-yaml';
import { completeObject } from '#api/decode/complete.ts';
import { type DraftRead, readDraft } from '#api/decode/read-draft.ts';
import { type Manifest, readManifests } from '#base/yaml/read-manifests.ts';
import { resolvePlainScalar } from '#base/yaml/scalar.ts';
import { corpusFolder } from './hostile-manifests.ts';

const warmUpRounds = 150;
const rounds = 50;

const kubernetesSchema = FAILSAFE_SCHEMA.withTags(
  defineScalarTag('tag:yaml.org,2002:kubernetes', {
    implicit: true,
    resolve: (source) => {
      const value = resolvePlainScalar(source);
      return typeof value === 'string' ? NOT_RESOLVED : value;
    },
    identify: () => false,
  }),
);

const documents = validDocuments();
const steps: Record<string, (text: string) => unknown> = {
  'js-yaml: values and places': jsYaml,
  'readyz: read': (text) => readManifests(text),
  'readyz: read, decode': (text) => readDraft(readManifests(text).manifests[0] as Manifest),
  'readyz: read, decode, default, validate': validated,
};
const spent = new Map(Object.keys(steps).map((name) => [name, 0]));
for (let round = -warmUpRounds; round < rounds; round++) {
  for (const [name, step] of Object.entries(steps)) {
    const began = process.threadCpuUsage();
    for (const text of documents) step(text);
    if (round >= 0) spent.set(name, (spent.get(name) ?? 0) + process.threadCpuUsage(began).user);
  }
}
const microseconds = [...spent].map(([name, sum]) => [name, sum / rounds / documents.length]);
const letters = Math.round(documents.join('').length / documents.length);
console.log(JSON.stringify({ documents: documents.length, letters, microseconds: Object.fromEntries(microseconds) }));

function validated(text: string): unknown {
  const read = readDraft(readManifests(text).manifests[0] as Manifest);
  return read.ok ? checked(read.value) : read.error;
}

function checked({ definition, draft }: DraftRead): number {
  draft.metadata ??= {};
  if (definition.namespaced) draft.metadata.namespace ??= 'default';
  else delete draft.metadata.namespace;
  definition.defaults?.(draft);
  definition.prepareForCreate?.(draft);
  const errors = definition.validate?.(draft) ?? [];
  completeObject(definition, draft);
  return errors.length;
}

/** As one would do it with the library alone: the value, and a table from each field's path to its place. */
function jsYaml(source: string): unknown {
  const events = parseEvents(source, {});
  return [constructFromEvents(events, { source, schema: kubernetesSchema }), places(source, events)];
}

function places(source: string, events: ReturnType<typeof parseEvents>): Map<string, { line: number; column: number }> {
  const lineStarts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const placeOf = (offset: number) => {
    let line = lineStarts.length - 1;
    while ((lineStarts[line] as number) > offset) line--;
    return { line: line + 1, column: offset - (lineStarts[line] as number) + 1 };
  };
  const found = new Map<string, { line: number; column: number }>();
  const stack: { path: string; key: string | undefined; index: number; isMap: boolean }[] = [];
  const enter = (offset: number, text?: string): string | undefined => {
    const top = stack.at(-1);
    if (!top) return '';
    if (top.isMap && top.key === undefined) {
      top.key = text ?? '';
      found.set(`${top.path}/${top.key}`, placeOf(offset));
      return undefined;
    }
    const path = top.isMap ? `${top.path}/${top.key}` : `${top.path}/${top.index++}`;
    if (!top.isMap) found.set(path, placeOf(offset));
    top.key = undefined;
    return path;
  };
  for (const event of events) {
    if (event.type === EVENT_ID.POP) stack.pop();
    else if (event.type === EVENT_ID.SCALAR) enter(event.valueStart, getScalarValue(source, event));
    else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const path = enter(event.start) ?? '';
      stack.push({ path, key: undefined, index: 0, isMap: event.type === EVENT_ID.MAPPING });
    } else if (event.type === EVENT_ID.DOCUMENT) stack.push({ path: '', key: undefined, index: 0, isMap: false });
  }
  return found;
}

/** Other people's where they lie beside the project, else the answers of the scenarios. */
function validDocuments(): string[] {
  const folder = existsSync(corpusFolder) ? path.join(corpusFolder, 'website') : 'scenarios';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.yaml$/.test(name));
  const documents = files.flatMap((name) => readManifests(readFileSync(path.join(folder, name), 'utf8')).manifests);
  return documents.flatMap((manifest) => {
    const read = readDraft(manifest);
    // One file closes a bracket where js-yaml by itself does not take it.
    return read.ok && checked(read.value) === 0 && !/command: \[\n/.test(manifest.source) ? [manifest.source] : [];
  });
}
