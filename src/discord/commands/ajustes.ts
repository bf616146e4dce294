/** `/ajustes`: one's own settings, and those of the server for whoever runs it. Without options it shows how they stand. */
import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import { type Language, type Text, verbatim } from '#base/text.ts';
import { type Desk, edit, learnerOf, whisper } from '../desk.ts';
import { asHost } from '../hosts.ts';
import { prose } from '../markdown.ts';
import { pageOf } from '../page-of.ts';
import { renderScreen } from '../screen.ts';
import { isZone, readServerSettings, type ServerSettings, settingNames } from '../server-settings.ts';
import { type Command, define } from './command.ts';

const subcommands = { own: 'personales', server: 'servidor' };
const options = {
  language: 'idioma',
  leaderboard: 'clasificacion',
  role: 'rol',
  quietFrom: 'silencio-desde',
  quietTo: 'silencio-hasta',
  hints: 'pistas',
  zone: 'zona',
};
const languageChoices = [
  { name: { es: 'Español', en: 'Español' }, value: 'es' },
  { name: { es: 'English', en: 'English' }, value: 'en' },
  { name: { es: 'El de Discord', en: 'That of Discord' }, value: 'auto' },
];
const hour = { type: ApplicationCommandOptionType.Integer, min_value: 0, max_value: 23 } as const;

export const ajustes: Command = {
  definition: define({
    name: { es: 'ajustes', en: 'settings' },
    description: {
      es: 'Tus ajustes y los del servidor; sin opciones muestra cómo están.',
      en: 'Your settings and the server’s; without options it shows how they stand.',
    },
    where: 'everywhere',
    subcommands: [
      {
        name: { es: subcommands.own, en: 'personal' },
        description: {
          es: 'Tu idioma, y si sales en las clasificaciones.',
          en: 'Your language, and whether you are on leaderboards.',
        },
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.language, en: 'language' },
            description: { es: 'En qué idioma te habla el bot.', en: 'Which language the bot speaks to you.' },
            choices: languageChoices,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.leaderboard, en: 'leaderboard' },
            description: {
              es: 'Si te ven los demás en las clasificaciones.',
              en: 'Whether others see you on leaderboards.',
            },
          },
        ],
      },
      {
        name: { es: subcommands.server, en: 'server' },
        description: { es: 'Para quien lleva el servidor.', en: 'For whoever runs the server.' },
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.language, en: 'language' },
            description: { es: 'El idioma de lo que ve todo el mundo.', en: 'The language of what everybody sees.' },
            choices: languageChoices,
          },
          {
            type: ApplicationCommandOptionType.Role,
            name: { es: options.role, en: 'role' },
            description: {
              es: 'Quien tenga este rol también puede ajustarlo.',
              en: 'Whoever has this role may set it too.',
            },
          },
          {
            ...hour,
            name: { es: options.quietFrom, en: 'quiet-from' },
            description: { es: 'No se publica nada desde esta hora…', en: 'Nothing is posted from this hour…' },
          },
          {
            ...hour,
            name: { es: options.quietTo, en: 'quiet-to' },
            description: {
              es: '… hasta esta. Las dos iguales: sin silencio.',
              en: '… to this. Both alike: no quiet hours.',
            },
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.hints, en: 'hints' },
            description: {
              es: 'Si se ofrecen pistas en este servidor.',
              en: 'Whether hints are offered on this server.',
            },
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.leaderboard, en: 'leaderboard' },
            description: { es: 'Si hay clasificación.', en: 'Whether there is a leaderboard.' },
          },
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.zone, en: 'zone' },
            description: {
              es: 'Zona horaria, como Europe/Madrid o America/Bogota.',
              en: 'Time zone, as in Europe/Madrid or America/Bogota.',
            },
            max_length: 60,
          },
        ],
      },
    ],
  }),

  async run(interaction, desk, language) {
    return interaction.options.getSubcommand() === subcommands.server
      ? changeServer(interaction, desk, language)
      : changeOwn(interaction, desk, language);
  },
};

async function changeOwn(interaction: ChatInputCommandInteraction, desk: Desk, before: Language): Promise<void> {
  const learner = learnerOf(interaction);
  const { settings, community } = desk.memory;
  const asked = interaction.options.getString(options.language);
  const shown = interaction.options.getBoolean(options.leaderboard);
  if (asked !== null) await settings.set(learner, 'language', asked, desk.now());
  if (shown !== null) {
    await settings.set(learner, 'leaderboard', shown ? 'shown' : 'hidden', desk.now());
    await community.hide(learner, !shown);
  }
  const language = asked === 'es' || asked === 'en' ? asked : before;
  const [kept, board] = [await settings.get(learner, 'language'), await settings.get(learner, 'leaderboard')];
  const rows = [
    [texts.language, nameOf(kept)],
    [texts.onBoards, board === 'hidden' ? texts.no : texts.yes],
  ];
  const screen = pageOf(texts.own, [{ kind: 'table', columns, rows }]);
  await edit(interaction, renderScreen({ screen, language }));
}

async function changeServer(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const host = await asHost(interaction, desk, language);
  if (!host) return;
  const zone = interaction.options.getString(options.zone);
  if (zone !== null && !isZone(zone)) return whisper(interaction, prose(noZone[language]));
  const { community } = desk.memory;
  const set = async (name: string, value: string | undefined) => community.setServer(host.server, name, value);
  const asked = interaction.options.getString(options.language);
  if (asked !== null) await set(settingNames.language, asked === 'auto' ? undefined : asked);
  const role = interaction.options.getRole(options.role);
  if (role !== null) await set(settingNames.hostRole, role.id);
  const [from, to] = [
    interaction.options.getInteger(options.quietFrom),
    interaction.options.getInteger(options.quietTo),
  ];
  if (from !== null || to !== null) {
    const [begin, end] = [from ?? host.rules.quiet?.from ?? 22, to ?? host.rules.quiet?.to ?? 8];
    await set(settingNames.quiet, begin === end ? undefined : `${begin}-${end}`);
  }
  const hints = interaction.options.getBoolean(options.hints);
  if (hints !== null) await set(settingNames.hints, hints ? undefined : 'off');
  const board = interaction.options.getBoolean(options.leaderboard);
  if (board !== null) await set(settingNames.leaderboard, board ? undefined : 'off');
  if (zone !== null) await set(settingNames.zone, zone);

  const kept = await community.serverSettings(host.server);
  const rules = readServerSettings(kept, desk.localeOf(host.server));
  const screen = pageOf(texts.server, [
    { kind: 'table', columns, rows: serverRows(rules) },
    ...(kept['trouble'] === undefined ? [] : [{ kind: 'notice', tone: 'warning', text: trouble } as const]),
  ]);
  const note = rules.hostRole === undefined ? {} : { note: `<@&${rules.hostRole}>` };
  await edit(interaction, renderScreen({ screen, language, ...note }));
}

function serverRows({
  language,
  zone,
  quiet,
  hints,
  leaderboard,
  daily,
  plan,
  hostRole,
}: ServerSettings): readonly (readonly Text[])[] {
  const yesNo = (value: boolean) => (value ? texts.yes : texts.no);
  return [
    [texts.language, nameOf(language)],
    [texts.zone, verbatim(zone)],
    [texts.quiet, quiet ? verbatim(`${quiet.from}–${quiet.to} h`) : texts.no],
    [texts.hints, yesNo(hints)],
    [texts.board, yesNo(leaderboard)],
    [texts.daily, yesNo(daily !== undefined)],
    [texts.plan, yesNo(plan !== undefined)],
    [texts.hosts, hostRole === undefined ? texts.no : texts.below],
  ];
}

function nameOf(language: string | undefined): Text {
  return languageChoices.find(({ value }) => value === (language ?? 'auto'))?.name ?? verbatim(language ?? '');
}

const columns: readonly Text[] = [
  { es: 'Ajuste', en: 'Setting' },
  { es: 'Ahora', en: 'Now' },
];
const texts = {
  own: { es: 'Tus ajustes', en: 'Your settings' },
  server: { es: 'Ajustes del servidor', en: 'Settings of the server' },
  language: { es: 'Idioma', en: 'Language' },
  onBoards: { es: 'Te ven en las clasificaciones', en: 'Seen on leaderboards' },
  zone: { es: 'Zona horaria', en: 'Time zone' },
  quiet: { es: 'Silencio', en: 'Quiet hours' },
  hints: { es: 'Pistas', en: 'Hints' },
  board: { es: 'Clasificación', en: 'Leaderboard' },
  daily: { es: 'Pregunta del día', en: 'Question of the day' },
  plan: { es: 'Plan semanal', en: 'Weekly plan' },
  hosts: { es: 'Rol que también ajusta', en: 'Role that may set it too' },
  yes: { es: 'sí', en: 'yes' },
  no: { es: 'no', en: 'no' },
  below: { es: 'el de abajo', en: 'the one below' },
} satisfies Record<string, Text>;

const noZone: Text = {
  es: 'Esa zona horaria no existe. Se escriben como `Europe/Madrid`, `America/Bogota` o `UTC`. No se ha cambiado nada.',
  en: 'There is no such time zone. They are written as `Europe/Madrid`, `America/Bogota` or `UTC`. Nothing was changed.',
};
const trouble: Text = {
  es: 'Lo último que tocaba no se pudo publicar (pregunta del día o plan): el canal ya no está o al bot le falta un permiso en él. `/pregunta-del-dia programar` o `/plan programar` dicen cuál.',
  en: 'What was due last could not be posted (question of the day, or plan): its channel is gone or the bot lacks a permission in it. `/question-of-the-day schedule` or `/plan schedule` say which.',
};
