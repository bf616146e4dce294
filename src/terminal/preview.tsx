/** A screen as the terminal app draws it, as text and without its keys: for authors. */
import { Box, renderToString } from 'ink';
import type { Language } from '#base/text.ts';
import type { Page } from '#engine/screen.ts';
import { BlockView } from './blocks/index.tsx';
import { SettingContext } from './setting.tsx';
import { Prose } from './words.tsx';

export function previewInTerminal(screen: Page, language: Language, columns: number): string {
  const drawn = renderToString(
    <SettingContext value={{ language, unicode: true, columns, rows: 200 }}>
      <Box flexDirection="column" rowGap={1} width={columns}>
        <Prose bold>{screen.title[language]}</Prose>
        {screen.blocks.map((block, index) => (
          <BlockView key={index} block={block} />
        ))}
      </Box>
    </SettingContext>,
    { columns },
  );
  return `${drawn}\n`;
}
