/** The command as scripts use it: exit codes, what goes to which stream, pipes. Each case is a real process. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const root = path.join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'readyz-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const choice = 'wordpress-one-pod-or-two';
const manifest = 'slow-database-which-probe';

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(
  words: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'dist', 'main.js'), ...words], {
    cwd: folder,
    env: { PATH, HOME, LANG: 'en_GB.UTF-8', XDG_DATA_HOME: folder, ...options.env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Real processes on a machine that may be busy with others. */
const patient = { timeout: 60_000 };

test('without a terminal readyz prints its help and is done', patient, async () => {
  const { code, out, err } = await run([]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Commands');
});

test('the menu and play need a terminal and say what does not', patient, async () => {
  for (const words of [['menu'], ['play', choice]]) {
    const { code, out, err } = await run(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/needs a terminal\. Without one: /);
  }
});

test('--version is the package’s', patient, async () => {
  expect(await run(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
});

test('help and mistakes speak Spanish unless the locale or --lang says English', patient, async () => {
  expect((await run(['--help'], { env: { LANG: 'fr_FR.UTF-8' } })).out).toContain('Comandos');
  expect((await run(['--help', '--lang', 'es'])).out).toContain('Comandos');
  expect((await run(['grdae'], { env: { LANG: 'C' } })).err).toBe(
    'readyz: No existe el comando "grdae". ¿Quisiste decir grade?\nMira «readyz --help».\n',
  );
});

test('a mistake goes to stderr with exit code 2, and nothing to stdout', patient, async () => {
  for (const words of [['nonsense'], ['grade'], ['list', '--output', 'xml'], ['show', 'no-such-question'], ['--db']]) {
    const { code, out, err } = await run(words);
    expect({ words, code, out }).toEqual({ words, code: 2, out: '' });
    expect(err).toMatch(/^readyz: .*\nSee "readyz .*"\.\n$/);
  }
});

test('list and show tell programs the same as people', patient, async () => {
  const { out } = await run(['list', '--output', 'json']);
  const listed = JSON.parse(out) as { id: string; type: string; title: string }[];
  const ids = listed.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([choice, manifest]));
  const people = (await run(['list'])).out;
  for (const { id, title } of listed)
    expect(people).toMatch(new RegExp(`^${id} +${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'));

  const shown = JSON.parse((await run(['show', choice, '--output', 'json'])).out) as Record<string, unknown>;
  expect(shown).toMatchObject({
    id: choice,
    type: 'choice',
    options: expect.arrayContaining([expect.objectContaining({ id: 'two-workloads' })]),
  });
  // No key is given away, whatever it might be called.
  expect(JSON.stringify(shown)).not.toMatch(/manifests|explanation|"right"|correct/);
  const starter = JSON.parse((await run(['show', manifest, '--output', 'json', '--lang', 'es'])).out) as Record<
    string,
    unknown
  >;
  expect(starter).toMatchObject({
    type: 'manifest',
    starter: expect.stringContaining('mariadb:11'),
    given: expect.arrayContaining([expect.stringContaining('1800 s')]),
  });
});

test('a reader that goes away is no error', patient, async () => {
  const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${path.join(root, 'dist/main.js')}" list | head -1`], {
    cwd: folder,
  });
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(err).toBe('');
});

test(
  'grade says by its exit code whether an option is right, from a file or standard input, by id or number',
  patient,
  async () => {
    const right = await run(['grade', '-', '--scenario', choice], { input: 'answer: two-workloads\n' });
    expect(right).toMatchObject({ code: 0, err: '' });
    expect(right.out).toMatch(/^✔ Right answer\n/);

    writeFileSync(path.join(folder, 'wrong.yaml'), 'answer: 1\n');
    const wrong = await run(['grade', 'wrong.yaml', '--scenario', choice, '--output', 'json']);
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toEqual({
      scenario: choice,
      version: 1,
      seed: 1,
      verdict: 'wrong',
      score: 0,
      checks: expect.arrayContaining([{ id: expect.any(String), passed: false, observed: expect.any(String) }]),
      errors: [],
      warnings: [],
      code: expect.stringMatching(/^rz1\./),
    });
  },
);

test('a manifest that the cluster refuses is wrong, with file, line and column', patient, async () => {
  writeFileSync(path.join(folder, 'tab.yaml'), 'kind: Pod\n\tname: db\n');
  const { code, out } = await run(['grade', 'tab.yaml', '--scenario', manifest, '--output', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    verdict: 'refused',
    errors: [{ file: 'tab.yaml', line: expect.any(Number), column: expect.any(Number), message: expect.any(String) }],
  });
});

test('an answer that cannot be read, or a seed that is none, is exit code 2', patient, async () => {
  expect(await run(['grade', 'nowhere.yaml', '--scenario', choice])).toMatchObject({ code: 2, out: '' });
  expect(await run(['grade', '.', '--scenario', choice])).toMatchObject({ code: 2, out: '' });
  expect((await run(['grade', '-', '--scenario', choice, '--seed', '-1'])).err).toMatch(/--seed needs a value/);
  expect((await run(['grade', '-', '--scenario', choice, '--seed=x'])).err).toMatch(/--seed is a whole number/);
});

test('an answer without end is refused, and one that would steer the terminal is shown as typed', patient, async () => {
  const endless = await run(['grade', '/dev/zero', '--scenario', manifest]);
  expect(endless).toMatchObject({ code: 2, out: '', err: expect.stringContaining('too large') });
  const hostile = await run(['grade', '-', '--scenario', manifest], {
    input: 'apiVersion: v1\nkind: Pod\n"\\e[2J\\u202eevil": 1\n',
  });
  expect(hostile.code).toBe(1);
  expect(hostile.out).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
  expect(hostile.out).toContain('evil');
});

test('the bot wants its token from the environment or a file, and says so', patient, async () => {
  const missing = await run(['bot']);
  expect(missing).toMatchObject({ code: 2, out: '' });
  expect(missing.err).toContain('DISCORD_TOKEN_FILE');
  expect((await run(['bot'], { env: { DISCORD_TOKEN_FILE: 'nowhere' } })).err).toContain('cannot be read');
  expect((await run(['bot', '--token', 'secret'])).err).toContain('There is no flag "--token"');
});

test('a graded answer has a code that replays it, and a code that was changed is told', patient, async () => {
  const graded = await run(['grade', '-', '--scenario', choice, '--output', 'json'], {
    input: 'answer: two-workloads\n',
  });
  const { code: shared, ...verdict } = JSON.parse(graded.out) as Record<string, unknown>;
  const replayed = await run(['replay', '--code', String(shared), '--output', 'json']);
  expect(JSON.parse(replayed.out)).toEqual({ ...verdict, code: shared });
  const file = path.join(folder, 'shared.readyz');
  writeFileSync(file, String(shared).replace(/.{40}/g, '$&\n'));
  expect((await run(['replay', '--code', 'shared.readyz', '--output', 'json'])).out).toBe(replayed.out);
  const changed = await run(['replay', '--code', `${shared}A`]);
  expect([changed.code, changed.out]).toEqual([2, '']);
  expect(changed.err).toContain('its checksum does not match');
});

test('what one has learnt is told without a terminal', patient, async () => {
  expect(JSON.parse((await run(['review', '--output', 'json'])).out)).toMatchObject({ due: [], waiting: 0 });
  expect(JSON.parse((await run(['stats', '--output', 'json'])).out)).toMatchObject({ answers: 0, streak: { days: 0 } });
  expect((await run(['stats'])).out).toMatch(/Mastery by topic/);
  const today = JSON.parse((await run(['challenge', '--output', 'json'])).out) as { day: string; id: string };
  expect((await run(['challenge', today.day])).out).toContain(today.id);
  expect((await run(['challenge', '2999-01-01'])).err).toContain('not known yet');
  expect((await run(['play', 'wordpres-one-pod-or-two'])).err).toMatch(/needs a terminal/);
});

test('a question whose author put control and bidi characters into it reaches no terminal raw, in whatever command', async () => {
  const evil = '\\e[2Jmal\\u202eo\\x9b1m';
  const source = readFileSync(path.join(root, 'scenarios', 'control-plane', 'not-a-pod.yaml'), 'utf8');
  const hostile = source
    .replace('id: not-a-pod', 'id: hostile-question')
    .replaceAll(/^( {2}(?:es|en):) .*pod$/gm, `$1 "${evil}"`)
    .replace(/statement:\n {2}es: \|\n.*\n/, `statement:\n  es: "${evil}"\n`);
  mkdirSync(path.join(folder, 'hostile', 'scenarios', 'control-plane'), { recursive: true });
  writeFileSync(path.join(folder, 'hostile', 'scenarios', 'control-plane', 'hostile-question.yaml'), hostile);
  const content = ['--content', path.join(folder, 'hostile'), '--lang', 'es'];
  for (const words of [
    ['list'],
    ['list', '--output', 'json'],
    ['show', 'hostile-question'],
    ['show', 'hostile-question', '--output', 'json'],
    ['preview', 'hostile-question'],
    ['check'],
    ['completion', 'words', '--', 'show', 'hostile'],
  ]) {
    const at = words.indexOf('--');
    const line = at < 0 ? [...words, ...content] : [...words.slice(0, at), ...content, ...words.slice(at)];
    const { out, err } = await run(line);
    expect(`${words.join(' ')}: ${out}`).toMatch(/hostile|mal/);
    expect(out + err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  }
  const { out } = await run(['list', '--output', 'json', ...content]);
  const listed = JSON.parse(out) as readonly { readonly id: string; readonly title: string }[];
  expect(listed.find(({ id }) => id === 'hostile-question')?.title).toBe('\x1b[2Jmal\u202eo\x9b1m');
});
