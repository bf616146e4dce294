/** `kubectl set subject rolebinding read --serviceaccount=default:robot`. */
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { readSubjects, subjectFlags } from './create/subjects.ts';
import { changeEach, setFlags, targets } from './set-template.ts';

export const setSubject: Command = {
  name: 'subject',
  summary: { es: 'Añade a quién concede un RoleBinding', en: 'Add whom a RoleBinding grants to' },
  examples: [
    [
      'kubectl set subject rolebinding read --serviceaccount=default:robot',
      { es: 'Un ServiceAccount más', en: 'One more ServiceAccount' },
    ],
  ],
  usage: '(-f FILE | TYPE NAME) [--user=USER] [--group=GROUP] [--serviceaccount=NAMESPACE:NAME]',
  flags: [...setFlags, ...subjectFlags],
  run(call) {
    const subjects = readSubjects(call);
    if (subjects.length === 0) failWith('you must specify at least one value of user, group or serviceaccount');
    changeEach(call, targets(call, call.args), 'subjects updated', (object) => {
      const before = (object.subjects ?? []) as readonly object[];
      const isNew = (one: object) => !before.some((other) => JSON.stringify(other) === JSON.stringify(one));
      object.subjects = [...before, ...subjects.filter(isNew)];
      return undefined;
    });
  },
};
