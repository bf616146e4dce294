/**
 * Every command and every button that the bot has, over the stand-in Discord: each is acknowledged in time and answered, each
 * body is one that Discord takes (Room looks at that when it closes). The lists are the bot's own, so a new command or
 * component fails here until it has its case.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { commands } from '#discord/commands/index.ts';
import { components } from '#discord/components/index.ts';
import { encodeCustomId, type Verb, verbs } from '#discord/custom-id.ts';
import { quizVerbs } from '#discord/quiz/verbs.ts';
import type { Exchange } from '#discord/stand-in/exchange.ts';
import type { OptionValue } from '#discord/stand-in/stand-in.ts';
import type { FormView, MessageView } from '#discord/stand-in/view.ts';
import type { Place } from '#discord/stand-in/world.ts';
import type { Scenario } from '#engine/scenario.ts';
import { common, Room, scenarios } from './room.ts';

let room: Room;
afterEach(async () => {
  expect(room.log.filter(({ level }) => level === 'error')).toEqual([]);
  room.publicMessages = room.standIn.publicMessages.length;
  await room.close();
});

const text = (es: string, en: string) => ({ es, en });
const words = { explanation: text('Así es.', 'So it is.'), hints: [text('Piensa.', 'Think.')], links: [] };
const options = ['one', 'two', 'three'].map((id) => ({
  id,
  text: text(`Opción ${id}`, `Option ${id}`),
  manifests: '',
}));
const more: readonly Scenario[] = [
  {
    ...{ ...common, ...words, type: 'multi', id: 'pick-some', topic: 'pods', order: 3, options },
    ...{ title: text('Elige varias', 'Pick some'), statement: text('Cuáles valen.', 'Which will do.') },
  },
  {
    ...{ ...common, ...words, type: 'short', id: 'say-it', topic: 'pods', order: 4, accepted: ['probe'] },
    ...{ title: text('Dilo', 'Say it'), statement: text('Cómo se llama.', 'What it is called.') },
    source: text('La documentación.', 'The documentation.'),
  },
];

/** Enough for a menu of two pages. */
const many = Array.from(
  { length: 110 },
  (_, index): Scenario => ({
    ...scenarios[0]!,
    ...{ id: `other-${index + 1}`, order: index + 5, title: text(`Otra ${index + 1}`, `Another ${index + 1}`) },
  }),
);

const yaml = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx }] }
`;
const file = { name: 'pod.yaml', content: yaml };

/** Discord waits three seconds; after that nobody may be told that it was the bot's fault, or nothing at all. */
async function checkAnswered(
  exchange: Exchange,
): Promise<{ readonly message?: MessageView; readonly form?: FormView }> {
  expect(await exchange.acknowledged()).toBeLessThan(3000);
  const found = await Promise.race([
    exchange.form().then((form) => ({ form })),
    exchange.message().then((message) => ({ message })),
    exchange.followUp().then((message) => ({ message })),
  ]);
  if ('message' in found) expect(found.message.text).not.toMatch(/Algo falló|Something failed/);
  return found;
}

describe('commands', () => {
  /** With what each is typed, besides without anything where nothing is required. */
  const typed: Readonly<Record<string, readonly Readonly<Record<string, OptionValue>>[]>> = {
    practicar: [{ escenario: 'which-box' }, { escenario: 'nothing like it' }, { tema: 'Sondas' }, { hilo: true }],
    repaso: [{}],
    reto: [
      { escenario: 'write-pod' },
      { escenario: 'write-pod', archivo: file },
      { archivo: { ...file, name: 'x.exe' } },
    ],
    cuestionarios: [{}],
    'quiz crear': [{ tema: 'pods', preguntas: 2, aprobar: true }, { cuestionario: 'nope' }],
    'quiz panel': [{}],
    'quiz unirse': [{ codigo: 'WRONG234' }],
    'lab abrir': [{}],
    'lab compartir': [{}],
    'lab escribir': [{ linea: 'kubectl get nodes' }],
    progreso: [{}],
    clasificacion: [{}],
    'pregunta-del-dia programar': [{ hora: '12:00', revelar: 2, semanal: true, hilo: true }, { hora: 'noon' }],
    'pregunta-del-dia ver': [{}],
    'pregunta-del-dia parar': [{}],
    'plan ver': [{}],
    'plan programar': [{ hora: '09:30' }],
    'plan semana': [{}],
    'plan parar': [{}],
    'ajustes personales': [{ idioma: 'es', clasificacion: false }],
    'ajustes servidor': [{ pistas: true, 'silencio-desde': 22, 'silencio-hasta': 8, zona: 'Atlantis/Poseidonis' }],
    vincular: [{}],
    'mis-datos exportar': [{}],
    'mis-datos importar': [{ archivo: { name: 'data.json', content: '{"format":"anki"}' } }],
    'mis-datos borrar': [{}],
    ayuda: [{}],
  };
  const subcommand = 1;
  const paths = commands.flatMap(({ definition: { name, options: parts = [] } }) => {
    const subs = parts.filter(({ type }) => type === subcommand);
    return subs.length > 0 ? subs.map((sub) => `${name} ${sub.name}`) : [name];
  });

  test.each(paths)(
    '/%s is answered on a server, in direct messages and wherever somebody took the bot along',
    async (path) => {
      const cases = typed[path];
      if (!cases) throw new Error(`/${path} has no case here: say with which options it is typed.`);
      room = await Room.open({ more });
      const host = room.standIn.person('eva', 'es-ES', { manages: true });
      const { contexts = [] } = commands.find(({ definition }) => definition.name === path.split(' ')[0])!.definition;
      const places: readonly Place[] = contexts?.includes(1) ? ['server', 'direct', 'elsewhere'] : ['server'];
      for (const place of places) {
        for (const each of cases) await checkAnswered(room.standIn.slash(host, path, each, place));
      }
      const guest = room.standIn.person('bob', 'en-US');
      await checkAnswered(room.standIn.slash(guest, path, cases[0]));
    },
  );

  const completing = commands.flatMap(({ definition: { name, options: parts = [] } }) =>
    parts.flatMap((part) => {
      const within = part.type === subcommand ? (part.options ?? []) : [part];
      const path = part.type === subcommand ? `${name} ${part.name}` : name;
      return within.flatMap((option) => ('autocomplete' in option && option.autocomplete ? [[path, option.name]] : []));
    }),
  ) as [string, string][];

  test.each(completing)('/%s proposes what its option %s may be, whatever is typed', async (path, option) => {
    room = await Room.open({ more });
    const person = room.standIn.person('ana');
    for (const part of ['', 'po', '__proto__', 'x'.repeat(100)]) {
      const exchange = room.standIn.type(person, path, option, part);
      expect((await exchange.choices()).length).toBeLessThanOrEqual(25);
    }
  });
});

test('every verb is a component, and every component a verb', async () => {
  room = await Room.open();
  expect(Object.keys(components).sort()).toEqual([...verbs].sort());
});

describe('buttons, lists and forms', () => {
  const strange = ['', '0', 'x', '__proto__', '+20', 'go:home', 'people.0', 'a~b'];

  test('each verb that nobody offers now is answered kindly, as a button, a list and a form', async () => {
    room = await Room.open({ more });
    const question = await room.standIn
      .slash(room.standIn.person('ana'), 'practicar', { escenario: 'pick-some' })
      .message();
    const unanswered: string[] = [];
    for (const verb of verbs) {
      // One person for each verb: nobody is held to a limit by what the others press.
      const person = room.standIn.person(verb);
      const presses = strange.flatMap((argument) =>
        ['gone', 'session1'].flatMap((session) => {
          const customId = encodeCustomId({ verb, session, position: argument.length, argument });
          const value = argument || 'x';
          const message: MessageView = {
            ...question,
            buttons: [{ label: 'x', customId, disabled: false }],
            selects: [{ customId, placeholder: '', options: [{ label: 'x', value }] }],
          };
          return [room.standIn.click(person, message, customId), room.standIn.select(person, message, value)];
        }),
      );
      const opened = room.standIn.slash(person, 'ayuda');
      const form: FormView = {
        customId: encodeCustomId({ verb, session: 'gone', position: 0, argument: '' }),
        title: 'x',
        inputs: [],
      };
      presses.push(room.standIn.submit(person, opened, form, {}));
      const signs = await Promise.allSettled(presses.map((press) => press.acknowledged()));
      if (signs.some(({ status }) => status === 'rejected')) unanswered.push(verb);
    }
    expect(unanswered).toEqual([]);
  }, 120_000);

  /** Quizzes and labs have walks of their own (quiz.test.ts, lab.test.ts); the page number between two buttons cannot be pressed. */
  const elsewhere: readonly Verb[] = [...quizVerbs, 'lab', 'labform', 'tolab', 'here'];

  test('each is met where the bot offers it, on one walk through all that practising has', async () => {
    room = await Room.open({ more: [...more, ...many] });
    const { standIn } = room;
    const person = standIn.person('eva', 'es-ES', { manages: true });
    const met = new Set<string>();
    const find = (message: MessageView, verb: Verb, argument = '') => {
      const all = message.buttons.filter(({ disabled }) => !disabled);
      const found = all.find(({ customId }) => customId.startsWith(`v1:${verb}:`) && customId.includes(argument));
      if (!found) throw new Error(`no ${verb} among ${all.map(({ customId }) => customId).join(', ')}`);
      met.add(verb);
      return found.customId;
    };
    const isNew = (before: MessageView) => (now: MessageView) =>
      !now.loading && !now.text.includes('⏳') && JSON.stringify(now) !== JSON.stringify(before);
    const press = (message: MessageView, verb: Verb, argument = '') =>
      standIn.click(person, message, find(message, verb, argument)).message(isNew(message));
    const write = async (message: MessageView, verb: Verb, answer: string) => {
      const opened = standIn.click(person, message, find(message, verb));
      const form = await opened.form();
      met.add(form.customId.split(':')[1] ?? '');
      return standIn.submit(person, opened, form, { texts: { manifest: answer } }).message(isNew(message));
    };
    const question = (escenario: string) => standIn.slash(person, 'practicar', { escenario }).message();
    const posted = async (words: string) => {
      const looks = ({ text: said }: MessageView) => said.includes(words);
      await expect.poll(() => standIn.publicMessages.some(looks), { timeout: 8000 }).toBe(true);
      return standIn.publicMessages.find(looks)!;
    };

    const home = await standIn.slash(person, 'practicar').message();
    const all = await standIn.select(person, home, 'go:all').message(isNew(home));
    met.add('start');
    await press(all, 'page', ':1');

    let shown = await press(await press(await question('which-box'), 'confidence', 'unsure'), 'hint');
    shown = await press(shown, 'choose', 'blue');
    for (const verb of ['share', 'undo', 'undo'] as const) shown = await press(shown, verb);
    shown = await press(await press(shown, 'flag'), 'flag', 'text');
    expect((await standIn.click(person, shown, find(shown, 'picture')).followUp()).pictures).toHaveLength(1);
    const card = await standIn.click(person, shown, find(shown, 'card')).followUp();
    expect(card.ephemeral).toBe(false);
    const own = await standIn.click(person, card, find(card, 'own')).message();
    expect(own.ephemeral).toBe(true);
    await press(await press(shown, 'next'), 'go', 'go:home');

    // What was picked outlasts a word on how sure one is, and a hint.
    shown = await press(await press(await question('pick-some'), 'pick'), 'pick', ':01');
    shown = await press(await press(shown, 'confidence', 'sure'), 'hint');
    const said = (await room.storage.sessions.load(sessionOf(shown)))?.actions.map(({ kind }) => kind);
    expect(said).toEqual(['confidence', 'hint']);
    await press(shown, 'send', ':01');
    const answers = (await room.storage.sessions.load(sessionOf(shown)))?.actions ?? [];
    expect(answers.find(({ kind }) => kind === 'submit')).toMatchObject({ answer: { options: ['one', 'two'] } });

    await press(await write(await question('say-it'), 'type', 'livenes'), 'next');
    shown = await write(await question('write-pod'), 'write', 'kind: Service\n');
    await press(await write(shown, 'write', `${yaml}---\n${deployment}`), 'suppose');
    await press(await question('other-2'), 'skip');
    await press(await question('other-3'), 'finish');

    // Open sessions are gone on with; a run that is under way is looked at; a question that changed is begun anew.
    let begun = await question('other-4');
    await press(await standIn.slash(person, 'practicar', { tema: 'pods' }).message(), 'resume');
    let finish = () => {};
    room.beforeGrading = () => new Promise((resolve) => (finish = resolve));
    const working = await standIn
      .click(person, begun, find(begun, 'choose', 'red'))
      .message(({ text: now }) => now.includes('⏳'));
    const looked = standIn.click(person, working, find(working, 'show'));
    finish();
    await looked.message(isNew(working));
    // A run that came to nothing may be tried again.
    room.beforeGrading = () => Promise.reject(new Error('the thread is gone'));
    const failed = await press(await question('other-6'), 'choose', 'red');
    room.beforeGrading = async () => {};
    await press(failed, 'retry');
    begun = await question('other-5');
    await room.stopBot();
    room.scenarios = room.scenarios.map((each) => (each.id === 'other-5' ? { ...each, version: 2 } : each));
    await room.startBot();
    const outdated = await press(begun, 'hint');
    await press(outdated, 'menu');
    await press(outdated, 'restart');

    const server = standIn.world.serverId;
    for (let index = 0; index < 25; index++) {
      const member = { server, learner: `discord:${index}`, name: `somebody ${index}` };
      await room.storage.community.seen(member, { points: index, solved: 1 }, 1);
    }
    await press(await standIn.slash(person, 'clasificacion').message(), 'board');

    const noon = Date.parse('2026-11-21T11:00:00Z');
    room.now = () => noon - 60_000;
    await standIn.slash(person, 'pregunta-del-dia programar', { hora: '12:00' }).message();
    room.now = () => noon;
    const daily = await posted('La respuesta se revela');
    expect((await standIn.click(person, daily, find(daily, 'daily')).message()).ephemeral).toBe(true);
    room.now = Date.now;
    await standIn.slash(person, 'practicar', { hilo: true }).message();
    await press(await posted('Pregunta 1:'), 'gather', 'reveal');

    await press(await standIn.slash(person, 'mis-datos borrar').message(), 'erase');
    expect([...verbs].filter((verb) => !met.has(verb) && !elsewhere.includes(verb))).toEqual([]);
  }, 60_000);
});

const sessionOf = ({ buttons }: MessageView) => buttons[0]?.customId.split(':')[2] ?? '';
