// What authors have: a starter that proves itself, and a look at a question as both frontends show it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Argv, Io } from '#cli/command.ts';
import { newFile } from '#cli/commands/new.ts';
import { preview } from '#cli/commands/preview.ts';
import { checkContent } from '#content/check-content.ts';
import { scenarioFiles } from '#content/library.ts';
import { root } from '../helpers/source-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-authors-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(command: typeof preview, positionals: readonly string[]): Promise<string> {
  let said = '';
  const out = {
    write(text: string) {
      said += text;
      return true;
    },
  };
  const argv = { positionals, value: () => undefined } as unknown as Argv;
  await command.run(argv, { out, cwd: folder, language: 'es', contentFolders: [] } as unknown as Io);
  return said;
}

test('a new scenario passes the check as it is, and is never overwritten', async () => {
  expect(await run(newFile, ['scenario', 'my-own'])).toContain('+ my-own.yaml');
  expect(readdirSync(folder).sort()).toEqual(['my-own.answers', 'my-own.yaml']);
  const reports = [...checkContent({ root, places: ['my-own.yaml'], from: folder })];
  expect(reports.flatMap(({ errors }) => errors.map(({ text }) => text.en))).toEqual([]);
  expect(reports.map(({ gradings }) => gradings)).toEqual([4]);
  await expect(run(newFile, ['scenario', 'my-own'])).rejects.toThrow();
});

test('a name that leads elsewhere is refused', async () => {
  for (const id of ['../out', 'A', '', 'a--b']) await expect(run(newFile, ['scenario', id])).rejects.toThrow();
  await expect(run(newFile, ['image', 'a'])).rejects.toThrow();
});

test('a preview shows the question, its options and its buttons', async () => {
  const shown = await run(preview, ['replicas-on-different-nodes']);
  const [terminal, discord] = shown.split('── Discord ──');
  expect(terminal).toContain('[E]');
  expect(discord).toContain('**E.**');
  expect(discord).toContain('[ Pedir una pista (× 0,85) ]');
});

test('the JSON Schema beside the questions is the present one, and takes every question', async () => {
  const schema = await run(newFile, ['schema']);
  // After a change of the format: readyz new schema > scenarios/scenario.schema.json, then biome check --write it.
  const kept = readFileSync(path.join(root, 'scenarios', 'scenario.schema.json'), 'utf8');
  expect(JSON.parse(schema)).toEqual(JSON.parse(kept));
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(schema));
  for (const file of scenarioFiles(path.join(root, 'scenarios'))) {
    const [document] = readManifests(readFileSync(file, 'utf8')).manifests;
    expect(validate(document?.value), `${file} ${JSON.stringify(validate.errors?.slice(0, 3))}`).toBe(true);
  }
  expect(validate({ type: 'choice' })).toBe(false);
});
