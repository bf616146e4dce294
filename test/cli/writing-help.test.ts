/** What the editor knows of an answer as it is written: words that may come next at the cursor (`|`), and what is wrong where. */
import { expect, test } from 'vitest';
import { yamlHelpFor } from '#cli/yaml-help.ts';
import type { Scenario } from '#engine/scenario.ts';
import { story } from '../helpers/story.ts';

const checks =
  'script: [{ step: answer }]\nchecks: [{ id: a, check: restarts-at-most, role: web, restarts: 0, while: { es: a, en: b } }]';
const dockerChecks =
  'script: [{ step: answer }, { step: wait, seconds: 9, as: end }]\nchecks: [{ id: a, check: container-state, role: web, at: end, state: running }]';
const definition = `
    - apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: { name: backups.example.com }
      spec:
        group: example.com
        scope: Namespaced
        names: { plural: backups, kind: Backup }
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [schedule]
                    properties:
                      schedule: { type: string }
                      keep: { type: integer }
                      target: { type: object, properties: { claim: { type: string } } }`;

const questions: Readonly<Record<string, Scenario>> = {
  own: story(`cluster:\n  objects:${definition}\n${checks}`),
  docker: {
    ...story(`world: docker\n${dockerChecks}`),
    type: 'fix',
    starter: 'services:\n  web:\n    image: nginx\n',
  } as Scenario,
  lines: { ...story(`world: docker\n${dockerChecks}`), type: 'manifest', starter: 'docker create nginx' } as Scenario,
  command: { ...story(checks), type: 'command', files: { 'web.yaml': '' } } as unknown as Scenario,
  term: { ...story(checks), type: 'short' } as unknown as Scenario,
};
const help = yamlHelpFor((id) => questions[id] && { ...questions[id], id });

async function completes(question: string, marked: string, ...expected: readonly string[]): Promise<void> {
  const lines = marked.slice(0, marked.indexOf('|')).split('\n');
  const found = await help.complete(marked.replace('|', ''), lines.length - 1, lines.at(-1)!.length, question);
  expect(
    found?.candidates.map(({ word, follows }) => (follows === 'nothing' ? word : `${word}:${follows}`)) ?? [],
  ).toEqual(expected);
}

async function complains(question: string, text: string, ...expected: readonly string[]): Promise<void> {
  const found = await help.check(text, question);
  expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
}

test('kinds that the question brings: their apiVersion, their kind, their fields, and what is no field of theirs', async () => {
  await completes('own', 'kind: Backup\napiVersion: |', 'example.com/v1');
  await completes('own', 'apiVersion: example.com/v1\nkind: |', 'Backup');
  await completes(
    'own',
    'apiVersion: example.com/v1\nkind: Backup\nspec:\n  |',
    'keep:value',
    'schedule:value',
    'target:mapping',
  );
  await completes('own', 'apiVersion: example.com/v1\nkind: Backup\nspec:\n  target:\n    cl|', 'claim:value');
  await complains(
    'own',
    'apiVersion: example.com/v1\nkind: Backup\nmetadata: {name: b}\nspec:\n  keep: 3\n',
    expect.stringMatching(/^4:1 .*spec.schedule: Required value/) as never,
  );
});

test('kinds that the text itself defines, two versions of them', async () => {
  const own = `${definition.replace(/^ {6}/gm, '').replace(/^ {4}- /m, '')}\n---\n`.trimStart();
  await completes('term', `${own}kind: Backup\napiVersion: |`);
  await completes('command', 'kind: Back|');
  const manifest = yamlHelpFor(() => undefined);
  const text = `${own}apiVersion: example.com/v1\nkind: Backup\nspec:\n  k`;
  const found = await manifest.complete(text, text.split('\n').length - 1, 3);
  expect(found?.candidates.map(({ word }) => word)).toEqual(['keep']);
});

test('Compose files: keys, values, and the names that the file declares', async () => {
  await completes('docker', 'ser|', 'services:mapping');
  await completes('docker', 'services:\n  web:\n    im|', 'image:value');
  await completes('docker', 'services:\n  web:\n    image: a\n    dep|', 'depends_on:list', 'deploy:mapping');
  await completes('docker', 'services:\n  web:\n    depends_on:\n      - |\n  cache:\n    image: b', 'cache');
  await completes('docker', 'services:\n  web:\n    volumes:\n      - d|\nvolumes:\n  data: {}', 'data');
  await completes(
    'docker',
    'services:\n  web:\n    depends_on:\n      db:\n        condition: service_h|',
    'service_healthy',
  );
  await completes('docker', 'services:\n  web:\n    tty: |', 'true', 'false');
  await completes('docker', 'services:\n  web:\n    healthcheck:\n      te|', 'test:list');
  await completes('docker', 'services:\n  web:\n    __proto__:\n      |');
});

test('what docker compose would refuse stands at the line it speaks of', async () => {
  await complains('docker', 'services:\n  web:\n    image: a\n');
  await complains(
    'docker',
    'services:\n  web:\n    image: a\n    ports: 80\n',
    '4:5 validating compose.yaml: services.web.ports must be a array',
  );
  await complains(
    'docker',
    'services:\n  web:\n    image: a\n  db:\n    command: x\n',
    '4:3 service "db" has neither an image nor a build context specified: invalid compose project',
  );
  await complains(
    'docker',
    'services:\n  web:\n    image: a\n    image: b\n',
    expect.stringMatching(/^4:1 .*mapping key "image" already defined/s) as never,
  );
});

test('lines of docker and kubectl, in the question’s own cluster and with its files', async () => {
  await completes('lines', 'do|', 'docker');
  await completes('lines', 'docker ren|', 'rename');
  await completes('lines', 'docker pull nginx\ndocker run --nam|', '--name');
  await completes('command', 'ku|', 'kubectl');
  await completes('command', 'kubectl get nodes no|', 'node-1');
  await completes('command', 'kubectl apply -f we|', 'web.yaml');
  await completes('command', 'kubectl get pods | xarg|');
  await completes('command', 'break no|');
});

test('a term is not completed, and a manifest is no Compose file', async () => {
  await completes('term', 'ap|');
  await completes('own', 'ser|');
});
