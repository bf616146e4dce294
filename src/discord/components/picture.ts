import { ComponentType, MessageFlags } from 'discord.js';
import type { Text } from '#base/text.ts';
import { pictureOf, refuseOthers, whisper } from '../desk.ts';
import { prose } from '../markdown.ts';
import { drawRun } from '../picture/draw.ts';
import type { Component } from './component.ts';

/** The run of the answer as a picture, with what it shows in words. It is drawn on another thread. */
export const picture: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language }, { player }) {
    const turn = await player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    const block = pictureOf(turn.screen);
    if (!block?.picture) return whisper(interaction, prose(gone[language]));
    const instants = block.entries.map(({ seconds }) => seconds);
    const { svg, words } = drawRun(block.picture, instants, language);
    // Native code that only pictures need.
    const { renderAsync } = await import('@resvg/resvg-js');
    const png = (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng();
    const name = fileName[language];
    await interaction.followUp({
      files: [{ name, attachment: png, description: words }],
      components: [
        {
          type: ComponentType.MediaGallery,
          items: [{ media: { url: `attachment://${name}` }, description: words }],
        },
      ],
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  },
};

const fileName: Text = { es: 'dibujo.png', en: 'picture.png' };
const gone: Text = {
  es: 'Aquí ya no hay nada que dibujar: la sesión ha avanzado.',
  en: 'There is nothing to draw here any more: the session has moved on.',
};
