/** `save monday.lab`: the seed and the lines, from which everything can be brought back. A script that a person can read. */
import { type LabCall, type LabCommand, LabRefusal } from '../lab-command.ts';

export const save: LabCommand = {
  name: 'save',
  group: 'session',
  usage: 'FILE',
  summary: { es: 'guarda la sesión', en: 'save the session' },
  examples: [['save monday.lab', { es: 'load la recupera', en: 'load brings it back' }]],
  isLook: true,
  run(call: LabCall) {
    const [, name] = call.words;
    if (name === undefined) call.misused(save);
    const text = call.room.save();
    const written = call.room.outside.writeFile?.(name, text);
    if (written && !written.ok) throw new LabRefusal(written.error);
    if (!written && !call.room.workstation.write(name, text))
      call.refuse(`no se puede escribir ${name}`, `${name} cannot be written`);
    call.say({ es: `Sesión guardada en ${name}.`, en: `Session saved in ${name}.` });
  },
};
