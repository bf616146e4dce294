/** One page to read on the alternate screen, with the app's own frame, blocks and keys; it ends when the reader leaves. */
import { Box, render, useApp, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import type { Language } from '#base/text.ts';
import type { Page } from '#engine/screen.ts';
import { BlockView } from './blocks/index.tsx';
import { useScroll } from './hooks/use-scroll.ts';
import { keyNames, readerBindings } from './keys.ts';
import type { View } from './model.ts';
import { Frame } from './screens/frame.tsx';
import { SettingContext } from './setting.tsx';

export interface ReaderOptions {
  readonly page: Page;
  readonly language: Language;
  readonly unicode: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Aborts when the process is told to end. */
  readonly signal: AbortSignal;
}

/** Lines longer than this tire the eye. */
const widest = 110;

const fromTheTop: View = { count: 0, from: 'top' };

export async function readInTerminal({ page, input, output, signal, ...shown }: ReaderOptions): Promise<void> {
  if (signal.aborted) return;
  const app = render(<Reader page={page} {...shown} />, {
    stdin: input,
    stdout: output,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  const leave = () => app.unmount();
  signal.addEventListener('abort', leave);
  await app.waitUntilExit();
  signal.removeEventListener('abort', leave);
}

function Reader({ page, language: first, unicode }: Pick<ReaderOptions, 'page' | 'language' | 'unicode'>) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [language, setLanguage] = useState(first);
  const scroll = useScroll(fromTheTop, undefined);

  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      const intent = readerBindings.find(({ keys }) => keys.includes(name))?.intent;
      if (intent?.kind === 'scroll') scroll.scroll(intent);
      else if (intent?.kind === 'language') setLanguage((now) => (now === 'es' ? 'en' : 'es'));
      else if (intent?.kind === 'leave') exit();
    }
  });

  return (
    <SettingContext value={{ language, unicode, columns: Math.min(columns, widest), rows }}>
      <Frame title={page.title} scroll={scroll} bindings={readerBindings}>
        <Box flexDirection="column" rowGap={1}>
          {page.blocks.map((block, index) => (
            <BlockView key={index} block={block} />
          ))}
        </Box>
      </Frame>
    </SettingContext>
  );
}
