import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startBot } from '#discord/bot.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import { memoryOf } from '#storage/memory.ts';
import { labRunner } from '../helpers/lab-runner.ts';
import { Room, smallGrader } from './room.ts';

// Everything below goes over a real WebSocket and real HTTP requests to the stand-in Discord.
let room: Room;
beforeEach(async () => {
  room = await Room.open();
});
afterEach(() => room.close());

const labels = ({ buttons }: MessageView) => buttons.map(({ label }) => label);
const hasVerdict = ({ text }: MessageView) => /Respuesta|answer\n|Right answer|Wrong answer/.test(text);
const ana = () => room.standIn.person('ana');
const yaml = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';

async function openQuestion(person = ana(), scenario = 'which-box') {
  const asked = room.standIn.slash(person, 'practicar', { escenario: scenario });
  return { person, question: await asked.message() };
}

describe('practising', () => {
  test('goes from the menu through a question to the reveal and the summary, for one pair of eyes', async () => {
    const person = ana();
    const menu = await room.standIn.slash(person, 'practicar').message();
    expect(menu.ephemeral).toBe(true);
    expect(menu.text).toContain('Inicio');
    const topic = await room.standIn
      .select(person, menu, 'topic:pods')
      .message(({ text }) => text.includes('¿En qué caja va la atención?'));
    const question = await room.standIn
      .select(person, topic, 'which-box')
      .message(({ selects }) => selects.length === 0);
    expect(labels(question).slice(0, 2)).toEqual(['A. La caja roja', 'B. La caja azul']);
    const reveal = await room.standIn.click(person, question, 'B.').message(hasVerdict);
    expect(reveal.text).toContain('✔ Respuesta correcta');
    expect(reveal.text).toContain('100 puntos');
    expect(reveal.text).toContain('La caja azul aguanta.');
    expect(reveal.id).toBe(menu.id);
    const summary = await room.standIn.click(person, reveal, 'Ver').message(({ text }) => text.includes('Resumen'));
    expect(labels(summary)).toContain('Inicio');
    const again = await room.standIn.click(person, summary, 'Inicio').message(({ selects }) => selects.length > 0);
    expect(again.text).toContain('Inicio');
  });

  test('takes YAML from a form, wrong and then right, prefilled with the last attempt', async () => {
    const { person, question } = await openQuestion(ana(), 'write-pod');
    const opened = room.standIn.click(person, question, 'Escribir');
    const form = await opened.form();
    expect(form.inputs.map(({ kind }) => kind)).toEqual(['text', 'file']);
    expect(form.inputs[0]?.value).toBe('apiVersion: v1\nkind: ConfigMap\n');
    const wrongText = yaml.replace('Pod', 'Service');
    const wrong = await room.standIn
      .submit(person, opened, form, { texts: { manifest: wrongText } })
      .message(hasVerdict);
    expect(wrong.text).toContain('✘ Respuesta incorrecta');
    expect(wrong.text).not.toContain('Un Pod basta.');

    const reopened = room.standIn.click(person, wrong, 'Corregir');
    const prefilled = await reopened.form();
    expect(prefilled.inputs[0]?.value).toBe(wrongText);
    expect((await room.standIn.click(person, wrong, 'Corregir').form()).customId).toBe(prefilled.customId);
    const right = await room.standIn
      .submit(person, reopened, prefilled, { texts: { manifest: yaml } })
      .message(({ text }) => text.includes('Un Pod basta.'));
    expect(right.text).toContain('✔ Respuesta correcta');
    expect(right.text).toContain('Un Pod basta.');
  });

  test('takes YAML as an uploaded file', async () => {
    const { person, question } = await openQuestion(ana(), 'write-pod');
    const opened = room.standIn.click(person, question, 'Escribir');
    const file = { name: 'pod.yml', content: yaml };
    const done = room.standIn.submit(person, opened, await opened.form(), { file });
    expect((await done.message(hasVerdict)).text).toContain('✔ Respuesta correcta');
  });

  test('attaches the whole of a long timeline', async () => {
    const { person, question } = await openQuestion();
    const reveal = await room.standIn.click(person, question, 'A.').message(hasVerdict);
    expect(reveal.text).toContain('líneas más');
    expect(reveal.files.map(({ name }) => name)).toEqual(['linea-de-tiempo.txt']);
    expect(reveal.files[0]?.content.trimEnd().split('\n')).toHaveLength(40);
    expect(reveal.files[0]?.content).toContain('paso 39');
  });

  test('speaks English to whoever reads English, Spanish to the rest of the Spanish-speaking world', async () => {
    const bob = room.standIn.person('bob', 'en-GB');
    const english = await room.standIn.slash(bob, 'practicar', { escenario: 'write-pod' }).message();
    expect(english.text).toContain('Write the YAML of a Pod.');
    const form = await room.standIn.click(bob, english, 'Write').form();
    expect(form.inputs[0]?.label).toBe('Your YAML');
    const luz = room.standIn.person('luz', 'es-419');
    const spanish = await room.standIn.slash(luz, 'practicar', { escenario: 'write-pod' }).message();
    expect(spanish.text).toContain('Escribe el YAML de un Pod.');
  });

  test.each(['direct', 'elsewhere'] as const)(
    'works %s, where the bot sees neither server nor channel',
    async (place) => {
      const person = ana();
      const menu = await room.standIn.slash(person, 'practicar', { tema: 'Sondas' }, place).message();
      const question = await room.standIn
        .select(person, menu, 'write-pod')
        .message(({ selects }) => selects.length === 0);
      const opened = room.standIn.click(person, question, 'Escribir');
      const done = room.standIn.submit(person, opened, await opened.form(), { texts: { manifest: yaml } });
      expect((await done.message(hasVerdict)).text).toContain('✔ Respuesta correcta');
    },
  );

  test('proposes scenarios without minding accents, and takes words that were not picked', async () => {
    const person = ana();
    const choices = await room.standIn.type(person, 'practicar', 'escenario', 'ATENCION').choices();
    expect(choices).toEqual([{ name: '¿En qué caja va la atención?', value: 'which-box' }]);
    expect(await room.standIn.type(person, 'practicar', 'escenario', '').choices()).toHaveLength(2);
    const { question } = await openQuestion(person, 'que caja');
    expect(question.text).toContain('Elige una caja');
    const { question: unknown } = await openQuestion(person, '@everyone `nope` **x**');
    expect(unknown.text).toContain('No hay ningún escenario');
    expect(unknown.text).not.toContain('@everyone');
    expect(labels(unknown)).toEqual(['Menú']);
  });

  test('says how sure one is, takes a slip back, flags a question, and shares an answer that others see the run of', async () => {
    const { person, question } = await openQuestion();
    const sure = await room.standIn
      .click(person, question, 'Con seguridad')
      .message((view) => labels(view).includes('● Con seguridad'));
    const verdict = await room.standIn.click(person, sure, 'B.').message(hasVerdict);
    const shared = await room.standIn
      .click(person, verdict, 'Código para compartir')
      .message(({ text }) => text.includes('rz1.'));
    const [code = ''] = /rz1\.[\w-]+/.exec(shared.text) ?? [];
    const reasons = await room.standIn
      .click(person, shared, 'Avisar de un fallo')
      .message(({ text }) => text.includes('¿Qué falla'));
    expect(labels(reasons)).toContain('El veredicto no es justo');
    const thanked = await room.standIn
      .click(person, reasons, 'El veredicto')
      .message(({ text }) => text.includes('Aviso anotado'));
    await room.standIn.click(person, thanked, 'Fue un despiste').message(({ text }) => text.includes('no cuenta'));
    const { question: replayed } = await openQuestion(room.standIn.person('eva'), code);
    expect(replayed.text).toContain('correcta');
    const { question: broken } = await openQuestion(person, `${code}x`);
    expect(broken.text).toContain('suma de comprobación');
  });
});

describe('buttons', () => {
  test('of somebody else are refused kindly, and nothing happens to the session', async () => {
    const { person, question } = await openQuestion();
    const stranger = room.standIn.click(room.standIn.person('eva'), question, 'A.');
    const refusal = await stranger.followUp();
    expect(refusal.ephemeral).toBe(true);
    expect(refusal.text).toContain('otra persona');
    expect((await room.standIn.click(person, question, 'B.').message(hasVerdict)).text).toContain('correcta');
  });

  test('pressed twice count once', async () => {
    const { person, question } = await openQuestion();
    let runs = 0;
    room.beforeGrading = async () => void runs++;
    const presses = ['A.', 'A.', 'B.'].map((button) => room.standIn.click(person, question, button));
    await Promise.all(presses.map((press) => press.acknowledged()));
    for (const press of presses) expect((await press.message(hasVerdict)).text).toContain('✘ Respuesta incorrecta');
    expect(runs).toBe(1);
  });

  test('that take a hint or start again take one, however often they are pressed', async () => {
    const { person, question } = await openQuestion();
    const press = async (message: MessageView, button: string, looks: (message: MessageView) => boolean) => {
      const presses = [room.standIn.click(person, message, button), room.standIn.click(person, message, button)];
      const [seen] = await Promise.all(presses.map((each) => each.message(looks)));
      return seen!;
    };
    const hinted = await press(question, 'Pedir', ({ text }) => text.includes('Mira el color.'));
    expect(hinted.text).not.toContain('El rojo se rompe.');
    const summary = await press(hinted, 'Terminar', ({ text }) => text.includes('Resumen'));
    for (const time of ['first', 'second']) {
      const again = room.standIn.click(person, summary, 'Empezar');
      await again.message(({ text }) => text.includes('Elige una caja')).catch(() => expect.fail(time));
    }
    expect(await room.openSessions(person.id)).toBe(1);
  });

  test('of a step that is over say so and show where the session stands', async () => {
    const { person, question } = await openQuestion();
    const reveal = await room.standIn.click(person, question, 'A.').message(hasVerdict);
    const late = await room.standIn.click(person, question, 'B.').message(({ text }) => text.includes('ya terminó'));
    expect(late.text).toContain('✘ Respuesta incorrecta');
    expect(labels(late)).toEqual(labels(reveal));
  });

  test('that open a form and are too late show where the session stands', async () => {
    const { person, question } = await openQuestion(ana(), 'write-pod');
    const opened = room.standIn.click(person, question, 'Escribir');
    const form = await opened.form();
    await room.standIn.submit(person, opened, form, { texts: { manifest: yaml } }).message(hasVerdict);
    const late = await room.standIn
      .click(person, question, 'Escribir')
      .message(({ text }) => text.includes('ya terminó'));
    expect(late.text).toContain('✔ Respuesta correcta');
    const resent = room.standIn.submit(person, opened, form, { texts: { manifest: 'kind: Lost' } });
    expect((await resent.followUp()).files).toEqual([{ name: 'answer.yaml', content: 'kind: Lost' }]);
  });

  test('work after the bot was restarted in the middle of a question', async () => {
    const { person, question } = await openQuestion();
    await room.stopBot();
    await room.startBot();
    const reveal = await room.standIn.click(person, question, 'B.').message(hasVerdict);
    expect(reveal.text).toContain('✔ Respuesta correcta');
  });

  test('bring back a run that a restart cut off', async () => {
    const { person, question } = await openQuestion();
    room.beforeGrading = () => new Promise(() => {});
    const working = await room.standIn.click(person, question, 'B.').message(({ text }) => text.includes('⏳'));
    await room.crashBot();
    room.beforeGrading = async () => {};
    await room.startBot();
    const reveal = await room.standIn.click(person, working, 'Ver cómo va').message(hasVerdict);
    expect(reveal.text).toContain('✔ Respuesta correcta');
  });

  test('pressed before the bot is told to stop are answered before it does', async () => {
    const { person, question } = await openQuestion();
    let finish = () => {};
    room.beforeGrading = () => new Promise((resolve) => (finish = resolve));
    const press = room.standIn.click(person, question, 'B.');
    await press.message(({ text }) => text.includes('⏳'));
    const stopped = room.stopBot();
    setTimeout(() => finish(), 50);
    await stopped;
    expect((await press.message(hasVerdict)).text).toContain('✔ Respuesta correcta');
  });

  test('of another version, or invented, are answered', async () => {
    const { person, question } = await openQuestion();
    const forged = { ...question, buttons: [{ label: 'x', customId: 'v0:whatever', disabled: false }] };
    expect((await room.standIn.click(person, forged, 'x').message()).text).toContain('versión anterior');
    const gone = { ...question, buttons: [{ label: 'x', customId: 'v1:choose:nosuch:0:a', disabled: false }] };
    const answer = await room.standIn.click(person, gone, 'x').message(({ text }) => text.includes('ya no existe'));
    expect(labels(answer)).toEqual(['Menú']);
  });
});

describe('Discord', () => {
  test('is told within three seconds that an answer will come, however slow the run is', async () => {
    const { person, question } = await openQuestion();
    let finish = () => {};
    room.beforeGrading = () => new Promise((resolve) => (finish = resolve));
    const press = room.standIn.click(person, question, 'B.');
    expect(await press.acknowledged()).toBeLessThan(2000);
    await press.message(({ text }) => text.includes('⏳'));
    finish();
    await press.message(hasVerdict);
  });

  test('is told about the commands once, not at every start', async () => {
    const told = () => room.standIn.calls.filter(({ method }) => method === 'PUT').length;
    expect(told()).toBe(1);
    const [command] = room.standIn.world.commands;
    expect(command?.name_localizations).toMatchObject({ 'en-US': 'practice', 'en-GB': 'practice' });
    await room.stopBot();
    await room.startBot();
    expect(told()).toBe(1);
  });

  test('is asked for the Guilds intent only', () => {
    const identify = room.standIn.gateway.received.find(({ op }) => op === 2);
    expect(identify?.d).toMatchObject({ intents: 1 });
  });

  test('may fail and limit: the bot tries again', async () => {
    const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
    const original = '/webhooks/{webhook_id}/{webhook_token}/messages/@original';
    room.standIn.failNext(callback, 502);
    room.standIn.failNext(original, 429, { retryAfterSeconds: 0.1 });
    const { question } = await openQuestion();
    expect(question.text).toContain('Elige una caja');
  });

  test('may take an acknowledgement and lose its own answer on the way: the bot goes on', async () => {
    const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
    const { person, question } = await openQuestion();
    room.standIn.failNext(callback, 502, { afterServing: true });
    room.acknowledgedTwice = 1;
    const reveal = await room.standIn.click(person, question, 'B.').message(hasVerdict);
    expect(reveal.text).toContain('✔ Respuesta correcta');
  });

  test('may lose the connection: what was pressed meanwhile is answered after the resume', async () => {
    const { person, question } = await openQuestion();
    room.standIn.gateway.drop(4000);
    const press = room.standIn.click(person, question, 'B.');
    expect((await press.message(hasVerdict)).text).toContain('✔ Respuesta correcta');
    expect(room.standIn.gateway.resumes()).toBe(1);
  });

  test('may deliver twice: it counts once and nobody is bothered', async () => {
    const { person, question } = await openQuestion();
    const press = room.standIn.click(person, question, 'B.');
    room.standIn.deliverAgain(press);
    room.acknowledgedTwice = 1;
    expect((await press.message(hasVerdict)).text).toContain('✔ Respuesta correcta');
  });
});

describe('what goes wrong', () => {
  test('an upload that is no YAML file, too large, not text or from elsewhere is refused, and the text comes back', async () => {
    const { person, question } = await openQuestion(ana(), 'write-pod');
    const opened = room.standIn.click(person, question, 'Escribir');
    const form = await opened.form();
    const refusal = async (file: { name: string; content: string | Buffer; url?: string }) => {
      const done = room.standIn.submit(person, opened, form, { texts: { manifest: 'typed' }, file });
      const message = await done.followUp();
      expect(message.files).toEqual([{ name: 'answer.yaml', content: 'typed' }]);
      return message.text;
    };
    expect(await refusal({ name: 'pod.exe', content: yaml })).toContain('.yaml');
    expect(await refusal({ name: 'pod.yaml', content: 'a'.repeat(70_000) })).toContain('64 KiB');
    expect(await refusal({ name: 'pod.yaml', content: Buffer.from([0xff, 0xfe, 0x00]) })).toContain('UTF-8');
    const elsewhere = 'http://127.0.0.1:1/attachments/1/pod.yaml';
    expect(await refusal({ name: 'pod.yaml', content: yaml, url: elsewhere })).toContain('No se pudo leer');
  });

  test('an empty form leaves the question open', async () => {
    const { person, question } = await openQuestion(ana(), 'write-pod');
    const opened = room.standIn.click(person, question, 'Escribir');
    const done = room.standIn.submit(person, opened, await opened.form(), { texts: { manifest: ' \n' } });
    expect((await done.followUp()).text).toContain('sigue abierta');
  });

  test('trouble of ours is told with a code that the log knows, and the answer typed comes back', async () => {
    const { person, question } = await openQuestion(ana(), 'write-pod');
    const opened = room.standIn.click(person, question, 'Escribir');
    const form = await opened.form();
    await room.breakDatabase();
    const done = room.standIn.submit(person, opened, form, { texts: { manifest: yaml } });
    expect((await done.followUp(0)).files[0]?.content).toBe(yaml);
    const { text } = await done.followUp(1);
    const code = /`(\w{6})`/.exec(text)?.[1];
    expect(text).toContain('Algo falló');
    expect(room.log.map(({ fields }) => fields)).toContainEqual(expect.objectContaining({ reference: code }));
    expect(JSON.stringify(room.log)).not.toContain('interaction-');
  });

  test('a command that fails does not think for ever', async () => {
    await room.breakDatabase();
    const answer = await room.standIn.slash(ana(), 'practicar').message();
    expect(answer.text).toContain('Algo falló');
  });

  test('a token that Discord does not know is a sentence, not a crash', async () => {
    const player = room.player;
    const log = { info() {}, warn() {}, error() {} };
    const parts = { player, grader: smallGrader(), labRunner, memory: memoryOf(room.storage), live: room.live, log };
    const started = await startBot({ ...parts, token: 'wrong', rest: room.standIn.addresses });
    expect(started).toMatchObject({ ok: false, error: { es: expect.stringContaining('token') } });
  });

  test('a token that is revoked while the bot runs ends it with what to do about it', async () => {
    room.standIn.gateway.drop(4004);
    expect((await room.bot.ended).en).toContain('DISCORD_TOKEN');
  });
});
