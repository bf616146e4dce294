/** `/plan`: the course week by week: an admin sets it, the bot posts each week's questions on its day. */
import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import { dayOf, readDay, writtenDay } from '#engine/learning/day.ts';
import type { Library } from '#engine/ports.ts';
import { simplify } from '#engine/search.ts';
import { courseInWeeks, lessonsOf, mostWeeks, type WeeklyPlan, withWeek, writePlan } from '#engine/weekly-plan.ts';
import { type Desk, edit, whisper } from '../desk.ts';
import { asHost } from '../hosts.ts';
import { label, prose } from '../markdown.ts';
import { missingIn } from '../permissions.ts';
import { planMessage } from '../plan/show-plan.ts';
import { readTime, settingNames } from '../server-settings.ts';
import { type Command, define } from './command.ts';
import { channelOption, timeOption } from './posting-options.ts';

const subcommands = { plan: 'programar', week: 'semana', show: 'ver', stop: 'parar' };
const options = {
  time: 'hora',
  start: 'inicio',
  channel: 'canal',
  count: 'preguntas',
  number: 'numero',
  lesson: 'leccion',
};
const usualCount = 3;
const mostProposed = 25;

export const plan: Command = {
  definition: define({
    name: { es: 'plan', en: 'plan' },
    description: { es: 'El curso semana a semana, en un canal.', en: 'The course week by week, in a channel.' },
    where: 'server',
    subcommands: [
      {
        name: { es: subcommands.plan, en: 'schedule' },
        description: {
          es: 'Cada semana las preguntas de una lección, en el orden del curso.',
          en: 'Each week the questions of a lesson, in the order of the course.',
        },
        options: [
          timeOption(options.time),
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.start, en: 'start' },
            description: {
              es: 'El primer día, como 2026-11-23; sin él, el próximo lunes.',
              en: 'The first day, as in 2026-11-23; without it, next Monday.',
            },
            max_length: 10,
          },
          channelOption(options.channel),
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.count, en: 'questions' },
            description: { es: 'Cuántas cada semana; sin ello, 3.', en: 'How many a week; without it, 3.' },
            min_value: 1,
            max_value: 7,
          },
        ],
      },
      {
        name: { es: subcommands.week, en: 'week' },
        description: {
          es: 'Cambia la lección de una semana; sin lección, la quita.',
          en: 'Change the lesson of a week; without a lesson, take the week out.',
        },
        options: [
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.number, en: 'number' },
            description: {
              es: 'Qué semana: 1 es la primera; una más que la última la añade.',
              en: 'Which week: 1 is the first; one beyond the last adds it.',
            },
            required: true,
            min_value: 1,
            max_value: mostWeeks,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.lesson, en: 'lesson' },
            description: { es: 'Un tema o un apartado del curso.', en: 'A topic or a section of the course.' },
            autocomplete: true,
            max_length: 100,
          },
        ],
      },
      {
        name: { es: subcommands.show, en: 'show' },
        description: { es: 'El plan, y cómo vas tú con él.', en: 'The plan, and how you do with it.' },
      },
      {
        name: { es: subcommands.stop, en: 'stop' },
        description: { es: 'Deja de publicar.', en: 'Stop posting.' },
      },
    ],
  }),

  async run(interaction, desk, language) {
    const asked = interaction.options.getSubcommand();
    if (asked === subcommands.show) return show(interaction, desk, language);
    const host = await asHost(interaction, desk, language);
    if (!host) return;
    const { server, rules } = host;
    switch (asked) {
      case subcommands.stop:
        await desk.memory.community.setServer(server, settingNames.plan, undefined);
        return whisper(interaction, prose(stopped[language]));
      case subcommands.week:
        return changeWeek(interaction, desk, language, { server, plan: rules.plan });
      default:
        return schedule(interaction, desk, language, { server, zone: rules.zone });
    }
  },

  complete(interaction, { player }, language) {
    return proposeLessons(player.library, interaction.options.getFocused(), language);
  },
};

async function schedule(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
  { server, zone }: { readonly server: string; readonly zone: string },
): Promise<void> {
  const at = readTime(interaction.options.getString(options.time, true));
  if (at === undefined) return whisper(interaction, prose(noTime[language]));
  const typed = interaction.options.getString(options.start);
  const today = dayOf(desk.now(), zone);
  const from = typed === null ? nextMonday(today) : readDay(typed.trim());
  if (from === undefined || from < today - 7 * mostWeeks || from > today + 366) {
    return whisper(interaction, prose(noDay[language]));
  }
  const channel = interaction.options.getChannel(options.channel)?.id ?? interaction.channelId;
  const missing = interaction.guild && missingIn(interaction.guild, channel, false);
  if (missing) return whisper(interaction, missing[language]);
  const planned: WeeklyPlan = {
    ...{ from: writtenDay(from), at },
    count: interaction.options.getInteger(options.count) ?? usualCount,
    weeks: courseInWeeks(desk.player.library),
  };
  const { community } = desk.memory;
  await community.setServer(server, settingNames.planChannel, channel);
  await community.setServer(server, settingNames.plan, writePlan(planned));
  await community.setServer(server, 'trouble', undefined);
  await show(interaction, desk, language);
}

async function changeWeek(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
  { server, plan: planned }: { readonly server: string; readonly plan: WeeklyPlan | undefined },
): Promise<void> {
  if (!planned) return whisper(interaction, prose(nothing[language]));
  const typed = interaction.options.getString(options.lesson);
  const [proposed] = typed === null ? [] : proposeLessons(desk.player.library, typed, language);
  const isKey = lessonsOf(desk.player.library).some(({ key }) => key === typed);
  const key = typed === null ? undefined : isKey ? typed : proposed?.value;
  if (typed !== null && key === undefined) return whisper(interaction, prose(noLesson[language]));
  const changed = withWeek(planned, interaction.options.getInteger(options.number, true), key);
  await desk.memory.community.setServer(server, settingNames.plan, writePlan(changed));
  await show(interaction, desk, language);
}

async function show(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const message = await planMessage(interaction, desk, language);
  if (!message) return whisper(interaction, prose(nothing[language]));
  await edit(interaction, message);
}

/** By words in any order, with or without accents. */
function proposeLessons(library: Library, typed: string, language: Language) {
  const words = simplify(typed).split(' ');
  return lessonsOf(library)
    .filter(({ key, title }) => {
      const searched = simplify(`${key} ${title.es} ${title.en}`);
      return key.length <= 100 && words.every((word) => searched.includes(word));
    })
    .slice(0, mostProposed)
    .map(({ key, title }) => ({ name: label(title[language], 100), value: key }));
}

/** Day 0 was a Thursday. */
function nextMonday(today: number): number {
  const weekday = (today + 3) % 7;
  return today + (7 - weekday);
}

const noTime: Text = {
  es: 'La hora se escribe como `09:30`, de `00:00` a `23:59`. No se ha cambiado nada.',
  en: 'The time is written as in `09:30`, from `00:00` to `23:59`. Nothing was changed.',
};
const noDay: Text = {
  es: 'El primer día se escribe como `2026-11-23` y no puede quedar a más de un año. No se ha cambiado nada.',
  en: 'The first day is written as in `2026-11-23`, and no more than a year ahead. Nothing was changed.',
};
const noLesson: Text = {
  es: 'No hay ninguna lección así. Elige una de las que se proponen al escribir. No se ha cambiado nada.',
  en: 'There is no such lesson. Pick one of those proposed while you type. Nothing was changed.',
};
const stopped: Text = {
  es: 'El plan se ha quitado: no se publicará nada más. Lo publicado sigue ahí y se puede contestar.',
  en: 'The plan is gone: no more will be posted. What was posted stays and can be answered.',
};
const nothing: Text = {
  es: 'En este servidor no hay ningún plan. Quien lo lleva lo pone con `/plan programar`.',
  en: 'This server has no plan. Whoever runs it sets one with `/plan schedule`.',
};
