import type { Text } from '#base/text.ts';
import { edit, refuseOthers, whisper } from '../desk.ts';
import { fillLab, ownMessage } from '../lab/own-lab.ts';
import { readLabFile } from '../lab/read-lab-file.ts';
import { allowRun } from '../limits.ts';
import { prose } from '../markdown.ts';
import type { Component } from './component.ts';
import { draftOf } from './write.ts';

const answerFile = 'answer.yaml';

/** Under a verdict: the question's cluster, with the same figures, as a lab of one's own, with one's last YAML in the folder. The verdict stays. */
export const tolab: Component = {
  acknowledged: 'private',
  async run({ interaction, id, language, learner }, desk) {
    const turn = await desk.player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    const question = await desk.player.questionAt(id.session);
    if (!question) return whisper(interaction, prose(gone[language]));
    if (!(await allowRun(interaction, desk, language, { run: 'lines' }))) return;
    const { seed, scenario } = question;
    const beginning = { seed, nodes: 3, scenario };
    const lab = await desk.labs.open({ owner: learner, language, beginning });
    const by = { author: learner, source: interaction.id };
    const draft = draftOf(turn) ?? '';
    const file = draft.trim() === '' ? undefined : readLabFile(answerFile, draft, by);
    const look = await fillLab(desk.labs, lab, { beginning, file }, by);
    await edit(interaction, ownMessage(lab, look, language, file ? withAnswer : undefined));
  },
};

const gone: Text = {
  es: 'Aquí ya no hay ninguna pregunta: la sesión ha avanzado. `/lab abrir` abre un laboratorio.',
  en: 'There is no question here any more: the session has moved on. `/lab open` opens a lab.',
};
const withAnswer: Text = {
  es: `Este es el clúster de la pregunta, y tu último YAML está en \`${answerFile}\`: \`kubectl apply -f ${answerFile}\``,
  en: `This is the question’s cluster, and your last YAML is in \`${answerFile}\`: \`kubectl apply -f ${answerFile}\``,
};
