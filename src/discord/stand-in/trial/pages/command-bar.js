// The line where commands are typed, with Discord's proposals: commands, their parts, and what an option may be. Arrows go
// through them, Tab or Enter takes the one that is marked, Escape closes them.
import { make } from './markdown.js';
import { localized, say } from './words.js';

const kinds = { subcommand: 1, boolean: 5, channel: 7, role: 8, attachment: 11 };

export function commandBar(elements, { commands, send, refuse }) {
  const { form, line, list, attach, file } = elements;
  let proposals = [];
  let marked = -1;
  let asked = 0;

  const show = (found) => {
    proposals = found;
    marked = -1;
    list.hidden = found.length === 0;
    line.setAttribute('aria-expanded', String(found.length > 0));
    list.replaceChildren(
      ...found.map(({ label, detail, text }, index) =>
        make(
          'li',
          {
            role: 'option',
            id: `proposal-${index}`,
            'aria-selected': 'false',
            on: { mousedown: (event) => pressed(event, text) },
          },
          label,
          detail ? make('span', {}, detail) : undefined,
        ),
      ),
    );
    line.removeAttribute('aria-activedescendant');
  };
  const pressed = (event, text) => {
    event.preventDefault();
    take(text);
  };
  const take = (text) => {
    show([]);
    line.value = text;
    line.focus();
    propose();
  };
  const mark = (index) => {
    marked = (index + proposals.length) % proposals.length;
    for (const [each, element] of [...list.children].entries()) {
      element.setAttribute('aria-selected', String(each === marked));
      if (each === marked) element.scrollIntoView({ block: 'nearest' });
    }
    line.setAttribute('aria-activedescendant', `proposal-${marked}`);
  };

  const propose = async () => {
    const turn = ++asked;
    const read = readLine(line.value, commands());
    attach.hidden = !read.options?.some(({ type }) => type === kinds.attachment);
    const found = await proposalsFor(read, commands(), send);
    if (turn === asked) show(found);
  };

  line.addEventListener('input', propose);
  line.addEventListener('focus', propose);
  line.addEventListener('blur', () => {
    asked++;
    show([]);
  });
  line.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return show([]);
    if (proposals.length === 0) return;
    if (event.key === 'ArrowDown') mark(marked + 1);
    else if (event.key === 'ArrowUp') mark(marked < 0 ? proposals.length - 1 : marked - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && marked >= 0) take(proposals[marked].text);
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const [name = ''] = line.value.replace(/^\//, '').trim().split(/\s+/);
    if (!commands().some((command) => goesBy(command, name))) return refuse(`${say('unknown')}/${name}`);
    const chosen = attach.hidden ? undefined : file.files[0];
    const upload = chosen && { file: { name: chosen.name, content: await chosen.text() } };
    asked++;
    show([]);
    await send({ kind: 'slash', command: line.value, ...upload });
    file.value = '';
  });
  document.addEventListener('keydown', (event) => {
    if (
      event.key !== '/' ||
      event.target.matches?.('input, textarea, select') ||
      document.querySelector('dialog[open]')
    )
      return;
    event.preventDefault();
    line.value = '/';
    line.focus();
  });
}

/** Discord would take the name of the language that is shown; here any does, as it does where the line is read. */
function goesBy({ name, name_localizations }, typed) {
  return name === typed || Object.values(name_localizations ?? {}).includes(typed);
}

/** How far a line has come: its command, its part, the options that it may have, and the value that is being typed. */
function readLine(text, commands) {
  const words = text.replace(/^\//, '').trimStart().split(/\s+/);
  const isNamed = (thing) => goesBy(thing, words[0]);
  const command = words.length > 1 ? commands.find(isNamed) : undefined;
  if (!command) return { words };
  words.shift();
  const parts = (command.options ?? []).filter(({ type }) => type === kinds.subcommand);
  const part = words.length > 1 ? parts.find(isNamed) : undefined;
  if (part) words.shift();
  const options = part ? part.options : parts.length === 0 ? command.options : undefined;
  return { words, command, part, parts, options };
}

async function proposalsFor({ words, command, part, parts, options }, commands, send) {
  const last = words.at(-1) ?? '';
  const named = (thing, before) => ({
    label: `${before}${localized(thing, 'name')}`,
    detail: localized(thing, 'description'),
  });
  const begins = (thing) => localized(thing, 'name').startsWith(last);
  if (!command) {
    return commands.filter(begins).map((each) => ({ ...named(each, '/'), text: `/${localized(each, 'name')} ` }));
  }
  const start = `/${localized(command, 'name')} `;
  if (!options)
    return parts.filter(begins).map((each) => ({ ...named(each, start), text: `${start}${localized(each, 'name')} ` }));
  const before = `${start}${part ? `${localized(part, 'name')} ` : ''}`;
  const isOption = (word, option) =>
    word.startsWith(`${option.name}:`) || word.startsWith(`${localized(option, 'name')}:`);
  // The value being typed begins at the last word that names an option, and may be of several words.
  const from = words.findLastIndex((word) => options.some((option) => isOption(word, option)));
  const first = options.find(({ autocomplete }) => autocomplete);
  const option = from >= 0 ? options.find((each) => isOption(words[from], each)) : last === '' ? undefined : first;
  const name = option && localized(option, 'name');
  const value =
    from >= 0
      ? words
          .slice(from)
          .join(' ')
          .replace(/^[^:]*:/, '')
      : words.join(' ');
  const kept = from > 0 ? `${words.slice(0, from).join(' ')} ` : '';
  const line = [command.name, part?.name].filter(Boolean).join(' ');
  const values = option ? await valuesOf(option, value, line, send) : [];
  const taken = values
    .filter((each) => each.value !== value.trim())
    .map((each) => ({ label: each.name, text: `${before}${kept}${name}:${each.value} ` }));
  // A line that ends in a blank may go on with another option.
  if (taken.length > 0 && (last !== '' || value === '')) return taken;
  if (last !== '' && !options.some((each) => localized(each, 'name').startsWith(last))) return taken;
  const open = options
    .filter((each) => each.type !== kinds.attachment && !words.some((word) => isOption(word, each)))
    .filter((each) => localized(each, 'name').startsWith(last))
    .map((each) => ({
      label: `${localized(each, 'name')}:`,
      detail: localized(each, 'description'),
      text: `${before}${words.slice(0, -1).join(' ')}${words.length > 1 ? ' ' : ''}${localized(each, 'name')}:`,
    }));
  return [...open, ...taken];
}

async function valuesOf(option, value, command, send) {
  if (option.type === kinds.boolean) return [say('yes'), say('no')].map((word) => ({ name: word, value: word }));
  if (option.type === kinds.channel) return [{ name: '#kubernetes', value: '#kubernetes' }];
  if (option.type === kinds.role) return [{ name: '@profes', value: '@profes' }];
  if (option.choices) return option.choices.map((choice) => ({ name: localized(choice, 'name'), value: choice.value }));
  if (!option.autocomplete) return [];
  const { choices = [] } = await send({ kind: 'type', command, option: option.name, value });
  return choices;
}
