/** `/lab`: a simulated cluster to type at, one's own or a group's in a thread; a line can also be typed without any button. */
import {
  ApplicationCommandOptionType,
  type Attachment,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
} from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { LabBeginning } from '#engine/kept-lab.ts';
import { type Desk, edit, learnerOf, payload, whisper } from '../desk.ts';
import type { LabLook } from '../lab/labs.ts';
import { labMessage, lineMessage, openingMessage } from '../lab/message.ts';
import { fillLab, type LabFilling, newSeed, ownMessage } from '../lab/own-lab.ts';
import { readLabFile } from '../lab/read-lab-file.ts';
import { allowRun } from '../limits.ts';
import { prose, shorten } from '../markdown.ts';
import { openThread } from '../threads.ts';
import { readTextUpload } from '../upload.ts';
import { type Command, define, type Proposals } from './command.ts';
import { proposeScenarios, scenarioMeant } from './proposals.ts';

const subcommands = { open: 'abrir', share: 'compartir', type: 'escribir' };
const options = { nodes: 'nodos', scenario: 'escenario', file: 'archivo', line: 'linea', name: 'nombre' };

const beginnings = [
  {
    type: ApplicationCommandOptionType.Integer,
    name: { es: options.nodes, en: 'nodes' },
    description: { es: 'Cuántos nodos; sin ello, 3.', en: 'How many nodes; without it, 3.' },
    min_value: 1,
    max_value: 12,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: { es: options.scenario, en: 'scenario' },
    description: {
      es: 'El clúster de una pregunta: unas palabras de su título.',
      en: 'The cluster of a question: some words of its title.',
    },
    autocomplete: true,
    max_length: 200,
  },
  {
    type: ApplicationCommandOptionType.Attachment,
    name: { es: options.file, en: 'file' },
    description: {
      es: 'Un laboratorio guardado, o un YAML para tu carpeta.',
      en: 'A saved lab, or YAML for your folder.',
    },
  },
] as const;

export const lab: Command = {
  definition: define({
    name: { es: 'lab', en: 'lab' },
    description: {
      es: 'Un clúster simulado en el que teclear kubectl, docker y averías.',
      en: 'A simulated cluster to type kubectl, docker and faults at.',
    },
    where: 'everywhere',
    subcommands: [
      {
        name: { es: subcommands.open, en: 'open' },
        description: {
          es: 'El tuyo, solo a tu vista: sigue el último, o con opciones empieza otro.',
          en: 'Your own, for your eyes only: goes on with the last, or with options begins another.',
        },
        options: beginnings,
      },
      {
        name: { es: subcommands.share, en: 'share' },
        description: {
          es: 'Uno para el grupo, en un hilo: lo que se teclea lo ve todo el mundo.',
          en: 'One for the group, in a thread: what is typed is seen by everybody.',
        },
        options: [
          ...beginnings,
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.name, en: 'name' },
            description: { es: 'Cómo se llama el hilo.', en: 'What the thread is called.' },
            max_length: 80,
          },
        ],
      },
      {
        name: { es: subcommands.type, en: 'type' },
        description: {
          es: 'Teclea una línea: en el laboratorio de este hilo, o en el tuyo.',
          en: 'Type a line: at the lab of this thread, or at your own.',
        },
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: { es: options.line, en: 'line' },
            description: {
              es: 'Como en una terminal: kubectl get pods, wait 10m, break node-2…',
              en: 'As in a terminal: kubectl get pods, wait 10m, break node-2…',
            },
            required: true,
            autocomplete: true,
            max_length: 4000,
          },
        ],
      },
    ],
  }),

  async run(interaction, desk, language) {
    if (!(await allowRun(interaction, desk, language, { run: 'lines' }))) return;
    switch (interaction.options.getSubcommand()) {
      case subcommands.share:
        return share(interaction, desk, language);
      case subcommands.type:
        return typeLine(interaction, desk, language);
      default:
        return open(interaction, desk, language);
    }
  },

  complete(interaction, desk, language) {
    const { name, value } = interaction.options.getFocused(true);
    return name === options.line
      ? proposeLines(interaction, desk, value)
      : proposeScenarios(desk.player.library, value, language);
  },
};

async function open(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const owner = learnerOf(interaction);
  const asked = await askedFor(interaction, desk, language);
  if (!asked) return;
  const [latest] = await desk.labs.store.ownedBy(owner);
  if (latest !== undefined && asked.isPlain) {
    return showOwn(interaction, language, latest, await desk.labs.look(latest));
  }
  const id = await desk.labs.open({ owner, language, beginning: asked.beginning });
  await showOwn(
    interaction,
    language,
    id,
    await fillLab(desk.labs, id, asked, { author: learnerOf(interaction), source: interaction.id }),
  );
}

async function share(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const asked = await askedFor(interaction, desk, language);
  if (!asked) return;
  const name = interaction.options.getString(options.name) ?? threadName[language];
  const thread = await openThread(interaction, desk, { name: shorten(name, 80), key: 'lab' });
  if (thread.kind === 'refused') return whisper(interaction, thread.text[language]);
  const place = { server: thread.server, channel: thread.channel };
  const id = await desk.labs.open({
    owner: learnerOf(interaction),
    language: thread.rules.language,
    beginning: asked.beginning,
    place,
  });
  const look = await fillLab(desk.labs, id, asked, { author: learnerOf(interaction), source: interaction.id });
  if (look.kind === 'refused') {
    await desk.labs.store.erase(id);
    return whisper(interaction, prose(look.text[language]));
  }
  const frame = { id, version: look.lab.version, stand: 'public', language: thread.rules.language } as const;
  await thread.post(openingMessage(frame, look.sight, nameOf(interaction)), id);
  await whisper(interaction, `${prose(opened[language])} <#${thread.channel}>`);
}

/** What Tab would offer in a terminal: verbs, kinds, names, flags, as they are in the lab now. */
async function proposeLines(interaction: AutocompleteInteraction, { labs }: Desk, typed: string): Promise<Proposals> {
  const shared = interaction.inCachedGuild() ? await labs.store.inChannel(interaction.channelId) : undefined;
  const id = shared ?? (await labs.store.ownedBy(learnerOf(interaction)))[0];
  if (id === undefined) return [];
  const lines = await labs.complete(id, typed);
  // Longer than a proposal may be, it would be cut, and mean something else.
  return lines.filter((line) => line.trim() !== '' && line.length <= 100).map((line) => ({ name: line, value: line }));
}

/** In a thread that has a lab everybody sees the line; anywhere else it goes to one's own lab, the one used last. */
async function typeLine(interaction: ChatInputCommandInteraction, desk: Desk, language: Language): Promise<void> {
  const author = learnerOf(interaction);
  const { labs } = desk;
  const line = { text: interaction.options.getString(options.line, true), author, source: interaction.id };
  const shared = interaction.inCachedGuild() ? await labs.store.inChannel(interaction.channelId) : undefined;
  if (shared !== undefined) {
    const look = await labs.type(shared, line);
    if (look.kind === 'refused') return whisper(interaction, prose(look.text[language]), keptLine(line.text));
    const frame = { id: shared, version: look.lab.version, stand: 'public', language: look.lab.language } as const;
    if (look.isDone) {
      const message = lineMessage(frame, look.sight, { who: nameOf(interaction) });
      await interaction.followUp({ ...payload(message), flags: MessageFlags.IsComponentsV2 });
    }
    return edit(interaction, labMessage({ ...frame, stand: 'panel', language }, look.sight));
  }
  const [latest] = await labs.store.ownedBy(author);
  const id =
    latest ?? (await labs.open({ owner: author, language, beginning: { seed: newSeed(), nodes: usualNodes } }));
  const look = await labs.type(id, line);
  if (look.kind === 'refused') return whisper(interaction, prose(look.text[language]), keptLine(line.text));
  await showOwn(interaction, language, id, look);
}

interface Asked {
  readonly beginning: LabBeginning;
  readonly file?: LabFilling;
  /** Nothing in particular: the lab that is there will do. */
  readonly isPlain: boolean;
}

/** What the options say; nothing where that cannot be, and then whoever asked was told. */
async function askedFor(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
): Promise<Asked | undefined> {
  const nodes = interaction.options.getInteger(options.nodes);
  const typed = interaction.options.getString(options.scenario);
  const upload = interaction.options.getAttachment(options.file);
  const scenario = typed === null ? undefined : scenarioMeant(desk.player.library, typed);
  if (scenario !== undefined && !desk.player.library.find(scenario)) {
    await whisper(interaction, prose(noScenario[language]));
    return undefined;
  }
  const file = upload ? await readFile(upload, interaction, desk, language) : undefined;
  if (upload && !file) return undefined;
  const beginning = {
    ...{ seed: newSeed(), nodes: nodes ?? usualNodes },
    ...(scenario !== undefined && { scenario }),
    ...(file?.kind === 'lab' && file.beginning),
  };
  return { beginning, ...(file && { file }), isPlain: nodes === null && typed === null && !upload };
}

async function readFile(
  { name, url, size }: Attachment,
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
) {
  const text = await readTextUpload({ name, url, sizeBytes: size }, desk.fileHost);
  if (text.ok) return readLabFile(name, text.value, { author: learnerOf(interaction), source: interaction.id });
  await whisper(interaction, prose(text.error[language]));
  return undefined;
}

async function showOwn(
  interaction: ChatInputCommandInteraction,
  language: Language,
  id: string,
  look: LabLook,
): Promise<void> {
  await edit(interaction, ownMessage(id, look, language));
}

function nameOf(interaction: ChatInputCommandInteraction): string {
  return shorten(interaction.inCachedGuild() ? interaction.member.displayName : interaction.user.displayName, 40);
}

function keptLine(text: string) {
  return [{ name: 'lines.txt', content: `${text}\n` }];
}

const usualNodes = 3;
const threadName: Text = { es: 'Laboratorio', en: 'Lab' };
const opened: Text = { es: 'El laboratorio del grupo está en', en: 'The group’s lab is in' };
const noScenario: Text = {
  es: 'Ninguna pregunta se llama así. Elige una de las que se proponen al escribir.',
  en: 'No question is called that. Pick one of those proposed while you type.',
};
