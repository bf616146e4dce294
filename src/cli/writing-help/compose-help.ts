/**
 * Compose files: what docker compose would refuse, at the line it speaks of as near as its words tell, and the keys of the
 * specification; the names of services, networks and volumes where they are asked for.
 */
import { type Candidate, type Completion, starting } from '#api/completion/complete-field.ts';
import { yamlPlace } from '#api/completion/yaml-place.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { loadCompose } from '#container/compose/load.ts';
import type { Rule } from '#container/compose/rule.ts';
import { composeFile } from '#container/compose/shape.ts';
import type { AnswerError } from '#engine/answer.ts';
import type { YamlHelp } from '#terminal/writing/desk.ts';

export const composeHelp: YamlHelp = {
  async check(text) {
    if (!/^services\s*:/m.test(text)) return [];
    const loaded = loadCompose(text, {
      filename: 'compose.yaml',
      folder: '/',
      home: '/root',
      environment: {},
      profiles: [],
      projectName: 'answer',
      readFile: () => '',
    });
    return loaded.ok ? [] : [{ file: 'compose.yaml', ...placeOf(text, loaded.error), message: loaded.error }];
  },
  async complete(text, line, column) {
    return completeCompose(text, line, column);
  },
};

/** `yaml: line 4, column 2`, `services.web.ports must be…`, `service "web" has neither…`. */
function placeOf(text: string, message: string): Pick<AnswerError, 'line' | 'column'> {
  // `line 4: mapping key "image" already defined at line 3`: what is wrong is before the colon.
  const line = [...message.matchAll(/\bline (\d+)(?:, column (\d+))?:/g)].at(-1);
  if (line) return { line: Number(line[1]), column: Number(line[2] ?? 1) };
  const dotted = /\b(?:services|networks|volumes|secrets|configs)(?:\.[\w[\]-]+)+/.exec(message)?.[0];
  const service = /\bservice "([^"]+)"/.exec(message)?.[1];
  const path = dotted?.split('.') ?? (service === undefined ? [] : ['services', service]);
  const steps = path.map((step) => (/^\[?\d+\]?$/.test(step) ? Number(step.replace(/\D/g, '')) : step));
  const place = readManifests(text).manifests[0]?.locate(steps);
  return place ? { line: place.line, column: place.column } : { line: 1, column: 1 };
}

function completeCompose(text: string, line: number, column: number): Completion | undefined {
  const lines = text.split('\n');
  if (/^[\w./-]/.test(lines[line]?.slice(column) ?? '')) return undefined;
  const place = yamlPlace(text, line, column);
  if (!place) return undefined;
  const { path, prefix, field, siblings } = place;
  const rules = path.reduce<readonly Rule[]>(
    (found, step) => found.flatMap((rule) => childrenOf(rule, step)),
    alternativesOf(composeFile),
  );
  if (field !== undefined) return starting(prefix, valuesOf(rules.flatMap((rule) => childrenOf(rule, field))));
  const named = namesFor(path, lines).filter((name) => !siblings.includes(name));
  const isItem = path.at(-1) === '[]';
  if (isItem) return starting(prefix, [...words(named), ...valuesOf(rules), ...keysOf(rules, siblings)]);
  return starting(prefix, [...named.map(asMapping), ...keysOf(rules, siblings)]);
}

/** A rule as the rules of which one may hold. */
function alternativesOf(rule: Rule): readonly Rule[] {
  const nested = [...(rule.oneOf ?? []), ...(rule.anyOf ?? []), ...(rule.allOf ?? [])];
  return [rule, ...nested.flatMap(alternativesOf)];
}

function childrenOf({ fields, fieldsLike, items }: Rule, step: string): readonly Rule[] {
  if (step === '[]') return items ? alternativesOf(items) : [];
  const own = fields && Object.hasOwn(fields, step) ? fields[step] : undefined;
  const child = own ?? fieldsLike?.find(([pattern]) => !step.startsWith('x-') && pattern.test(step))?.[1];
  return child ? alternativesOf(child) : [];
}

function keysOf(rules: readonly Rule[], siblings: readonly string[]): readonly Candidate[] {
  const keys = new Map<string, Candidate>();
  for (const { fields = {}, required = [] } of rules) {
    for (const [word, rule] of Object.entries(fields)) {
      if (siblings.includes(word)) continue;
      const first = required.includes(word) || word === 'image';
      const candidate: Candidate = { word, follows: followsOf(rule) };
      if (first) keys.set(word, candidate);
      else if (!keys.has(word)) keys.set(word, candidate);
    }
  }
  return [...keys.values()].sort((one, other) => one.word.localeCompare(other.word));
}

/** What is written most: a list before a mapping before a word. */
function followsOf(rule: Rule): Candidate['follows'] {
  const types = new Set(alternativesOf(rule).flatMap(({ types = [] }) => types));
  if (types.has('array')) return 'list';
  return types.has('object') ? 'mapping' : 'value';
}

function valuesOf(rules: readonly Rule[]): readonly Candidate[] {
  const all = rules.flatMap(({ oneOfWords = [], types = [] }) =>
    types.includes('boolean') ? ['true', 'false'] : oneOfWords,
  );
  return words([...new Set(all)]);
}

function words(list: readonly string[]): readonly Candidate[] {
  return list.map((word) => ({ word, follows: 'nothing' }));
}

function asMapping(word: string): Candidate {
  return { word, follows: 'mapping' };
}

const sections: Readonly<Record<string, string>> = {
  depends_on: 'services',
  networks: 'networks',
  volumes: 'volumes',
  secrets: 'secrets',
  configs: 'configs',
};

/** What the file declares, where a service refers to it: other services, networks, volumes. */
function namesFor(path: readonly string[], lines: readonly string[]): readonly string[] {
  const [top, service, field, item] = path;
  if (top !== 'services' || field === undefined || path.length > 4 || (item !== undefined && item !== '[]')) return [];
  const section = sections[field];
  if (section === undefined || !Object.hasOwn(sections, field)) return [];
  return declared(section, lines).filter((name) => !(field === 'depends_on' && name === service));
}

/** The keys one step below a section, told from indentation: the text is unfinished. */
function declared(section: string, lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => new RegExp(`^${section}\\s*:`).test(line));
  if (from < 0) return [];
  const below = lines.slice(from + 1);
  const end = below.findIndex((line) => /^[^\s#]/.test(line));
  const own = end < 0 ? below : below.slice(0, end);
  const indent = own.map((line) => /^( +)[\w.-]+\s*:/.exec(line)?.[1]).find((spaces) => spaces !== undefined) ?? '';
  return own.flatMap((line) => new RegExp(`^${indent}([\\w.-]+)\\s*:`).exec(line)?.[1] ?? []);
}
