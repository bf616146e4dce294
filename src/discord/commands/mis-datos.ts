/** `/mis-datos`: take along all that is kept of you, bring it from elsewhere, or have it erased. */
import { ApplicationCommandOptionType, ButtonStyle } from 'discord.js';
import { plural, type Text } from '#base/text.ts';
import { edit, learnerOf, whisper } from '../desk.ts';
import { allowRun } from '../limits.ts';
import { prose } from '../markdown.ts';
import { pageOf } from '../page-of.ts';
import { renderScreen } from '../screen.ts';
import { readDataUpload } from '../upload.ts';
import { type Command, define } from './command.ts';

const subcommands = { take: 'exportar', bring: 'importar', erase: 'borrar' };
const file = 'archivo';
/** What Discord lets an app send without asking the server. */
const mostBytes = 9_000_000;

export const misDatos: Command = {
  definition: define({
    name: { es: 'mis-datos', en: 'my-data' },
    description: {
      es: 'Llévate o borra todo lo que se guarda de ti.',
      en: 'Take along or erase all that is kept of you.',
    },
    where: 'everywhere',
    subcommands: [
      {
        name: { es: subcommands.take, en: 'export' },
        description: {
          es: 'Sesiones, respuestas, resultados, laboratorios y ajustes en un archivo.',
          en: 'Sessions, answers, results, labs and settings in a file.',
        },
      },
      {
        name: { es: subcommands.bring, en: 'import' },
        description: {
          es: 'Añade lo que exportaste en otro sitio, por ejemplo la terminal.',
          en: 'Add what you exported elsewhere, the terminal for example.',
        },
        options: [
          {
            type: ApplicationCommandOptionType.Attachment,
            name: { es: file, en: 'file' },
            description: {
              es: 'El archivo que escribió readyz data export o /mis-datos exportar.',
              en: 'The file written by readyz data export or /my-data export.',
            },
            required: true,
          },
        ],
      },
      {
        name: { es: subcommands.erase, en: 'delete' },
        description: {
          es: 'Lo borra todo, sin vuelta atrás; antes pregunta.',
          en: 'Erases all of it for good; asks first.',
        },
      },
    ],
  }),

  async run(interaction, desk, language) {
    const learner = learnerOf(interaction);
    const { people } = desk.memory;
    switch (interaction.options.getSubcommand()) {
      case subcommands.take: {
        if (!(await allowRun(interaction, desk, language))) return;
        const all = { ...(await people.export(learner)), inServers: await people.elsewhere(learner) };
        const content = `${JSON.stringify(all, null, 1)}\n`;
        if (Buffer.byteLength(content) > mostBytes) return whisper(interaction, prose(tooLarge[language]));
        return whisper(interaction, prose(taken[language]), [{ name: 'readyz-data.json', content }]);
      }
      case subcommands.bring: {
        if (!(await allowRun(interaction, desk, language))) return;
        const { name, url, size } = interaction.options.getAttachment(file, true);
        const text = await readDataUpload({ name, url, sizeBytes: size }, desk.fileHost);
        if (!text.ok) return whisper(interaction, prose(text.error[language]));
        const added = await people.importText(learner, text.value, desk.now());
        return whisper(interaction, prose((added.ok ? brought(added.value) : added.error)[language]));
      }
      default: {
        const asked = Math.floor(desk.now() / 1000).toString(36);
        const screen = pageOf(title, [{ kind: 'notice', tone: 'warning', text: sure }]);
        const buttons = [
          { text: yes, verb: 'erase', argument: asked, style: ButtonStyle.Danger },
          { text: no, verb: 'erase', argument: 'no' },
        ] as const;
        return edit(interaction, renderScreen({ screen, language, buttons }));
      }
    }
  },
};

const title: Text = { es: 'Borrar mis datos', en: 'Erase my data' };
const sure: Text = {
  es: 'Se borran tus sesiones, respuestas, resultados, puntos, laboratorios y ajustes, en todos los servidores y sin vuelta atrás; en el laboratorio de un grupo tus líneas quedan, sin tu nombre. Si los quieres, antes: `/mis-datos exportar`. El botón vale dos minutos.',
  en: 'Your sessions, answers, results, points, labs and settings are erased, on all servers and for good; in a group’s lab your lines stay, without your name. Should you want them, first: `/my-data export`. The button is good for two minutes.',
};
const yes: Text = { es: 'Sí, borrarlo todo', en: 'Yes, erase all of it' };
const no: Text = { es: 'No, dejarlo como está', en: 'No, leave it as it is' };
const taken: Text = {
  es: 'Esto es todo lo que se guarda de ti. Lo lee `readyz data import` en la terminal y `/mis-datos importar` donde haya otro bot.',
  en: 'This is all that is kept of you. `readyz data import` reads it in the terminal, and `/my-data import` where there is another bot.',
};
const tooLarge: Text = {
  es: 'Tus datos pasan de lo que Discord deja enviar. Pídelos a quien lleva el bot: los saca de la base de datos.',
  en: 'Your data are more than Discord lets be sent. Ask whoever runs the bot for them: they are in the database.',
};

function brought(count: number): Text {
  return {
    es: plural('es', count, { one: 'Se ha añadido {n} sesión.', other: 'Se han añadido {n} sesiones.' }),
    en: plural('en', count, { one: '{n} session was added.', other: '{n} sessions were added.' }),
  };
}
