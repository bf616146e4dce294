/** `/reto`: YAML at once, in a form filled with the last attempt or from an uploaded file; without a scenario, today's challenge. */
import { ApplicationCommandOptionType, type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { Turn } from '#engine/player.ts';
import { draftOf, patienceMilliseconds, slow, within, yamlForm } from '../components/write.ts';
import { type Desk, learnerOf, present, whisper } from '../desk.ts';
import { allowRun } from '../limits.ts';
import { prose } from '../markdown.ts';
import { readUpload, uploadExtensions } from '../upload.ts';
import { type Command, define } from './command.ts';
import { proposeScenarios, scenarioMeant } from './proposals.ts';

const scenario = 'escenario';
const file = 'archivo';

export const reto: Command = {
  acknowledged: 'itself',
  definition: define({
    name: { es: 'reto', en: 'challenge' },
    description: {
      es: 'Responde con tu YAML; sin escenario, el reto de hoy.',
      en: 'Answer with your YAML; without a scenario, today’s challenge.',
    },
    where: 'everywhere',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: { es: scenario, en: 'scenario' },
        description: { es: 'Unas palabras de su título.', en: 'Some words of its title.' },
        autocomplete: true,
        max_length: 200,
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        name: { es: file, en: 'file' },
        description: {
          es: 'Tu respuesta en un .yaml o .yml, hasta 64 KiB.',
          en: 'Your answer in a .yaml or .yml, up to 64 KiB.',
        },
      },
    ],
  }),

  async run(interaction, desk, language) {
    const typed = interaction.options.getString(scenario);
    const upload = interaction.options.getAttachment(file);
    const learner = learnerOf(interaction);
    const begin = () =>
      typed === null
        ? desk.player.go(learner, 'go:challenge')
        : desk.player.start(learner, [scenarioMeant(desk.player.library, typed)]);
    if (upload) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      return handIn(interaction, desk, language, await begin(), {
        name: upload.name,
        url: upload.url,
        sizeBytes: upload.size,
      });
    }
    const turn = await within(patienceMilliseconds, begin());
    if (!turn) return whisper(interaction, prose(slow[language]));
    const draft = draftOf(turn);
    if (draft !== undefined) {
      await interaction.showModal(yamlForm(turn, draft, language));
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await present(interaction, desk, turn, language);
  },

  complete(interaction, { player }, language) {
    const takesYaml = (id: string) =>
      ['manifest', 'fix'].includes(player.library.list().find((each) => each.id === id)?.type ?? '');
    return proposeScenarios(player.library, interaction.options.getFocused(), language, takesYaml);
  },
};

async function handIn(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
  begun: Turn,
  upload: Parameters<typeof readUpload>[0],
): Promise<void> {
  const answer = await readUpload(upload, desk.fileHost);
  if (!answer.ok) return whisper(interaction, prose(answer.error[language]));
  // Under a verdict the file is the next try.
  const mayRetry = begun.screen.offers.some((offer) => offer.kind === 'retry' && offer.draft !== undefined);
  const turn = mayRetry ? await desk.player.act(begun.sessionId, { kind: 'retry' }, begun.actionCount) : begun;
  if (!turn.screen.offers.some(({ kind }) => kind === 'write')) {
    return present(interaction, desk, turn, language, { notice: noYaml });
  }
  if (!(await allowRun(interaction, desk, language))) return;
  const fact = { kind: 'submit', answer: { kind: 'manifest', text: answer.value } } as const;
  await present(interaction, desk, await desk.player.act(turn.sessionId, fact, turn.actionCount), language);
}

const noYaml: Text = {
  es: `Esta pregunta no se contesta con un archivo ${uploadExtensions.join(' o ')}, y el tuyo no se ha usado.`,
  en: `This question is not answered by a ${uploadExtensions.join(' or ')} file, and yours was not used.`,
};
