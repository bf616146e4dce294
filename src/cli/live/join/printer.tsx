/** Prints blocks one below the other as the app draws them, in the width that the window has now. */
import { Box, renderToString } from 'ink';
import type { Language, Text } from '#base/text.ts';
import type { Block } from '#engine/screen.ts';
import { BlockView } from '#terminal/blocks/index.tsx';
import { sanitize, toAscii } from '#terminal/sanitize.ts';
import { type Background, SettingContext } from '#terminal/setting.tsx';

/** Longer lines tire the eye. */
const widest = 110;

export class Printer {
  readonly #output: NodeJS.WriteStream;
  readonly #setting: {
    readonly language: Language;
    readonly unicode: boolean;
    readonly background: Background;
    readonly linear: boolean;
  };

  constructor(
    output: NodeJS.WriteStream,
    setting: {
      readonly language: Language;
      readonly unicode: boolean;
      readonly background: Background;
      /** Nothing side by side and nothing drawn: for those who hear it. */
      readonly linear: boolean;
    },
  ) {
    this.#output = output;
    this.#setting = setting;
  }

  blocks(blocks: readonly Block[]): void {
    for (const block of blocks) this.#draw(block);
  }

  line(text: Text): void {
    const clean = sanitize(text[this.#setting.language]);
    this.#output.write(`${this.#setting.unicode ? clean : toAscii(clean)}\n`);
  }

  #draw(block: Block): void {
    const columns = Math.max(20, Math.min(widest, (this.#output.columns ?? 80) - 1));
    const drawn = renderToString(
      <SettingContext value={{ ...this.#setting, columns: columns + 2, rows: 1000 }}>
        <Box flexDirection="column" width={columns}>
          <BlockView block={block} />
        </Box>
      </SettingContext>,
      { columns },
    );
    this.#output.write(`${drawn.replace(/[ \t]+$/gm, '')}\n`);
  }
}
