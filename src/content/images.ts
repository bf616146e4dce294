/**
 * Reads how images behave: every document of `data/images/*.yaml` is one image (format: data/README.md, type:
 * src/container/image.ts). What an author leaves out is what most images are: Debian, root, no ports.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { ImageBehaviour } from '#container/image.ts';
import type { ContentError } from './content-error.ts';
import { problemsOf } from './zod-problem.ts';

const words = z.array(z.string()).default([]);
const seconds = z.number().min(0);
const text = z.strictObject({ es: z.string(), en: z.string() });
const variable = z.strictObject({ environment: z.string(), otherwise: z.string() });
const protocol = z.enum(['http', 'mysql', 'postgres', 'redis', 'zookeeper', 'elasticsearch', 'text']);

const listening = z.strictObject({
  port: z.int(),
  protocol,
  argument: z.string().optional(),
  environment: z.string().optional(),
  configuration: z.string().optional(),
  onlyLocal: z.boolean().default(false),
});

const demand = z.strictObject({
  anyOf: z.array(z.string()).min(1),
  files: z.boolean().default(false),
  message: words,
  exitCode: z.int().default(1),
  onlyFirst: z.boolean().default(false),
});

const data = z.strictObject({
  directory: z.string(),
  argument: z.string().optional(),
  environment: z.string().optional(),
  marker: z.string(),
  creates: words,
  lock: z.strictObject({ seconds, messages: words, exitCode: z.int() }).optional(),
});

const need = z.strictObject({
  protocol,
  host: variable,
  port: z.int(),
  user: variable.optional(),
  password: variable.optional(),
  database: variable.optional(),
  localhostIsSocket: z.boolean().default(false),
  without: z.enum(['answer', 'wait', 'exit']),
  status: z.int().default(500),
  body: z.string().default(''),
});

const endpoint = z.strictObject({
  path: z.string(),
  status: z.int().default(200),
  body: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  needsNothing: z.boolean().default(false),
  untilSeconds: seconds.optional(),
});

const http = z.strictObject({
  configuration: z.string().optional(),
  root: z.string().optional(),
  endpoints: z.array(endpoint).default([]),
  notFound: z.strictObject({ status: z.int(), body: z.string().default('') }).default({ status: 404, body: '' }),
  milliseconds: z.number().default(1),
  requestsPerSecond: z.int().min(1).max(10_000).optional(),
  cpuMilliseconds: z.number().positive().optional(),
});

const accounts = z.strictObject({
  administrator: z.string(),
  administratorPassword: words,
  emptyPassword: words,
  randomPassword: words,
  user: words,
  password: words,
  database: words,
});

const setting = z.strictObject({
  arguments: words,
  environment: words,
  files: z.array(z.strictObject({ path: z.string(), key: z.string() })).default([]),
  otherwise: z.string().default(''),
});

const cluster = z.strictObject({
  enabled: setting.optional(),
  alone: z.strictObject({ allowed: setting, messages: words, exitCode: z.int() }).optional(),
  name: setting.optional(),
  self: setting.optional(),
  peers: setting,
  port: z.int(),
  begins: z.enum(['told', 'nobody-else', 'seed', 'majority']),
  told: setting.optional(),
  founders: setting.optional(),
  majorityOf: z.enum(['nobody', 'peers', 'members']),
  voters: z.strictObject({ setting, word: z.string() }).optional(),
  forgetsLost: z.boolean().default(false),
  joinsFirst: z.boolean().default(false),
  transferSeconds: seconds.default(0),
  givesUp: z.strictObject({ seconds, messages: words, exitCode: z.int() }).optional(),
});

const program = z
  .strictObject({
    names: z.array(z.string()).min(1),
    entrypoint: z.string().optional(),
    startSeconds: seconds.default(0),
    firstStartSeconds: seconds.optional(),
    stopSeconds: seconds.default(0),
    stopExitCode: z.int().default(0),
    listens: z.array(listening).default([]),
    demands: z.array(demand).default([]),
    startFiles: z
      .array(
        z.strictObject({
          reads: z.array(z.string()).optional(),
          writes: z.array(z.string()).optional(),
          message: z.string(),
        }),
      )
      .default([]),
    data: data.optional(),
    needs: z.array(need).default([]),
    http: http.optional(),
    log: z.strictObject({ starting: words, ready: words }).default({ starting: [], ready: [] }),
    memoryBytes: z.number().default(0),
    memoryArgument: z.string().optional(),
    cpuMillis: z.number().min(0).default(1),
    cpuArgument: z.string().optional(),
    foreground: z.array(z.string()).optional(),
    informs: z.array(z.string()).optional(),
    endsAfterSeconds: seconds.optional(),
    accounts: accounts.optional(),
    shipper: z.strictObject({ config: z.string(), scanSeconds: z.number().min(1) }).optional(),
    cluster: cluster.optional(),
  })
  .transform((facts) => ({ ...facts, firstStartSeconds: facts.firstStartSeconds ?? facts.startSeconds }));

const image = z.strictObject({
  repository: z.string().min(1),
  tags: z.array(z.string()).default(['*']),
  base: z.enum(['busybox', 'alpine', 'debian', 'fedora', 'none']).default('debian'),
  entrypoint: words,
  command: words,
  environment: z.record(z.string(), z.string()).default({}),
  workingDirectory: z.string().default('/'),
  user: z.string().default('0'),
  stopSignal: z.string().default('TERM'),
  exposedPorts: z.array(z.int()).default([]),
  volumes: words,
  sizeBytes: z.number().default(50_000_000),
  pullSeconds: seconds.default(3),
  ships: words,
  files: z
    .array(z.strictObject({ path: z.string(), content: z.string().default(''), mode: z.int().optional() }))
    .default([]),
  programs: z.array(program).default([]),
  assumptions: z.array(z.strictObject({ text, source: z.string() })).default([]),
});

export interface ImagesRead {
  readonly images: readonly ImageBehaviour[];
  readonly errors: readonly ContentError[];
}

/** `folder` holds `data/images/`. */
export function readImages(folder: string): ImagesRead {
  const place = path.join(folder, 'data', 'images');
  const images: ImageBehaviour[] = [];
  const errors: ContentError[] = [];
  for (const name of existsSync(place) ? readdirSync(place).sort() : []) {
    if (!name.endsWith('.yaml')) continue;
    const read = readImageFile(path.join('data', 'images', name), readFileSync(path.join(place, name), 'utf8'));
    images.push(...read.images);
    errors.push(...read.errors);
  }
  return { images, errors };
}

function readImageFile(file: string, source: string): ImagesRead {
  const { manifests, error } = readManifests(source);
  const images: ImageBehaviour[] = [];
  const errors: ContentError[] = error ? [{ file, line: error.line, column: error.column, text: error.text }] : [];
  for (const document of manifests) {
    if (document.error) {
      errors.push({ file, line: document.error.line, column: document.error.column, text: document.error.text });
      continue;
    }
    const parsed = image.safeParse(document.value);
    if (parsed.success) images.push({ ...parsed.data, described: true } as ImageBehaviour);
    else {
      for (const problem of problemsOf(parsed.error, [], Object.keys(image.shape))) {
        const { line, column } = document.locate(problem.path);
        errors.push({ file, line, column, text: problem.text });
      }
    }
  }
  return { images, errors };
}
