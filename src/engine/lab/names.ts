/** Names that mean something at the workstation beside its own small tools. */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Language, Text } from '#base/text.ts';
import { findLabCommand, labCommands } from './commands/index.ts';
import { toolNames } from './workstation.ts';

/** What may stand first on a line, beside the commands of the lab. */
const programs: readonly string[] = ['kubectl', 'k', 'docker', 'docker-compose', 'sudo'];

/** What people try, and what to do here instead. */
export const leftOut: Readonly<Record<string, Text>> = {
  minikube: {
    es: 'Aquí ya hay un clúster: minikube no hace falta.',
    en: 'There is a cluster here already: minikube is not needed.',
  },
  kind: {
    es: 'Aquí ya hay un clúster: kind no hace falta.',
    en: 'There is a cluster here already: kind is not needed.',
  },
  helm: {
    es: 'El simulador no tiene Helm: aplica manifiestos con kubectl.',
    en: 'The simulator has no Helm: apply manifests with kubectl.',
  },
  kubeadm: {
    es: 'Aquí ya hay un clúster: kubeadm no hace falta.',
    en: 'There is a cluster here already: kubeadm is not needed.',
  },
  vi: { es: 'Para editar un archivo: files edit web.yaml', en: 'To edit a file: files edit web.yaml' },
  vim: { es: 'Para editar un archivo: files edit web.yaml', en: 'To edit a file: files edit web.yaml' },
  nano: { es: 'Para editar un archivo: files edit web.yaml', en: 'To edit a file: files edit web.yaml' },
  watch: {
    es: 'Aquí el tiempo lo mueves tú: usa wait, step o kubectl get -w.',
    en: 'Time is yours to move here: use wait, step or kubectl get -w.',
  },
};

export function isOurName(name: string): boolean {
  return programs.includes(name) || Object.hasOwn(leftOut, name) || findLabCommand(name) !== undefined;
}

/** Whether these words are for us, where a tool of the workstation has the same name. */
export function isOurs(words: readonly string[]): boolean {
  const [name = ''] = words;
  return isOurName(name) && (findLabCommand(name)?.takes?.(words) ?? true);
}

export function unknownName(name: string, language: Language): string {
  const near = didYouMean(name, [...programs, ...labCommands.map((command) => command.name), ...toolNames]);
  if (language === 'es')
    return `${name}: no se conoce esa orden${near ? `; ¿quisiste decir ${near}?` : ' (help las muestra)'}`;
  return `${name}: no such command${near ? `; did you mean ${near}?` : ' (help shows them)'}`;
}
