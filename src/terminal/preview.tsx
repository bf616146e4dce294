/** A page as the terminal app draws it, as text and without its keys: for authors, and for commands that print one. */
import { Box, renderToString } from 'ink';
import type { Page } from '#engine/screen.ts';
import { BlockView } from './blocks/index.tsx';
import { type Setting, SettingContext } from './setting.tsx';
import { Prose } from './words.tsx';

export function previewInTerminal({ title, blocks }: Page, setting: Omit<Setting, 'rows'>): string {
  const { language, columns } = setting;
  const drawn = renderToString(
    <SettingContext value={{ ...setting, rows: 200 }}>
      <Box flexDirection="column" rowGap={1} width={columns}>
        <Prose bold>{title[language]}</Prose>
        {blocks.map((block, index) => (
          <BlockView key={index} block={block} />
        ))}
      </Box>
    </SettingContext>,
    { columns },
  );
  return `${drawn.replace(/[ \t]+$/gm, '')}\n`;
}
