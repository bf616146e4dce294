// scenarios/REFERENCE.md, written from the code: every check, step and measure with its parameters and the first sentences of
// its file. `UPDATE=1 npm test -- test/content/reference` writes it anew.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { checks } from '#engine/checks/index.ts';
import { measures } from '#engine/measures/index.ts';
import { steps } from '#engine/script/index.ts';

interface Named {
  readonly name: string;
  readonly parameters: z.ZodType;
}

export function scenarioReference(root: string): string {
  const part = (title: string, folder: string, all: readonly Named[]) => {
    const rows = [...all].sort((one, other) => (one.name < other.name ? -1 : 1)).map((one) => row(root, folder, one));
    return [`## ${title}`, '', '| name | parameters | |', '| --- | --- | --- |', ...rows, ''];
  };
  return [
    '# Steps, checks and measures',
    '',
    'Written from the code by `UPDATE=1 npm test -- test/content/reference`. `a?` may be left out, `a = 1` is 1 then. Where a check',
    'or measure names an instant (`at`, `from`, `to`) it is the `as` of a step.',
    '',
    ...part('Steps of a `script`', 'src/engine/script', steps),
    ...part('Checks', 'src/engine/checks', checks),
    ...part('Measures, for `predict`, `order` and the check `measured`', 'src/engine/measures', measures),
  ].join('\n');
}

function row(root: string, folder: string, { name, parameters }: Named): string {
  const schema = z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }) as Shape;
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([field, shape]) => {
    const by = shape.default === undefined ? '' : ` = ${JSON.stringify(shape.default)}`;
    return `\`${field}${required.has(field) || by ? '' : '?'}${by}\`${kind(shape)}`;
  });
  return `| \`${name}\` | ${fields.join(', ') || '—'} | ${opening(root, folder, name)} |`;
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
}

/** Words that an author chooses among are worth showing; other types show in the examples. */
function kind({ enum: words, properties }: Shape): string {
  if (words) return ` (${words.map(String).join(' \\| ')})`;
  return properties && 'es' in properties ? ' (es, en)' : '';
}

/** The file's opening comment, as one paragraph. */
function opening(root: string, folder: string, name: string): string {
  const file = [`${name}.ts`, path.join(name, `${name}.ts`)].find((one) => listed(root, folder).has(one));
  const source = file === undefined ? '' : readFileSync(path.join(root, folder, file), 'utf8');
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(source) ?? [];
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('|', '\\|');
}

function listed(root: string, folder: string): ReadonlySet<string> {
  return new Set(readdirSync(path.join(root, folder), { recursive: true }).map(String));
}
