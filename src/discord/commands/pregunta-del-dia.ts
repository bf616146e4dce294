/** `/pregunta-del-dia`: a question every day in a channel, answered privately and revealed to all some hours later. */
import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import { type Language, type Text, verbatim } from '#base/text.ts';
import { dayOf, writtenDay } from '#engine/learning/day.ts';
import { topicTitle } from '#engine/topics.ts';
import { firstDay, plannedWeeks, timeOutOf } from '../daily/schedule.ts';
import { type Desk, edit, whisper } from '../desk.ts';
import { asHost } from '../hosts.ts';
import { prose } from '../markdown.ts';
import { pageOf } from '../page-of.ts';
import { missingIn } from '../permissions.ts';
import { renderScreen } from '../screen.ts';
import { type Daily, readTime, type ServerSettings, settingNames, timeOf, writeDaily } from '../server-settings.ts';
import { type Command, define } from './command.ts';
import { channelOption, timeOption } from './posting-options.ts';

const subcommands = { plan: 'programar', stop: 'parar', show: 'ver' };
const options = { time: 'hora', channel: 'canal', reveal: 'revelar', weekly: 'semanal', thread: 'hilo' };

export const preguntaDelDia: Command = {
  definition: define({
    name: { es: 'pregunta-del-dia', en: 'question-of-the-day' },
    description: { es: 'Una pregunta al día en un canal.', en: 'A question a day in a channel.' },
    where: 'server',
    subcommands: [
      {
        name: { es: subcommands.plan, en: 'schedule' },
        description: { es: 'Publica una cada día a esta hora.', en: 'Post one every day at this time.' },
        options: [
          timeOption(options.time),
          channelOption(options.channel),
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.reveal, en: 'reveal' },
            description: {
              es: 'Horas hasta que se revela la respuesta; sin ello, 8.',
              en: 'Hours until the answer is revealed; without it, 8.',
            },
            min_value: 1,
            max_value: 48,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.weekly, en: 'weekly' },
            description: {
              es: 'Un tema del curso cada semana, en su orden.',
              en: 'A topic of the course each week, in its order.',
            },
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.thread, en: 'thread' },
            description: {
              es: 'Al revelarse abre un hilo para comentarla.',
              en: 'When revealed, open a thread to talk about it.',
            },
          },
        ],
      },
      {
        name: { es: subcommands.stop, en: 'stop' },
        description: { es: 'Deja de publicar.', en: 'Stop posting.' },
      },
      {
        name: { es: subcommands.show, en: 'show' },
        description: {
          es: 'Cómo está programada, y el plan de las próximas semanas.',
          en: 'How it is scheduled, and the plan of the weeks to come.',
        },
      },
    ],
  }),

  async run(interaction, desk, language) {
    const host = await asHost(interaction, desk, language);
    if (!host) return;
    const { server, rules } = host;
    const { community } = desk.memory;
    switch (interaction.options.getSubcommand()) {
      case subcommands.stop:
        await community.setServer(server, settingNames.daily, undefined);
        return whisper(interaction, prose(stopped[language]));
      case subcommands.show:
        return show(interaction, desk, language, rules);
      default:
        return schedule(interaction, desk, language, { server, rules });
    }
  },
};

async function schedule(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
  { server, rules }: { readonly server: string; readonly rules: ServerSettings },
): Promise<void> {
  const at = readTime(interaction.options.getString(options.time, true));
  if (at === undefined) return whisper(interaction, prose(noTime[language]));
  const channel = interaction.options.getChannel(options.channel)?.id ?? interaction.channelId;
  const daily: Daily = {
    at,
    revealHours: interaction.options.getInteger(options.reveal) ?? 8,
    from: firstDay(desk.now(), rules.zone, timeOutOf(rules.quiet, at)),
    weekly: interaction.options.getBoolean(options.weekly) ?? false,
    thread: interaction.options.getBoolean(options.thread) ?? false,
  };
  const missing = interaction.guild && missingIn(interaction.guild, channel, daily.thread);
  if (missing) return whisper(interaction, missing[language]);
  const { community } = desk.memory;
  await community.setServer(server, settingNames.channel, channel);
  await community.setServer(server, settingNames.daily, writeDaily(daily));
  await community.setServer(server, 'trouble', undefined);
  await show(interaction, desk, language, { ...rules, channel, daily });
}

async function show(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
  rules: ServerSettings,
): Promise<void> {
  const { daily, channel, zone } = rules;
  if (!daily || channel === undefined) return whisper(interaction, prose(nothing[language]));
  const missing = interaction.guild && missingIn(interaction.guild, channel, daily.thread);
  const today = writtenDay(dayOf(desk.now(), zone));
  const weeks = daily.weekly ? plannedWeeks(today, daily.from, desk.player.library, 6) : [];
  const screen = pageOf(title, [
    { kind: 'prose', text: standing({ ...daily, at: timeOutOf(rules.quiet, daily.at) }, zone) },
    ...(weeks.length > 0
      ? [{ kind: 'table', columns, rows: weeks.map(({ from, topic }) => [verbatim(from), topicTitle(topic)]) } as const]
      : []),
  ]);
  const note = [`<#${channel}>`, ...(missing ? [`⚠️ ${missing[language]}`] : [])].join('\n');
  await edit(interaction, renderScreen({ screen, language, note }));
}

const title: Text = { es: 'Pregunta del día', en: 'Question of the day' };
const columns: readonly Text[] = [
  { es: 'Desde', en: 'From' },
  { es: 'Tema', en: 'Topic' },
];

function standing({ at, revealHours, from, weekly, thread }: Daily, zone: string): Text {
  const es = [
    `Cada día a las ${timeOf(at)} (${zone}), desde el ${from}. La respuesta se revela ${revealHours} h después${thread ? ', y se abre un hilo para comentarla' : ''}.`,
    weekly ? 'Cada semana un tema del curso:' : 'La misma pregunta que el reto del día.',
  ];
  const en = [
    `Every day at ${timeOf(at)} (${zone}), from ${from} on. The answer is revealed ${revealHours} h later${thread ? ', and a thread is opened to talk about it' : ''}.`,
    weekly ? 'A topic of the course each week:' : 'The same question as the challenge of the day.',
  ];
  return { es: es.join('\n'), en: en.join('\n') };
}

const noTime: Text = {
  es: 'La hora se escribe como `09:30`, de `00:00` a `23:59`. No se ha cambiado nada.',
  en: 'The time is written as in `09:30`, from `00:00` to `23:59`. Nothing was changed.',
};
const stopped: Text = {
  es: 'No se publicará ninguna más. Las que están abiertas se revelarán a su hora.',
  en: 'No more will be posted. Those that are open will be revealed in time.',
};
const nothing: Text = {
  es: 'No hay ninguna programada. Prográmala con `/pregunta-del-dia programar`.',
  en: 'None is scheduled. Schedule it with `/question-of-the-day schedule`.',
};
