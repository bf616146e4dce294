// `/lab` over the stand-in Discord, with real labs in a real thread: one's own, and a group's.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Labs, silenceDays } from '#discord/lab/labs.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import type { Person } from '#discord/stand-in/world.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { labRunner } from '../helpers/lab-runner.ts';
import { Room } from './room.ts';

let room: Room;
// A thread takes seconds to start on a machine that is busy with other tests.
beforeAll(async () => {
  const beginning = { seed: 1, nodes: 1 };
  await labRunner.run({ id: 'first', language: 'es', beginning, lines: [] });
}, 60_000);
beforeEach(async () => {
  room = await Room.open();
});
afterEach(() => room.close());

const ana = () => room.standIn.person('ana');
const says =
  (...words: readonly string[]) =>
  ({ text }: MessageView) =>
    words.every((each) => text.includes(each));
const trouble = { es: 'Se cortó.', en: 'It was cut off.' };
const isPage =
  (start: string) =>
  ({ buttons }: MessageView) =>
    buttons.some(({ label }) => label.startsWith(start));
const web = 'kubectl create deployment web --image=nginx --replicas=2\nuntil ready';

async function opened(person: Person, options: Parameters<Room['standIn']['slash']>[2] = {}) {
  return room.standIn.slash(person, 'lab abrir', options).message(says('Laboratorio'));
}

/** Fills in the form behind "Type". */
async function type(person: Person, message: MessageView, text: string, button = 'Escribir') {
  const press = room.standIn.click(person, message, button);
  const form = await press.form();
  return room.standIn.submit(person, press, form, { texts: { lines: text } });
}

describe('a lab of one’s own', () => {
  test('takes lines from a form, and shows what they print and how the cluster stands', async () => {
    const person = ana();
    const lab = await opened(person);
    expect(lab.ephemeral).toBe(true);
    expect(lab.text).toContain('node-3');
    const after = await (await type(person, lab, web)).message(says('deployment.apps/web created'));
    expect(after.id).toBe(lab.id);
    expect(after.text).toContain('[0:00] $ until ready');
    expect(after.text).toMatch(/● web-\S+ +1\/1 Running/);
    expect(after.text).toContain('2 pods, 2 ready');
    const later = await room.standIn.click(person, after, '+10 min').message(says('wait 10m'));
    expect(later.text).toMatch(/10:0\d/);
    const undone = await room.standIn.click(person, later, 'Deshacer').message(says('until ready'));
    expect(undone.text).not.toContain('wait 10m');
  });

  test('is the same after a restart, whatever is pressed', async () => {
    const person = ana();
    const lab = await opened(person);
    const after = await (await type(person, lab, web)).message(says('created'));
    await room.stopBot();
    await room.startBot();
    const shown = await room.standIn.click(person, after, 'Cómo está').message();
    expect(shown.text).toBe(after.text);
    const again = await opened(person);
    expect(again.text).toBe(after.text);
    expect((await room.storage.labs.load(await only(person)))?.lines.map(({ text }) => text)).toEqual([web]);
  });

  test('types what is delivered twice once, and a button that is pressed twice counts once', async () => {
    const person = ana();
    const lab = await opened(person);
    const form = await type(person, lab, 'kubectl create configmap a');
    room.standIn.deliverAgain(form);
    room.acknowledgedTwice = 1;
    const after = await form.message(says('configmap/a created'));
    const id = await only(person);
    await expect.poll(async () => (await room.storage.labs.load(id))?.version).toBe(1);
    const first = room.standIn.click(person, after, '+1 min');
    const second = room.standIn.click(person, after, '+1 min');
    await first.message(says('wait 1m'));
    await second.message(says('wait 1m', 'Entretanto el laboratorio ha cambiado'));
    expect((await room.storage.labs.load(id))?.lines).toHaveLength(2);
  });

  test('breaks things from a list: first what, then whom; the list says the line to type', async () => {
    const person = ana();
    const after = await (await type(person, await opened(person), web)).message(says('created'));
    const faults = await room.standIn.click(person, after, 'Averías').message(({ selects }) => selects.length > 0);
    const targets = await room.standIn
      .select(person, faults, 'node-power')
      .message(({ selects }) => selects.some(({ placeholder }) => placeholder.includes('quién')));
    expect(targets.selects[0]?.options.map(({ label }) => label).join()).toContain('node-2');
    const broken = await room.standIn.select(person, targets, '1').message(says('break node-2'));
    expect(broken.text).toContain('node-2 (sin señal)');
    expect(broken.text).toContain('⚠');
  });

  test('is drawn, with what it shows in words', async () => {
    const person = ana();
    const after = await (await type(person, await opened(person), web)).message(says('created'));
    const drawn = await room.standIn.click(person, after, 'Ver el dibujo').followUp();
    expect(drawn.pictures[0]).toMatch(/node-1 \(en marcha\).*web-\S+ lista/);
    expect(drawn.files[0]?.name).toBe('laboratorio.png');
    expect(drawn.files[0]?.content.slice(1, 4)).toBe('PNG');
  });

  test('is saved as a file, and loaded from one; a manifest goes into the folder', async () => {
    const person = ana();
    const after = await (await type(person, await opened(person), web)).message(says('created'));
    const saved = await room.standIn.click(person, after, 'Guardar').followUp();
    const [file] = saved.files;
    expect(file?.name).toBe('laboratorio.lab');
    expect(file?.content).toContain('# readyz lab seed=');
    const other = room.standIn.person('bob');
    const brought = await opened(other, { archivo: { name: 'laboratorio.lab', content: file?.content ?? '' } });
    expect(brought.text.match(/\[0:00\] \$ until ready.*/s)?.[0]).toBe(
      after.text.match(/\[0:00\] \$ until ready.*/s)?.[0],
    );
    const press = room.standIn.click(other, brought, 'Cargar');
    const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: hola\n';
    const form = await press.form();
    const kept = await room.standIn
      .submit(other, press, form, { file: { name: '../../mi config.yaml', content: yaml } })
      .message(says('mi-config.yaml'));
    const applied = await (await type(other, kept, 'kubectl apply -f mi-config.yaml')).message(
      says('configmap/hola created'),
    );
    expect(applied.text).toContain('configmap/hola');
  });

  test('starts over, and closes, only when asked once more, within two minutes', async () => {
    const person = ana();
    const after = await (await type(person, await opened(person), web)).message(says('created'));
    const sure = await room.standIn.click(person, after, 'Reiniciar').message(says('Se pierde todo'));
    const left = await room.standIn.click(person, sure, 'No,').message(says('created'));
    const again = await room.standIn.click(person, left, 'Reiniciar').message(says('Se pierde todo'));
    const started = Date.now();
    room.now = () => started + 200_000;
    const late = await room.standIn.click(person, again, 'Sí,').message(says('created'));
    const now = await room.standIn.click(person, late, 'Reiniciar').message(says('Se pierde todo'));
    const fresh = await room.standIn.click(person, now, 'Sí,').message(says('Un clúster simulado'));
    expect(fresh.text).not.toContain('web-');
    const close = await room.standIn.click(person, fresh, 'Cerrar').message(says('se cierra y se borra'));
    const closed = await room.standIn.click(person, close, 'Sí,').message(says('está cerrado'));
    expect(closed.buttons).toEqual([]);
    expect(await room.storage.labs.ownedBy(`discord:${person.id}`)).toEqual([]);
    const gone = await room.standIn.click(person, fresh, 'Siguiente').followUp();
    expect(gone.text).toContain('ya no existe');
  });

  test('pages a long output, and hands all of it out as a file', async () => {
    const person = ana();
    const long = 'for i in $(seq 1 400); do echo "line number $i of a long output"; done';
    const lab = await (await type(person, await opened(person), long)).message(says('line number 1 of'));
    expect(lab.text).not.toContain('line number 400');
    expect(lab.files[0]?.name).toBe('salida.txt');
    expect(lab.files[0]?.content).toContain('line number 400');
    const second = await room.standIn.click(person, lab, 'Siguiente ▶').message(isPage('2/'));
    expect(second.text).not.toContain('line number 1 of');
    let last = second;
    while (!last.text.includes('line number 400')) {
      const before = last.text;
      last = await room.standIn.click(person, last, 'Siguiente ▶').message(({ text }) => text !== before);
    }
    const longer = await (await type(person, last, 'seq 1 100000')).message(isPage('1/'));
    expect(longer.files[0]?.content).toContain('\n40000\n');
    expect(longer.buttons.find(({ label }) => label.startsWith('1/'))?.label).toMatch(/^1\/\d$/);
  });

  test('whoever waits is told how many are before them, and is left with buttons when nothing comes of it', async () => {
    const person = ana();
    const lab = await opened(person);
    let finish = () => {};
    room.beforeLab = () => new Promise((resolve) => (finish = () => resolve({ trouble: trouble })));
    const { entered } = labRunner.queue();
    room.labQueue = () => ({ entered, begun: entered - 2 });
    const form = await type(person, lab, web);
    await form.message(says('Puesto 3 en la cola'));
    room.beforeLab = async () => undefined;
    room.labQueue = undefined;
    finish();
    const refused = await form.followUp();
    expect(refused.text).toContain('Se cortó.');
    expect(refused.files[0]?.content).toBe(`${web}\n`);
    const after = await form.message(says('Un clúster simulado'));
    expect(after.buttons.map(({ label }) => label)).toContain('Escribir');
  });

  test('a lab that cannot be played any more can be undone, and started over', async () => {
    const person = ana();
    const lab = await opened(person);
    const after = await (await type(person, lab, web)).message(says('created'));
    room.beforeLab = async () => ({ trouble });
    const broken = await opened(person).catch(() => undefined);
    expect(broken?.text).toContain('Se cortó.');
    room.beforeLab = async () => undefined;
    const undone = await room.standIn.click(person, broken ?? after, 'Deshacer').message(says('Un clúster simulado'));
    expect(undone.text).not.toContain('web-');
  });

  test('more lines than anybody types by hand are held back, and come back as a file', async () => {
    const person = ana();
    const lab = await opened(person);
    const start = Math.ceil(Date.now() / 60_000) * 60_000;
    room.now = () => start;
    for (let count = 0; count < 40; count++) await room.storage.community.count(`lines:discord:${person.id}`, start);
    const held = await (await type(person, lab, web)).followUp();
    expect(held.text).toContain('40 líneas por minuto');
    expect(held.files[0]?.content).toBe(`${web}\n`);
  });

  test('begins in a question’s cluster, with its files; when the question is gone it can be started over', async () => {
    const person = ana();
    expect(await room.standIn.type(person, 'lab abrir', 'escenario', 'escríbe').choices()).toEqual([
      { name: 'Escribe un Pod', value: 'write-pod' },
    ]);
    const lab = await opened(person, { escenario: 'escribe un pod' });
    expect(lab.text).not.toMatch(/^node-2/m);
    const files = await (await type(person, lab, 'cat starter.yaml')).message(says('kind: ConfigMap'));
    expect(files.text).toContain('apiVersion: v1');
    const unknown = await room.standIn.slash(person, 'lab abrir', { escenario: 'nothing' }).message();
    expect(unknown.text).toContain('Ninguna pregunta');
    const other = room.standIn.person('bob');
    const beginning = { seed: 1, nodes: 2, scenario: 'gone' };
    const owner = `discord:${other.id}`;
    await room.storage.labs.create({ id: 'left', owner, language: 'es', beginning, startedAt: Date.now() });
    const broken = await room.standIn.slash(other, 'lab abrir').message(says('ya no existe'));
    const sure = await room.standIn.click(other, broken, 'Reiniciar').message(says('Se pierde todo'));
    const fresh = await room.standIn.click(other, sure, 'Sí,').message(says('Un clúster simulado'));
    expect(fresh.text).toMatch(/^node-2/m);
  });

  test('opens under a verdict, in the question’s cluster, with one’s last YAML in the folder', async () => {
    const person = ana();
    const press = room.standIn.slash(person, 'reto', { escenario: 'write-pod' });
    const wrong = 'apiVersion: v1\nkind: Pot\nmetadata:\n  name: web\n';
    const verdict = await room.standIn
      .submit(person, press, await press.form(), { texts: { manifest: wrong } })
      .message(says('Respuesta incorrecta'));
    const lab = await room.standIn.click(person, verdict, 'Al laboratorio').message(says('answer.yaml'));
    expect(lab.id).not.toBe(verdict.id);
    expect(lab.ephemeral).toBe(true);
    const applied = await type(person, lab, 'kubectl apply -f answer.yaml');
    await applied.message(says('no matches for kind "Pot"'));
  });

  test.each([1, 2])(
    'forty presses at random, seed %i: each is answered, and the lab is what its lines make',
    async (seed) => {
      const random = new SeededRandom(seed);
      const person = ana();
      let lab = await opened(person);
      const lines = [
        'kubectl create deployment web --image=nginx',
        'kubectl get pods',
        'help',
        'undo',
        'reset',
        'exit',
        ')(',
      ];
      for (let press = 0; press < 40; press++) {
        room.now = () => Date.now() + press * 60_000;
        const button = random.pick(lab.buttons.filter(({ label, disabled }) => !disabled && !/Cerrar/.test(label)));
        const list = lab.selects[0];
        const asked = list
          ? room.standIn.select(person, lab, random.pick(list.options).value)
          : /Cargar/.test(button.label)
            ? room.standIn.click(person, lab, 'Cómo está')
            : button.label === 'Escribir'
              ? await type(person, lab, random.pick(lines))
              : room.standIn.click(person, lab, button.customId);
        lab = await asked.message(({ buttons, loading }) => !loading && buttons.length > 0);
      }
      expect(room.log.filter(({ level }) => level === 'error')).toEqual([]);
      const [id = ''] = await room.storage.labs.ownedBy(`discord:${person.id}`);
      const kept = await room.storage.labs.load(id);
      const labs = new Labs({ store: room.storage.labs, runner: labRunner, now: Date.now, newId: () => 'x' });
      const [known, anew] = [
        await labs.look(id),
        await labRunner.run({ ...kept!, id: 'anew', lines: kept!.lines.map(({ text }) => text) }),
      ];
      expect(known.kind === 'seen' && 'sight' in anew && known.sight).toEqual('sight' in anew && anew.sight);
    },
  );

  test('a line is completed while it is typed, by what is in the lab', async () => {
    const person = ana();
    const propose = (line: string) => room.standIn.type(person, 'lab escribir', 'linea', line).choices();
    expect(await propose('kub')).toEqual([]);
    await (await type(person, await opened(person), web)).message(says('created'));
    expect((await propose('kubectl rollout sta')).map(({ value }) => value)).toEqual(['kubectl rollout status']);
    expect((await propose('kubectl get pods; kubectl describe pod we'))[0]?.value).toMatch(
      /^kubectl get pods; kubectl describe pod web-/,
    );
    expect(await propose('`__proto__` \u202e')).toEqual([]);
  });

  test('hostile text is shown as text, in a form, a name and a file', async () => {
    const person = ana();
    const hostile = 'echo "```\n@everyone <@1> \u202eevil ${__proto__} [x](http://a)"';
    const lab = await (await type(person, await opened(person), hostile)).message(says('everyone'));
    expect(lab.text).toContain('‹U+202E›');
    expect(lab.text.split('```').length % 2).toBe(1);
    const file = {
      name: '__proto__\u202e.lab',
      content: '# readyz lab seed=-1 nodes=9999 scenario=__proto__\necho on\n',
    };
    const refused = await room.standIn.slash(person, 'lab abrir', { archivo: file }).message(says('ya no existe'));
    expect(refused.ephemeral).toBe(true);
  });

  test('what is typed in vain comes back as a file', async () => {
    const person = ana();
    const lab = await opened(person);
    await room.storage.labs.erase(await only(person));
    const refused = await (await type(person, lab, web)).followUp();
    expect(refused.text).toContain('ya no existe');
    expect(refused.files[0]?.content).toBe(`${web}\n`);
  });

  test('speaks English, takes a line without a form, and is nobody else’s', async () => {
    const bob = room.standIn.person('bob', 'en-GB');
    const typed = await room.standIn.slash(bob, 'lab escribir', { linea: 'exit' }).message(says('Lab'));
    expect(typed.text).toContain('There is no need to leave');
    expect(typed.text).toContain('Erased after');
    expect(typed.buttons.map(({ label }) => label)).toContain('Until ready');
    const stranger = ana();
    const refused = await room.standIn.click(stranger, typed, 'Next event').followUp();
    expect(refused.text).toContain('de otra persona');
  });

  test('is erased with all else of its owner, handed out before, and after days of silence', async () => {
    const person = ana();
    await (await type(person, await opened(person), web)).message(says('created'));
    const exported = await room.standIn.slash(person, 'mis-datos exportar').message();
    expect(JSON.parse(exported.files[0]?.content ?? '').labs[0].lines[0].text).toBe(web);
    const asked = await room.standIn.slash(person, 'mis-datos borrar').message();
    await room.standIn.click(person, asked, 'Sí').message(says('Hecho'));
    expect(await room.storage.labs.ownedBy(`discord:${person.id}`)).toEqual([]);
    await opened(person);
    const later = Date.now() + (silenceDays * 24 + 1) * 3_600_000;
    room.now = () => later;
    await expect.poll(() => room.storage.labs.ownedBy(`discord:${person.id}`), { timeout: 4000 }).toEqual([]);
  });

  async function only(person: Person): Promise<string> {
    const ids = await room.storage.labs.ownedBy(`discord:${person.id}`);
    expect(ids).toHaveLength(1);
    return ids[0] as string;
  }
});

describe('a lab of a group', () => {
  const host = () => room.standIn.person('eva', 'es-ES', { manages: true });
  const publics = (looks: (message: MessageView) => boolean) =>
    expect
      .poll(() => room.standIn.publicMessages.find(looks), { timeout: 8000 })
      .toBeTruthy()
      .then(() => room.standIn.publicMessages.find(looks)!);

  async function shared(person: Person, options: Parameters<Room['standIn']['slash']>[2] = {}) {
    const said = await room.standIn.slash(person, 'lab compartir', options).message();
    const opening = await publics(says('abre un clúster simulado para el grupo'));
    const [thread] = [...room.standIn.world.threads.keys()];
    return { said, opening, thread: thread ?? '' };
  }

  test('opens a thread, where anybody types and everybody sees what was typed and what came out', async () => {
    const { said, opening, thread } = await shared(ana(), { nombre: 'Jueves @everyone' });
    expect(said.ephemeral).toBe(true);
    expect(said.text).toContain(`<#${thread}>`);
    expect([...room.standIn.world.threads.values()]).toEqual(['Jueves @everyone']);
    const bob = room.standIn.person('**bob** @here', 'en-US');
    const line = await (await type(bob, opening, web)).message(says('created'));
    expect(line.ephemeral).toBe(false);
    expect(line.id).not.toBe(opening.id);
    expect(line.text).toContain('\\*\\*bob\\*\\*');
    expect(line.text).toContain('until ready');
    const cai = room.standIn.person('cai');
    const next = await room.standIn.click(cai, line, '+1 min').message(says('wait 1m'));
    expect(next.text).toContain('cai');
    room.publicMessages = 3;
  });

  test('lines typed at once queue: each is typed after the other, and none is lost', async () => {
    const { opening } = await shared(ana());
    const people = ['bob', 'cai', 'dai', 'eli'].map((name) => room.standIn.person(name));
    const typed = await Promise.all(people.map((one) => type(one, opening, `kubectl create configmap ${one.name}`)));
    for (const [index, each] of typed.entries()) await each.message(says(`configmap/${people[index]?.name} created`));
    const last = await (await type(people[0]!, opening, 'kubectl get configmaps -o name')).message(
      says('configmap/eli'),
    );
    for (const { name } of people) expect(last.text).toContain(`configmap/${name}`);
    room.publicMessages = 6;
  });

  test('two processes type at one lab, and both lines are there', async () => {
    const { opening } = await shared(ana());
    const id = opening.buttons[0]?.customId.split(':')[2] ?? '';
    const process = () =>
      new Labs({ store: room.storage.labs, runner: labRunner, now: Date.now, newId: () => 'other' });
    const lines = Array.from({ length: 6 }, (_, index) => ({
      text: `kubectl create configmap c${index}`,
      author: 'discord:1',
      source: `i${index}`,
    }));
    const [one, other] = [process(), process()];
    const looks = await Promise.all(lines.flatMap((line, index) => (index % 2 ? one : other).type(id, line)));
    expect(looks.every((look) => look.kind === 'seen' && look.isDone)).toBe(true);
    const again = await Promise.all(lines.map((line) => other.type(id, line)));
    expect(again.some((look) => look.kind === 'seen' && look.isDone)).toBe(false);
    const last = await (await type(ana(), opening, 'kubectl get configmaps -o name')).message(says('configmap/c5'));
    for (const index of lines.keys()) expect(last.text).toContain(`configmap/c${index}`);
    room.publicMessages = 2;
  });

  test('has a private panel for all else; what is done there is told to everybody', async () => {
    const { opening } = await shared(ana());
    const bob = room.standIn.person('bob');
    const line = await (await type(bob, opening, web)).message(says('created'));
    const panel = await room.standIn.click(bob, line, 'Panel').message(says('Laboratorio del grupo'));
    expect(panel.ephemeral).toBe(true);
    const faults = await room.standIn.click(bob, panel, 'Averías').message(({ selects }) => selects.length > 0);
    const targets = await room.standIn
      .select(bob, faults, 'node-power')
      .message(({ selects }) => selects.some(({ placeholder }) => placeholder.includes('quién')));
    const strike = room.standIn.select(bob, targets, '0');
    await strike.message(says('break node-1'));
    const told = await strike.followUp();
    expect(told.ephemeral).toBe(false);
    expect(told.text).toContain('break node-1');
    const now = await room.standIn.click(bob, panel, 'Cómo está').message(says('break node-1'));
    const undo = room.standIn.click(bob, now, 'Deshacer');
    await undo.message(says('until ready'));
    expect((await undo.followUp()).text).toContain('deshace `break node-1`');
    room.publicMessages = 4;
  });

  test('is started over and closed by its owner and by hosts alone; its lines stay as a file', async () => {
    const { opening } = await shared(ana());
    const bob = room.standIn.person('bob');
    const line = await (await type(bob, opening, web)).message(says('created'));
    const panel = await room.standIn.click(bob, line, 'Panel').message(says('del grupo'));
    expect((await room.standIn.click(bob, panel, 'Reiniciar').followUp()).text).toContain('quien abrió el laboratorio');
    const eva = host();
    const hers = await room.standIn.click(eva, line, 'Panel').message(says('del grupo'));
    const sure = await room.standIn.click(eva, hers, 'Cerrar').message(says('se cierra y se borra'));
    const close = room.standIn.click(eva, sure, 'Sí,');
    await close.message(says('está cerrado'));
    const told = await close.followUp();
    expect(told.text).toContain('se ha cerrado');
    expect(told.files[0]?.content).toContain('kubectl create deployment web');
    const gone = room.standIn.click(bob, line, '+1 min');
    expect((await gone.followUp()).text).toContain('ya no existe');
    room.publicMessages = 3;
  });

  test('takes lines by the command too, in its thread', async () => {
    const { thread } = await shared(ana());
    const bob = room.standIn.person('bob');
    const typed = room.standIn.slash(bob, 'lab escribir', { linea: 'kubectl get nodes' }, { thread });
    expect((await typed.followUp()).text).toContain('node-2   Ready');
    const again = await room.standIn.slash(bob, 'lab compartir', {}, { thread }).message();
    expect(again.text).toContain(`<#${thread}>`);
    expect(room.standIn.world.threads.size).toBe(1);
    room.publicMessages = 3;
  });

  test('speaks English on a server that does; a panel speaks to whoever opened it', async () => {
    const eva = host();
    await room.standIn.slash(eva, 'ajustes servidor', { idioma: 'en' }).message();
    await room.standIn.slash(eva, 'lab compartir', {}).message();
    const opening = await publics(says('opens a simulated cluster for the group'));
    const line = await room.standIn.click(eva, opening, '+1 min').message(says('wait 1m'));
    expect(line.text).toContain('since the beginning');
    const panel = await room.standIn.click(ana(), line, 'Panel').message(says('Laboratorio del grupo'));
    expect(panel.buttons.map(({ label }) => label)).toContain('Averías');
    room.publicMessages = 2;
  });

  test('buttons of somebody’s invention do nothing', async () => {
    const { opening } = await shared(ana());
    const id = opening.buttons[0]?.customId.split(':')[2] ?? '';
    const press = (customId: string) =>
      room.standIn.click(
        room.standIn.person('bob'),
        { ...opening, buttons: [{ label: 'x', customId, disabled: false }] },
        'x',
      );
    expect((await press(`v1:lab:${id}:0:+nothing`).followUp()).text).toContain('versión anterior');
    expect((await press('v1:lab:__proto__:0:+step').followUp()).text).toContain('ya no existe');
    const fresh = press(`v1:lab:${id}:0:+fresh.zzzzzz`);
    expect((await fresh.followUp()).text).toContain('quien abrió el laboratorio');
    const erase = press(`v1:lab:${id}:0:+closed.zzzzzz`);
    expect((await erase.message()).text).toContain('quien abrió el laboratorio');
    expect(await room.storage.labs.load(id)).toMatchObject({ version: 0 });
    room.publicMessages = 1;
  });

  test.each([429, 502])(
    '%i on every kind of request: each is sent again, and a line is typed once',
    async (status) => {
      const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
      const webhook = '/webhooks/{webhook_id}/{webhook_token}';
      const fail = (route: string) => room.standIn.failNext(route, status, { retryAfterSeconds: 0.05 });
      for (const route of [callback, '/channels/{channel_id}/threads', '/channels/{channel_id}/messages']) fail(route);
      fail(`${webhook}/messages/@original`);
      const { opening } = await shared(ana());
      expect(room.standIn.world.threads.size).toBe(1);
      const bob = room.standIn.person('bob');
      fail(callback);
      const press = room.standIn.click(bob, opening, 'Escribir');
      const form = await press.form();
      fail(callback);
      fail(`${webhook}/messages/@original`);
      const typed = room.standIn.submit(bob, press, form, { texts: { lines: 'kubectl create configmap once' } });
      const line = await typed.message(says('configmap/once created'));
      const id = opening.buttons[0]?.customId.split(':')[2] ?? '';
      expect((await room.storage.labs.load(id))?.lines).toHaveLength(1);
      // Undone by nobody: the one who was late is told for their eyes only.
      fail(`${webhook}/messages/@original`);
      fail(webhook);
      const late = room.standIn.click(bob, opening, '+1 min');
      expect((await late.followUp()).text).toContain('Entretanto');
      expect(line.ephemeral).toBe(false);
      room.publicMessages = 2;
    },
    20_000,
  );

  test('goes on after a restart between two lines', async () => {
    const { opening } = await shared(ana());
    const bob = room.standIn.person('bob');
    const line = await (await type(bob, opening, web)).message(says('created'));
    await room.crashBot();
    await room.startBot();
    const after = await (await type(bob, line, 'kubectl get deployments -o name')).message(says('deployment.apps/web'));
    expect(after.text).toContain('2 pods, 2 ready');
    room.publicMessages = 3;
  });

  test('says which permission is missing, and where no thread can be', async () => {
    room.standIn.world.botPermissions &= ~(1n << 35n);
    await room.stopBot();
    await room.startBot();
    const refused = await room.standIn.slash(ana(), 'lab compartir').message();
    expect(refused.text).toContain('«Crear hilos públicos»');
    const direct = await room.standIn.slash(ana(), 'lab compartir', {}, 'direct').message();
    expect(direct.text).toContain('hace falta un servidor');
  });

  test('a command that is delivered twice opens one thread', async () => {
    const asked = room.standIn.slash(ana(), 'lab compartir');
    room.standIn.deliverAgain(asked);
    room.acknowledgedTwice = 1;
    await publics(says('abre un clúster simulado'));
    await asked.message(({ loading }) => !loading);
    expect(room.standIn.world.threads.size).toBe(1);
    room.publicMessages = 1;
  });

  test('is said to be over in its thread after days of silence, once', async () => {
    const { opening } = await shared(ana());
    await (await type(ana(), opening, web)).message(says('created'));
    const other = await room.startAnother();
    const later = Date.now() + (silenceDays * 24 + 1) * 3_600_000;
    room.now = () => later;
    const over = await publics(says('este laboratorio se ha borrado'));
    expect(over.files[0]?.content).toBe(`${web}\n`);
    await other.close();
    room.publicMessages = 3;
    room.acknowledgedTwice = room.refusedAsSecond.length;
  });
});
