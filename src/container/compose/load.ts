/**
 * A Compose file as docker compose understands it (Compose specification, as compose-go 2.16 loads it): variables replaced,
 * `extends` applied, shape checked, short forms written out, defaults filled in, paths made absolute, parts checked against
 * one another.
 *
 *     loadCompose('services: {web: {image: nginx}}', { projectName: 'app', folder: '/app', … })
 *       →  { name: 'app', services: { web: { image: 'nginx', networks: { default: null } } }, networks: … }
 *
 * Files beside this one (`include`, `extends.file`, more files laid over it) are read where the caller can read any.
 */
import { fail, ok, type Result } from '#base/result.ts';
import { absolutePaths, checkValues, fillIn } from './complete.ts';
import { ComposeFault } from './compose-fault.ts';
import { checkConsistency, type Sections } from './consistency.ts';
import { extensionsKey, plain } from './decode.ts';
import { applyExtends } from './extend.ts';
import { interpolate } from './interpolate.ts';
import type { LoadOptions } from './load-options.ts';
import { writeOut } from './long-forms.ts';
import { fingerprint, merge } from './merge.ts';
import { normalize } from './normalize.ts';
import { folderOf, placedAt } from './places.ts';
import { project as projectDecoder } from './project-types.ts';
import { type ComposeDocument, readComposeDocuments } from './read-yaml.ts';
import { complaintOf } from './rule.ts';
import { composeFile } from './shape.ts';
import type { LookUp } from './substitute.ts';
import { withoutDuplicates } from './unique.ts';
import { isList, isMapping, type Mapping, matches, newMapping, type Path, printed, type Value } from './value.ts';

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
  const files = [{ filename: options.filename, text }, ...(options.overrides ?? [])].map((one) => ({
    filename: one.filename,
    documents: readComposeDocuments(one.text, one.filename),
  }));
  const projectName =
    options.projectName ??
    nameOf(
      files.flatMap(({ documents }) => documents),
      options,
    );
  const environment: Readonly<Record<string, string>> = { ...options.environment, COMPOSE_PROJECT_NAME: projectName };
  const lookUp = lookUpIn(environment);
  let file = newMapping();
  const include = includer(options, [options.filename]);
  for (const { filename, documents } of files)
    for (const document of documents) file = addDocument(file, document, { ...options, filename }, lookUp, include);
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
function addDocument(
  before: Mapping,
  document: ComposeDocument,
  options: LoadOptions,
  lookUp: LookUp,
  include: Includer,
): Mapping {
  const { filename } = options;
  if (!isMapping(document.value)) throw new ComposeFault('top-level object must be a mapping');
  const replaced = interpolate(document.value, lookUp);
  promoteDevelop(replaced);
  const included = replaced['include'] ?? null;
  if (included !== null && !isList(included))
    throw new ComposeFault(`\`include\` must be a list, got ${printed(included)}`);
  const base = without(before, document.resets, []);
  const merged = withoutDuplicates(merge(base, applyExtends(replaced, options, lookUp))) as Mapping;
  const complaint = complaintOf(composeFile, merged);
  if (complaint !== undefined) throw new ComposeFault(`validating ${filename}: ${complaint}`);
  delete merged['version'];
  const long = writeOut(merged) as Mapping;
  for (const one of included ?? []) include(long, one, lookUp);
  delete long['include'];
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

/** Adds what another Compose project says to a file. */
type Includer = (file: Mapping, included: Value, lookUp: LookUp) => void;

const shared = ['services', 'networks', 'volumes', 'secrets', 'configs', 'models'];

/** `including`: the files under way, so that none includes itself. */
function includer(options: LoadOptions, including: readonly string[]): Includer {
  return (file, included, lookUp) => {
    const given = isMapping(included) ? included['path'] : included;
    const paths = (isList(given) ? given : [given]).filter((path) => typeof path === 'string');
    const [first] = paths;
    if (first === undefined) throw new ComposeFault('open : no such file or directory');
    const main = placedAt(options.folder, first);
    if (including.includes(main))
      throw new ComposeFault(`include cycle detected:\n${including.join('\n')}\n include ${main}`);
    const directory = isMapping(included) ? included['project_directory'] : undefined;
    const folder = typeof directory === 'string' ? placedAt(options.folder, directory) : folderOf(main);
    const environment = includedEnvironment(included, folder, options);
    const own: LookUp = (name) => lookUp(name) ?? (Object.hasOwn(environment, name) ? environment[name] : undefined);
    const inner = { ...options, folder };
    let other = newMapping();
    for (const path of paths) {
      const filename = placedAt(options.folder, path);
      // Where nothing can be read at all the path is told as it was written.
      const text = options.readFile?.(filename);
      if (text === undefined)
        throw new ComposeFault(`open ${options.readFile ? filename : path}: no such file or directory`);
      for (const document of readComposeDocuments(text, filename)) {
        const more = includer(inner, [...including, filename]);
        other = addDocument(other, document, { ...inner, filename }, own, more);
      }
    }
    const placed = absolutePaths(other, inner);
    for (const kind of shared) {
      if (!isMapping(placed[kind])) continue;
      const mine = isMapping(file[kind]) ? file[kind] : newMapping();
      for (const [name, item] of Object.entries(placed[kind])) {
        if (name in mine && fingerprint(mine[name] as Value) !== fingerprint(item))
          throw new ComposeFault(`${kind}.${name} conflicts with imported resource`);
        mine[name] = item;
      }
      file[kind] = mine;
    }
  };
}

/** Variables for an included project: those of its own `env_file`, or of `.env` in its folder. */
function includedEnvironment(included: Value, folder: string, options: LoadOptions): Readonly<Record<string, string>> {
  const given = isMapping(included) ? (included['env_file'] ?? null) : null;
  const names =
    given === null
      ? [`${folder}/.env`]
      : (isList(given) ? given : [given]).map((name) => placedAt(options.folder, String(name)));
  const environment: Record<string, string> = Object.create(null);
  for (const name of names) Object.assign(environment, readVariables(options.readFile?.(name) ?? ''));
  return environment;
}

/** A file of variables: `NAME=value`, quotes taken off. */
export function readVariables(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined)
      found[key] = /^(["'])(.*)\1$/.test(value) ? value.slice(1, -1) : value.replace(/\s+#.*$/, '');
  }
  return found;
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
