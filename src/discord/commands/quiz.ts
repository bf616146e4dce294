/**
 * `/quiz`: a live quiz in a channel. `crear` posts the message for all and opens the panel of whoever leads, `panel` opens it
 * again, `unirse` brings in whoever has the code, be it from another channel or a direct message.
 */
import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import { fail, ok, type Result } from '#base/result.ts';
import type { Language, Text } from '#base/text.ts';
import type { LiveRules } from '#engine/live/live-session.ts';
import { quizOfMix } from '#engine/live/mix.ts';
import { readName } from '#engine/live/names.ts';
import type { Quiz } from '#engine/quiz.ts';
import { simplify } from '#engine/search.ts';
import { type Desk, learnerOf, rulesOf, whisper } from '../desk.ts';
import { label, prose } from '../markdown.ts';
import { missingIn } from '../permissions.ts';
import { type Lead, showPanel } from '../quiz/lead.ts';
import { enter, showOwn } from '../quiz/take-part.ts';
import { leaderOf } from '../quiz/who.ts';
import { type Command, define } from './command.ts';
import { proposeTopics } from './proposals.ts';

const subcommands = { create: 'crear', panel: 'panel', join: 'unirse' };
const options = {
  quiz: 'cuestionario',
  topic: 'tema',
  count: 'preguntas',
  seed: 'semilla',
  approve: 'aprobar',
  changes: 'cambios',
  speed: 'rapidez',
  teams: 'equipos',
  startsIn: 'empieza-en',
  code: 'codigo',
};
const mostProposed = 25;
const usualCount = 10;
/** Of those that a panel may be opened for: a class has one, a server a few at once. */
const mostLookedAt = 10;
const triesInAMinute = 10;
/** A row and a half of buttons. */
const mostTeams = 8;

export const quiz: Command = {
  definition: define({
    name: { es: 'quiz', en: 'quiz' },
    description: {
      es: 'Un cuestionario en directo, con Discord, terminales y navegadores a la vez.',
      en: 'A live quiz, with Discord, terminals and browsers at once.',
    },
    where: 'everywhere',
    subcommands: [
      {
        name: { es: subcommands.create, en: 'create' },
        description: {
          es: 'Empieza uno en este canal y lo diriges tú.',
          en: 'Begin one in this channel, with you as its host.',
        },
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.quiz, en: 'quiz' },
            description: { es: 'Uno de los que hay.', en: 'One of those that there are.' },
            autocomplete: true,
            max_length: 100,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.topic, en: 'topic' },
            description: {
              es: 'O preguntas de un tema, o de varios separados por comas.',
              en: 'Or questions of a topic, or of several parted by commas.',
            },
            autocomplete: true,
            max_length: 200,
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.count, en: 'questions' },
            description: { es: 'Cuántas, si eliges temas (10).', en: 'How many, where you choose topics (10).' },
            min_value: 1,
            max_value: 50,
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.seed, en: 'seed' },
            description: {
              es: 'La misma semilla saca las mismas preguntas y cifras.',
              en: 'The same seed draws the same questions and figures.',
            },
            min_value: 0,
            max_value: 4_294_967_295,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.approve, en: 'approve' },
            description: { es: 'Apruebas a cada participante.', en: 'You let in each who joins.' },
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: { es: options.changes, en: 'changes' },
            description: {
              es: 'Si una respuesta se puede cambiar hasta que se cierre (sí).',
              en: 'Whether an answer may be changed until it closes (yes).',
            },
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.speed, en: 'speed' },
            description: {
              es: 'Qué parte de los puntos decide la rapidez, de 0 a 15 %.',
              en: 'The share of the points that speed decides, 0 to 15 %.',
            },
            min_value: 0,
            max_value: 15,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.teams, en: 'teams' },
            description: {
              es: 'Nombres separados por comas: cada cual elige el suyo al entrar.',
              en: 'Names parted by commas: each chooses theirs on joining.',
            },
            max_length: 200,
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: { es: options.startsIn, en: 'starts-in' },
            description: {
              es: 'Empieza sin que nadie pulse, dentro de tantos minutos.',
              en: 'It begins by itself, in so many minutes.',
            },
            min_value: 1,
            max_value: 1440,
          },
        ],
      },
      {
        name: { es: subcommands.panel, en: 'panel' },
        description: { es: 'El panel de quien dirige.', en: 'The panel of whoever leads.' },
      },
      {
        name: { es: subcommands.join, en: 'join' },
        description: { es: 'Entrar con el código de la sala.', en: 'Join with the code of the room.' },
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.code, en: 'code' },
            description: {
              es: 'Ocho letras y cifras; sin él, el de este canal.',
              en: 'Eight letters and digits; without it, that of this channel.',
            },
            max_length: 20,
          },
        ],
      },
    ],
  }),

  async run(interaction, desk, language) {
    switch (interaction.options.getSubcommand()) {
      case subcommands.create:
        return create(interaction, desk, language);
      case subcommands.panel:
        return openPanel(interaction, desk, language);
      default:
        return join(interaction, desk, language);
    }
  },

  complete(interaction, { player }, language) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === options.topic) return proposeMoreTopics(player.library, value, language);
    const words = simplify(value).split(' ');
    return player.library
      .quizzes()
      .filter(({ id, title }) => {
        const searched = simplify(`${id} ${title.es} ${title.en}`);
        return words.every((word) => searched.includes(word));
      })
      .slice(0, mostProposed)
      .map(({ id, title }) => ({ name: label(title[language], 100), value: id }));
  },
};

/** After a comma the next topic is proposed, behind those that are there. */
function proposeMoreTopics(library: Desk['player']['library'], typed: string, language: Language) {
  const [last = '', ...before] = typed.split(',').toReversed();
  const chosen = before.toReversed().map((topic) => topic.trim());
  return proposeTopics(library, last.trim(), language)
    .filter(({ value }) => !chosen.includes(value))
    .map(({ name, value }) => ({
      name: label([...chosen, name].join(', '), 100),
      value: [...chosen, value].join(','),
    }))
    .filter(({ value }) => value.length <= 100);
}

async function create(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const rules = await rulesOf(interaction, desk);
  if (!rules || !interaction.inCachedGuild()) return whisper(interaction, prose(noServer[language]));
  const missing = missingIn(interaction.guild, interaction.channelId, false, true);
  if (missing) return whisper(interaction, missing[language]);
  const seed = interaction.options.getInteger(options.seed) ?? Number.parseInt(interaction.id.slice(-9), 10);
  const asked = quizAsked(interaction, desk, seed);
  if (!asked.ok) return whisper(interaction, prose(asked.error[language]));
  const teams = teamsAsked(interaction.options.getString(options.teams));
  if (!teams.ok) return whisper(interaction, prose(teams.error[language]));
  const { house, places, follow } = desk.live;
  const startsIn = interaction.options.getInteger(options.startsIn);
  const room = await house.begin(asked.value, {
    ...{ seed, rules: rulesAsked(interaction) },
    ...(startsIn !== null && { beginsAt: desk.now() + startsIn * 60_000 }),
  });
  if (teams.value.length > 0) await room.act({ kind: 'teams', names: teams.value, free: true });
  const place = {
    ...{ session: room.session.id, server: interaction.guildId, channel: interaction.channelId },
    ...{ host: learnerOf(interaction), language: rules.language },
  };
  await places.open(place);
  await follow.begin(room, place);
  await showPanel({ interaction, language }, desk, { room, place, leader: 'host' });
}

function quizAsked(
  { options: given }: ChatInputCommandInteraction,
  { player }: Desk,
  seed: number,
): Result<Quiz, Text> {
  const { library } = player;
  const named = given.getString(options.quiz);
  const topics = given.getString(options.topic);
  if (named !== null) {
    const words = simplify(named);
    const found =
      library.findQuiz(named) ??
      library.quizzes().find(({ title }) => [title.es, title.en].map(simplify).includes(words));
    return found ? { ok: true, value: found } : fail(noQuiz);
  }
  if (topics === null) return fail(nothingAsked);
  const ids = topics
    .split(',')
    .map((topic) => topic.trim())
    .filter(Boolean);
  const count = given.getInteger(options.count) ?? usualCount;
  return quizOfMix({ topics: ids, levels: [], types: [], count, seed }, library);
}

/** None, or at least two, with names that a class may read. */
function teamsAsked(typed: string | null): Result<readonly string[], Text> {
  const names: string[] = [];
  for (const one of (typed ?? '').split(',').filter((part) => part.trim() !== '')) {
    const name = readName(one);
    if (!name.ok) return name;
    names.push(name.value);
  }
  const isSome = typed === null || (new Set(names).size >= 2 && names.length <= mostTeams);
  return isSome ? ok(names) : fail(twoTeams);
}

function rulesAsked({ options: given }: ChatInputCommandInteraction): Partial<LiveRules> {
  const [approval, changes, speedPercent] = [
    given.getBoolean(options.approve),
    given.getBoolean(options.changes),
    given.getInteger(options.speed),
  ];
  return {
    ...(approval !== null && { approval }),
    ...(changes !== null && { changes }),
    ...(speedPercent !== null && { speedPercent }),
  };
}

/** Of those in this server that one may lead: the newest in this channel, else the newest; what goes on before what is over. */
async function openPanel(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  if (interaction.guildId === null) return whisper(interaction, prose(noServer[language]));
  const { house, places } = desk.live;
  const mine: Lead[] = [];
  for (const place of await places.inServer(interaction.guildId, mostLookedAt)) {
    const room = await house.room(place.session);
    const leader = room && (await leaderOf(interaction, desk, room, place));
    if (room && leader) mine.push({ room, place, leader });
  }
  const rank = ({ room, place }: Lead) =>
    (room.state.phase === 'finished' ? 2 : 0) + (place.channel === interaction.channelId ? 0 : 1);
  const [best] = mine.toSorted((one, other) => rank(one) - rank(other));
  if (!best) return whisper(interaction, prose(nothingToLead[language]));
  await showPanel({ interaction, language }, desk, best);
}

async function join(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const { house, places } = desk.live;
  const typed = interaction.options.getString(options.code);
  if (typed === null) {
    const here = interaction.guildId === null ? [] : await places.inServer(interaction.guildId, mostLookedAt);
    for (const { session, channel } of here) {
      const room = channel === interaction.channelId ? await house.room(session) : undefined;
      if (room && room.state.phase !== 'finished') return come(room);
    }
    return whisper(interaction, prose(noneHere[language]));
  }
  // Forty bits are not guessed at this pace.
  const now = desk.now();
  const tries = await desk.memory.community.count(`codes:${learnerOf(interaction)}`, now - (now % 60_000));
  if (tries > triesInAMinute) return whisper(interaction, prose(tooOften[language]));
  const room = await house.byCode(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  return room ? come(room) : whisper(interaction, prose(wrongCode[language]));

  async function come(found: NonNullable<typeof room>) {
    const entered = await enter(found, interaction);
    await showOwn({ interaction, language }, found, entered.ok ? {} : { notice: entered.error });
  }
}

const noServer: Text = {
  es: 'Esto se usa en un servidor en el que esté el bot. Para entrar con un código: `/quiz unirse`.',
  en: 'This is used on a server that has the bot. To join with a code: `/quiz join`.',
};
const noQuiz: Text = {
  es: 'No hay ningún cuestionario con ese nombre: elige uno de la lista.',
  en: 'There is no quiz of that name: pick one from the list.',
};
const nothingAsked: Text = {
  es: 'Elige un cuestionario, o uno o varios temas.',
  en: 'Choose a quiz, or one topic or several.',
};
const twoTeams: Text = {
  es: `Escribe de dos a ${mostTeams} equipos distintos, separados por comas.`,
  en: `Write two to ${mostTeams} different teams, parted by commas.`,
};
const nothingToLead: Text = {
  es: 'No diriges ningún cuestionario en este servidor. Empieza uno con `/quiz crear`.',
  en: 'You lead no quiz on this server. Begin one with `/quiz create`.',
};
const noneHere: Text = {
  es: 'En este canal no hay ningún cuestionario en marcha. Con el código de una sala: `/quiz unirse codigo`.',
  en: 'No quiz is going on in this channel. With the code of a room: `/quiz join code`.',
};
const wrongCode: Text = { es: 'Ese código no es de ninguna sala.', en: 'That code is of no room.' };
const tooOften: Text = { es: 'Demasiados intentos: espera un minuto.', en: 'Too many attempts: wait a minute.' };
