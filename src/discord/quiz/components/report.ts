import type { Text } from '#base/text.ts';
import type { Component } from '../../components/component.ts';
import { whisper } from '../../desk.ts';
import { prose } from '../../markdown.ts';
import { leadOf } from '../lead.ts';

/** What an instructor takes home, as files below the panel: who did how, question by question, and all of it as JSON. */
export const report: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await leadOf(press, desk);
    if (!found) return;
    const { interaction, language } = press;
    await whisper(interaction, prose(here[language]), desk.live.reports(found.room.session, language));
  },
};

const here: Text = {
  es: 'El informe, tal como está ahora. Los nombres y las respuestas se borran con el cuestionario; estos archivos son tuyos.',
  en: 'The report as it stands now. Names and answers are erased with the quiz; these files are yours.',
};
