/** What is one's own: questions imported into a folder, data taken along, copied and erased. Each case is a real process. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../helpers/source-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const patient = { timeout: 60_000 };

function run(...words: readonly string[]) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, LANG: 'en_GB.UTF-8', XDG_DATA_HOME: folder };
  const program = path.join(root, 'dist', 'main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd: folder, env });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

test(
  'imported questions are proven, listed, graded and exported; the file that cannot be taken whole says so',
  patient,
  () => {
    writeFileSync(
      path.join(folder, 'exam.gift'),
      '::What a Pod is:: ? {=containers ~a node}\n\nMatch {=a -> b =c -> d}\n',
    );
    const imported = run('import', 'exam.gift', '--content', 'mine');
    expect(imported).toMatchObject({
      code: 1,
      err: expect.stringContaining('exam.gift:3: readyz imports no question of this type'),
    });
    expect(imported.out).toBe('+ mine/scenarios/imported/what-a-pod-is.yaml\n+ mine/quizzes/exam.yaml\n');
    expect(run('check', '--content', 'mine').code).toBe(0);
    expect(run('list', 'quizzes', '--content', 'mine').out).toContain('exam.gift');
    writeFileSync(path.join(folder, 'answer.yaml'), 'answer: a\n');
    expect(run('grade', 'answer.yaml', '--scenario', 'what-a-pod-is', '--content', 'mine').code).toBe(0);
    expect(run('export', 'anki', 'exam', '--content', 'mine').out).toContain('<b>containers</b>');
    expect(run('import', 'exam.gift').err).toContain('Say which folder');
    expect(run('list', '--content', 'nowhere').err).toContain('has neither scenarios/ nor quizzes/');
  },
);

test('data are taken along, copied and erased, and nothing is written over', patient, () => {
  expect(JSON.parse(run('data', 'export').out)).toEqual({ format: 'readyz-data-1', settings: {}, sessions: [] });
  const session = { id: 's1', seed: 1, questions: [], startedAt: 1, actions: [], finishedAt: 2, results: [] };
  const kept = { format: 'readyz-data-1', settings: { language: 'en' }, sessions: [session] };
  writeFileSync(path.join(folder, 'kept.json'), JSON.stringify(kept));
  expect(run('data', 'import', 'kept.json')).toMatchObject({ code: 0, err: 'Sessions added: 1\n' });
  expect(JSON.parse(run('data', 'export').out)).toEqual(kept);
  expect(run('data', 'export', 'kept.json')).toMatchObject({ code: 2, err: expect.stringContaining('exists already') });
  expect(run('data', 'import', 'answer.yaml').err).toContain('Nothing was imported');

  expect(run('backup', 'copy.sqlite').code).toBe(0);
  expect(run('backup', 'copy.sqlite')).toMatchObject({ code: 2, err: expect.stringContaining('exists already') });
  const drafts = path.join(folder, 'readyz', 'answers');
  mkdirSync(drafts, { recursive: true });
  expect(run('data', 'delete')).toMatchObject({ code: 2, err: expect.stringContaining('for good') });
  expect(run('data', 'delete', '--yes').code).toBe(0);
  expect(existsSync(drafts)).toBe(false);
  expect(JSON.parse(run('data', 'export').out).sessions).toEqual([]);
  expect(JSON.parse(run('data', 'export', '--db', 'copy.sqlite').out)).toEqual(kept);
});

test('results are a table with its columns, even where there are none', patient, () => {
  expect(run('export', 'results', '--separator', 'semicolon', '--bom').out).toMatch(/^\ufeffat;session;.*;flag\r\n$/);
  expect(run('export', 'results', '--output', 'json').out).toBe('[]\n');
  expect(run('export', 'anki', 'no-such-topic').code).toBe(2);
  expect(readFileSync(path.join(folder, 'exam.gift'), 'utf8')).toContain('::What a Pod is::');
});
