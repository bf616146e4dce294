/** A page as text, drawn as the app draws it, for commands that print one and end; in one column for whoever hears it. */
import type { Page } from '#engine/screen.ts';
import type { Io } from './command.ts';
import { speaksUtf8 } from './language.ts';
import { isLinear } from './output.ts';

/** Lines longer than this tire the eye. */
const widest = 100;

export async function pageText(page: Page, io: Io): Promise<string> {
  const { previewInTerminal } = await import('#terminal/preview.tsx');
  return previewInTerminal(page, {
    language: io.language,
    columns: Math.min(io.out.columns || 80, widest),
    unicode: speaksUtf8(io.env, process.platform),
    background: io.background,
    linear: isLinear(io),
  });
}
