/** `readyz completion SHELL`: the script that makes a shell complete readyz' words. */
import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes, type Io, UsageError } from '../command.ts';
import { type Candidate, candidatesFor } from '../completion/candidates.ts';
import { type Shell, scripts, shells } from '../completion/scripts.ts';
import { quoted } from '../output.ts';

export const completion: Command = {
  name: 'completion',
  summary: {
    es: 'completa comandos, opciones y preguntas con Tab en tu shell',
    en: 'complete commands, flags and questions with Tab in your shell',
  },
  examples: [
    { line: 'readyz completion bash >> ~/.bashrc', meaning: { es: 'para bash', en: 'for bash' } },
    {
      line: 'readyz completion zsh >> ~/.zshrc',
      meaning: { es: 'para zsh, después de compinit', en: 'for zsh, after compinit' },
    },
    {
      line: 'readyz completion fish > ~/.config/fish/completions/readyz.fish',
      meaning: { es: 'para fish', en: 'for fish' },
    },
    {
      line: 'readyz completion powershell | Out-String | Invoke-Expression',
      meaning: { es: 'en $PROFILE', en: 'in $PROFILE' },
    },
  ],
  parameters: [
    {
      name: 'SHELL',
      meaning: { es: 'bash, zsh, fish o powershell', en: 'bash, zsh, fish or powershell' },
      suggests: shells,
    },
    {
      name: 'WORD',
      meaning: {
        es: 'con words en vez de SHELL: lo escrito hasta ahora',
        en: 'with words in place of SHELL: what is typed so far',
      },
      optional: true,
      repeated: true,
    },
  ],

  async run(argv, io) {
    const [what = '', ...words] = argv.positionals;
    if (what === 'words') {
      // A lone blank is what PowerShell sends for a word that is not begun.
      const found = await wordsFor(
        words.map((word) => (word === ' ' ? '' : word)),
        io,
      );
      const line = ({ word, meaning }: Candidate) => `${sanitize(word)}\t${sanitize(meaning)}\n`;
      io.out.write(found.map(line).join(''));
      return exitCodes.success;
    }
    if (!isShell(what) || words.length > 0) {
      throw new UsageError({
        es: `readyz completion conoce ${shells.join(', ')}; no ${quoted([what, ...words].join(' '))}.`,
        en: `readyz completion knows ${shells.join(', ')}; not ${quoted([what, ...words].join(' '))}.`,
      });
    }
    io.out.write(scripts[what]);
    return exitCodes.success;
  },
};

function isShell(word: string): word is Shell {
  return (shells as readonly string[]).includes(word);
}

async function wordsFor(words: readonly string[], io: Io): Promise<readonly Candidate[]> {
  const { openContent } = await import('../wire.ts');
  const library = await openContent(io);
  const named = (
    things: readonly { readonly id: string; readonly title: { readonly es: string; readonly en: string } }[],
  ) => things.map(({ id, title }) => ({ word: id, meaning: title[io.language] }));
  return candidatesFor(words, {
    commands: io.commands,
    language: io.language,
    questions: () => named(library.list()),
    quizzes: () => named(library.quizzes()),
  });
}
