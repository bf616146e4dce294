/**
 * The completion scripts in the shells they are for, in a real terminal: somebody types the beginning of a word and presses Tab.
 * A shell that is not installed is skipped and says so. PowerShell is nowhere but on its users' machines: of its script the
 * brackets and quotes are checked here, and what it asks readyz for.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Shell, scripts, shells } from '#cli/completion/scripts.ts';
import { inTerminal, root } from '../../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-shells-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = path.join(folder, 'readyz');
writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'dist', 'main.js')}' "$@"\n`);
chmodSync(program, 0o755);
writeFileSync(path.join(folder, 'answer-of-mine.yaml'), '');

interface ShellStart {
  readonly command: readonly string[];
  /** Typed first: loads what completes, and sets a prompt that is known. */
  readonly first: string;
}

const starts: Readonly<Record<Exclude<Shell, 'powershell'>, ShellStart>> = {
  bash: {
    command: ['bash', '--norc', '--noprofile', '-i'],
    first:
      'bind "set bell-style none"; bind "set show-all-if-ambiguous on"; source <(readyz completion bash); PS1="ready> "; clear',
  },
  zsh: {
    command: ['zsh', '-f', '-i'],
    first: 'autoload -U compinit; compinit -D -u; source <(readyz completion zsh); PROMPT="ready> "; clear',
  },
  fish: {
    command: ['fish', '--no-config', '-i'],
    first:
      'function fish_prompt; echo "ready> "; end; function fish_right_prompt; end; readyz completion fish | source; clear',
  },
};

/** Types each line with a Tab at its end, and waits for what the shell makes of it. */
function check(shell: keyof typeof starts, lines: readonly (readonly [typed: string, shown: string | RegExp])[]): void {
  const { command, first } = starts[shell];
  const isInstalled = spawnSync(command[0]!, ['--version']).error === undefined;
  test.skipIf(!isInstalled)(
    `${shell} completes${isInstalled ? '' : `: skipped, ${shell} is not installed`}`,
    {
      timeout: 60_000,
    },
    async () => {
      const env = {
        PATH: `${folder}:${process.env['PATH']}`,
        HOME: folder,
        READYZ_LANG: undefined,
        LANG: 'en_GB.UTF-8',
      };
      const terminal = inTerminal(command, { env, cwd: folder, rows: 40 });
      await terminal.settle(200);
      terminal.type(`${first}\r`);
      await terminal.until(/^ready> $|^ready>$/m);
      for (const [typed, shown] of lines) {
        terminal.type(`${typed}\t`);
        await terminal.until(shown);
        // The line is thrown away, and the screen with it.
        terminal.type('\x03');
        await terminal.settle(80);
        terminal.type('\x0c');
        await terminal.until(/^ready> ?\s*$/);
      }
      terminal.type('exit\r');
      await terminal.ended;
    },
  );
}

const lines = [
  ['readyz compl', 'readyz completion'],
  ['readyz play slow-data', 'readyz play slow-database-which-probe'],
  ['readyz play slow-', /slow-database-which-probe[\s\S]*slow-under-load/],
  ['readyz show --out', 'readyz show --output'],
  ['readyz list --output=js', 'readyz list --output=json'],
  ['readyz grade answer-of', 'readyz grade answer-of-mine.yaml'],
] as const;

for (const shell of ['bash', 'zsh', 'fish'] as const) check(shell, lines);

test('every shell has its script', () => {
  for (const shell of shells) expect(scripts[shell]).toContain('readyz completion words --');
});

test('what PowerShell is given closes what it opens, and its blank is a word not yet begun', () => {
  expect(unclosed(scripts.powershell)).toBe('');
  expect(unclosed('{ \'it\' "`"{" [x] (')).toBe('{(');
  const asked = spawnSync(program, ['completion', 'words', '--', 'completion', ' '], { encoding: 'utf8' });
  expect(asked.stdout.trim().split(/\s+/)).toEqual([...shells]);
});

/** The brackets that stay open, as PowerShell counts them: none in quotes or comments, where a backtick takes the next sign along. */
function unclosed(script: string): string {
  const code = script.replace(/#.*$|'(?:[^']|'')*'|"(?:[^"`]|`.|"")*"/gms, '');
  const partners: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  let open = '';
  for (const sign of code.match(/[()[\]{}'"]/g) ?? []) {
    const closes = partners[sign];
    open = closes !== undefined && open.endsWith(closes) ? open.slice(0, -1) : open + sign;
  }
  return open;
}
