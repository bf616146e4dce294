/**
 * What Discord refuses beyond the shapes that its OpenAPI description gives: sums, nesting, uniqueness, and which fields
 * exclude one another. Each function returns sentences; none means accepted. Sources: Discord's reference of components,
 * modals and application commands, as of 2026-08.
 */
import { messageFlags, type StoredFile } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

export interface MessageParts {
  readonly content: string;
  readonly flags: number;
  readonly components: readonly unknown[];
  readonly embeds: readonly unknown[];
  readonly files: readonly StoredFile[];
}

const type = {
  row: 1,
  button: 2,
  select: 3,
  textInput: 4,
  textDisplay: 10,
  gallery: 12,
  file: 13,
  container: 17,
  label: 18,
  fileUpload: 19,
};
const linkStyle = 5;

export function messageProblems(message: MessageParts): readonly string[] {
  const problems: string[] = [];
  const all = flatten(message.components);
  const texts = all.filter((component) => component['type'] === type.textDisplay).map(contentOf);
  if (message.flags & messageFlags.componentsV2) {
    if (message.content !== '') problems.push('content cannot be used together with the components V2 flag');
    if (message.embeds.length > 0) problems.push('embeds cannot be used together with the components V2 flag');
    if (all.length === 0) problems.push('a components V2 message needs a component');
    if (all.length > 40) problems.push(`${all.length} components, nested ones counted; at most 40`);
    const sum = texts.reduce((total, text) => total + text.length, 0);
    if (sum > 4000) problems.push(`${sum} characters in all text displays; at most 4000`);
  } else {
    if (message.content.length > 2000) problems.push(`content of ${message.content.length} characters; at most 2000`);
    if (message.content === '' && message.embeds.length === 0 && all.length === 0 && message.files.length === 0) {
      problems.push('cannot send an empty message');
    }
    if (message.components.length > 5) problems.push('at most 5 rows without the components V2 flag');
    if (all.some((component) => ![type.row, type.button, type.select].includes(Number(component['type'])))) {
      problems.push('this component needs the components V2 flag');
    }
  }
  if (texts.some((text) => text.trim() === '')) problems.push('an empty text display');
  if (message.files.length > 10) problems.push(`${message.files.length} files; at most 10`);
  if (message.files.some((file) => file.bytes.length > 10_485_760)) problems.push('a file of more than 10 MiB');
  for (const component of all) problems.push(...componentProblems(component, message.files));
  return [...problems, ...duplicates('custom_id', customIds(all))];
}

export function modalProblems(modal: Json): readonly string[] {
  const components = listOf(modal['components']);
  const all = flatten(components);
  const problems: string[] = [];
  if (components.length < 1 || components.length > 5)
    problems.push(`a modal of ${components.length} components; 1 to 5`);
  if (String(modal['title'] ?? '').length > 45) problems.push('a modal title of more than 45 characters');
  for (const component of all) {
    if (component['type'] === type.textInput) {
      const value = String(component['value'] ?? '');
      if (value.length > Number(component['max_length'] ?? 4000))
        problems.push('a text input fuller than its max_length');
      if ('label' in component) problems.push('a text input in a label has no label of its own');
    }
    if (component['type'] === type.row) problems.push('text inputs belong into a label, not into a row');
  }
  return [...problems, ...duplicates('custom_id', customIds(all))];
}

export function choicesProblems(data: Json): readonly string[] {
  const choices = listOf(data['choices']);
  const problems = choices.length > 25 ? [`${choices.length} choices; at most 25`] : [];
  for (const choice of choices.filter(isJson)) {
    if (!within(choice['name'], 1, 100)) problems.push('a choice name has 1 to 100 characters');
    if (typeof choice['value'] === 'string' && choice['value'].length > 100) {
      problems.push('a choice value has at most 100 characters');
    }
  }
  return problems;
}

/** Locales that Discord knows. */
const locales = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

export function commandsProblems(body: unknown): readonly string[] {
  const commands = listOf(body).filter(isJson);
  const problems = commands.flatMap((command) => [...commandProblems(command), ...sizeProblems(command)]);
  if (commands.length > 100) problems.push('at most 100 commands');
  return [
    ...problems,
    ...duplicates(
      'command name',
      commands.map((command) => String(command['name'])),
    ),
  ];
}

function commandProblems(command: Json): string[] {
  const problems: string[] = [];
  const options = listOf(command['options']).filter(isJson);
  const names = [
    command['name'],
    ...Object.values(isJson(command['name_localizations']) ? command['name_localizations'] : {}),
  ];
  for (const name of names.map(String)) {
    if (!/^[-_'\p{L}\p{N}]{1,32}$/u.test(name)) problems.push(`"${name}" is no name for a command or option`);
    if (name !== name.toLowerCase()) problems.push(`"${name}" must be lower case`);
  }
  for (const field of ['name_localizations', 'description_localizations']) {
    const texts = command[field];
    if (!isJson(texts)) continue;
    for (const locale of Object.keys(texts)) if (!locales.has(locale)) problems.push(`unknown locale ${locale}`);
  }
  if (!within(command['description'], 1, 100)) problems.push('a description has 1 to 100 characters');
  if (options.length > 25) problems.push('at most 25 options');
  const firstOptional = options.findIndex((option) => option['required'] !== true);
  if (firstOptional >= 0 && options.slice(firstOptional).some((option) => option['required'] === true)) {
    problems.push('required options come before optional ones');
  }
  for (const option of options) {
    problems.push(...commandProblems(option));
    if (option['autocomplete'] === true && listOf(option['choices']).length > 0) {
      problems.push('autocomplete and choices exclude each other');
    }
    if (listOf(option['choices']).length > 25) problems.push('at most 25 choices');
  }
  return [
    ...problems,
    ...duplicates(
      'option name',
      options.map((option) => String(option['name'])),
    ),
  ];
}

/** Names, descriptions and values of a command together: at most 8,000 characters, the longest localization counted. */
function sizeProblems(command: Json): readonly string[] {
  const size = (part: Json): number =>
    longest(part['name'], part['name_localizations']) +
    longest(part['description'], part['description_localizations']) +
    [...listOf(part['options']), ...listOf(part['choices'])].filter(isJson).reduce((sum, each) => sum + size(each), 0);
  return size(command) > 8000 ? [`command ${command['name']} has more than 8000 characters`] : [];
}

function longest(text: unknown, localizations: unknown): number {
  const texts = [text, ...(isJson(localizations) ? Object.values(localizations) : [])];
  return Math.max(...texts.map((each) => (typeof each === 'string' ? each.length : 0)));
}

function componentProblems(component: Json, files: readonly StoredFile[]): readonly string[] {
  const children = listOf(component['components']).filter(isJson);
  switch (component['type']) {
    case type.row: {
      const buttons = children.filter((child) => child['type'] === type.button).length;
      if (children.length === 0) return ['an empty row'];
      if (buttons > 5) return ['more than 5 buttons in a row'];
      return buttons !== children.length && children.length > 1 ? ['a row holds buttons or one select'] : [];
    }
    case type.container:
      return children.length === 0 ? ['an empty container'] : [];
    case type.button: {
      const problems: string[] = [];
      if (!within(component['label'], 1, 80) && !component['emoji'])
        problems.push('a button label has 1 to 80 characters');
      if ((component['style'] === linkStyle) !== 'url' in component)
        problems.push('links have a url, other buttons none');
      if (component['style'] !== linkStyle && !within(component['custom_id'], 1, 100))
        problems.push('a custom_id has 1 to 100 characters');
      return problems;
    }
    case type.select: {
      const options = listOf(component['options']).filter(isJson);
      const problems =
        options.length < 1 || options.length > 25 ? [`a select of ${options.length} options; 1 to 25`] : [];
      for (const option of options) {
        if (!within(option['label'], 1, 100)) problems.push('an option label has 1 to 100 characters');
        if (!within(option['value'], 1, 100)) problems.push('an option value has 1 to 100 characters');
        if ('description' in option && !within(option['description'], 1, 100)) {
          problems.push('an option description has 1 to 100 characters');
        }
      }
      if (!within(component['custom_id'], 1, 100)) problems.push('a custom_id has 1 to 100 characters');
      return [
        ...problems,
        ...duplicates(
          'option value',
          options.map((option) => String(option['value'])),
        ),
      ];
    }
    case type.gallery: {
      const items = listOf(component['items']).filter(isJson);
      const problems = items.length < 1 || items.length > 10 ? [`a gallery of ${items.length} pictures; 1 to 10`] : [];
      for (const { media, description } of items) {
        const url = isJson(media) ? String(media['url']) : '';
        if (!files.some((file) => url === `attachment://${file.name}`)) problems.push(`no attachment for ${url}`);
        if (!within(description, 1, 1024))
          problems.push('a picture without an alternative text of 1 to 1024 characters');
      }
      return problems;
    }
    case type.file: {
      const url = isJson(component['file']) ? String(component['file']['url']) : '';
      return files.some((file) => url === `attachment://${file.name}`) ? [] : [`no attachment for ${url}`];
    }
    default:
      return [];
  }
}

function flatten(components: readonly unknown[]): readonly Json[] {
  return components
    .filter(isJson)
    .flatMap((component) => [
      component,
      ...flatten(listOf(component['components'])),
      ...flatten([component['accessory'], component['component']]),
    ]);
}

function customIds(all: readonly Json[]): readonly string[] {
  return all.flatMap((component) => (typeof component['custom_id'] === 'string' ? [component['custom_id']] : []));
}

function duplicates(what: string, values: readonly string[]): readonly string[] {
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(twice)].map((value) => `${what} ${value} is there twice`);
}

function contentOf(component: Json): string {
  return String(component['content'] ?? '');
}

function within(text: unknown, least: number, most: number): boolean {
  return typeof text === 'string' && text.length >= least && text.length <= most;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
