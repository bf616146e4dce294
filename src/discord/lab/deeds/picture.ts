import { ComponentType, MessageFlags } from 'discord.js';
import type { Text } from '#base/text.ts';
import { wordsOf } from '../board.ts';
import { drawLab } from '../draw.ts';
import type { Deed } from '../lab-call.ts';

/** The cluster as a picture, with what it shows in words. It is drawn on another thread. */
export const picture: Deed = {
  isPublic: false,
  async run(call) {
    const seen = await call.waitFor(call.labs.look(call.id));
    if (seen.kind === 'refused') return call.refuse(seen.text);
    // Native code that only pictures need.
    const { renderAsync } = await import('@resvg/resvg-js');
    const svg = drawLab(seen.sight.picture, call.language);
    const png = (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng();
    const [name, words] = [fileName[call.language], wordsOf(seen.sight.picture, call.language)];
    await call.press.interaction.followUp({
      files: [{ name, attachment: png, description: words }],
      components: [
        { type: ComponentType.MediaGallery, items: [{ media: { url: `attachment://${name}` }, description: words }] },
      ],
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  },
};

const fileName: Text = { es: 'laboratorio.png', en: 'lab.png' };
