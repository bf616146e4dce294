/** `readyz lab` as a person and as a pipe meet it: a real process, in a real terminal. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inTerminal, keys, root } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-lab-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const main = path.join(root, 'src', 'cli', 'main.ts');
const patient = { timeout: 60_000 };

function pipe(script: string, ...words: readonly string[]) {
  const command = [main, 'lab', '--lang', 'en', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    input: script,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a script shows what a person would have seen, prompts and all', patient, () => {
  const { status, stdout, stderr } = pipe(
    '# a web\nkubectl create ns demo\ncat <<END\nhello\nEND\nwait 5s\nkubectl get ns demo --no-headers\nexit\nkubectl get ns\n',
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe(
    [
      '[0:00] $ # a web',
      '[0:00] $ kubectl create ns demo',
      'namespace/demo created',
      '[0:00] $ cat <<END',
      '> hello',
      '> END',
      'hello',
      '[0:00] $ wait 5s',
      'It is 0:05 since the beginning.',
      '[0:05] $ kubectl get ns demo --no-headers',
      'demo   Active   5s',
      '[0:05] $ exit',
      '',
    ].join('\n'),
  );
});

test('the cluster and the files of a question are there', patient, () => {
  const { stdout } = pipe('kubectl get deploy\nls site\n', 'type-an-apply');
  expect(stdout).toContain('No resources found in default namespace.');
  expect(stdout).toContain('web.yaml');
  expect(pipe('', 'no-such-question')).toMatchObject({ status: 2 });
  expect(pipe('', '--nodes', '0')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('At least one node is needed'),
  });
});

test('a session is saved to the disk and brought back from there', patient, () => {
  writeFileSync(path.join(folder, 'own.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: own }\n');
  pipe('files load own.yaml\nkubectl apply -f own.yaml\nsave monday.lab\n', '--seed', '5');
  expect(readFileSync(path.join(folder, 'monday.lab'), 'utf8')).toMatch(
    /^# readyz lab seed=5 nodes=3\nfiles write own\.yaml <<'EOF'\n/,
  );
  expect(pipe('kubectl get ns own -o name\n', '--load', 'monday.lab').stdout).toContain('namespace/own\n');
  // Nothing that is there is written over.
  expect(pipe('save monday.lab\n').stdout).toMatch(/monday\.lab.*is left alone/);
});

test('where no screen can be drawn there is a prompt, Tab, history and a way out', patient, async () => {
  const database = path.join(folder, 'prompt.sqlite');
  mkdirSync(`${database}-lab`);
  writeFileSync(path.join(`${database}-lab`, 'history'), '"echo of-yesterday"\n');
  const words = ['lab', '--lang', 'en', '--accessible', '--db', database];
  const terminal = inTerminal([process.execPath, main, ...words]);
  await terminal.until('[0:00] $');
  terminal.type(`${keys.up}${keys.enter}`);
  await terminal.until(/\nof-yesterday/);
  terminal.type('kubectl create depl\t');
  await terminal.until('kubectl create deployment');
  terminal.type('web --image=nginx\r');
  await terminal.until('deployment.apps/web created');
  terminal.type('until ready\r');
  await terminal.until('it is so: ready.');
  terminal.type('for i in 1 2\r');
  await terminal.until(/^>$/m);
  terminal.type(keys.interrupt);
  await terminal.until('^C');
  terminal.type("printf 'a\\033[31mb'\r");
  await terminal.until('a\\x1b[31mb');
  terminal.type('exit\r');
  expect((await terminal.ended).code).toBe(0);
});
