/**
 * The learner's folder: `files`, `files show web.yaml`, `files edit web.yaml`, `files write web.yaml <<EOF`, `files load ./web.yaml`
 * (from the real disk, where the frontend allows), `files delete web.yaml`. `cat`, `ls` and the like work too.
 */
import { heredoc } from '../heredoc.ts';
import { type LabCall, type LabCommand, LabRefusal } from '../lab-command.ts';
import { askToEdit, type Slices } from '../slices.ts';

const mostCharacters = 512 * 1024;

export const files: LabCommand = {
  name: 'files',
  group: 'files',
  usage: '[show | edit | write | load | delete] [FILE]',
  summary: { es: 'tus archivos: ver, editar, traer del disco', en: 'your files: show, edit, bring from the disk' },
  examples: [
    ['files', { es: 'cuáles hay', en: 'which there are' }],
    ['files edit web.yaml', { es: 'abre el editor', en: 'open the editor' }],
    ['files load ./web.yaml', { es: 'trae uno del disco', en: 'bring one from the disk' }],
    ['files write web.yaml <<EOF', { es: 'escribe lo que sigue, hasta EOF', en: 'write what follows, up to EOF' }],
  ],
  *run(call: LabCall) {
    const [, deed = 'list', name] = call.words;
    const act = Object.hasOwn(deeds, deed) ? deeds[deed] : undefined;
    if (!act) call.misused(files);
    if (deed !== 'list' && name === undefined) call.misused(files);
    yield* act(call, name ?? '') ?? [];
  },
  complete: (room, before) => (before.length === 1 ? Object.keys(deeds) : room.workstation.list()),
};

// biome-ignore lint/suspicious/noConfusingVoidType: most take no time and return nothing
const deeds: Readonly<Record<string, (call: LabCall, name: string) => Slices | void>> = {
  list(call) {
    const names = call.room.workstation.list();
    for (const name of names) call.print(`${name}\n`);
    if (names.length === 0)
      call.say({
        es: 'No hay ningún archivo. Escribe uno con files edit web.yaml.',
        en: 'There are no files. Write one with files edit web.yaml.',
      });
  },
  show(call, name) {
    call.print(textOf(call, name).replace(/\n?$/, '\n'));
  },
  *edit(call, name) {
    const { outside, workstation } = call.room;
    if (call.stdin === '' && !outside.hasEditor) {
      call.refuse(
        'aquí no hay editor: usa files write FILE <<EOF',
        'there is no editor here: use files write FILE <<EOF',
      );
    }
    const text = call.stdin !== '' ? call.stdin : yield* askToEdit(name, workstation.read(name) ?? '');
    if (text === undefined) call.say({ es: 'Sin cambios.', en: 'Nothing changed.' });
    else keep(call, name, text);
  },
  write(call, name) {
    keep(call, name, call.stdin);
  },
  load(call: LabCall, path) {
    const read = call.room.outside.readFile?.(path);
    if (!read) call.refuse('aquí no se puede leer del disco', 'nothing can be read from the disk here');
    if (!read.ok) throw new LabRefusal(read.error);
    keep(call, path.slice(path.lastIndexOf('/') + 1), read.value);
  },
  delete(call, name) {
    textOf(call, name);
    call.room.workstation.files.remove(call.room.workstation.path(name));
  },
};

function textOf(call: LabCall, name: string): string {
  return call.room.workstation.read(name) ?? call.refuse(`no existe el archivo ${name}`, `there is no file ${name}`);
}

function keep(call: LabCall, name: string, text: string): void {
  if (text.length > mostCharacters) call.refuse('el archivo es demasiado grande', 'the file is too large');
  if (!call.room.workstation.write(name, text))
    call.refuse(`no se puede escribir ${name}`, `${name} cannot be written`);
  call.room.recordAs(heredoc(`files write ${name}`, text));
  call.say({ es: `Guardado ${name}.`, en: `Saved ${name}.` });
}
