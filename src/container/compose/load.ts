/**
 * A Compose file as docker compose understands it (Compose specification, as compose-go 2.16 loads it): variables replaced,
 * `extends` applied, shape checked, short forms written out, defaults filled in, paths made absolute, parts checked against
 * one another.
 *
 *     loadCompose('services: {web: {image: nginx}}', { projectName: 'app', folder: '/app', … })
 *       →  { name: 'app', services: { web: { image: 'nginx', networks: { default: null } } }, networks: … }
 *
 * Left out: files beside this one (`include`, `extends.file`, the contents of `env_file`).
 */
import { fail, ok, type Result } from '#base/result.ts';
import { absolutePaths, checkValues, fillIn } from './complete.ts';
import { ComposeFault } from './compose-fault.ts';
import { checkConsistency, type Sections } from './consistency.ts';
import { extensionsKey, plain } from './decode.ts';
import { applyExtends } from './extend.ts';
import { interpolate } from './interpolate.ts';
import { writeOut } from './long-forms.ts';
import { merge } from './merge.ts';
import { normalize } from './normalize.ts';
import { project as projectDecoder } from './project-types.ts';
import { type ComposeDocument, readComposeDocuments } from './read-yaml.ts';
import { complaintOf } from './rule.ts';
import { composeFile } from './shape.ts';
import type { LookUp } from './substitute.ts';
import { withoutDuplicates } from './unique.ts';
import { isList, isMapping, type Mapping, matches, newMapping, type Path, printed, type Value } from './value.ts';

export interface LoadOptions {
  readonly filename: string;
  /** Absolute: what relative paths begin at. */
  readonly folder: string;
  readonly home: string;
  /** When it is not given, the file's own `name`, else the name of the folder. */
  readonly projectName?: string;
  /** Variables outside the file. */
  readonly environment: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
}

/** As `docker compose config` prints it; plain data without prototypes. */
export type ComposeConfig = { readonly name: string; readonly services: Readonly<Record<string, unknown>> } & Readonly<
  Record<string, unknown>
>;

export function loadCompose(text: string, options: LoadOptions): Result<ComposeConfig, string> {
  try {
    return ok(plain(load(text, options)) as ComposeConfig);
  } catch (fault) {
    if (fault instanceof ComposeFault) return fail(fault.message);
    throw fault;
  }
}

function load(text: string, options: LoadOptions): Mapping {
  const documents = readComposeDocuments(text, options.filename);
  const projectName = options.projectName ?? nameOf(documents, options);
  const environment: Readonly<Record<string, string>> = { ...options.environment, COMPOSE_PROJECT_NAME: projectName };
  const lookUp = lookUpIn(environment);
  let file = newMapping();
  for (const document of documents) file = addDocument(file, document, options, lookUp);
  const filled = fillIn(file);
  checkValues(filled);
  const placed = absolutePaths(filled, options);
  if (Object.keys(placed).length === 0) throw new ComposeFault('empty compose file');
  if (projectName === '') throw new ComposeFault('project name must not be empty');
  return typed(normalize(placed, projectName, lookUp), projectName, options.profiles);
}

function lookUpIn(environment: Readonly<Record<string, string>>): LookUp {
  return (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined);
}

/** `My Shop` is `myshop`. */
function nameOf(documents: readonly ComposeDocument[], { folder, environment }: LoadOptions): string {
  const names = documents.map(({ value }) => (isMapping(value) ? value['name'] : undefined));
  const written = names.filter((name) => typeof name === 'string' && name !== '').at(-1);
  const named =
    written === undefined ? newMapping() : interpolate(newMapping([['name', written]]), lookUpIn(environment));
  const normal = (name: string) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, '')
      .replace(/^[_-]+/, '');
  const own = typeof named['name'] === 'string' ? normal(named['name']) : '';
  return own === '' ? normal(folder.split('/').at(-1) ?? '') : own;
}

/** Several documents in one file are laid over one another, as several files are. */
function addDocument(before: Mapping, document: ComposeDocument, { filename }: LoadOptions, lookUp: LookUp): Mapping {
  if (!isMapping(document.value)) throw new ComposeFault('top-level object must be a mapping');
  const replaced = interpolate(document.value, lookUp);
  promoteDevelop(replaced);
  const include = replaced['include'] ?? null;
  if (include !== null && !isList(include))
    throw new ComposeFault(`\`include\` must be a list, got ${printed(include)}`);
  const [included] = include ?? [];
  if (included !== undefined) throw new ComposeFault(missingInclude(included));
  const base = without(before, document.resets, []);
  const merged = withoutDuplicates(merge(base, applyExtends(replaced, filename))) as Mapping;
  const complaint = complaintOf(composeFile, merged);
  if (complaint !== undefined) throw new ComposeFault(`validating ${filename}: ${complaint}`);
  delete merged['version'];
  const long = writeOut(merged) as Mapping;
  return withoutDuplicates(withoutEmptyServers(long)) as Mapping;
}

/** Before there was `develop`, the same was written as the author's own key. */
function promoteDevelop(file: Mapping): void {
  if (!isMapping(file['services'])) return;
  for (const service of Object.values(file['services'])) {
    if (!isMapping(service) || !('x-develop' in service)) continue;
    const { 'x-develop': old = null, develop = null } = service;
    delete service['x-develop'];
    service['develop'] = develop === null ? old : merge(old, develop, ['services', 'x', 'develop']);
  }
}

function missingInclude(included: Value): string {
  const path = isMapping(included) ? included['path'] : included;
  const first = isList(path) ? path[0] : path;
  return `open ${typeof first === 'string' ? first : ''}: no such file or directory`;
}

function without(value: Value, resets: readonly Path[], path: Path): Mapping {
  const kept = newMapping();
  for (const [key, item] of Object.entries(value as Mapping)) {
    const place = [...path, key];
    if (resets.some((reset) => reset.length === place.length && matches(place, reset.join('.')))) continue;
    kept[key] = isMapping(item) ? without(item, resets, place) : item;
  }
  return kept;
}

/** A name server that a variable left empty is none. */
function withoutEmptyServers(file: Mapping): Mapping {
  for (const kind of ['services', 'jobs']) {
    if (!isMapping(file[kind])) continue;
    for (const service of Object.values(file[kind])) {
      if (!isMapping(service) || !isList(service['dns'])) continue;
      service['dns'] = service['dns'].filter((server) => server !== '' && server !== null);
    }
  }
  return file;
}

/** The last step: typed values, active services, and whether all fits together. */
function typed(file: Mapping, projectName: string, profiles: readonly string[]): Mapping {
  delete file['name'];
  const faults: string[] = [];
  const decoded = projectDecoder.decode(gatherExtensions(file, []), '', faults) ?? newMapping();
  if (faults.length > 0)
    throw new ComposeFault(`decoding failed due to the following error(s):\n\n${faults.join('\n')}`);
  const config = decoded as Mapping;
  const [services, disabled] = byProfile(section(config, 'services'), profiles);
  const [jobs] = byProfile(section(config, 'jobs'), profiles);
  const sections: Sections = {
    services,
    disabled,
    jobs,
    networks: section(config, 'networks'),
    volumes: section(config, 'volumes'),
    secrets: section(config, 'secrets'),
    configs: section(config, 'configs'),
    models: section(config, 'models'),
  };
  checkConsistency(sections);
  refuseLabelFiles(services);
  hideContents(sections);
  for (const [name, job] of Object.entries(jobs))
    jobs[name] = newMapping([['name', name], ...Object.entries(job as Mapping)]);
  const result = newMapping([['name', projectName], ...Object.entries(config), ['services', services], ['jobs', jobs]]);
  if (Object.keys(jobs).length === 0) delete result['jobs'];
  return result;
}

/** Keys of the author go under one key, except where every key is somebody's name. */
function gatherExtensions(value: Value, path: Path): Value {
  if (isList(value))
    return value.map((item, index) => (isMapping(item) ? gatherExtensions(item, [...path, String(index)]) : item));
  if (!isMapping(value)) return value;
  const areNames =
    path.length === 1 && ['services', 'volumes', 'networks', 'secrets', 'configs'].includes(path[0] as string);
  const keepsAll = areNames || matches(path, 'services.*.depends_on');
  const gathered = newMapping();
  const extensions = newMapping();
  for (const [key, item] of Object.entries(value)) {
    if (!keepsAll && key.startsWith('x-')) extensions[key] = item;
    else gathered[key] = gatherExtensions(item, [...path, key]);
  }
  if (Object.keys(extensions).length > 0) gathered[extensionsKey] = extensions;
  return gathered;
}

function byProfile(services: Mapping, profiles: readonly string[]): readonly [Mapping, Mapping] {
  const [active, disabled] = [newMapping(), newMapping()];
  for (const [name, service] of Object.entries(services)) {
    const own = isMapping(service) && isList(service['profiles']) ? service['profiles'] : [];
    const isActive =
      own.length === 0 || profiles.includes('*') || own.some((profile) => profiles.includes(profile as string));
    (isActive ? active : disabled)[name] = service;
  }
  return [active, disabled];
}

function refuseLabelFiles(services: Mapping): void {
  for (const service of Object.values(services)) {
    const [file] = isMapping(service) && isList(service['label_file']) ? service['label_file'] : [];
    if (file !== undefined)
      throw new ComposeFault(`label file ${file} not found: stat ${file}: no such file or directory`);
  }
}

/** What is secret is not printed, and what comes from a variable is printed as such. */
function hideContents({ secrets, configs }: Sections): void {
  for (const secret of Object.values(secrets)) if (isMapping(secret)) delete secret['content'];
  for (const config of Object.values(configs)) if (isMapping(config) && config['environment']) delete config['content'];
}

function section(config: Mapping, kind: string): Mapping {
  return isMapping(config[kind]) ? (config[kind] as Mapping) : newMapping();
}
