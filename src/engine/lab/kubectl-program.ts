/**
 * kubectl at the workstation. What is special is `kubectl edit`: the person edits between two slices, so the command is
 * rehearsed until every text it opens has been changed, and is then carried out once. A saved session brings the changed texts
 * as its input, with `---8<---` between them.
 */
import { heredoc } from './heredoc.ts';
import { EditorWanted } from './kubectl-editor.ts';
import { interleave } from './pieces.ts';
import { askToEdit, type Slices } from './slices.ts';
import type { ProgramAnswer } from './workstation.ts';
import type { World } from './world.ts';

/** What kubectl takes by itself. */
const commandSeconds = 0.2;

const scissors = '---8<---\n';

export function* kubectlAnswer(world: World, words: readonly string[], stdin: string): Slices<ProgramAnswer> {
  const { editor, kubectl } = world;
  world.kubectlSeconds = commandSeconds;
  if (stdin !== '') editor.give(stdin.split(/^---8<---\n/m));
  else if (!words.includes('edit') || !world.outside.hasEditor) editor.give([]);
  else {
    const texts = yield* editAll(world, words);
    editor.give(texts);
    if (texts.some((text) => text !== undefined)) {
      const line = ['kubectl', ...words].map(quoted).join(' ');
      world.recordAs(heredoc(line, texts.map((text = '') => text.replace(/\n?$/, '\n')).join(scissors)));
    }
  }
  const { code, output, errors, screen } = kubectl.runWords(words, stdin);
  return { code, pieces: interleave(output, errors, screen) };
}

function* editAll(world: World, words: readonly string[]): Slices<readonly (string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  for (;;) {
    world.editor.rehearse(texts);
    try {
      world.kubectl.runWords(words);
      return texts;
    } catch (error) {
      if (!(error instanceof EditorWanted)) throw error;
      texts.push(yield* askToEdit(error.fileName, error.text));
    } finally {
      // It has started once; what follows happens at the same instant.
      world.kubectlSeconds = 0;
    }
  }
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
